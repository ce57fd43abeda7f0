"""The addresses of the forums. machina's search, attachments, polls and signatures have none."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from .feeds import LastTopicsFeed
from .views import following, moderating, people, reading, topic, tracking, writing

in_topic = [
    path("", topic.TopicView.as_view(), name="topic"),
    path(_("update/"), writing.TopicUpdateView.as_view(), name="topic_update"),
]
below_topic = [
    path(_("post/create/"), writing.PostCreateView.as_view(), name="post_create"),
    path(_("<int:pk>/post/update/"), writing.PostUpdateView.as_view(), name="post_update"),
    path(_("<int:pk>/post/delete/"), writing.PostDeleteView.as_view(), name="post_delete"),
]
in_forum = [
    path(_("topic/create/"), writing.TopicCreateView.as_view(), name="topic_create"),
    path(_("topic/<str:slug>-<int:pk>/"), include(in_topic)),
    path(_("topic/<str:topic_slug>-<int:topic_pk>/"), include(below_topic)),
]
with_topic = [
    path(_("lock/"), moderating.TopicLockView.as_view(), name="topic_lock"),
    path(_("unlock/"), moderating.TopicUnlockView.as_view(), name="topic_unlock"),
    path(_("delete/"), moderating.TopicDeleteView.as_view(), name="topic_delete"),
    path(_("move/"), moderating.TopicMoveView.as_view(), name="topic_move"),
    path(_("change/topic/"), moderating.TopicUpdateToNormalTopicView.as_view(), name="topic_update_to_post"),
    path(_("change/sticky/"), moderating.TopicUpdateToStickyTopicView.as_view(), name="topic_update_to_sticky"),
    path(_("change/announce/"), moderating.TopicUpdateToAnnounceView.as_view(), name="topic_update_to_announce"),
]
patterns = {
    "forum": [
        path("", reading.IndexView.as_view(), name="index"),
        path(_("forum/<str:slug>-<int:pk>/"), reading.ForumView.as_view(), name="forum"),
    ],
    "forum_conversation": [path(_("forum/<str:forum_slug>-<int:forum_pk>/"), include(in_forum))],
    "forum_feeds": [
        path(_("feeds/topics/"), LastTopicsFeed(), name="latest_topics"),
        path(_("feeds/forum/<str:forum_slug>-<int:forum_pk>/topics/"), LastTopicsFeed(), name="forum_latest_topics"),
    ],
    "forum_member": [
        path(_("member/<int:pk>/"), people.ForumProfileDetailView.as_view(), name="profile"),
        path(_("member/<int:pk>/posts/"), people.UserPostsView.as_view(), name="user_posts"),
        path(_("following/"), following.TopicSubscriptionListView.as_view(), name="user_subscriptions"),
        path(_("topic/<int:pk>/subscribe/"), following.TopicSubscribeView.as_view(), name="topic_subscribe"),
        path(_("topic/<int:pk>/unsubscribe/"), following.TopicUnsubscribeView.as_view(), name="topic_unsubscribe"),
    ],
    "forum_moderation": [
        path(_("moderation/topic/<str:slug>-<int:pk>/"), include(with_topic)),
    ],
    "forum_tracking": [
        path(_("unread/"), tracking.UnreadTopicsView.as_view(), name="unread_topics"),
        path(_("read/"), tracking.MarkForumsReadView.as_view(), name="mark_all_forums_read"),
        path(_("read/below/<int:pk>/"), tracking.MarkForumsReadView.as_view(), name="mark_subforums_read"),
        path(_("read/<int:pk>/"), tracking.MarkTopicsReadView.as_view(), name="mark_topics_read"),
    ],
}
urlpatterns = [path("", include((addresses, namespace))) for namespace, addresses in patterns.items()]
