"""The topics a person follows."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.pagination import PagedListView
from forums.domain import following

from .objects import TopicByKeyMixin, TopicListMixin


class TopicSubscriptionListView(LoginRequiredMixin, TopicListMixin, PagedListView):
    template_name = "forums/following.html"

    def listed(self, topics):
        return topics.filter(subscribers=self.request.user)


class FollowView(LoginRequiredMixin, TopicByKeyMixin, TemplateView):
    """Asks on GET, acts on POST."""

    template_name = "forums/confirm.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"title": self.title, "action": self.action}
        return context | {"forum": self.topic.forum, "topic": self.topic, "back": self.topic.get_absolute_url()}

    def post(self, request, *args, **kwargs):
        self.act(self.topic, request.user)
        messages.success(request, self.success_message)
        return HttpResponseRedirect(self.topic.get_absolute_url())


class TopicSubscribeView(FollowView):
    title = _("Follow this topic?")
    action = _("Follow")
    success_message = _("You follow this topic now and hear of new replies.")
    act = staticmethod(following.follow)


class TopicUnsubscribeView(FollowView):
    title = _("Stop following this topic?")
    action = _("Stop following")
    success_message = _("You no longer follow this topic.")
    act = staticmethod(following.unfollow)
