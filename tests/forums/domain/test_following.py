"""Who follows a topic hears of each new message once, in their language, as long as they may read it."""

import pytest

from cms.accounts.groups import COMMUNITY_OF_PRACTICE
from cms.accounts.models import User
from cms.jobs import queueing
from cms.notices.models import Notice
from forums import tasks
from forums.defaults import READ
from forums.domain import following, moderation
from forums.forum_conversation.models import Post
from forums.forum_permission.models import ForumPermission, UserForumPermission
from forums.queries import followers
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory, forum
from tests.queries import queries

pytestmark = pytest.mark.django_db


def told():
    return set(Notice.objects.filter(kind="forum_reply").values_list("recipient__display_name", flat=True))


def test_a_reply_tells_the_author_and_all_who_wrote_before(run_tasks, public_forum):
    asker, first = UserFactory(display_name="Asker"), UserFactory(display_name="First")
    topic = TopicFactory(forum=public_forum, poster=asker)
    PostFactory(topic=topic, poster=first)
    Notice.objects.all().delete()
    PostFactory(topic=topic, poster=UserFactory(display_name="Second"))
    run_tasks()
    assert told() == {"Asker", "First"}


def test_a_notice_speaks_the_language_of_the_person_and_its_link_works(client, run_tasks, public_forum):
    reader = UserFactory(language="es", display_name="Lucía")
    topic = TopicFactory(forum=public_forum, poster=reader, subject="Transporte")
    post = PostFactory(topic=topic, poster=UserFactory(display_name="Jo"))
    run_tasks()
    notice = Notice.objects.get(recipient=reader)
    assert notice.context["url"].startswith("/es/foros/foro/")
    assert f'id="post-{post.pk}"' in client.get(notice.context["url"]).content.decode()
    assert notice.language == "es"


def test_nobody_is_told_twice(run_tasks, public_forum):
    topic = TopicFactory(forum=public_forum)
    post = PostFactory(topic=topic)
    run_tasks()
    tasks.announce(post.pk)
    Post.objects.update(announced_at=None)
    tasks.announce_pending()
    assert Notice.objects.filter(kind="forum_reply").count() == 1


def test_a_lost_task_is_found_by_the_sweep(waiting_tasks, public_forum):
    PostFactory(topic__forum=public_forum)
    assert "forums.tasks.announce" in [name for name, ids in waiting_tasks()]
    assert not Notice.objects.exists()
    tasks.announce_pending()
    assert Notice.objects.count() == 1
    assert not Post.objects.filter(announced_at=None).exists()


def test_a_post_that_fails_does_not_hold_up_the_next(waiting_tasks, public_forum, monkeypatch):
    broken, _sound = PostFactory(topic__forum=public_forum), PostFactory(topic__forum=public_forum)
    followers_of = followers.followers_of

    def fail_for_one(post):
        if post == broken:
            raise RuntimeError("no followers to be had")
        return followers_of(post)

    monkeypatch.setattr(followers, "followers_of", fail_for_one)
    tasks.announce_pending()
    assert list(Post.objects.filter(announced_at=None)) == [broken]


def test_a_post_that_waits_is_announced_when_it_is_approved(run_tasks, public_forum):
    post = PostFactory(topic__forum=public_forum, topic__poster=UserFactory(display_name="Asker"), approved=False)
    run_tasks()
    tasks.announce_pending()
    assert told() == set()
    moderation.approve(Post.objects.get(pk=post.pk))
    run_tasks()
    assert told() == {"Asker"}


def test_whoever_may_no_longer_read_hears_nothing(run_tasks, private_forum):
    stays, left, closed = (UserFactory(cop=True, display_name=name) for name in ("Stays", "Left", "Closed"))
    topic = TopicFactory(forum=private_forum, poster=stays)
    for user in (left, closed):
        following.follow(topic, user)
    left.groups.remove(left.groups.get(name=COMMUNITY_OF_PRACTICE))
    closed.is_active = False
    closed.save()
    PostFactory(topic=topic, poster=UserFactory(cop=True))
    run_tasks()
    assert told() == {"Stays"}


def test_a_topic_moved_to_a_private_forum_is_no_longer_told_to_outsiders(run_tasks, public_forum, private_forum):
    topic = TopicFactory(forum=public_forum)
    moderation.move(topic, private_forum)
    PostFactory(topic=topic, poster=UserFactory(cop=True))
    run_tasks()
    assert told() == set()


