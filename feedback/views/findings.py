"""Findings from a file, in Wagtail's admin: sending it, looking at what it means, importing it, undoing that."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.views.snippets import InspectView

from cms.core.viewsets import ReadOnlyListView
from cms.intake.text import number_from_text
from cms.pagination import page_of

from .. import findings_file
from ..admin_forms import FindingsForm
from ..domain import findings
from ..enums import RowState
from ..exports import escape_formula
from ..findings_file import HEADINGS
from ..models import FindingImport
from ..permissions import FindingsPolicy, may_import_findings
from ..queries.findings import explained, names_of

LIST = "wagtailsnippets_feedback_findingimport:list"
INSPECT = "wagtailsnippets_feedback_findingimport:inspect"
PER_PAGE = 50


class FindingsView(ReadOnlyListView):
    def get_base_queryset(self):
        return FindingImport.objects.with_counts().select_related("imported_by")


class UploadView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    template_name = "feedback/imports/upload.html"
    page_title = gettext_lazy("Import findings")
    header_icon = "upload"
    permission_required = "add"
    permission_policy = FindingsPolicy(FindingImport)

    def get(self, request):
        return self._show(FindingsForm())

    def post(self, request):
        form = FindingsForm(request.POST, request.FILES)
        if form.is_valid() and (source := self._uploaded(form)):
            return redirect(INSPECT, source.pk)
        messages.error(request, _("Nothing was read. Please look at the messages below."))
        return self._show(form)

    def _uploaded(self, form):
        """What is wrong with the file as a whole is said beside it."""
        sent = form.cleaned_data
        try:
            return findings.upload(
                sent["file"].read(),
                kind=sent["kind"],
                title=sent["title"],
                file_name=sent["file"].name,
                by=self.request.user,
            )
        except ValidationError as error:
            form.add_error("file", error)
            return None

    def _show(self, form):
        columns = [" / ".join(names) for names in HEADINGS.values()]
        return self.render_to_response(self.get_context_data(form=form, columns=columns))

    def get_breadcrumbs_items(self):
        items = {"url": reverse(LIST), "label": _("Findings")}
        return [*self.breadcrumbs_items, items, {"url": "", "label": self.get_page_title()}]


class FindingImportView(InspectView):
    """What the file means before it is imported, how far it is, and what became of it."""

    any_permission_required = ["view"]
    page_title = gettext_lazy("Import of findings")
    template_name = "feedback/imports/import.html"

    def get_object(self, queryset=None):
        shown = FindingImport.objects.with_counts().select_related("imported_by")
        return get_object_or_404(shown, pk=number_from_text(str(self.pk)))

    def get_edit_url(self):
        return None

    def post(self, request, *args, **kwargs):
        if not may_import_findings(request.user):
            raise PermissionDenied
        act = {"start": findings.start, "undo": findings.ask_to_undo}.get(request.POST.get("action"))
        try:
            if act:
                act(self.object)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(INSPECT, self.object.pk)

    def get_context_data(self, **kwargs):
        source, undoing = self.object, bool(self.object.undo_asked_at)
        rows = source.rows.select_related("signal__need__assignee")
        understood = rows.filter(state__in=(RowState.WAITING, RowState.IMPORTED, RowState.CORRECTED))
        made, ended = source.imported + source.corrected, source.undone + source.kept
        wrong = page_of(rows.filter(state=RowState.INVALID), self.request.GET.get("p"), PER_PAGE)
        return super().get_context_data(**kwargs) | {
            "source": source,
            "may_import": may_import_findings(self.request.user),
            "wrong": wrong,
            "problems": [(row, _explained(row)) for row in wrong],
            "kept": rows.filter(state=RowState.KEPT)[:PER_PAGE],
            "sample": [(row, names_of(row)) for row in understood[:PER_PAGE]],
            "done": ended if undoing else made + source.known,
            "out_of": ended + made if undoing else source.total - source.invalid,
        }


def _explained(row):
    """Column by column: its name, what stands there, and what was expected."""
    place = 1 if get_language() == "es" else 0
    return [(HEADINGS[one["column"]][place], row.cells.get(one["column"], ""), explained(one)) for one in row.problems]


class UndoImportView(UploadView):
    """The question before it: the answer goes to the screen of the import."""

    http_method_names = ["get"]
    template_name = "feedback/imports/undo.html"
    page_title = gettext_lazy("Undo this import")

    def get(self, request, pk):
        source = get_object_or_404(FindingImport.objects.with_counts(), pk=number_from_text(pk))
        if source.undo_asked_at:
            return redirect(INSPECT, source.pk)
        return self.render_to_response(self.get_context_data(source=source))


class WrongRowsView(UploadView):
    """The rows that could not be imported, with what was expected, to be mended and sent again."""

    http_method_names = ["get"]

    def get(self, request, pk):
        source = get_object_or_404(FindingImport, pk=number_from_text(pk))
        place = 1 if get_language() == "es" else 0
        rows = [[*(names[place] for names in HEADINGS.values()), _("What is wrong")]]
        for row in source.rows.filter(state=RowState.INVALID):
            said = " ".join(f"{name}: {expected}" for name, _cell, expected in _explained(row))
            rows.append([escape_formula(row.cells.get(column, "")) for column in HEADINGS] + [escape_formula(said)])
        return _download(findings_file.written(rows), "findings-to-mend.csv")


class TemplateView(UploadView):
    """A file with the headings of the reader's language and a row as an example."""

    http_method_names = ["get"]

    def get(self, request):
        return _download(findings_file.template(get_language()), "findings.csv")


def _download(text, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
