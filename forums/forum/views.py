"""The list of forums, and one forum with its topics."""

from machina.apps.forum.views import ForumView as MachinaForumView
from machina.apps.forum.views import IndexView as MachinaIndexView
from machina.core.db.models import get_model
from machina.core.loading import get_class

from forums.scope import Scope

Topic = get_model("forum_conversation", "Topic")
Forum = get_model("forum", "Forum")
ForumVisibilityContentTree = get_class("forum.visibility", "ForumVisibilityContentTree")
TrackingHandler = get_class("forum_tracking.handler", "TrackingHandler")


class IndexView(MachinaIndexView):
    template_name = "forums/index.html"

    def get_queryset(self):
        return forum_tree(self.request, Forum.objects.all())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        unread = TrackingHandler().get_unread_forums_from_list(self.request.user, context["forums"].forums)
        return context | {"unread_forums": unread, "latest": self.latest(context["forums"].forums)}

    def latest(self, forums):
        topics = Topic.objects.filter(approved=True, forum__in=forums).exclude(last_post=None)
        return topics.select_related("forum", "poster", "last_post__poster").order_by("-last_post_on", "-pk")[:5]


class ForumView(Scope, MachinaForumView):
    """machina's view, for forums the viewer may see, without topics that wait for approval."""

    template_name = "forums/forum.html"
    forum_kwarg = "pk"

    def get_forum(self):
        return self.forum

    def get_queryset(self):
        return self.topics().exclude(type=Topic.TOPIC_ANNOUNCE)

    def topics(self):
        return self.forum.topics.filter(approved=True).select_related("poster", "last_post__poster")

    def get_context_data(self, **kwargs):
        context = super(MachinaForumView, self).get_context_data(**kwargs)
        announcements = list(self.topics().filter(type=Topic.TOPIC_ANNOUNCE))
        user = self.request.user
        return context | {
            "forum": self.forum,
            "sub_forums": self.sub_forums(),
            "announcements": announcements,
            "unread_topics": TrackingHandler().get_unread_topics([*announcements, *context["topics"]], user),
            "may_start": self.handler.can_add_topic(self.forum, user),
            "may_moderate": self.handler.can_approve_posts(self.forum, user),
        }

    def sub_forums(self):
        """Asked for only where there are any."""
        if self.forum.is_leaf_node():
            return None
        return forum_tree(self.request, self.forum.get_descendants())


def forum_tree(request, forums):
    visible = request.forum_permission_handler.forum_list_filter(forums, request.user)
    return ForumVisibilityContentTree.from_forums(visible.select_related("last_post__topic__forum"))
