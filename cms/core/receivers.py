"""Keeping translations in step with their source."""

from django.conf import settings
from django.dispatch import receiver
from wagtail.signals import page_published

from .models import BasePage


@receiver(page_published, dispatch_uid="cms.core.translations_follow_source")
def translations_follow_source(sender, instance, **kwargs):
    if not issubclass(sender, BasePage) or not sender.source_relations:
        return
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        for translation in instance.get_translations():
            translation.save(clean=False)  # whatever else is wrong with it, the source may be published
