"""What a person wrote, and the topics they follow."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView
from machina.conf import settings as machina_settings
from machina.core.db.models import get_model

from forums.domain import following
from forums.scope import Scope, TopicScope
from forums.topic_lists import latest_first

Post = get_model("forum_conversation", "Post")


class PostsOfPersonView(Scope, ListView):
    """Lists no more than the viewer may read anyway; somebody without such posts has no page here."""

    context_object_name = "posts"

    @cached_property
    def person(self):
        return get_object_or_404(get_user_model().objects.filter(is_active=True), pk=self.kwargs["pk"])

    def get_queryset(self):
        posts = Post.objects.filter(poster=self.person, approved=True, topic__approved=True)
        posts = posts.filter(topic__forum__in=self.handler.visible(self.request.user))
        return posts.select_related("topic__forum", "poster").order_by("-created", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not context["posts"] and self.person != self.request.user:
            raise Http404
        return context | {"person": self.person}


class ForumProfileDetailView(PostsOfPersonView):
    template_name = "forums/person.html"

    def get_queryset(self):
        return super().get_queryset()[:5]

    def get_context_data(self, **kwargs):
        posts = super().get_queryset()
        topics = posts.order_by().values("topic").distinct().count()
        return super().get_context_data(**kwargs) | {"posts_count": posts.count(), "topics_count": topics}


class UserPostsView(PostsOfPersonView):
    template_name = "forums/person_posts.html"
    paginate_by = machina_settings.PROFILE_POSTS_NUMBER_PER_PAGE


class TopicSubscriptionListView(LoginRequiredMixin, Scope, ListView):
    context_object_name = "topics"
    paginate_by = machina_settings.FORUM_TOPICS_NUMBER_PER_PAGE
    template_name = "forums/following.html"

    def get_queryset(self):
        topics = self.request.user.topic_subscriptions.filter(approved=True)
        topics = topics.filter(forum__in=self.handler.visible(self.request.user))
        return latest_first(topics)


class FollowView(LoginRequiredMixin, TopicScope, TemplateView):
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
