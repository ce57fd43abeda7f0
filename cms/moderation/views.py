"""The moderators' desk: what waits, one thing among its neighbours, and the log of decisions."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView

from cms.intake.limits import refused
from cms.intake.resend import hands_back, has_typed, offer_resend
from cms.pagination import PagedListView

from .domain import deciding
from .forms import RejectForm
from .models import Decision
from .queries.desk import Desk, History
from .registry import NotWaitingError, moderated_types

PER_PAGE = 20


class DeskMixin(LoginRequiredMixin):
    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not self.desk:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def desk(self):
        return Desk(self.request.user)


class QueueView(DeskMixin, PagedListView):
    template_name = "moderation/queue.html"
    paginate_by = PER_PAGE

    def get_queryset(self):
        return self.desk.keys()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        items = self.desk.items(context["object_list"])
        histories = self.desk.histories(items)
        for item in items:
            item.history = histories.get(item.author.pk) if item.author else None
        return context | {"items": items}


class ItemView(DeskMixin, FormView):
    """Publishing is one button; not publishing is a form below it, since it takes a reason."""

    template_name = "moderation/item.html"
    form_class = RejectForm

    @classmethod
    def as_view(cls, **initkwargs):
        return hands_back(super().as_view(**initkwargs))

    def handle_no_permission(self):
        typed = self.request.method == "POST" and has_typed(self.request)
        return offer_resend(self.request) if typed else super().handle_no_permission()

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotWaitingError:
            return self.decided()

    @cached_property
    def item(self):
        item = self.desk.find(self.kwargs["kind"], self.kwargs["pk"])
        if item is None:
            raise NotWaitingError
        return item

    def decided(self):
        """Somebody else was faster, or the button was pressed twice."""
        latest = self.desk.decisions().filter(kind=self.kwargs["kind"], target=self.kwargs["pk"]).first()
        if latest is None:
            raise Http404
        messages.info(self.request, _("This is decided already."))
        return redirect(latest)

    def post(self, request, *args, **kwargs):
        if "approve" in request.POST:
            return self.done(deciding.approve(self.item, request.user), _("It is published."))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        reasons = {name: form.cleaned_data[name] for name in ("reason_en", "reason_es")}
        decision = deciding.reject(self.item, self.request.user, **reasons)
        return self.done(decision, _("It is not published. Its author is told why and has the text back."))

    def form_invalid(self, form):
        return refused(form, super().form_invalid(form))

    def done(self, decision, text):
        messages.success(self.request, text)
        return redirect("moderation:queue")

    def get_context_data(self, **kwargs):
        item = self.item
        history = self.desk.histories([item]).get(item.author.pk, History()) if item.author else None
        return super().get_context_data(**kwargs) | {"item": item, "history": history} | item.type.around(item.instance)


class LogView(DeskMixin, PagedListView):
    template_name = "moderation/log.html"
    context_object_name = "decisions"
    paginate_by = PER_PAGE

    def get_queryset(self):
        return self.desk.decisions()


class DecisionView(LoginRequiredMixin, DetailView):
    """For the moderators of its part of the site, and for the author if it was not published."""

    template_name = "moderation/decision.html"
    context_object_name = "decision"

    def get_object(self):
        own = Decision.objects.filter(author=self.request.user).select_related("author", "decided_by")
        found = own.filter(pk=self.kwargs["pk"]).first()
        return found or get_object_or_404(Desk(self.request.user).decisions(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        kinds, decision = moderated_types(), self.object
        place_url = kinds[decision.kind].place_url(decision.target) if decision.kind in kinds else ""
        reason = decision.reason(self.request.LANGUAGE_CODE)
        is_author = decision.author_id == self.request.user.pk
        return super().get_context_data(**kwargs) | {"place_url": place_url, "reason": reason, "is_author": is_author}
