"""Narrowing the queue down."""

import django_filters
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.forms import CheckboxSelectMultiple, HiddenInput
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.accounts.models import User
from cms.caching import cached
from cms.memory import once
from cms.taxonomy.filters import TermFilter
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic

from .enums import Happening, NeedKind, SignalKind, Status
from .models import Need, Signal
from .permissions import queue_workers
from .queries import evidence, figures, gaps, periods, saved_views
from .queries.themes import theme_choices

ME, NO_ONE = "me", "none"
NONE = "null"  # as django-filter has it
PROMISES = [("late", _("Past its day"))]
# A change in any of these may make somebody a member of the Working Group, or none any more.
MAKE_A_WORKER = (User, User.groups.through, User.user_permissions.through, Group.permissions.through, Permission)


def assignees():
    people = once("queue-workers", lambda: cached("queue-workers", MAKE_A_WORKER, _workers))
    return [(ME, _("Me")), (NO_ONE, _("No one")), *people]


def _workers():
    return list(queue_workers().values_list("pk", "display_name"))


def _themes():
    return [(NO_ONE, _("No theme")), *theme_choices()]


def saved_view_choices():
    return [(view.name, view.label) for view in saved_views.SAVED_VIEWS.values()]


def multiple_choice_filter(label, choices, **kwargs):
    return django_filters.MultipleChoiceFilter(label=label, choices=choices, widget=CheckboxSelectMultiple, **kwargs)


class DayRangeField(DateRangeField):
    """The last days of the calendar have no end in other time zones."""

    def compress(self, data_list):
        if any(day and day > periods.LATEST for day in data_list):
            raise ValidationError(self.fields[0].error_messages["invalid"])
        return super().compress(data_list)


class DayRangeFilter(django_filters.DateFromToRangeFilter):
    """Of days in addresses and in the form."""

    field_class = DayRangeField

    def __init__(self, **kwargs):
        super().__init__(widget=DateRangePickerWidget, **kwargs)


class LenientFilterSet(WagtailFilterSet):
    """A value that no longer exists, as in an old bookmark, is left out alone and named in `dropped`."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.dropped = []
        if data and self.form.errors:
            self.data = data.copy()
            for name in list(self.form.errors):
                field = self.form.fields[name]
                for parameter, valid in _parameters(name, field):
                    self.data.setlist(parameter, [value for value in data.getlist(parameter) if valid(value)])
                self.dropped.append(str(field.label))
            del self._form


def _parameters(name, field):
    """The parameters of a filter, each with what tells whether a value can stay. Of what cannot be chosen, none can."""
    valid = getattr(field, "valid_value", lambda value: False)
    suffixes = getattr(field.widget, "suffixes", None)
    return [(f"{name}_{suffix}", valid) for suffix in suffixes] if suffixes else [(name, valid)]


class NeedFilterSet(LenientFilterSet):
    view = django_filters.ChoiceFilter(label=_("View"), choices=saved_view_choices, method="in_view")
    status = multiple_choice_filter(_("Status"), Status.choices)
    kind = multiple_choice_filter(_("Kind"), NeedKind.choices)
    topic = TermFilter(Topic, label=_("Topic"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=_themes, method="of_theme")
    region = TermFilter(RegionalCenter, label=_("Region"), null_label=_("No region"))
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    assignee = django_filters.ChoiceFilter(label=_("Assigned to"), choices=assignees, method="of_assignee")
    source = multiple_choice_filter(_("Source"), SignalKind.choices, method="from_source")
    strategy = TermFilter(Strategy, label=Strategy._meta.verbose_name, null_label=_("None named"), method="naming")
    audience = TermFilter(Audience, label=Audience._meta.verbose_name, null_label=_("None named"), method="naming")
    promised = django_filters.ChoiceFilter(label=_("Promise"), choices=PROMISES, method="of_promise")
    happened = django_filters.ChoiceFilter(label=_("What happened"), choices=Happening.choices, method="has_happened")
    when = DayRangeFilter(label=_("When it happened"), method="has_happened")

    class Meta:
        model = Need
        fields = []

    def in_view(self, needs, name, value):
        return needs.filter(saved_views.condition(value, self.request.user))

    def of_assignee(self, needs, name, value):
        if value == NO_ONE:
            return needs.filter(assignee=None)
        return needs.filter(assignee=self.request.user if value == ME else value)

    def of_theme(self, needs, name, value):
        """What themes are for: what is open of it."""
        return needs.open().filter(theme=None if value == NO_ONE else value)

    def of_promise(self, needs, name, value):
        return needs.late()

    def naming(self, needs, name, value):
        """By what findings and voices of meetings name."""
        return needs.filter(gaps.named(name, None if value == NONE else value))

    def has_happened(self, needs, name, value):
        """One filter of two fields: what happened, and when. Days alone are those on which it was asked for."""
        happened, when = (self.form.cleaned_data.get(each) for each in ("happened", "when"))
        if name == "when" and happened:
            return needs
        return needs.filter(figures.WHICH[happened or Happening.OPENED](periods.between(when)))

    def from_source(self, needs, name, kinds):
        """A subquery, since a join would count signals once per signal."""
        if not kinds:
            return needs
        return needs.filter(Exists(Signal.objects.standing().filter(need=OuterRef("pk"), kind__in=kinds)))


class SignalFilterSet(LenientFilterSet):
    kind = multiple_choice_filter(_("Source"), SignalKind.choices)
    when = DayRangeFilter(label=_("Day"), field_name="created_at")
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    region = TermFilter(RegionalCenter, label=_("Region"), null_label=_("No region"))
    words = django_filters.CharFilter(label=_("Searched without result"), method="searched_for")
    work = django_filters.UUIDFilter(label=_("Page it is about"), widget=HiddenInput)

    class Meta:
        model = Signal
        fields = []

    def searched_for(self, signals, name, words):
        return signals.filter(evidence.searched_for(words))


class ResourceFilterSet(LenientFilterSet):
    """As the map of gaps counts them: works, by what any of their pages names."""

    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    region = TermFilter(RegionalCenter, label=_("Region"))
    strategy = TermFilter(Strategy, label=Strategy._meta.verbose_name, null_label=_("None named"))
    audience = TermFilter(Audience, label=Audience._meta.verbose_name, null_label=_("None named"))

    class Meta:
        fields = []

    def filter_queryset(self, resources):
        chosen = self.form.cleaned_data
        where = gaps.Where(chosen["language"], chosen["region"])
        named = {term: None if chosen[term] == NONE else int(chosen[term]) for term in gaps.TERMS if chosen[term]}
        return resources.filter(pk__in=gaps.resources_naming(where, named))
