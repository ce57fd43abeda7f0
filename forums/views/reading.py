"""The list of forums, and one forum with its topics."""

from django.views.generic import TemplateView
from machina.apps.forum.visibility import ForumVisibilityContentTree
from machina.conf import settings as machina_settings

from cms.pagination import NarrowPaginator, PagedListView
from forums.forum.models import Forum
from forums.forum_conversation.models import Topic
from forums.queries.forums import with_newest
from forums.queries.topics import (
    forums_with_unread,
    in_forums,
    latest_topics,
    set_forums,
    unread_among,
    with_marks,
    with_shown,
)

from .objects import ForumObjectsMixin

LATEST = 5


class TreeMixin(ForumObjectsMixin):
    def tree(self, forums):
        unread = forums_with_unread(forums, self.request.user)
        return {"forums": ForumVisibilityContentTree.from_forums(forums), "unread_forums": unread}


class IndexView(TreeMixin, TemplateView):
    template_name = "forums/index.html"

    def get_context_data(self, **kwargs):
        # Before anything asks for permissions, so that the forums come with their newest messages in one query.
        self.handler.load(with_newest(Forum.objects.all()))
        user = self.request.user
        forums = self.handler.visible_to(user)
        latest = self.latest(forums, user)
        more = {"latest": latest, "unread_topics": unread_among(latest, user)}
        return super().get_context_data(**kwargs) | self.tree(forums) | more

    def latest(self, forums, user):
        topics = in_forums(latest_topics(), forums).filter(last_post__isnull=False)
        latest = list(with_marks(topics, user)[:LATEST])
        set_forums(latest, forums)
        return latest


class ForumView(TreeMixin, PagedListView):
    """Announcements first, then what stays on top, then the rest; without what waits for approval."""

    context_object_name = "topics"
    paginate_by = machina_settings.FORUM_TOPICS_NUMBER_PER_PAGE
    template_name = "forums/forum.html"
    forum_kwarg = "pk"

    def get_queryset(self):
        return Topic.objects.filter(forum=self.forum, approved=True).order_by("-type", "-last_post_on", "-pk")

    def get_paginator(self, *args, **kwargs):
        return NarrowPaginator(*args, complete=self.with_shown, count=self.forum.direct_topics_count, **kwargs)

    def with_shown(self, topics):
        return with_marks(with_shown(topics), self.request.user)

    def get_context_data(self, **kwargs):
        context, user = super().get_context_data(**kwargs), self.request.user
        set_forums(context["topics"], [self.forum])
        return (
            context
            | self.below()
            | {
                "forum": self.forum,
                "unread_topics": unread_among(context["topics"], user),
                "may_start": self.may_start(user),
            }
        )

    def may_start(self, user):
        """Whoever is not signed in is asked to do so first."""
        return self.forum.is_forum and (user.is_anonymous or self.handler.can_add_topic(self.forum, user))

    def below(self):
        """The forums below this one; asked for only where there are any."""
        if self.forum.is_leaf_node():
            return {}
        below = with_newest(Forum.objects.filter(parent=self.forum.pk))
        return self.tree(list(self.handler.forum_list_filter(below, self.request.user)))
