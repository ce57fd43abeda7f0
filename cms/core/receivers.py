"""Keeping translations in step with their source, and works with their pages."""

from django.conf import settings
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import get_page_models
from wagtail.signals import page_published

from .domain import works
from .models import BasePage


@receiver(page_published, dispatch_uid="cms.core.translations_follow_source")
def translations_follow_source(sender, instance, **kwargs):
    if not issubclass(sender, BasePage) or not sender.source_relations:
        return
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        for translation in instance.get_translations():
            translation.save(clean=False)  # whatever else is wrong with it, the source may be published


def works_go_with_their_last_page(sender, instance, **kwargs):
    works.page_deleted(instance)


for model in get_page_models():
    if issubclass(model, BasePage):
        post_delete.connect(works_go_with_their_last_page, sender=model, dispatch_uid=f"work_of_{model._meta.label}")
