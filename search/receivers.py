"""What makes entries change: the findable types, what they name as triggers, and Wagtail's page events."""

from functools import partial
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.searchable import Source, sources
from search.domain import changes


def connect() -> None:
    """To these senders and no others; the rest of the site saves its rows without a word to search."""
    for source in sources().values():
        _connect_source(source)
    post_save.connect(page_saved_as_base, sender=Page, dispatch_uid="search")
    for signal in (page_published, page_unpublished):
        signal.connect(page_changed, dispatch_uid="search")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(page_moved, dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(privacy_changed, sender=PageViewRestriction, dispatch_uid="search")


def _connect_source(source: Source) -> None:
    changed = partial(object_changed, source)
    post_save.connect(changed, sender=source.model, weak=False, dispatch_uid=f"search {source.kind}")
    post_delete.connect(changed, sender=source.model, weak=False, dispatch_uid=f"search {source.kind}")
    triggered = partial(trigger_changed, source)
    for trigger in source.triggers:
        for signal in (post_save, post_delete):
            signal.connect(triggered, sender=trigger, weak=False, dispatch_uid=f"search {source.kind}")


def object_changed(
    source: Source, sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if not raw and not (update_fields and source.unseen_fields.issuperset(update_fields)):
        changes.note(source.kind, [instance.pk])


def trigger_changed(source: Source, sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        ids = source.affected(instance).order_by().values_list("pk", flat=True)
        changes.note(source.kind, ids, hides=source.triggers_hide)


def page_saved_as_base(sender: Any, instance: Page, **kwargs: Any) -> None:
    for source in sources().values():
        if instance.specific_class is source.model:
            object_changed(source, sender, instance, **kwargs)


def page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    for source in sources().values():
        if sender is source.model:
            changes.note(source.kind, [instance.pk])


def page_moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    _note_branch(instance)


def privacy_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    for page in Page.objects.filter(pk=instance.page_id):
        _note_branch(page)


def _note_branch(page: Page) -> None:
    """Everything from `page` down: addresses and privacy are inherited."""
    for source in sources().values():
        if issubclass(source.model, Page):
            below = source.model._default_manager.filter(path__startswith=page.path)
            changes.note(source.kind, below.order_by().values_list("pk", flat=True))
