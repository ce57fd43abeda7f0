"""Ways around the rules that worked in a plain machina; here each leads nowhere."""

import pytest
from django.urls import reverse

from cms.moderation.domain import deciding
from cms.moderation.queries.desk import Desk
from forums.defaults import open_to
from forums.domain import moderation
from forums.forum.models import Forum
from forums.forum_conversation.forum_attachments.models import Attachment
from forums.forum_conversation.forum_polls.models import TopicPoll
from forums.forum_conversation.models import Post, Topic
from forums.forum_permission.models import ForumPermission, UserForumPermission
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory, TopicFactory, forum

from ..addresses import new_topic, of_post, of_topic, queue, reply

pytestmark = pytest.mark.django_db


WORDS = {"content": "Words", "language": "en"}


def test_a_topic_is_found_only_below_its_own_forum(client, sign_in, public_forum):
    sign_in("member")
    post = PostFactory(topic__forum=public_forum)
    other = forum("families")
    for address in (of_topic("topic", post.topic, other), reply(post.topic, other)):
        assert client.get(address).status_code == 404
    assert client.post(reply(post.topic, other), WORDS).status_code == 404
    assert post.topic.posts.count() == 2


def test_a_post_is_found_only_below_its_own_topic(client, sign_in, public_forum):
    me = sign_in("member")
    mine, other = PostFactory(topic__forum=public_forum, poster=me), TopicFactory(forum=public_forum)
    for name in ("post_update", "post_delete"):
        assert client.post(of_post(name, mine, topic=other), WORDS).status_code == 404
    assert Post.objects.get(pk=mine.pk).content.raw == "We do it so."


def test_a_public_forum_in_the_address_opens_no_private_topic(client, sign_in, public_forum, private_forum):
    sign_in("member")
    secret = PostFactory(topic__forum=private_forum)
    for address in (of_topic("topic", secret.topic, public_forum), reply(secret.topic, public_forum)):
        assert client.get(address).status_code == 404
        assert client.post(address, WORDS).status_code in {404, 405}
    assert secret.topic.posts.count() == 2


def test_what_waits_is_not_seen_by_its_address(client, sign_in, public_forum):
    sign_in("member")
    topic = TopicFactory(forum=public_forum, approved=False, subject="Unchecked subject")
    waiting = PostFactory(topic__forum=public_forum, approved=False)
    hidden = [topic.get_absolute_url(), reply(topic), of_post("post_update", waiting), of_post("post_delete", waiting)]
    hidden += [f"/en/forums/topic/{topic.pk}/subscribe/", waiting.get_absolute_url()]
    assert [client.get(address).status_code for address in hidden] == [404] * len(hidden)


def test_what_waits_is_in_no_list_count_or_feed(client, sign_in, public_forum):
    sign_in("member")
    author = UserFactory()
    shown = PostFactory(topic__forum=public_forum, topic__poster=author, topic__subject="Open talk")
    PostFactory(topic=shown.topic, poster=author, content="Unchecked body", approved=False)
    TopicFactory(forum=public_forum, poster=author, subject="Unchecked subject", approved=False)
    announced = TopicFactory(forum=public_forum, poster=author, subject="Unchecked news", approved=False)
    Topic.objects.filter(pk=announced.pk).update(type=Topic.TOPIC_ANNOUNCE)
    lists = ["/en/forums/", public_forum.get_absolute_url(), "/en/forums/unread/", shown.topic.get_absolute_url()]
    lists += [f"/en/forums/member/{author.pk}/", f"/en/forums/member/{author.pk}/posts/", "/en/forums/feeds/topics/"]
    for address in lists:
        page = client.get(address).content.decode()
        assert "Unchecked" not in page, address
        assert "Open talk" in page, address
    public_forum.refresh_from_db()
    assert (public_forum.direct_topics_count, public_forum.direct_posts_count) == (1, 2)
    assert public_forum.last_post == shown


def test_words_of_somebody_read_first_wait_for_a_moderator(client, sign_in, read_first):
    topic = TopicFactory(forum=read_first)
    me = sign_in("member")
    response = client.post(reply(topic), WORDS, follow=True)
    assert "A moderator reads your message" in response.content.decode()
    client.post(new_topic(read_first), WORDS | {"subject": "New"})
    assert list(Post.objects.filter(poster=me).values_list("approved", flat=True)) == [False, False]
    assert Topic.objects.get(subject="New").approved is False


def test_an_edit_by_somebody_read_first_waits_again(client, sign_in, read_first):
    me = sign_in("member")
    answer = PostFactory(topic__forum=read_first, topic__poster=me, poster=me)
    client.post(of_post("post_update", answer), {"content": "Advertisement", "language": "en"})
    assert Post.objects.get(pk=answer.pk).approved is False
    sign_in("member")
    assert "Advertisement" not in client.get(answer.topic.get_absolute_url()).content.decode()
    client.force_login(me)
    change = {"subject": "Advertisement", "content": "Buy", "language": "en"}
    client.post(of_topic("topic_update", answer.topic), change)
    sign_in("member")
    assert client.get(answer.topic.get_absolute_url()).status_code == 404
    assert "Advertisement" not in client.get(read_first.get_absolute_url()).content.decode()


