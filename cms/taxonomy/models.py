"""The words by which things here are sorted. Relations always point at the source-language row."""

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, TranslatableMixin

from cms.caching import cached
from cms.memory import once

SOURCE = settings.LANGUAGE_CODE
SOURCE_TERMS = {"locale__language_code": SOURCE}  # relations point at source-language rows only


class Row(NamedTuple):
    """What is kept of a term."""

    pk: int
    slug: str
    work: UUID
    name: str
    language: str


class TermQuerySet(models.QuerySet):
    def source(self):
        """The source-language rows: what choices, filters and relations use."""
        return self.filter(**SOURCE_TERMS)


class Term(TranslatableMixin):
    """One word of a list, with its translations as rows of their own."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=60)
    description = models.TextField(_("description"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = TermQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description"), FieldPanel("sort_order")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="%(class)s_slug_per_language")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        others = type(self).objects.filter(locale=self.locale_id, slug=self.slug).exclude(pk=self.pk)
        if self.slug and others.exists():
            raise ValidationError({"slug": _("Another word of this list has this slug.")})

    @property
    def label(self):
        """The name in the active language; falls back to this row's own."""
        return self.labels(get_language()).get(self.translation_key, self.name)

    @classmethod
    def options(cls):
        """(slug, label) of every term in the active language, in the editors' order; from the cache."""
        names = cls.labels(get_language())
        return [(row.slug, names.get(row.work, row.name)) for row in cls._rows() if row.language == SOURCE]

    @classmethod
    def choices(cls):
        """(id, label) in the same way."""
        names = cls.labels(get_language())
        return [(row.pk, names.get(row.work, row.name)) for row in cls._rows() if row.language == SOURCE]

    @classmethod
    def labels(cls, language):
        """Names by translation key in `language`, from the cache: no query per row."""

        def names():
            return {row.work: row.name for row in cls._rows() if row.language == language}

        return once((cls, "labels", language), names)

    @classmethod
    def by_id(cls):
        """(slug, label) in the active language by the id of a row, in the editors' order; from the cache."""
        language = get_language()

        def named():
            names = cls.labels(language)
            return {row.pk: (row.slug, names.get(row.work, row.name)) for row in cls._rows()}

        return once((cls, "by id", language), named)

    @classmethod
    def ids_by_name(cls, fits):
        """The ids of terms that have a name for which `fits(name)`, in whatever language; from the cache."""
        works = {row.work for row in cls._rows() if fits(row.name)}
        return [row.pk for row in cls._rows() if row.work in works]

    @classmethod
    def _rows(cls):
        return once((cls, "rows"), cls._cached_rows)

    @classmethod
    def _cached_rows(cls):
        return [Row(*row) for row in cached(cls._meta.db_table, [cls, Locale], cls._read_rows)]

    @classmethod
    def _read_rows(cls):
        return list(cls.objects.values_list("pk", "slug", "translation_key", "name", "locale__language_code"))


class Topic(Term):
    """What a thing is about: the topics of the summit."""

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Audience(Term):
    """Whom a thing is for."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class Strategy(Term):
    """One of the five Capacity Building Strategies."""

    class Meta(Term.Meta):
        verbose_name = _("capacity building strategy")
        verbose_name_plural = _("capacity building strategies")


class RegionalCenter(Term):
    """One of the eight Regional Technical Assistance Centers (R-TACs)."""

    lead_agency = models.CharField(_("lead agency"), max_length=120)
    counties = models.TextField(_("counties"), help_text=_("One county per line."))
    url = models.URLField(_("web address"), blank=True)

    panels = [*Term.panels, FieldPanel("lead_agency"), FieldPanel("counties"), FieldPanel("url")]

    class Meta(Term.Meta):
        verbose_name = _("regional center")
        verbose_name_plural = _("regional centers")

    @property
    def county_names(self):
        return ", ".join(self.counties.splitlines())
