"""Whatever happens, each public page from the cache is, byte for byte, the page that would be made now."""

from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, get_page_models

from cms.accounts.domain import erasing, participants
from cms.accounts.models import User
from cms.caching import renew_all, store
from cms.caching.addresses import address_of
from cms.core.models import SiteSettings
from cms.meaning.queries.copies import path_of
from cms.meaning.tasks import encode_due
from cms.moderation.registry import NotWaitingError
from cms.taxonomy.models import Topic as TopicTerm
from feedback.domain import comments, helpful, hiding, merging, moves, outcomes, ratings, remarks, reporting, voting
from feedback.domain import pages as answers
from feedback.enums import MOVES, ReportReason, Status
from feedback.models import Comment, Need, Subscription
from feedback.permissions import may_edit_comment, may_withdraw_comment
from forums.domain import moderation, posting
from forums.forum.models import Forum
from forums.forum_conversation.models import Post, Topic
from forums.forum_permission.models import GroupForumPermission, UserForumPermission
from search.related import MODELS
from tests.factories import pages as page_factories
from tests.factories import taxonomy
from tests.factories.feedback import BOTH, CommentFactory, SuggestionFactory, make_need
from tests.factories.forums import PostFactory, TopicFactory
from tests.factories.pages import translate
from tests.plugins.tasks import commit

ANY = st.integers(0, 30)  # the row that is meant, counted round
WORDS = st.sampled_from(("Meetings", "Reuniones", "Attendance", "Ausentismo"))
MADE_EACH_STEP = 12
# Ten minutes before the last day of the summit ends.
OPENED = timezone.datetime(2026, 9, 11, 23, 50, tzinfo=timezone.get_default_timezone())


def pick(rows, which):
    rows = list(rows.order_by("pk"))
    return rows[which % len(rows)] if rows else None


def pages():
    return Page.objects.filter(depth__gt=1)


def addresses():
    """Every public address there is now, with filters and later pages; also of what nobody may see."""
    for page in pages().select_related("locale"):
        yield page.url
    yield reverse("sitemap")
    for section in ("forums", "needs", "pages"):
        yield reverse("sitemap_part", args=[section, 1])
    for slug in TopicTerm.objects.source().values_list("slug", flat=True)[:3]:
        yield f"/en/resources/?topic={slug}&sort=rating"
    for language in ("en", "es"):
        with translation.override(language):
            yield reverse("forum:index")
            yield reverse("forum_feeds:latest_topics")
            for forum in Forum.objects.all():
                yield forum.get_absolute_url()
                yield reverse("forum_feeds:forum_latest_topics", args=[forum.local_slug, forum.pk])
            for topic in Topic.objects.select_related("forum"):
                yield topic.get_absolute_url()
            yield from (reverse("needs_parity"), f"{reverse('needs_parity')}?quarter=2026-Q2")
            yield from (reverse("needs"), reverse("needs_feed"), f"{reverse('needs')}?status=under-way&sort=people")
            for need in Need.objects.all():
                yield need.get_absolute_url()
            for comment in Comment.objects.all():
                yield reverse("comments", args=[comment.work_id])
                yield reverse("comment_thread", args=[comment.work_id, comment.thread_id])
            for pk in User.objects.values_list("pk", flat=True):
                yield reverse("forum_member:profile", args=[pk])
                yield reverse("forum_member:user_posts", args=[pk])