def test_a_topic_is_followed_and_left_by_a_button(client, sign_in, public_forum):
    me, topic = sign_in("member"), TopicFactory(forum=public_forum)
    follow, leave = (f"/en/forums/topic/{topic.pk}/{word}/" for word in ("subscribe", "unsubscribe"))
    client.get(follow)
    assert not topic.subscribers.filter(pk=me.pk).exists()
    client.post(follow)
    client.post(follow)
    assert list(client.get("/en/forums/following/").context["topics"]) == [topic]
    client.post(leave)
    assert list(client.get("/en/forums/following/").context["topics"]) == []


def test_following_is_a_state_beside_the_button_that_ends_it(client, sign_in, public_forum):
    sign_in("member")
    topic = TopicFactory(forum=public_forum)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f'action="/en/forums/topic/{topic.pk}/subscribe/"' in page
    assert "Stop following" not in page
    client.post(f"/en/forums/topic/{topic.pk}/subscribe/")
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f'action="/en/forums/topic/{topic.pk}/unsubscribe/"' in page
    assert "You follow this topic</span>" in page
    assert "Stop following</button>" in page


def test_topics_that_became_private_leave_the_list_of_what_one_follows(client, sign_in, public_forum, private_forum):
    me, topic = sign_in("member"), TopicFactory(forum=public_forum)
    following.follow(topic, me)
    moderation.move(topic, private_forum)
    assert list(client.get("/en/forums/following/").context["topics"]) == []


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    topic = TopicFactory(forum=forum("families"))
    response = client.get(f"/es/foros/tema/{topic.pk}/seguir/")
    assert response.url == f"/es/cuenta/entrar/?next=/es/foros/tema/{topic.pk}/seguir/"


def test_telling_five_hundred_followers_costs_what_telling_five_costs(public_forum):
    """Rows of a statement are limited on SQLite: the statements that only write notices are counted as one."""
    topic = PostFactory(topic__forum=public_forum).topic
    topic.subscribers.add(*UserFactory.create_batch(3), UserFactory(moderator=True), UserFactory(spanish=True))
    assert topic.subscribers.count() >= 5
    post = PostFactory(topic=topic)

    def announce():
        Notice.objects.all().delete()
        following.announce(post)

    few = counted(announce)
    people = UserFactory.build_batch(500)
    topic.subscribers.add(*User.objects.bulk_create(people))
    many = counted(announce)
    assert Notice.objects.count() > 500
    assert len(many) == len(few) <= 12


def counted(act):
    sql = queries(act)
    writing = [each for each in sql if 'INTO "notices_notice"' in each]
    return [each for each in sql if each not in writing and not each.startswith("DELETE")] + writing[:1]


def test_people_with_a_permission_of_their_own_are_judged_by_it(run_tasks, private_forum):
    """Followers of the same groups are looked at once, which must not carry one person's permission to the others."""
    invited, other = UserFactory(display_name="Invited"), UserFactory(display_name="Other")
    topic = TopicFactory(forum=private_forum, poster=UserFactory(cop=True, display_name="Member"))
    for permission in ForumPermission.objects.filter(codename__in=READ):
        UserForumPermission.objects.create(forum=private_forum, permission=permission, user=invited)
    for user in (invited, other, UserFactory(display_name="Chief", is_superuser=True)):
        following.follow(topic, user)
    PostFactory(topic=topic, poster=UserFactory(cop=True))
    run_tasks()
    assert told() == {"Invited", "Member", "Chief"}


def test_many_messages_written_at_once_wake_the_worker_a_few_times(waiting_tasks, monkeypatch, public_forum):
    monkeypatch.setattr(queueing, "BATCH", 5)
    topic = TopicFactory(forum=public_forum)
    posts = [topic.posts.get(), *(PostFactory(topic=topic, poster=topic.poster) for _ in range(11))]
    waiting = waiting_tasks()
    announced = [ids for name, ids in waiting if name == "forums.tasks.announce"]
    assert announced == [[post.pk for post in posts[start : start + 5]] for start in (0, 5, 10)]
    assert sorted(name for name, ids in waiting) == ["forums.tasks.announce"] * 3 + ["search.tasks.update_index"]
    for ids in announced:
        tasks.announce(*ids)
    assert not Post.objects.filter(announced_at=None).exists()


def test_a_message_that_cannot_be_announced_holds_up_no_other(monkeypatch, public_forum):
    broken, whole = (PostFactory(topic__forum=public_forum) for _ in range(2))
    announce = following.announce
    monkeypatch.setattr(following, "announce", lambda post: 1 / 0 if post == broken else announce(post))
    tasks.announce(broken.pk, whole.pk)
    assert list(Post.objects.filter(pk__in=[broken.pk, whole.pk], announced_at=None)) == [broken]
