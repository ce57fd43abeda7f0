"""How needs are found: by what was asked for and what the public was told, never by what people said of it."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.core.bilingual import LANGUAGES
from cms.searchable import Document, Fact, Source, register
from cms.taxonomy.models import RegionalCenter, Term, Topic

from .models import Need

NEEDS = UUID("5a1c6e0e-6c0b-4d57-9a7e-3f2f6f0f7d11")  # the names of their works are numbers in this space


@register
class NeedSource(Source):
    """In the language in which it was asked for, and in each in which the public was told something."""

    kind = "need"
    label = _("What people asked for")
    model = Need
    triggers = (Topic, RegionalCenter)
    triggers_hide = False
    changed_field = "updated_at"
    unseen_fields = frozenset({"updated_at"})
    in_every_language = True

    def public(self) -> QuerySet[Need]:
        return Need.objects.public().select_related("topic", "region")

    def documents(self, need: Need) -> list[Document]:
        told = {language: _told(need, language) for language in LANGUAGES}
        return [self._document(need, each, told[each]) for each in LANGUAGES if told[each] or each == need.language]

    def facts(self, ids: Collection[int]) -> Mapping[int, Sequence[Fact]]:
        return {need.pk: _facts(need) for need in Need.objects.public().filter(pk__in=ids)}

    def affected(self, trigger: Term) -> QuerySet[Need]:
        """A need names the source-language row, whichever language changed."""
        which = "topic" if isinstance(trigger, Topic) else "region"
        return Need.objects.filter(**{f"{which}__translation_key": trigger.translation_key})

    def _document(self, need: Need, language: str, told: str) -> Document:
        with override(language):
            url = need.get_absolute_url()
        return Document(
            language,
            need.title,
            url,
            summary=told,
            date=need.status_since,
            facets={
                "topic": [need.topic.slug] if need.topic else [],
                "region": [need.region.slug] if need.region else [],
                "year": [str(localdate(need.status_since).year)],
            },
            work=uuid5(NEEDS, str(need.pk)),
            title_language=need.language,
        )


def _told(need: Need, language: str) -> str:
    """As on the board: why it was declined or what is asked back, or else what is being done."""
    return getattr(need, f"reason_{language}") or getattr(need, f"response_{language}")


def _facts(need: Need) -> list[Fact]:
    people = render_to_string("feedback/needs/people.html", {"need": need})
    return [Fact(need.get_status_display(), status=need.status), Fact(" ".join(people.split()), icon="users")]
