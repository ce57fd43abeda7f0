"""What an address names: found only if its parts belong together and the viewer may see them."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from machina.core.db.models import get_model

Topic = get_model("forum_conversation", "Topic")
Post = get_model("forum_conversation", "Post")


class Scope:
    """Mixed into views. Everything hidden, not approved or misplaced answers 404, as if it did not exist."""

    forum_kwarg, topic_kwarg, post_kwarg = "forum_pk", "topic_pk", "pk"

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except ObjectDoesNotExist as error:  # deleted by somebody else between asking and doing
            raise Http404 from error

    @property
    def handler(self):
        return self.request.forum_permission_handler

    @cached_property
    def forum(self):
        wanted = self.kwargs[self.forum_kwarg]
        for forum in self.handler.visible(self.request.user):
            if forum.pk == wanted:
                return forum
        raise Http404

    def visible_topics(self):
        """Of all the forums the viewer may see."""
        return Topic.objects.filter(approved=True, forum__in=self.handler.visible(self.request.user))

    def topics(self):
        return Topic.objects.filter(approved=True).select_related("poster")

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


class TopicScope(Scope):
    """For addresses that name a topic without its forum."""

    @cached_property
    def topic(self):
        return get_object_or_404(self.visible_topics().select_related("forum"), pk=self.kwargs["pk"])
