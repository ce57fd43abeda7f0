"""The addresses of the forums. machina's search, attachments, polls and signatures have none."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from .forum import views as forum
from .forum_conversation import views as conversation
from .forum_feeds.feeds import LastTopicsFeed
from .forum_member import views as member
from .forum_moderation import views as moderation
from .forum_tracking import views as tracking

in_topic = [
    path("", conversation.TopicView.as_view(), name="topic"),
    path(_("update/"), conversation.TopicUpdateView.as_view(), name="topic_update"),
]
below_topic = [
    path(_("post/create/"), conversation.PostCreateView.as_view(), name="post_create"),
    path(_("<int:pk>/post/update/"), conversation.PostUpdateView.as_view(), name="post_update"),
    path(_("<int:pk>/post/delete/"), conversation.PostDeleteView.as_view(), name="post_delete"),
]
in_forum = [
    path(_("topic/create/"), conversation.TopicCreateView.as_view(), name="topic_create"),
    path(_("topic/<str:slug>-<int:pk>/"), include(in_topic)),
    path(_("topic/<str:topic_slug>-<int:topic_pk>/"), include(below_topic)),
]
with_topic = [
    path(_("lock/"), moderation.TopicLockView.as_view(), name="topic_lock"),
    path(_("unlock/"), moderation.TopicUnlockView.as_view(), name="topic_unlock"),
    path(_("delete/"), moderation.TopicDeleteView.as_view(), name="topic_delete"),
    path(_("move/"), moderation.TopicMoveView.as_view(), name="topic_move"),
    path(_("change/topic/"), moderation.TopicUpdateToNormalTopicView.as_view(), name="topic_update_to_post"),
    path(_("change/sticky/"), moderation.TopicUpdateToStickyTopicView.as_view(), name="topic_update_to_sticky"),
    path(_("change/announce/"), moderation.TopicUpdateToAnnounceView.as_view(), name="topic_update_to_announce"),
]
with_post = [
    path("", moderation.ModerationQueueDetailView.as_view(), name="queued_post"),
    path(_("approve/"), moderation.PostApproveView.as_view(), name="approve_queued_post"),
    path(_("disapprove/"), moderation.PostDisapproveView.as_view(), name="disapprove_queued_post"),
]

patterns = {
    "forum": [
        path("", forum.IndexView.as_view(), name="index"),
        path(_("forum/<str:slug>-<int:pk>/"), forum.ForumView.as_view(), name="forum"),
    ],
    "forum_conversation": [path(_("forum/<str:forum_slug>-<int:forum_pk>/"), include(in_forum))],
    "forum_feeds": [
        path(_("feeds/topics/"), LastTopicsFeed(), name="latest_topics"),
        path(_("feeds/forum/<str:forum_slug>-<int:forum_pk>/topics/"), LastTopicsFeed(), name="forum_latest_topics"),
    ],
    "forum_member": [
        path(_("member/<int:pk>/"), member.ForumProfileDetailView.as_view(), name="profile"),
        path(_("member/<int:pk>/posts/"), member.UserPostsView.as_view(), name="user_posts"),
        path(_("following/"), member.TopicSubscriptionListView.as_view(), name="user_subscriptions"),
        path(_("topic/<int:pk>/subscribe/"), member.TopicSubscribeView.as_view(), name="topic_subscribe"),
        path(_("topic/<int:pk>/unsubscribe/"), member.TopicUnsubscribeView.as_view(), name="topic_unsubscribe"),
    ],
    "forum_moderation": [
        path(_("moderation/topic/<str:slug>-<int:pk>/"), include(with_topic)),
        path(_("moderation/queue/"), moderation.ModerationQueueListView.as_view(), name="queue"),
        path(_("moderation/queue/<int:pk>/"), include(with_post)),
    ],
    "forum_tracking": [
        path(_("unread/"), tracking.UnreadTopicsView.as_view(), name="unread_topics"),
        path(_("read/"), tracking.MarkForumsReadView.as_view(), name="mark_all_forums_read"),
        path(_("read/below/<int:pk>/"), tracking.MarkForumsReadView.as_view(), name="mark_subforums_read"),
        path(_("read/<int:pk>/"), tracking.MarkTopicsReadView.as_view(), name="mark_topics_read"),
    ],
}
urlpatterns = [path("", include((addresses, namespace))) for namespace, addresses in patterns.items()]
