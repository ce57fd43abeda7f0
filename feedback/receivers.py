"""What happens elsewhere and concerns needs."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from cms.accounts.domain.erasing import person_erased
from cms.accounts.domain.participants import participants_merged
from cms.core import holds
from cms.core.domain.works import work_closing

from .domain import offered_pages, pages, people, signals
from .queries.offered_pages import awaited_answer
from .queries.pages import is_public

holds.register(awaited_answer)  # what somebody offered waits for their yes


@receiver(page_published)
def answer_needs(sender, instance, **kwargs):
    pages.page_published(instance)
    offered_pages.set_files_public(instance.translation_key, public=True)
    pages.languages_changed(instance.translation_key)


@receiver(page_unpublished)
def reopen_needs(sender, instance, **kwargs):
    pages.page_unpublished(instance)
    still_public = is_public(instance.translation_key, except_page=instance)
    offered_pages.set_files_public(instance.translation_key, public=still_public)
    pages.languages_changed(instance.translation_key)


@receiver(post_delete, sender=Page)
def weigh_anew(sender, instance, **kwargs):
    pages.languages_changed(instance.translation_key)


@receiver(work_closing)
def keep_evidence(sender, work, page, **kwargs):
    signals.keep_evidence(work, title=page.title)


@receiver(participants_merged)
def take_over(sender, participant, into, **kwargs):
    people.take_over(participant, into)


@receiver(person_erased)
def forget_person(sender, participant, **kwargs):
    people.forget(participant)
