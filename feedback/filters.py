"""Narrowing the queue down."""

import django_filters
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.accounts.models import User
from cms.caching import cached
from cms.memory import once
from cms.taxonomy.filters import TermFilter
from cms.taxonomy.models import RegionalCenter, Topic

from .enums import NeedKind, SignalKind, Status
from .models import Need, Signal
from .permissions import queue_workers
from .queries import saved_views
from .queries.themes import theme_choices

ME, NO_ONE = "me", "none"
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


class NeedFilterSet(WagtailFilterSet):
    """A value that no longer exists, as in an old bookmark, is left out alone and named in `dropped`."""

    view = django_filters.ChoiceFilter(label=_("View"), choices=saved_view_choices, method="in_view")
    status = multiple_choice_filter(_("Status"), Status.choices)
    kind = multiple_choice_filter(_("Kind"), NeedKind.choices)
    topic = TermFilter(Topic, label=_("Topic"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=_themes, method="of_theme")
    region = TermFilter(RegionalCenter, label=_("Region"))
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    assignee = django_filters.ChoiceFilter(label=_("Assigned to"), choices=assignees, method="of_assignee")
    source = multiple_choice_filter(_("Source"), SignalKind.choices, method="from_source")

    class Meta:
        model = Need
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.dropped = []
        if data and self.form.errors:
            self.data = data.copy()
            for name in list(self.form.errors):
                field = self.form.fields[name]
                self.data.setlist(name, [value for value in data.getlist(name) if field.valid_value(value)])
                self.dropped.append(str(field.label))
            del self._form

    def in_view(self, needs, name, value):
        return needs.filter(saved_views.condition(value, self.request.user))

    def of_assignee(self, needs, name, value):
        if value == NO_ONE:
            return needs.filter(assignee=None)
        return needs.filter(assignee=self.request.user if value == ME else value)

    def of_theme(self, needs, name, value):
        """What themes are for: what is open of it."""
        return needs.open().filter(theme=None if value == NO_ONE else value)

    def from_source(self, needs, name, kinds):
        """A subquery, since a join would count signals once per signal."""
        if not kinds:
            return needs
        return needs.filter(Exists(Signal.objects.standing().filter(need=OuterRef("pk"), kind__in=kinds)))
