"""One action on many needs of the list: first what will happen, then what was done and what was not."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.intake.text import number_from_text

from ..actions import ACTIONS, BULK
from ..enums import Status
from ..models import Need, Subscription
from ..permissions import may_work_queue

MOST = 200
TELLS = ("review", "ask", "plan", "start", "decline", "publish", "merge")  # those who are to hear of it
TELLS_OF_NEW = ("take", "assign")  # whose review begins with it


@dataclass
class Row:
    """A need as it was seen, and why nothing is done with it."""

    need: Need
    seen_version: int
    problem: str = ""
    may: bool = True
    makes_public: bool = False


class BulkView(WagtailAdminTemplateMixin, View):
    """Each need by itself, by the form that its own screen has; `need` is `number:version` for each that was chosen."""

    template_name = "feedback/queue/bulk.html"
    page_title = gettext_lazy("Several needs at once")
    header_icon = "list-ul"

    def dispatch(self, request, *args, **kwargs):
        if not may_work_queue(request.user):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else request.GET
        name, self.rows = sent.get("action"), rows_of(sent.getlist("need"))
        self.back = get_valid_next_url_from_request(request) or reverse("wagtailsnippets_feedback_need:list")
        if name not in BULK or not self.rows:
            messages.warning(request, _("Choose some needs, and what is to be done with them."))
            return HttpResponseRedirect(self.back)
        self.action_class = ACTIONS[name]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._show(self._form(Need()))

    def post(self, request):
        form = self._form(Need(), request.POST, 0)
        if not form.is_valid():
            return self._show(form)
        done, failed = self._carry_out(form)
        if done:
            text = ngettext(
                "Done with %(count)s need: %(numbers)s.", "Done with %(count)s needs: %(numbers)s.", len(done)
            )
            messages.success(request, text % {"count": len(done), "numbers": numbers(done)})
        if not failed:
            return HttpResponseRedirect(self.back)
        text = ngettext(
            "Not done with %(count)s need: %(numbers)s.", "Not done with %(count)s needs: %(numbers)s.", len(failed)
        )
        messages.error(request, text % {"count": len(failed), "numbers": numbers(one.need for one in failed)})
        self.rows = rows_of([f"{one.need.pk}:0" for one in failed])
        problems = {one.need.pk: problem_of(one) for one in failed}
        for row in self.rows:  # without those that are gone
            row.seen_version, row.problem = row.need.version, problems[row.need.pk]
        return self._show(failed[-1])

    def _form(self, need, sent=None, version=None):
        data = None if sent is None else {**sent.dict(), "expected_version": version}
        return self.action_class(data, need=need, user=self.request.user, many=True)

    def _carry_out(self, form):
        done, failed = [], []
        for row in self.rows:
            if form.leaves_out(row.need):
                continue
            action = self.action_class(
                form.data_for_each() | {"expected_version": row.seen_version},
                need=row.need,
                user=self.request.user,
                many=True,
            )
            if action.perform():
                done.append(row.need)
            else:
                failed.append(action)
        return done, failed

    def _show(self, form):
        """What can be done is offered with the version that was seen; the others are named with the reason."""
        for row in self.rows:
            action = self.action_class(need=row.need, user=self.request.user, many=True)
            row.makes_public = action.makes_public
            if row.seen_version != row.need.version:
                row.may, row.problem = False, _("Someone else changed it in the meantime.")
            elif not action.available():
                row.may = False
                row.problem = row.problem or _("This cannot be done with a need in this status.")
        possible = [row for row in self.rows if row.may]
        return self.render_to_response(self.get_context_data(form=form, possible=possible))

    def get_context_data(self, form, possible, **kwargs):
        told, tells = [row.need for row in possible], self.action_class.name in TELLS
        if self.action_class.name in TELLS_OF_NEW:
            told = [need for need in told if need.status == Status.RECEIVED]
            tells = bool(told)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "action": {name: getattr(self.action_class, name) for name in ("name", "title", "button")},
            "possible": possible,
            "impossible": [row for row in self.rows if not row.may],
            "makes_public": any(row.makes_public for row in possible),
            "told": people_told(told) if tells else None,
            "back": self.back,
            "media": form.media,
        }

    def get_breadcrumbs_items(self):
        queue = {"url": self.back, "label": _("Needs queue")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]


def rows_of(values):
    """In the order in which they were listed; what is no need, or twice, is left out."""
    seen = {}
    for value in values[:MOST]:
        number, _colon, version = value.partition(":")
        if (key := number_from_text(number)) is not None:
            seen.setdefault(key, number_from_text(version) or 0)
    needs = Need.objects.select_related("assignee").in_bulk(list(seen))
    return [Row(needs[key], version) for key, version in seen.items() if key in needs]


def people_told(needs):
    told = Subscription.objects.reachable().filter(need__in=needs)
    return told.values("participant").distinct().count()


def problem_of(action):
    """Every reason once; those beside a field are shown there as well."""
    return " ".join(dict.fromkeys(str(error) for errors in action.errors.values() for error in errors))


def numbers(needs):
    return ", ".join(f"#{need.number}" for need in needs)