def test_a_moderators_edit_publishes_nothing_by_accident(client, sign_in, public_forum):
    sign_in("moderator")
    waiting = PostFactory(topic__forum=public_forum, approved=False)
    client.post(of_post("post_update", waiting), WORDS)
    assert Post.objects.get(pk=waiting.pk).approved is False


def test_files_and_polls_in_a_post_request_are_ignored(client, sign_in, public_forum):
    """machina's formsets took any primary key and any file."""
    sign_in("moderator")
    theirs = PostFactory(topic__forum=public_forum)
    attachment = Attachment.objects.create(post=theirs, file="theirs.txt", comment="Keep")
    form = WORDS | {
        "subject": "With a file",
        "topic_type": "0",
        "attachment-TOTAL_FORMS": "1",
        "attachment-INITIAL_FORMS": "1",
    }
    form |= {"attachment-0-id": attachment.pk, "attachment-0-comment": "Moved", "attachment-0-DELETE": "on"}
    form |= {"poll_question": "Why?", "poll_max_options": "1", "poll-TOTAL_FORMS": "1", "poll-INITIAL_FORMS": "0"}
    form |= {"enable_signature": "on", "approved": "", "poster": "1", "lock_topic": "on"}
    client.post(new_topic(public_forum), form)
    topic = Topic.objects.get(subject="With a file")
    assert (topic.is_locked, topic.first_post.approved) == (False, True)
    assert not TopicPoll.objects.exists()
    attachment.refresh_from_db()
    assert (attachment.post, attachment.comment) == (theirs, "Keep")


@pytest.mark.parametrize("path", ["attachment/1/", "poll/1/vote/", "search/", "member/profile/edit/"])
def test_what_we_do_not_offer_has_no_address(client, sign_in, path):
    sign_in("admin")
    assert client.get(f"/en/forums/{path}").status_code == 404


def test_a_member_cannot_choose_a_place_in_the_list(client, sign_in, public_forum):
    sign_in("member")
    client.post(new_topic(public_forum), WORDS | {"subject": "Look here", "topic_type": Topic.TOPIC_ANNOUNCE})
    assert Topic.objects.get(subject="Look here").is_topic


def test_no_topic_starts_in_a_category(client, sign_in):
    category = Forum.objects.create(name="Regions", type=Forum.FORUM_CAT)
    open_to(category, [("Moderators", ["can_see_forum", "can_read_forum", "can_start_new_topics"])])
    sign_in("moderator")
    assert client.get(new_topic(category)).status_code == 403


def test_a_forum_below_a_hidden_one_is_hidden_too(client, sign_in, private_forum):
    child = Forum.objects.create(name="Below", type=Forum.FORUM_POST, parent=private_forum)
    open_to(child, [("Editors", ["can_see_forum", "can_read_forum"])])
    topic = TopicFactory(forum=child)
    sign_in("editor")
    assert client.get(child.get_absolute_url()).status_code == 404
    assert client.get(topic.get_absolute_url()).status_code == 404


def test_moderators_of_one_forum_do_not_see_what_waits_in_another(client, public_forum, private_forum):
    ours, theirs = PostFactory(topic__forum=public_forum, approved=False), None
    theirs = PostFactory(topic__forum=private_forum, approved=False)
    user = UserFactory()
    for codename in ("can_approve_posts", "can_see_forum", "can_read_forum"):
        permission = ForumPermission.objects.get(codename=codename)
        UserForumPermission.objects.create(forum=public_forum, permission=permission, user=user)
    client.force_login(user)
    assert [item.pk for item in client.get(queue()).context["items"]] == [ours.pk]
    assert client.get(queue(theirs)).status_code == 404
    chief = UserFactory(moderator=True)
    logged = PostFactory(topic__forum=private_forum, approved=False)
    decision = deciding.approve(Desk(chief).find("forum-post", logged.pk), chief)
    assert list(client.get(reverse("moderation:log")).context["decisions"]) == []
    assert client.get(decision.get_absolute_url()).status_code == 404
    for decision in ({"approve": "1"}, {"ready": "attack"}):
        assert client.post(queue(theirs), decision).status_code == 404
    assert Post.objects.get(pk=theirs.pk).approved is False


def test_a_published_post_cannot_be_rejected_through_the_queue(client, sign_in, public_forum):
    sign_in("moderator")
    post = PostFactory(topic__forum=public_forum)
    assert client.post(queue(post), {"ready": "attack"}).status_code == 404
    assert Post.objects.get(pk=post.pk).approved


def test_what_was_rejected_is_nowhere_not_even_for_its_author(client, sign_in, public_forum):
    me = sign_in("member")
    topic = TopicFactory(forum=public_forum, poster=me, subject="Refused subject", approved=False)
    post = PostFactory(topic__forum=public_forum, poster=me, content="Refused body", approved=False)
    for rejected in (topic.first_post, post):
        moderation.reject(rejected)
    for address in (topic.get_absolute_url(), of_post("post_update", post), of_post("post_delete", post), queue(post)):
        assert client.get(address).status_code in {403, 404}, address
    seen = [public_forum.get_absolute_url(), post.topic.get_absolute_url(), "/en/forums/", "/en/forums/unread/"]
    for address in [*seen, f"/en/forums/member/{me.pk}/", "/en/forums/feeds/topics/"]:
        assert "Refused" not in client.get(address).content.decode(), address
    sign_in("moderator")
    assert list(client.get(queue()).context["items"]) == []
