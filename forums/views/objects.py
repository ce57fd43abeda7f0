"""What an address names: found only if its parts belong together and the viewer may see them."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from machina.conf import settings as machina_settings

from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic
from forums.queries.topics import in_forums, latest_topics, set_forums

Complete = Callable[[QuerySet], QuerySet]
GONE = (Forum.DoesNotExist, Topic.DoesNotExist, Post.DoesNotExist)


class ForumObjectsMixin:
    """Everything hidden, not approved or misplaced answers 404, as if it did not exist."""

    forum_kwarg, topic_kwarg, post_kwarg = "forum_pk", "topic_pk", "pk"

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except GONE as error:  # deleted by somebody else between asking and doing
            raise Http404 from error

    @property
    def handler(self):
        return self.request.forum_permission_handler

    @cached_property
    def forum(self):
        wanted = self.kwargs[self.forum_kwarg]
        for forum in self.handler.visible_to(self.request.user):
            if forum.pk == wanted:
                return forum
        raise Http404

    def visible_topics(self):
        """Of all the forums the viewer may see."""
        return Topic.objects.filter(approved=True, forum__in=self.handler.visible_to(self.request.user))

    def topics(self):
        return Topic.objects.filter(approved=True)

    @cached_property
    def topic(self):
        topic = get_object_or_404(self.topics(), pk=self.kwargs[self.topic_kwarg], forum=self.forum)
        topic.forum = self.forum
        return topic

    @cached_property
    def forum_post(self):
        posts = Post.objects.filter(approved=True).select_related("poster")
        post = get_object_or_404(posts, pk=self.kwargs[self.post_kwarg], topic=self.topic)
        post.topic = self.topic
        return post


class TopicByKeyMixin(ForumObjectsMixin):
    """For addresses that name a topic without its forum."""

    @cached_property
    def topic(self):
        return get_object_or_404(self.visible_topics().select_related("forum"), pk=self.kwargs["pk"])


class TopicListMixin(ForumObjectsMixin):
    """Topics of several forums, newest messages first."""

    context_object_name = "topics"
    paginate_by = machina_settings.FORUM_TOPICS_NUMBER_PER_PAGE

    def get_queryset(self):
        return self.listed(in_forums(latest_topics(), self.handler.visible_to(self.request.user)))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        set_forums(context["topics"], self.handler.visible_to(self.request.user))
        return context


class CountedPaginator(Paginator):
    """For a list whose length is kept by a counter: no query asks for it.

    `counted` is the list that the counter counts; of any other, say a filtered one, the rows are counted.
    The list holds no more than its order needs, so that an index answers which rows stand on a late page; `complete`
    adds what is shown, to the rows of the one page.
    """

    def __init__(self, object_list: QuerySet, *args, counted: QuerySet, count: int, complete: Complete, **kwargs):
        super().__init__(object_list, *args, **kwargs)
        self.complete = complete
        if object_list.query.where == counted.query.where:
            self.count = count

    def page(self, number):
        number = self.validate_number(number)
        rows, first = self.object_list, (number - 1) * self.per_page
        if first:
            ordering = rows.query.order_by or rows.model._meta.ordering
            chosen = rows.values("pk")[first : first + self.per_page]
            rows = rows.model.objects.filter(pk__in=chosen).order_by(*ordering)
        return self._get_page(list(self.complete(rows)[: self.per_page]), number, self)
