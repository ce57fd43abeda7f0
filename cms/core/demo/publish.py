"""Putting a sample page into the tree as if an editor had published it on its day."""

from datetime import datetime, time

from django.utils import timezone
from wagtail.models import Page, Revision

from cms.core.domain.translation_import import import_translation
from cms.core.domain.tree import add_translation, locale


def publish(page, parent, day=None):
    """Add the page below `parent`, live, with a first revision; None if somebody took its address meanwhile."""
    if parent.get_children().filter(slug=page.slug).exists():
        return None
    _date(page, day)
    page.locale = parent.locale
    parent.add_child(instance=page)
    return record(page)


def publish_translation(page, day=None, **values):
    """The Spanish version, live; left out when there is no Spanish title."""
    if not values.get("title"):
        return None
    parent = page.get_parent().get_translation(locale("es"))
    values.setdefault("slug", page.slug)
    if parent.get_children().filter(slug=values["slug"]).exists():
        return None
    translated = record(add_translation(page, "es", parent=parent, **values))
    import_translation(page, translated)
    return translated


def fill(context, key, page, english, translated):
    """Give a page that setup made its texts in both languages, unless an editor has been there."""
    if not context.first_time(key):
        return
    other = page.get_translations().first()
    if other is None or page.latest_revision_id or other.latest_revision_id:
        return
    for each, values in ((page, english), (other, translated)):
        for name, value in values.items():
            setattr(each, name, value)
        each.save()
        record(each)
    import_translation(page, other)


def record(page):
    """The first revision, already published. Written beside the page: each save of one is indexed twice over."""
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
        created_at=page.first_published_at or timezone.now(),
    )
    published = {"latest_revision": revision, "live_revision": revision, "has_unpublished_changes": False}
    listed = {"draft_title": page.title, "latest_revision_created_at": revision.created_at}
    Page.objects.filter(pk=page.pk).update(**listed, **published)
    return page


def _date(page, day):
    moment = timezone.make_aware(datetime.combine(day, time(9))) if day else timezone.now()
    page.live = True
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = moment


def spanish(values, *names):
    """The Spanish values among `values`, by field name."""
    return {name: values[f"{name}_es"] for name in names if values.get(f"{name}_es")}
