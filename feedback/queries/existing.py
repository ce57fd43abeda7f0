"""What everyone can find already and looks like what somebody is about to ask for: needs, pages and answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wagtail.models import Locale, Page

from cms.meaning.queries.nearest import Key

from ..models import Need
from .alike import Alike, alike_at_once
from .pages import pages_in, suggestible_pages

LONGEST = 600  # characters that are looked at
MOST = 3  # of each kind
NEEDS, PAGES, ANSWERS = "public_need", "page", "answer"


@dataclass(frozen=True)
class Existing:
    """One of them. `key` names it in a form, and is the same in both languages."""

    key: str
    title: str
    language: str
    url: str
    summary: str = ""
    need: Need | None = None


def existing_like(text: str, language: str) -> list[Existing]:
    """To what a reader of this language types: the likest first of each kind, in their language where it is there."""
    text = text[:LONGEST].strip()
    if not text:
        return []
    found = alike_at_once(text, language, (NEEDS, PAGES, ANSWERS))
    likely = {kind: [one for one in alike if one.likeness] for kind, alike in found.items()}
    return [
        *_first(_needs(one.key for one in likely[NEEDS])),
        *_first(_answers(likely[ANSWERS], language)),
        *_first(_pages(likely[PAGES], language)),
    ]


def needs_like(text: str, language: str, also: Iterable[int] = ()) -> list[Existing]:
    """The same of needs alone; after the likest come those that were found in another way."""
    found = alike_at_once(text[:LONGEST].strip(), language, (NEEDS,))[NEEDS]
    return _first(_needs([*(one.key for one in found if one.likeness), *also]))


def _first(found: Iterable[Existing]) -> list[Existing]:
    """Each once, though both its languages were found."""
    return list({one.key: one for one in found}.values())[:MOST]


def _needs(keys: Iterable[Key]) -> Iterator[Existing]:
    keys = list(keys)
    public = Need.objects.public().in_bulk(keys)
    for key in keys:
        if need := public.get(key):
            yield Existing(f"need-{need.pk}", need.title, need.language, need.get_absolute_url(), need=need)


def _pages(found: list[Alike], language: str) -> Iterator[Existing]:
    for page in _in_language([one.key for one in found], language):
        summary = getattr(page, "summary", "")
        yield Existing(f"page-{page.translation_key}", page.title, page.locale.language_code, page.url, summary)


def _answers(found: list[Alike], language: str) -> Iterator[Existing]:
    """The key of an answer is the same in every language."""
    keys = [one.key for one in found]
    pages = _in_language([page for page, _place in keys], language)
    for _page, place in keys:
        for page in pages:
            for key, question, _answer in page.answers():
                if key == place:
                    yield Existing(f"answer-{key}", question, page.locale.language_code, f"{page.url}#answer-{key}")


def _in_language(keys: Iterable[int], language: str) -> list[Page]:
    """What everyone may see of these pages, in the order in which they were found."""
    works = dict(suggestible_pages().filter(pk__in=set(keys)).values_list("pk", "translation_key"))
    pages = pages_in(works.values(), language)
    found = [pages[work] for work in dict.fromkeys(works[key] for key in keys if key in works) if work in pages][:MOST]
    specific = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in found]).specific()}
    return [_with_locale(specific[page.pk], page.locale) for page in found]


def _with_locale(page: Page, locale: Locale) -> Page:
    page.locale = locale
    return page
