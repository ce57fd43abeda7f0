"""The public forums and their topics."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from cms.sitemap import Listed, Section, in_both, register
from forums.forum_conversation.models import Topic

from .queries.public import public_forums, public_topics


@register
class TopicSection(Section):
    name = "forums"
    places = ("forum:index",)

    def first(self) -> Iterable[Listed]:
        return [*super().first(), *(Listed(in_both(forum.get_absolute_url)) for forum in public_forums())]

    def rows(self) -> "QuerySet[Topic]":
        return public_topics().order_by("pk")

    def listed(self, rows: Sequence[Topic]) -> Iterable[Listed]:
        return [Listed(in_both(topic.get_absolute_url), topic.last_post_on or topic.created) for topic in rows]
