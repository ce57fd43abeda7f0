"""What is new to the reader, and saying that all of it is read."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.pagination import PagedListView
from forums.domain import read_marks
from forums.queries.topics import unread

from .objects import ForumObjectsMixin, TopicListMixin

MOST_UNREAD = 500  # topics listed as new: counting all that somebody never opened would grow with the forums


class UnreadTopicsView(LoginRequiredMixin, TopicListMixin, PagedListView):
    template_name = "forums/unread.html"

    def listed(self, topics):
        return unread(topics, self.request.user)[:MOST_UNREAD]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"is_cut": context["paginator"].count == MOST_UNREAD}


class MarkReadView(LoginRequiredMixin, ForumObjectsMixin, TemplateView):
    template_name = "forums/confirm.html"
    forum_kwarg = "pk"
    action = _("Mark as read")

    def get_context_data(self, **kwargs):
        place = {"back": self.back, "forum": self.forum if self.kwargs else None}
        return super().get_context_data(**kwargs) | {"title": self.title, "action": self.action} | place

    def post(self, request, *args, **kwargs):
        read_marks.mark_forums_read(self.forums(), request.user)
        messages.success(request, _("Everything there is marked as read."))
        return HttpResponseRedirect(self.back)

    @property
    def back(self):
        return self.forum.get_absolute_url() if self.kwargs else reverse("forum:index")


class MarkForumsReadView(MarkReadView):
    """All forums, or one with the forums below it."""

    title = _("Mark all forums as read?")

    def forums(self):
        visible = self.handler.visible_to(self.request.user)
        if not self.kwargs:
            return visible
        tree, left, right = self.forum.tree_id, self.forum.lft, self.forum.rght
        return [forum for forum in visible if forum.tree_id == tree and left <= forum.lft <= right]


class MarkTopicsReadView(MarkReadView):
    title = _("Mark the topics of this forum as read?")

    def forums(self):
        return [self.forum]
