"""Words that editors say mean the same."""

from collections.abc import Iterator
from itertools import chain

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel

from cms.meaning.stopwords import STOPWORDS
from cms.meaning.words import stem, words

MOST_WORDS = 8  # of one phrase
FIELDS = {"english": "en", "spanish": "es"}
SEPARATED = _("Words or short phrases, separated by commas.")
KNOWN = _("What the glossary of the program says is known already: only what search misses is added here.")


class Synonyms(models.Model):
    """One line of the editors' own glossary: a search for one of these words finds the others too, at once."""

    english = models.CharField(_("in English"), max_length=400, blank=True, help_text=SEPARATED)
    spanish = models.CharField(_("in Spanish"), max_length=400, blank=True, help_text=SEPARATED)

    panels = [HelpPanel(KNOWN), FieldPanel("english"), FieldPanel("spanish")]

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["english", "spanish", "pk"]

    def __str__(self):
        return ", ".join(chain(self.entries("english"), self.entries("spanish")))

    def entries(self, field: str) -> tuple[str, ...]:
        parts = (" ".join(part.split()) for part in getattr(self, field).split(","))
        return tuple(part for part in parts if part)

    def clean(self):
        super().clean()
        errors = {field: found for field in FIELDS if (found := list(self._errors(field)))}
        if errors:
            raise ValidationError(errors)
        if len(self.entries("english")) + len(self.entries("spanish")) < 2:
            raise ValidationError(_("Give at least two that mean the same, in one language or in both."))
        for field in FIELDS:
            setattr(self, field, ", ".join(self.entries(field)))

    def try_it(self) -> SafeString:
        """The search for the first of them, in the language of whoever asks if there is one."""
        language = get_language() if get_language() in FIELDS.values() else "en"
        own = [field for field, code in FIELDS.items() if code == language]
        first = next(chain.from_iterable(self.entries(field) for field in [*own, *FIELDS]), "")
        with override(language):
            address = reverse("search", query={"q": first})
        return format_html('<a href="{}">{}</a>', address, first)

    try_it.short_description = _("Try it")

    def _errors(self, field: str) -> Iterator[str]:
        language, seen = FIELDS[field], set()
        others = self._of_others(field) if self.entries(field) else {}
        for entry in self.entries(field):
            plain, key = words(entry), _key(entry, language)
            if max(map(len, plain), default=0) < 2:
                yield _("“%(entry)s” has no word of two letters or more.") % {"entry": entry}
            elif all(word in STOPWORDS[language] for word in plain):
                yield _("“%(entry)s” is in nearly every sentence: it is never searched for.") % {"entry": entry}
            elif len(plain) > MOST_WORDS:
                yield _("“%(entry)s” is too long: at most %(most)s words.") % {"entry": entry, "most": MOST_WORDS}
            elif key in seen:
                yield _("“%(entry)s” is there twice; endings and accents do not matter.") % {"entry": entry}
            elif key in others:
                yield _("“%(entry)s” has its synonyms already: %(others)s") % {"entry": entry, "others": others[key]}
            seen.add(key)

    def _of_others(self, field: str) -> dict[tuple[str, ...], "Synonyms"]:
        rows = Synonyms.objects.exclude(pk=self.pk)
        return {_key(entry, FIELDS[field]): row for row in rows for entry in row.entries(field)}


def _key(entry: str, language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words(entry))
