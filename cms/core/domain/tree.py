"""Adding pages to the tree in one language or in both."""

from typing import Any

from wagtail.models import Locale, Page

from cms.core.models import FAQPage, HomePage


def locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def ensure_pair(
    model: type[Page],
    parent: Page,
    english: dict[str, Any],
    spanish: dict[str, Any],
    before: type[Page] | None = None,
) -> Page:
    """The one page of this type below `parent`, and its translation; made where missing, else left alone."""
    page = model.objects.child_of(parent).first()
    if not page:
        page = _put_before(before, parent.add_child(instance=model(locale=parent.locale, **english)))
    if not page.has_translation(locale("es")):
        _put_before(before, add_translation(page, "es", **spanish))
    return page


def ensure_section(model: type[Page], english: dict[str, Any], spanish: dict[str, Any]) -> Page:
    """A section of the site: right below the home page, in the menu, in front of the questions."""
    home = HomePage.objects.get(locale=locale("en"))
    return ensure_pair(model, home, english | {"show_in_menus": True}, spanish, before=FAQPage)


def _put_before(model: type[Page] | None, page: Page) -> Page:
    """Menus follow the tree: move a new page in front of its sibling of the given type."""
    sibling = model and model.objects.sibling_of(page).first()
    if sibling:
        page.move(sibling, "left")
        page.refresh_from_db()
    return page


def add_translation(page: Page, language: str, parent: Page | None = None, **values: Any) -> Page:
    """A translation with the given values; what is not given is as in the source. Below the parent's translation."""
    target = locale(language)
    parent = parent or page.get_parent().get_translation(target)
    copy = page.__class__(**_copied(page), locale=target, translation_key=page.translation_key)
    for name, value in values.items():
        setattr(copy, name, value)
    return parent.add_child(instance=copy)


def _copied(page: Page) -> dict[str, Any]:
    """The concrete values a translation starts with; where it stands in the tree and its history are its own."""
    own = {field.name for field in page._meta.concrete_fields}
    own -= {"id", "page_ptr", "path", "depth", "numchild", "url_path", "slug", "locale", "translation_key", "work"}
    own -= {"content_type", "draft_title", "latest_revision", "live_revision", "alias_of"}
    own -= {"locked", "locked_at", "locked_by"}
    return {name: getattr(page, name) for name in own}
