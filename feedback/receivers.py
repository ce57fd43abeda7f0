"""What happens elsewhere and concerns needs."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.accounts.domain.erasing import person_erased
from cms.accounts.domain.participants import participants_merged
from cms.core import holds
from cms.core.domain.works import work_closing

from .domain import offered_pages, pages, people, signals
from .queries.offered_pages import awaited_answer

holds.register(awaited_answer)  # what somebody offered waits for their yes


@receiver(page_published)
def answer_needs(sender, instance, **kwargs):
    pages.page_published(instance)
    offered_pages.unpublish_taken_back(instance)
    offered_pages.sort_files()
    pages.languages_changed(instance.translation_key)


@receiver(page_unpublished)
def reopen_needs(sender, instance, **kwargs):
    pages.page_unpublished(instance)
    offered_pages.sort_files(except_page=instance)
    pages.languages_changed(instance.translation_key)


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(post_page_move)
def close_offered_files(sender, **kwargs):
    offered_pages.sort_files()


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