class Walk(RuleBasedStateMachine):
    """Each walk starts from the same site and leaves nothing behind."""

    compared = 0

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.clock = time_machine.travel(OPENED, tick=False)
        self.now = self.clock.start()
        for cache in caches.all(initialized_only=True):
            cache.clear()
        self.client, self.visits = Client(), defaultdict(int)

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @invariant()
    def each_page_is_as_it_would_be_made_now(self):
        """What is kept and held for right is compared; then some more is kept for the next steps."""
        commit()
        there = list(addresses())
        kept = {address for address in there if store.find(address_of(RequestFactory().get(address)))}
        for address in kept:
            stored = self.client.get(address)
            with override_settings(PAGE_CACHE=False):
                made = self.client.get(address)
            assert (made.status_code, made.content, dict(made.headers)) == (200, stored.content, dict(stored.headers))
        Walk.compared += len(kept)
        for address in sorted(set(there) - kept, key=lambda each: self.visits[each])[:MADE_EACH_STEP]:
            self.visits[address] += 1
            self.client.get(address)

    # Pages

    @rule(which=ANY, title=WORDS, menu=st.booleans())
    def a_page_is_published(self, which, title, menu):
        if page := pick(pages(), which):
            page = page.specific
            page.title, page.show_in_menus = title, menu
            page.save_revision().publish()

    @rule(which=ANY, title=WORDS)
    def a_draft_is_saved(self, which, title):
        if page := pick(pages(), which):
            page = page.specific
            page.title = title
            page.save_revision()

    @rule(which=ANY)
    def a_page_is_taken_down(self, which):
        if page := pick(pages().filter(live=True, depth__gt=3), which):
            page.unpublish()

    @rule(which=ANY)
    def a_page_is_deleted(self, which):
        if page := pick(pages().filter(depth__gt=3), which):
            page.delete()

    @rule(which=ANY, right=st.booleans())
    def a_page_is_moved_among_its_like(self, which, right):
        page = pick(pages().filter(depth=3), which)
        if page and (other := page.get_siblings(inclusive=False).first()):
            page.move(other, "right" if right else "left")

    @rule(which=ANY)
    def a_page_gets_another_address(self, which):
        if page := pick(pages().filter(depth__gt=3), which):
            page = page.specific
            page.slug = f"{page.slug[:20]}-{page.pk}-new"
            page.save_revision().publish()

    @rule(which=ANY, minutes=st.integers(1, 60))
    def a_page_gets_an_end(self, which, minutes):
        if page := pick(pages().filter(depth__gt=2), which):
            page = page.specific
            page.expire_at = timezone.now() + timedelta(minutes=minutes)
            page.save_revision().publish()

    @rule(which=ANY, kind=st.sampled_from((PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD)))
    def a_page_becomes_private(self, which, kind):
        if page := pick(pages().filter(depth__gt=2), which):
            PageViewRestriction.objects.get_or_create(page=page, defaults={"restriction_type": kind, "password": "x"})

    @rule(which=ANY)
    def a_page_becomes_public(self, which):
        if restriction := pick(PageViewRestriction.objects.all(), which):
            restriction.delete()

    @rule(which=ANY, publish=st.booleans())
    def a_page_is_translated(self, which, publish):
        if page := pick(pages().filter(locale__language_code="en"), which):
            translate(page.specific, publish=publish)

    @rule(which=ANY, to=ANY)
    def an_old_address_leads_elsewhere(self, which, to):
        page, target = pick(pages(), which), pick(pages(), to)
        Redirect.add_redirect(page.url if which % 2 else f"/en/resources/old-{which}/", redirect_to=target)

    @rule(which=ANY, term=ANY)
    def a_resource_gets_a_topic(self, which, term):
        page = pick(page_factories.ResourcePage.objects.all(), which)
        if page and (term := pick(TopicTerm.objects.source(), term)):
            page.topics.add(term)
            page.save_revision().publish()

    @rule(which=ANY, day=st.dates(date(2026, 9, 9), date(2026, 9, 14)))
    def a_summit_gets_other_days(self, which, day):
        if summit := pick(page_factories.SummitPage.objects.all(), which):
            summit.starts_on = summit.ends_on = day
            summit.save_revision().publish()

    # Words, settings, the clock

    @rule(which=ANY, name=WORDS)
    def a_term_gets_another_name(self, which, name):
        if term := pick(TopicTerm.objects.all(), which):
            term.name = name
            term.save()

    @rule(which=ANY)
    def a_term_is_deleted(self, which):
        if term := pick(TopicTerm.objects.filter(resources=None, sessions=None), which):
            term.delete()

    @rule(name=WORDS)
    def a_setting_is_changed(self, name):
        chosen = SiteSettings.load()
        for field in chosen._meta.local_concrete_fields:
            if field.get_internal_type() in ("CharField", "TextField"):
                setattr(chosen, field.name, name)
        chosen.save()

    @rule()
    def the_worker_sees_what_is_alike(self):
        """What is near since then may be missing for a while, so all is made anew; what is gone must not stay."""
        for kind in MODELS:
            path_of(kind).unlink(missing_ok=True)  # another walk had the same numbers
        encode_due()
        renew_all()

    @rule(hours=st.sampled_from((0.1, 0.4, 1, 7, 30)))
    def time_passes(self, hours):
        self.now.shift(timedelta(hours=hours))

    # Needs

    @rule(title=WORDS, person=ANY)
    def somebody_asks(self, title, person):
        SuggestionFactory(title=title, author=pick(User.objects.filter(is_active=True), person))

    @rule(which=ANY, to=ANY)
    def a_need_moves_along(self, which, to):
        if need := pick(Need.objects.exclude(status=Status.MERGED), which):
            ways = [way for way in MOVES[need.status] if way not in (Status.MERGED, Status.PUBLISHED)]
            moves.move(need, ways[to % len(ways)], by=None, note="So be it", reason=BOTH, response=BOTH)

    @rule(which=ANY)
    def a_need_is_hidden_or_shown(self, which):
        if need := pick(Need.objects.all(), which):
            (hiding.show if need.hidden_at else hiding.hide)(need, by=None, note="A name")

    @rule(which=ANY, person=ANY, back=st.booleans())
    def somebody_adds_a_voice_or_takes_it_back(self, which, person, back):
        need = pick(Need.objects.public().open(), which)
        if need and (person := pick(User.objects.filter(is_active=True), person)):
            speaker = participants.of_user(person)
            voting.withdraw_vote(need, speaker) if back else voting.vote(need, speaker, language="es")

    @rule(which=ANY, helped=st.booleans())
    def somebody_says_whether_it_solved_it(self, which, helped):
        subscription = pick(Subscription.objects.filter(need__status=Status.PUBLISHED, reason="asked"), which)
        if subscription:
            outcomes.answer(subscription.need, subscription.participant, helped)

    @rule(which=ANY, into=ANY)
    def two_needs_become_one(self, which, into):
        need, into = pick(Need.objects.open(), which), pick(Need.objects.open(), into)
        if need and into and need != into:
            merging.merge(need, into, by=None)

    @rule(which=ANY)
    def a_merge_is_undone(self, which):
        if need := pick(Need.objects.filter(status=Status.MERGED), which):
            merging.unmerge(need, by=None)

    @rule(which=ANY, page=ANY)
    def a_page_answers_a_need(self, which, page):
        need, page = pick(Need.objects.open(), which), pick(page_factories.ResourcePage.objects.all(), page)
        if need and page:
            answers.link_page(need, page, by=None)

    # Stars, posts, people

    @rule(which=ANY, person=ANY, stars=st.integers(0, 5))
    def somebody_changes_their_stars(self, which, person, stars):
        page, person = pick(page_factories.ResourcePage.objects.all(), which), pick(User.objects.all(), person)
        if page and person and stars:
            ratings.rate(page.work, person, stars)
        elif page and person:
            ratings.withdraw_rating(page.work, person)

    @rule(which=ANY, person=ANY, is_helpful=st.booleans(), reason=WORDS)
    def somebody_says_whether_a_page_helped(self, which, person, is_helpful, reason):
        page, person = pick(page_factories.ResourcePage.objects.all(), which), pick(User.objects.all(), person)
        if page and person:
            speaker = participants.of_user(person)
            helpful.answer(page.work, speaker, is_helpful, reason=reason, language="en")
            remarks.request_translation(page.work, speaker, "es")

    @rule(which=ANY, person=ANY, content=WORDS, answers=st.booleans())
    def somebody_comments(self, which, person, content, answers):
        page, person = pick(page_factories.ResourcePage.objects.all(), which), pick(User.objects.all(), person)
        if page and person:
            reply_to = pick(Comment.objects.filter(work=page.work), which) if answers else None
            comments.write(page.work, person, content=content, language="es", reply_to=reply_to)

    @rule(which=ANY, content=WORDS, back=st.booleans())
    def a_comment_is_changed_or_taken_back(self, which, content, back):
        comment = pick(Comment.objects.filter(user__isnull=False), which)
        if comment and may_withdraw_comment(comment.user, comment):
            if back:
                comments.withdraw(comment, comment.user)
            elif may_edit_comment(comment.user, comment):
                comments.edit(comment, comment.user, content=content, language="es")

    @rule(which=ANY, person=ANY, back=st.booleans())
    def somebody_likes_a_comment_or_no_longer_does(self, which, person, back):
        comment, person = pick(Comment.objects.all(), which), pick(User.objects.all(), person)
        if comment and person:
            (comments.unlike if back else comments.like)(comment, person)

    @rule(which=ANY, kept=st.none() | st.booleans())
    def a_comment_is_reported_and_perhaps_decided(self, which, kept):
        if comment := pick(Comment.objects.filter(is_removed=False), which):
            for person in User.objects.all()[:3]:
                reporting.report(comment, person, reason=ReportReason.ATTACK)
            if kept is not None:
                with suppress(NotWaitingError):
                    (reporting.keep if kept else reporting.remove)(comment)

    @rule(which=ANY, person=ANY, subject=WORDS, approved=st.booleans(), pinned=st.booleans())
    def somebody_starts_a_topic(self, which, person, subject, approved, pinned):
        if person := pick(User.objects.all(), person):
            kind = Topic.TOPIC_STICKY if pinned else Topic.TOPIC_POST
            forum = pick(Forum.objects.filter(type=Forum.FORUM_POST), which)
            words = {"subject": subject, "content": subject, "language": "es"}
            posting.start_topic(forum, person, **words, approved=approved, topic_type=kind)

    @rule(which=ANY, person=ANY, content=WORDS, approved=st.booleans())
    def somebody_replies(self, which, person, content, approved):
        topic, person = pick(Topic.objects.all(), which), pick(User.objects.all(), person)
        if topic and person:
            posting.reply(topic, person, content=content, language="en", approved=approved)

    @rule(which=ANY, person=ANY, content=WORDS, approved=st.booleans())
    def a_post_is_edited(self, which, person, content, approved):
        post, person = pick(Post.objects.all(), which), pick(User.objects.all(), person)
        if post and person:
            posting.edit(post, person, content=content, language="es", approved=approved)

    @rule(which=ANY, approved=st.booleans())
    def a_post_that_waits_is_decided(self, which, approved):
        if post := pick(Post.objects.filter(approved=False, rejected_at=None), which):
            (moderation.approve if approved else moderation.reject)(post)

    @rule(which=ANY)
    def a_post_is_deleted(self, which):
        if post := pick(Post.objects.all(), which):
            posting.delete(post)

    @rule(which=ANY, kind=st.sampled_from(Topic.TYPE_CHOICES), closed=st.booleans())
    def a_topic_is_pinned_and_closed(self, which, kind, closed):
        if topic := pick(Topic.objects.all(), which):
            moderation.set_type(topic, kind[0])
            (moderation.close if closed else moderation.reopen)(topic)

    @rule(which=ANY, forum=ANY)
    def a_topic_is_moved(self, which, forum):
        if topic := pick(Topic.objects.all(), which):
            forum = pick(Forum.objects.filter(type=Forum.FORUM_POST).exclude(pk=topic.forum_id), forum)
            moderation.move(topic, forum)

    @rule(which=ANY)
    def a_topic_is_deleted(self, which):
        if topic := pick(Topic.objects.all(), which):
            moderation.remove(topic)

    @rule(which=ANY, label=WORDS)
    def a_forum_gets_another_name(self, which, label):
        if forum := pick(Forum.objects.all(), which):
            forum.name = forum.description = label
            forum.save()

    @rule(which=ANY, may=st.booleans())
    def what_anyone_may_read_changes(self, which, may):
        if granted := pick(UserForumPermission.objects.filter(anonymous_user=True), which):
            granted.has_perm = may
            granted.save()

    @rule(which=ANY, may=st.booleans())
    def what_a_group_may_do_changes(self, which, may):
        if granted := pick(GroupForumPermission.objects.all(), which):
            GroupForumPermission.objects.filter(pk=granted.pk).update(has_perm=may)

    @rule(which=ANY, name=st.sampled_from(("Ana", "Berta", "Zoe")))
    def a_person_is_called_otherwise(self, which, name):
        if person := pick(User.objects.all(), which):
            person.display_name = f"{name} {person.pk}"
            person.save()

    @rule(which=ANY, group=ANY, active=st.booleans())
    def a_person_changes_sides(self, which, group, active):
        if person := pick(User.objects.all(), which):
            person.groups.set([pick(Group.objects.all(), group)])
            User.objects.filter(pk=person.pk).update(is_active=active)

    @rule(which=ANY)
    def a_person_is_erased(self, which):
        if person := pick(User.objects.all(), which):
            erasing.erase_account(person)


