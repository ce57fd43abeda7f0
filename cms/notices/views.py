"""A person's own notices."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.views import View

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
        number = request.POST.get("notice", "")
        if not number:
            reading.mark_all_read(request.user)
        elif number.isdecimal() and len(number) < 19:
            reading.mark_read(request.user, int(number))
        return redirect("notices")
