"""What an address names: found only if its parts belong together and the viewer may see them."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import override
from machina.conf import settings as machina_settings

from cms.intake.addresses import with_path
from cms.intake.expired import typed_before
from forums.addresses import address, to_right_address
from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic
from forums.queries.topics import in_forums, latest_topics, set_forums

GONE = (Forum.DoesNotExist, Topic.DoesNotExist, Post.DoesNotExist)


class ForumObjectsMixin:
    """Everything hidden, not approved or misplaced answers 404, as if it did not exist."""

    forum_kwarg, topic_kwarg, post_kwarg = "forum_pk", "topic_pk", "pk"

    def dispatch(self, request, *args, **kwargs):
        try:
            moved = None if typed_before(request) else to_right_address(request, self.own_path())
            return moved or super().dispatch(request, *args, **kwargs)
        except GONE as error:  # deleted by somebody else between asking and doing
            raise Http404 from error

    def words(self):
        """Those that belong into the address, by the name of their part; each stands before a number."""
        named = {self.forum_kwarg: lambda: self.forum.local_slug, self.topic_kwarg: lambda: self.topic.slug}
        parts = {kwarg.replace("pk", "slug"): word for kwarg, word in named.items()}
        return {part: word() for part, word in parts.items() if part in self.kwargs}

    def own_path(self):
        match = self.request.resolver_match
        return address(match.view_name, **(match.kwargs | self.words()))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"language_urls": self.language_urls()}

    def language_urls(self):
        urls = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                urls[code] = with_path(self.request, self.own_path())
        return urls

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

    topic_kwarg = "pk"

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
