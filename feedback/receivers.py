"""What happens elsewhere and concerns needs."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from .domain import pages


@receiver(page_published)
def answer_needs(sender, instance, **kwargs):
    pages.page_published(instance)


@receiver(page_unpublished)
def reopen_needs(sender, instance, **kwargs):
    pages.page_unpublished(instance)
