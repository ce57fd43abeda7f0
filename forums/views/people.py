"""What a person wrote."""

from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from machina.conf import settings as machina_settings

from cms.pagination import PagedListView
from forums.forum_conversation.models import Post

from .objects import ForumObjectsMixin


class PostsOfPersonView(ForumObjectsMixin, PagedListView):
    """Lists no more than the viewer may read anyway; somebody without such posts has no page here."""

    context_object_name = "posts"

    @cached_property
    def person(self):
        return get_object_or_404(get_user_model().objects.filter(is_active=True), pk=self.kwargs["pk"])

    def get_queryset(self):
        posts = Post.objects.filter(poster=self.person, approved=True, topic__approved=True)
        posts = posts.filter(topic__forum__in=self.handler.visible_to(self.request.user))
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