def make_site():
    term = taxonomy.TopicFactory(name="Attendance", es="Asistencia")
    others = [taxonomy.AudienceFactory(es="Familias"), taxonomy.StrategyFactory(es="Alianzas")]
    words = {"topics": [term], "audiences": others[:1], "strategies": others[1:]}
    shared = page_factories.ResourcePageFactory(**words)
    page_factories.ResourcePageFactory(expire_at=OPENED + timedelta(minutes=5))
    soon = {"starts_at": OPENED + timedelta(minutes=3), "ends_at": OPENED + timedelta(hours=1)}
    session = page_factories.SessionPageFactory(topics=[term], **soon)
    page_factories.BoardUpdatePageFactory()
    page_factories.StandardPageFactory(show_in_menus=True)
    page_factories.ContactPageFactory()
    for page in (shared, session):
        translate(page)
    make_need(Status.PLANNED, topic=term, work=shared.work)
    CommentFactory(reply_to=CommentFactory(page=shared))
    topic = TopicFactory()
    PostFactory(topic=topic)
    PostFactory(topic=topic, approved=False)


@pytest.mark.django_db
def test_a_page_from_the_cache_is_the_page_that_would_be_made_now():
    make_site()
    commit()
    missing = {model for model in get_page_models() if not pages().type(model).exists()} - {Page}
    assert not missing, "add one to make_site"
    # Not made shorter when it fails: ten steps can be read, and each costs a second.
    walks = min(hypothesis_settings().max_examples // 2, 100)
    profile = hypothesis_settings(
        hypothesis_settings(), max_examples=walks, stateful_step_count=10, phases=[Phase.generate]
    )
    with override_settings(PAGE_CACHE=True):
        run_state_machine_as_test(Walk, settings=profile)
    assert Walk.compared > 30, "hardly anything came from the cache: nothing is proved"


def test_the_walk_knows_each_view_that_is_cached():
    asked = {"wagtail_serve", "forum:index", "forum:forum", "forum_conversation:topic", "forum_feeds:latest_topics"}
    asked |= {"forum_feeds:forum_latest_topics", "forum_member:profile", "forum_member:user_posts"}
    asked |= {"needs", "needs_feed", "need", "comments", "comment_thread", "sitemap", "sitemap_part", "needs_parity"}
    assert set(settings.PAGE_CACHE_VIEWS) == asked
