"""What public topics are about: the subject and the message they begin with."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from cms.meaning.registry import Source, Text, register

from .forum_conversation.models import Topic
from .queries.public import public_topics
from .searchable import plain


@register
class TopicSource(Source):
    """A topic is saved with each change of its posts."""

    kind = "topic"
    model = Topic
    changed_field = "updated"
    shared = True

    def rows(self) -> QuerySet[Topic]:
        return public_topics().filter(first_post__approved=True)

    def texts(self, keys: Collection[int]) -> Iterator[Text]:
        for topic in self.rows().filter(pk__in=keys).select_related(None).select_related("first_post"):
            post = topic.first_post
            said = [(topic.language, topic.subject), (post.language, plain(post.content.rendered))]
            yield Text(topic.pk, said, topic.updated)
