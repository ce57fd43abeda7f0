"""Meetings in Wagtail's admin: the list, the facts of one, what was said there and what became of it."""

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import InspectView

from cms.core.viewsets import ReadOnlyListView
from cms.intake.text import number_from_text

from ..admin_forms import MORE, MOST_ROWS, MeetingForm, SendForm, SpokenFormSet
from ..domain import meetings
from ..models import Meeting, Need
from ..permissions import MeetingPolicy, may_record_meetings
from ..queries.meetings import voices_of

LIST = "wagtailsnippets_feedback_meeting:list"
INSPECT = "wagtailsnippets_feedback_meeting:inspect"
SHEET = "wagtailsnippets_feedback_meeting:sheet"


class MeetingsView(ReadOnlyListView):
    default_ordering = ("-held_on", "-pk")

    def get_base_queryset(self):
        return Meeting.objects.with_voices().select_related("region", "recorded_by")

    def get_edit_url(self, instance):
        """The name leads to what was said."""
        return self.get_inspect_url(instance)

    @cached_property
    def header_more_buttons(self):
        """Sheets lie where no meeting is held, too."""
        buttons = super().header_more_buttons
        if may_record_meetings(self.request.user):
            buttons.append(Button(_("Sheet to print"), url=reverse(SHEET), icon_name="doc-full"))
        return buttons


class MeetingScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A form of its own below the list."""

    header_icon = "group"
    permission_required = "add"
    permission_policy = MeetingPolicy(Meeting)

    @cached_property
    def meeting(self):
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(Meeting, pk=number_from_text(str(self.kwargs["pk"])), undone_at=None)

    def get_breadcrumbs_items(self):
        items = [{"url": reverse(LIST), "label": _("Meetings")}]
        if self.meeting:
            items.append({"url": reverse(INSPECT, args=[self.meeting.pk]), "label": str(self.meeting)})
        return [*self.breadcrumbs_items, *items, {"url": "", "label": self.get_page_title()}]


class MeetingFormView(MeetingScreen):
    """Which meeting it is: a new one, or one that was entered with a mistake."""

    template_name = "feedback/meetings/form.html"
    page_title = gettext_lazy("Which meeting?")

    def get(self, request, pk=None):
        return self._show(MeetingForm(instance=self.meeting))

    def post(self, request, pk=None):
        form = MeetingForm(request.POST, instance=self.meeting)
        if not form.is_valid():
            messages.error(request, _("Nothing was changed. Please look at the messages below."))
            return self._show(form)
        if self.meeting:
            meetings.change(Meeting.objects.get(pk=self.meeting.pk), form.facts())
            return redirect(INSPECT, self.meeting.pk)
        return redirect(form.send_once(lambda: self._planned(form)))

    def _planned(self, form):
        meeting = meetings.plan(form.facts(), by=self.request.user)
        return reverse("wagtailsnippets_feedback_meeting:voices", args=[meeting.pk])

    def _show(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class VoicesView(MeetingScreen):
    """Several voices at once; first typed, then joined to needs that look alike, then kept."""

    template_name = "feedback/meetings/voices.html"
    page_title = gettext_lazy("What was said")

    def get(self, request, pk):
        return self._show(SpokenFormSet(form_kwargs={"meeting": self.meeting}), SendForm())

    def post(self, request, pk):
        data, step = request.POST.copy(), request.POST.get("step")
        if step == "more":
            shown = number_from_text(data.get("form-TOTAL_FORMS", "")) or 0
            data["form-TOTAL_FORMS"] = min(shown + MORE, MOST_ROWS)
        rows, send = SpokenFormSet(data, form_kwargs={"meeting": self.meeting}), SendForm(request.POST)
        if step == "more":
            return self._show(rows, send, focus=True)
        if not (rows.is_valid() and send.is_valid()):
            messages.error(request, _("Nothing was entered yet. Please look at the messages below."))
            return self._show(rows, send)
        if rows.look_for_alike() and step != "save":
            return self._show(rows, send, choosing=True)
        return self._save(rows, send)

    def _save(self, rows, send):
        spoken = [form.spoken() for form in rows.filled]
        try:
            url = send.send_once(lambda: self._recorded(spoken))
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return self._show(rows, send, choosing=True)
        text = ngettext("%(count)s voice is entered.", "%(count)s voices are entered.", len(spoken))
        messages.success(self.request, text % {"count": len(spoken)})
        return redirect(url)

    def _recorded(self, spoken):
        meetings.record(self.meeting, spoken, by=self.request.user)
        return reverse(INSPECT, args=[self.meeting.pk])

    def _show(self, rows, send, **context):
        context |= {"rows": rows, "send": send, "meeting": self.meeting}
        return self.render_to_response(self.get_context_data(**context))


class UndoMeetingView(MeetingScreen):
    """What would be gone, before it is."""

    template_name = "feedback/meetings/undo.html"
    page_title = gettext_lazy("Undo this meeting")

    @cached_property
    def meeting(self):
        return get_object_or_404(Meeting, pk=number_from_text(self.kwargs["pk"]))

    def get(self, request, pk):
        if self.meeting.undone_at:
            return redirect(INSPECT, self.meeting.pk)
        undone = meetings.undone_by(self.meeting)
        context = {"meeting": self.meeting} | {
            name: Need.objects.filter(pk__in=numbers).order_by("pk") for name, numbers in vars(undone).items()
        }
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request, pk):
        try:
            undone = meetings.undo(self.meeting)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            self._report(undone)
        return redirect(INSPECT, self.meeting.pk)

    def _report(self, undone):
        gone = ngettext("%(count)s need is gone.", "%(count)s needs are gone.", len(undone.gone))
        messages.success(self.request, _("The meeting is undone.") + " " + gone % {"count": len(undone.gone)})
        if undone.staying:
            numbers = ", ".join(f"#{number}" for number in undone.staying)
            text = _("These stay, since others asked for them too or somebody has worked on them: %(numbers)s.")
            messages.warning(self.request, text % {"numbers": numbers})


class MeetingView(InspectView):
    """What became of each voice, to be told to the group; and the way to undo it all."""

    any_permission_required = ["view"]
    page_title = gettext_lazy("Meeting")
    template_name = "feedback/meetings/meeting.html"

    def get_object(self, queryset=None):
        shown = Meeting.objects.with_voices().select_related("region", "recorded_by")
        return get_object_or_404(shown, pk=number_from_text(str(self.pk)))

    def get_edit_url(self):
        return None if self.object.undone_at else super().get_edit_url()

    def get_context_data(self, **kwargs):
        meeting = self.object
        by_phone = meeting.signals.standing().exclude(suggestion=None).aggregate(number=Count("pk"))["number"]
        return super().get_context_data(**kwargs) | {
            "meeting": meeting,
            "voices": voices_of(meeting),
            "by_phone": by_phone,
            "may_record": may_record_meetings(self.request.user) and not meeting.undone_at,
        }
