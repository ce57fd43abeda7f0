"""What the pages are filled with, so that it is measured how they grow."""

import pytest

from feedback.models import Need
from forums.forum_conversation.models import Post, Topic
from tests.benchmarks import content
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory, SessionPageFactory
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory


@pytest.mark.django_db
def test_there_is_as_much_as_was_asked_for():
    UserFactory.create_batch(5)
    RegionalCenterFactory()
    SessionPageFactory()
    page = ResourcePageFactory(topics=TopicFactory.create_batch(3))
    content.make(posts=5, topics=4, resources=6, needs=40)
    assert Need.objects.count() == 40
    assert type(page).objects.live().count() == 6
    assert Topic.objects.count() == 5
    assert Post.objects.filter(topic__subject="How do you begin a council?").count() == 5
