"""Reading a topic."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from machina.conf import settings as machina_settings

from cms.intake.text import number_from_text
from cms.pagination import NarrowPaginator, PagedListView
from forums.domain import read_marks
from forums.forms import PostForm
from forums.forum_conversation.models import Post, Topic
from forums.queries.posts import posts_before, with_shown
from forums.queries.topics import is_unread, with_marks
from forums.queries.waiting import own_waiting, own_waiting_topics

from .objects import ForumObjectsMixin


class TopicView(ForumObjectsMixin, PagedListView):
    context_object_name = "posts"
    paginate_by = machina_settings.TOPIC_POSTS_NUMBER_PER_PAGE
    template_name = "forums/topic.html"
    topic_kwarg = "pk"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if is_unread(self.topic, request.user):
            read_marks.mark_topic_read(self.topic, request.user)
        return response

    def topics(self):
        topics = self.topics_for_reader()
        if not self.is_permanent_link:
            return topics
        return topics.annotate(posts_before=posts_before(number_from_text(self.request.GET["post"])))

    def topics_for_reader(self):
        user = self.request.user
        if not user.is_authenticated:
            return super().topics()
        following = Exists(Topic.subscribers.through.objects.filter(topic=OuterRef("pk"), user=user.pk))
        return with_marks(super().topics() | own_waiting_topics(user), user).annotate(following=following)

    def get_paginator(self, *args, **kwargs):
        return NarrowPaginator(*args, complete=with_shown, count=self.topic.posts_count, **kwargs)

    def get_queryset(self):
        return Post.objects.filter(topic=self.topic.pk, approved=True).order_by("created", "pk")

    def paginate_queryset(self, queryset, page_size):
        if self.is_permanent_link:
            self.kwargs["page"] = self._page_of_post()
        return super().paginate_queryset(queryset, page_size)

    @property
    def is_permanent_link(self):
        return bool(self.request.GET.get("post")) and "page" not in self.request.GET

    def _page_of_post(self):
        if self.topic.posts_before is None:
            raise Http404
        return self.topic.posts_before // self.paginate_by + 1

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        handler, user = self.handler, self.request.user
        for post in context["posts"] if user.is_authenticated else ():
            post.topic = self.topic
            post.may_edit, post.may_delete = handler.can_edit_post(post, user), handler.can_delete_post(post, user)
        place = {"forum": self.forum, "topic": self.topic, "own_waiting": self.own_waiting(context["page_obj"])}
        return context | place | (self.may(handler, user) if self.topic.approved else {})

    def own_waiting(self, page):
        """On the last page, where they will stand."""
        return [] if page.has_next() else own_waiting(self.topic, self.request.user)

    def may(self, handler, user):
        return {
            "reply_form": PostForm() if handler.can_add_post(self.topic, user) else None,
            "may_follow": user.is_authenticated,
            "may_lock": handler.can_lock_topics(self.forum, user),
            "may_move": handler.can_move_topics(self.forum, user),
            "may_remove": handler.can_delete_topics(self.forum, user),
            "may_pin": handler.can_update_topics_to_sticky_topics(self.forum, user),
            "may_announce": handler.can_update_topics_to_announces(self.forum, user),
        }
