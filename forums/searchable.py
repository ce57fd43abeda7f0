"""Public topics of the forums: one find per topic, for each language in which people wrote there, opened at the
message that has the words."""

from html import unescape

from django.db.models import Prefetch, Q
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from cms.searchable import Document, Fact, Passage, Source, register
from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic
from forums.forum_permission.models import UserForumPermission

from .queries.public import public_topics


@register
class TopicSource(Source):
    """A topic is saved with each change of its posts, so posts are no triggers of their own."""

    kind = "topic"
    label = _("Conversations in the forums")
    label_of_one = _("Conversation")
    model = Topic
    triggers = (Forum, UserForumPermission)
    changed_field = "updated"
    in_every_language = True

    def public(self):
        posts = Post.objects.filter(approved=True).only("topic", "language", "created", "content", "_content_rendered")
        return public_topics().prefetch_related(Prefetch("posts", posts, to_attr="public_posts"))

    def documents(self, topic):
        by_language = {}
        for post in topic.public_posts:
            by_language.setdefault(post.language, []).append(post)
        return [self._document(topic, language, posts) for language, posts in by_language.items()]

    def facts(self, ids):
        numbers = Topic.objects.filter(pk__in=ids).values_list("pk", "posts_count")
        return {pk: [Fact(_messages(number), icon="messages-square")] for pk, number in numbers}

    def _document(self, topic, language, posts):
        """Its first message in this language is the topic, wherever that stands."""
        with override(language):
            passages = [Passage(plain(post.content.rendered), post.get_absolute_url()) for post in posts]
            url = topic.get_absolute_url() if posts[0].pk == topic.first_post_id else passages[0].url
        return Document(
            language,
            topic.subject,
            url,
            summary=Truncator(passages[0].text).words(40),
            body=passages,
            date=topic.last_post_on,
            facets={"year": [str(localdate(topic.last_post_on).year)]},
            title_language=topic.language,
        )

    def affected(self, trigger):
        """Every reply saves its forum: only a change of who may read it counts."""
        if isinstance(trigger, UserForumPermission):
            return self._below(trigger.forum_id) if trigger.anonymous_user else Topic.objects.none()
        return self._below(trigger.pk) if trigger.readers_changed else Topic.objects.none()

    def _below(self, pk):
        """A permission without a forum holds in all of them; a forum carries those below it."""
        if pk is None:
            return Topic.objects.all()
        below = Forum.objects.filter(pk=pk).get_descendants(include_self=True)
        return Topic.objects.filter(Q(forum=pk) | Q(forum__in=below))


def _messages(number):
    return ngettext("%(count)s message", "%(count)s messages", number) % {"count": number}


def plain(html):
    """The words only; the renderer puts a line break between blocks."""
    return " ".join(unescape(strip_tags(html)).split())
