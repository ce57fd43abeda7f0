"""A person's own notices."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.views import View

from cms.intake.text import number_from_text
from cms.pagination import PagedListView

from .domain import reading
from .models import Notice


class NoticeList(LoginRequiredMixin, PagedListView):
    template_name = "notices/list.html"
    context_object_name = "notices"
    paginate_by = 20

    def get_queryset(self):
        return Notice.objects.of(self.request.user)


class MarkRead(LoginRequiredMixin, View):
    """One notice by its number in the form, or all."""

    http_method_names = ["post"]

    def post(self, request):
        typed = request.POST.get("notice", "")
        if not typed:
            reading.mark_all_read(request.user)
        elif number := number_from_text(typed):
            reading.mark_read(request.user, number)
        return redirect("notices")
