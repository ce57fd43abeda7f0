"""What a person wrote."""

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from machina.conf import settings as machina_settings

from cms.pagination import NarrowPaginator, PagedListView
from forums.forum_conversation.models import Post
from forums.queries.posts import with_topics
from forums.queries.topics import set_forums

from .objects import ForumObjectsMixin


class PostsOfPersonView(ForumObjectsMixin, PagedListView):
    """Lists no more than the viewer may read anyway; somebody without such posts has no page here."""

    context_object_name = "posts"

    @cached_property
    def person(self):
        return get_object_or_404(get_user_model().objects.filter(is_active=True), pk=self.kwargs["pk"])

    def get_queryset(self):
        posts = Post.objects.filter(poster=self.person, approved=True, topic__approved=True)
        return posts.filter(topic__forum__in=self.forums).order_by("-created", "-pk")

    @cached_property
    def forums(self):
        return self.handler.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not context["posts"] and self.person != self.request.user:
            raise Http404
        set_forums([post.topic for post in context["posts"]], self.forums)
        return context | {"person": self.person}


class ForumProfileDetailView(PostsOfPersonView):
    template_name = "forums/person.html"

    def get_queryset(self):
        return with_topics(super().get_queryset())[:5]

    def get_context_data(self, **kwargs):
        counted = {"posts_count": Count("pk"), "topics_count": Count("topic", distinct=True)}
        return super().get_context_data(**kwargs) | super().get_queryset().order_by().aggregate(**counted)


class UserPostsView(PostsOfPersonView):
    template_name = "forums/person_posts.html"
    paginate_by = machina_settings.PROFILE_POSTS_NUMBER_PER_PAGE

    def get_paginator(self, *args, **kwargs):
        return NarrowPaginator(*args, complete=with_topics, **kwargs)
