"""Keeping translations in step with their source, works with their pages, reviewers and authors informed; and what
editors said beside pages goes with them."""

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, Revision, get_page_models
from wagtail.signals import page_published, task_approved, task_rejected, task_submitted

from cms.accounts.domain.erasing import person_erased

from .domain import remarks, reviewing, translations, works
from .models import BasePage


@receiver(page_published, dispatch_uid="cms.core.translations_follow_source")
def translations_follow_source(sender, instance, **kwargs):
    if not issubclass(sender, BasePage) or not sender.source_relations:
        return
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        for translation in instance.get_translations():
            translation.save(clean=False)  # whatever else is wrong with it, the source may be published


@receiver(post_save, sender=Revision, dispatch_uid="cms.core.note_missing_strings")
def note_missing_strings(sender, instance, created, **kwargs):
    """Not when it is published: by then people may be told of it already."""
    if created and instance.base_content_type.model_class() is Page:
        translations.note_missing(Page.objects.get(pk=instance.object_id))


@receiver(page_published, dispatch_uid="cms.core.forget_missing_strings")
def forget_missing_strings(sender, instance, **kwargs):
    translations.forget_missing(instance)


@receiver(person_erased, dispatch_uid="cms.core.forget_remarks")
def forget_remarks(sender, participant, **kwargs):
    if participant.user:
        remarks.forget_remarks(participant.user)


def works_go_with_their_last_page(sender, instance, **kwargs):
    works.page_deleted(instance)


for model in get_page_models():
    if issubclass(model, BasePage):
        post_delete.connect(works_go_with_their_last_page, sender=model, dispatch_uid=f"work_of_{model._meta.label}")


@receiver(task_submitted, dispatch_uid="cms.core.tell_reviewers")
def tell_reviewers(sender, instance, user, **kwargs):
    reviewing.step_started(instance, by=user)


@receiver(task_approved, dispatch_uid="cms.core.tell_author_of_approval")
def tell_author_of_approval(sender, instance, user, **kwargs):
    reviewing.approved(instance, by=user)


@receiver(task_rejected, dispatch_uid="cms.core.tell_author_of_changes")
def tell_author_of_changes(sender, instance, user, **kwargs):
    reviewing.changes_wanted(instance, by=user)
