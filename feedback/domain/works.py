"""What visitors can see of a work, which is all translations of a page."""

from ..models.visible import visible_pages


def public_pages(*works):
    """The visible pages of these works, with their language."""
    return visible_pages().filter(translation_key__in=works).select_related("locale")


def suggestible_pages():
    """What a suggestion can be about: any public page below a home page."""
    return visible_pages().filter(depth__gt=2)


def is_public(work, except_page=None):
    pages = public_pages(work)
    return (pages.exclude(pk=except_page.pk) if except_page else pages).exists()


def page_in(work, language):
    """The public page of the work in this language, or in another one, or None."""
    pages = {page.locale.language_code: page for page in public_pages(work)} if work else {}
    return pages.get(language) or next(iter(pages.values()), None)


def languages_of(works):
    """Public languages by work, in one query."""
    found = {}
    for work, language in public_pages(*works).values_list("translation_key", "locale__language_code"):
        found.setdefault(work, set()).add(language)
    return found
