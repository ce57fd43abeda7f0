"""The words by which things here are sorted. Relations always point at the source-language row."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, TranslatableMixin

from cms.caching import remember

SOURCE_TERMS = {"locale__language_code": settings.LANGUAGE_CODE}  # relations point at source-language rows only


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
        """(slug, label) of every term in the active language, in the editors' order; remembered."""
        rows = remember(f"{cls._meta.db_table}:options", [cls, Locale], cls._options)
        names = cls.labels(get_language())
        return [(slug, names.get(work, name)) for slug, work, name in rows]

    @classmethod
    def labels(cls, language):
        """Names by translation key in `language`, remembered: no query per row."""
        return remember(f"{cls._meta.db_table}:{language}", [cls, Locale], lambda: cls._labels(language))

    @classmethod
    def _options(cls):
        return list(cls.objects.source().values_list("slug", "translation_key", "name"))

    @classmethod
    def _labels(cls, language):
        rows = cls.objects.filter(locale__language_code=language)
        return dict(rows.values_list("translation_key", "name"))


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
