"""Topics and posts in the three forums every installation starts with."""

import factory
from factory.django import DjangoModelFactory

from forums.domain import posting
from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic
from tests.factories.accounts import UserFactory


def forum(key="peer-learning"):
    return Forum.objects.get(key=key)


class TopicFactory(DjangoModelFactory):
    """A topic with its first post."""

    class Meta:
        model = Topic

    forum = factory.LazyFunction(forum)
    poster = factory.SubFactory(UserFactory)
    subject = factory.Sequence(lambda n: f"Topic {n}")
    content = "How do you do this?"
    language = "en"
    approved = True

    @classmethod
    def _create(cls, model_class, *args, forum, poster, **values):
        return posting.start_topic(forum, poster, **values).topic


class PostFactory(DjangoModelFactory):
    """A reply."""

    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    poster = factory.SubFactory(UserFactory)
    content = "We do it so."
    language = "en"
    approved = True

    @classmethod
    def _create(cls, model_class, *args, topic, poster, **values):
        return posting.reply(topic, poster, **values)
