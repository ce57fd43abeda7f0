"""Public messages of the forums, each found in its own language."""

from html import unescape

from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from machina.core.db.models import get_model

from cms.core.searchable import Document, Source

from . import public

Post = get_model("forum_conversation", "Post")
Topic = get_model("forum_conversation", "Topic")
Forum = get_model("forum", "Forum")
UserForumPermission = get_model("forum_permission", "UserForumPermission")


class PostSource(Source):
    kind = "post"
    label = _("Forum messages")
    model = Post
    triggers = (Topic, Forum, UserForumPermission)
    changed_field = "updated"

    def public(self):
        return public.posts()

    def document(self, post):
        text = plain(post.content.rendered)
        with override(post.language):
            url = post.get_absolute_url()
        summary = Truncator(text).words(40)
        return Document(post.language, post.topic.subject, url, summary=summary, body=text, date=post.created)

    def affected(self, trigger):
        """Every reply saves its topic and forum: only what changes who may read them, or the title, counts."""
        if isinstance(trigger, UserForumPermission):
            return self._of_forum(trigger.forum_id) if trigger.anonymous_user else Post.objects.none()
        if not trigger.readers_or_name_changed:
            return Post.objects.none()
        return trigger.posts.all() if isinstance(trigger, Topic) else self._of_forum(trigger.pk)

    def _of_forum(self, pk):
        """A permission without a forum holds in all of them; a forum carries those below it."""
        if pk is None:
            return Post.objects.all()
        forums = Forum.objects.filter(pk=pk).get_descendants(include_self=True)
        return Post.objects.filter(Q(topic__forum=pk) | Q(topic__forum__in=forums))


def plain(html):
    """The words only; the renderer puts a line break between blocks."""
    return " ".join(unescape(strip_tags(html)).split())
