"""Open needs by theme, so that thousands can be read as some dozens; and what a theme is called."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..domain import themes
from ..forms import ThemeForm
from ..models import Need, Theme
from ..permissions import may_read_queue, may_work_queue
from ..queries.themes import theme_rows


class ThemesView(WagtailAdminTemplateMixin, View):
    template_name = "feedback/queue/themes.html"
    page_title = gettext_lazy("Themes")
    header_icon = "list-ul"

    def dispatch(self, request, *args, **kwargs):
        if not may_read_queue(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "rows": theme_rows(),
            "without": Need.objects.open().filter(theme=None).count(),
            "may_work": may_work_queue(self.request.user),
        }

    def get_breadcrumbs_items(self):
        queue = {"url": reverse("wagtailsnippets_feedback_need:list"), "label": _("Needs queue")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]


class ThemeView(WagtailAdminTemplateMixin, View):
    """Its names, which stay from then on."""

    template_name = "feedback/queue/theme.html"
    page_title = gettext_lazy("Theme")
    header_icon = "list-ul"

    def dispatch(self, request, *args, **kwargs):
        if not may_work_queue(request.user):
            raise PermissionDenied
        self.theme = get_object_or_404(Theme, pk=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, number):
        return self._show(ThemeForm(instance=self.theme))

    def post(self, request, number):
        form = ThemeForm(request.POST, instance=self.theme)
        if not form.is_valid():
            return self._show(form)
        themes.rename(self.theme, form.names())
        messages.success(request, _("The names are kept."))
        return redirect("wagtailsnippets_feedback_need:themes")

    def _show(self, form):
        context = self.get_context_data(form=form, theme=self.theme)
        return self.render_to_response(context, status=422 if form.errors else 200)

    def get_page_subtitle(self):
        return f"{self.theme.pk} · {self.theme}"

    def get_breadcrumbs_items(self):
        all_themes = {"url": reverse("wagtailsnippets_feedback_need:themes"), "label": _("Themes")}
        return [*self.breadcrumbs_items, all_themes, {"url": "", "label": self.get_page_subtitle()}]
