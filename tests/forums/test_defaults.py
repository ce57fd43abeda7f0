"""The forums every installation starts with, the sample conversations, and the tag for other pages."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from cms.moderation.queries.desk import Desk
from cms.notices.models import Notice
from cms.ops.demo import Context as DemoContext
from forums.defaults import ensure_defaults
from forums.demo import load as demo
from forums.forum_conversation.models import Topic
from forums.forum_permission.models import GroupForumPermission, UserForumPermission
from tests.factories.accounts import UserFactory
from tests.factories.forums import Forum, TopicFactory, forum

pytestmark = pytest.mark.django_db


def state():
    forums = list(Forum.objects.values_list("key", "name", "name_es"))
    return forums, UserForumPermission.objects.count(), GroupForumPermission.objects.count()


def test_provisioning_again_changes_nothing():
    before = state()
    ensure_defaults()
    assert state() == before
    assert [key for key, *_ in before[0]] == ["peer-learning", "families", "rtac-community-of-practice"]


def test_what_moderators_changed_stays():
    Forum.objects.filter(key="families").update(name="Families and friends")
    UserForumPermission.objects.filter(forum=forum("families")).delete()
    ensure_defaults()
    assert forum("families").name == "Families and friends"
    assert not UserForumPermission.objects.filter(forum=forum("families")).exists()


def test_a_forum_has_a_name_in_each_language_and_falls_back():
    families = forum("families")
    with translation.override("es"):
        assert families.label == "Familias"
        assert "Madres, padres, tutores" in families.intro
        families.name_es = ""
        assert families.label == "Families"


@pytest.fixture
def context():
    content = DemoContext.read(demo.__file__, "forums.toml")["topic"]
    keys = {each["author"] for topic in content for each in [topic, *topic.get("reply", [])]}
    return DemoContext(write=lambda line: None, people={key: UserFactory() for key in keys})


def test_the_sample_conversations_keep_their_dates_and_disturb_nobody(context, run_tasks):
    demo.load(context)
    run_tasks()
    content = DemoContext.read(demo.__file__, "forums.toml")["topic"]
    for values in content:
        topic = Topic.objects.get(subject=values["subject"])
        posts = list(topic.posts.values_list("created", flat=True))
        assert posts == [values["date"], *[each["date"] for each in values.get("reply", [])]]
        published = topic.posts.filter(approved=True).values_list("created", flat=True)
        assert (topic.created, topic.last_post_on) == (posts[0], published.last())
        assert (topic.language, topic.forum.key) == (values["language"], values["forum"])
    assert Topic.objects.count() == len(content)
    assert not Notice.objects.exists()


def test_two_of_the_samples_wait_for_the_moderator(context):
    demo.load(context)
    desk = Desk(UserFactory(moderator=True))
    assert [item.title for item in desk.items(desk.keys())] == [
        "Students: did your council ever change something because of you?",
        "Vendo uniformes usados, casi nuevos",
    ]


def test_loading_the_samples_again_leaves_edits_and_deletions(context):
    demo.load(context)
    first = Topic.objects.order_by("pk").first()
    first.delete()
    count = Topic.objects.count()
    demo.load(context)
    assert Topic.objects.count() == count


def test_other_pages_show_the_newest_public_topics(django_assert_num_queries):
    shown = [TopicFactory(forum=forum("families"), subject=f"Public {n}") for n in range(4)]
    TopicFactory(forum=forum("rtac-community-of-practice"), subject="Secret")
    TopicFactory(subject="Waiting", approved=False)
    template = Template(
        "{% load forum_tags %}{% newest_topics 3 as topics %}"
        "{% for topic in topics %}{{ topic.subject }} {{ topic.writer_name }} {{ topic.forum.label }}\n{% endfor %}"
    )
    with django_assert_num_queries(3):
        text = template.render(Context({"request": SimpleNamespace()}))
    assert text.splitlines() == [f"{topic.subject} {topic.poster} Families" for topic in reversed(shown[1:])]
