"""What makes entries change: the findable types, what they name as triggers, and Wagtail's page events."""

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.core.searchable import sources
from search.domain import indexing


class Refresh:
    """What one transaction leaves to refresh: one after-commit call, however many signals."""

    def __init__(self):
        self.ids, self.querysets = {}, []

    def __call__(self):
        for kind, queryset in self.querysets:
            self.ids.setdefault(kind, set()).update(queryset.values_list("pk", flat=True))
        for kind, ids in self.ids.items():
            indexing.refresh(kind, ids)


def _later():
    """The Refresh of this transaction. Django drops it together with a savepoint that is rolled back."""
    savepoints = set(connection.savepoint_ids)
    for registered, function, _robust in connection.run_on_commit:
        if isinstance(function, Refresh) and registered == savepoints:
            return function
    return None


def _add(kind, *pks, queryset=None):
    refresh = _later()
    new = refresh is None
    refresh = refresh or Refresh()
    if queryset is None:
        refresh.ids.setdefault(kind, set()).update(pks)
    else:
        refresh.querysets.append((kind, queryset.order_by()))
    if new:
        transaction.on_commit(refresh, robust=True)


@receiver([post_save, post_delete], dispatch_uid="search_row_changed")
def row_changed(sender, instance, raw=False, **kwargs):
    if raw:
        return
    sender = getattr(instance, "specific_class", None) or sender  # a page may be saved as its base class
    for kind, source in sources().items():
        if issubclass(sender, source.model):
            _add(kind, instance.pk)
        if issubclass(sender, source.triggers):
            _add(kind, queryset=source.affected(instance))


@receiver(pre_delete, dispatch_uid="search_trigger_going")
def trigger_going(sender, instance, **kwargs):
    """Once a term is gone, nothing tells any more who had it."""
    for kind, source in sources().items():
        if issubclass(sender, source.triggers):
            _add(kind, *source.affected(instance).order_by().values_list("pk", flat=True))


@receiver([page_published, page_unpublished], dispatch_uid="search_page_changed")
def page_changed(sender, instance, **kwargs):
    for kind, source in sources().items():
        if issubclass(sender, source.model):
            _add(kind, instance.pk)


@receiver([post_page_move, page_slug_changed], dispatch_uid="search_page_moved")
def page_moved(sender, instance, **kwargs):
    _add_branch(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search_privacy_changed")
def privacy_changed(sender, instance, **kwargs):
    for page in Page.objects.filter(pk=instance.page_id):
        _add_branch(page)


def _add_branch(page):
    """Everything from `page` down: addresses and privacy are inherited."""
    for kind, source in sources().items():
        if issubclass(source.model, Page):
            _add(kind, queryset=source.model._default_manager.filter(path__startswith=page.path))
