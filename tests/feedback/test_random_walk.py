"""Everything that can happen to needs, in any order: what people rely on holds after each step."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cms.accounts.domain import erasing, participants
from cms.accounts.enums import ParticipantKind
from cms.accounts.models import Participant, User
from cms.core.bilingual import LANGUAGES
from cms.core.models import Work
from cms.core.models.work import PRIOR_COUNT, PRIOR_MEAN
from cms.notices.models import Notice
from cms.resources.models import ResourcePage
from feedback.domain import (
    alerts,
    assigning,
    comment_signals,
    comments,
    confirming,
    dismissing,
    draft_answers,
    drafting,
    empty_searches,
    findings,
    helpful,
    hiding,
    meetings,
    merging,
    moves,
    notifications,
    offers,
    outcomes,
    priority,
    ratings,
    remarks,
    signals,
    splitting,
    voting,
)
from feedback.domain import pages as answers
from feedback.domain import suggestions as asking
from feedback.domain.errors import ConflictError, RefusedError
from feedback.enums import (
    ANSWERS,
    FINDINGS,
    MOVES,
    OPEN,
    EventKind,
    GiverAnswer,
    NeedKind,
    Reopening,
    SignalKind,
    Status,
)
from feedback.models import (
    Comment,
    FindingImport,
    Helpful,
    Meeting,
    Need,
    NeedEvent,
    Offer,
    Rating,
    Signal,
    Subscription,
    Suggestion,
)
from feedback.models.visible import readable_pages
from feedback.permissions import may_work_queue
from feedback.queries import pages
from feedback.queries.figures import Report
from feedback.queries.outcomes import MAY_SAY
from feedback.queries.periods import Period
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory
from tests.factories.pages import ResourcePageFactory, translate
from tests.feedback.files import pdf

ACCOUNTS = ("ann@example.org", "luz@example.org")
ADDRESSES = ("ann@example.org", "zoe@example.org", "max@example.org")
OFFERED = offers.Offered("guide", "We", ["es"], "cc-by", "Yes.", "nobody", "name", "Luz")
ANY = st.integers(0, 5)  # the row that is meant, counted round


def pick(rows, which):
    rows = list(rows.order_by("pk"))
    return rows[which % len(rows)] if rows else None


def member(which):
    return pick(User.objects.filter(groups__name="Working Group"), which)


def person(which):
    return pick(User.objects.filter(email__in=ACCOUNTS), which)


class Walk(RuleBasedStateMachine):
    """Each walk starts from the same few rows and leaves none behind."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.same = {}  # who turned out to be whom
        self.told = set()  # the notices that were looked at
        self.said = set()  # the signals of before
        participants.participants_merged.connect(self.remember)

    def teardown(self):
        participants.participants_merged.disconnect(self.remember)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def remember(self, participant, into, **kwargs):
        self.same[participant.pk] = into.pk

    @rule(which=ANY, kind=st.sampled_from(NeedKind), language=st.sampled_from(LANGUAGES), page=ANY)
    def somebody_with_an_account_asks(self, which, kind, language, page):
        SuggestionFactory(author=person(which), language=language, **self.about(kind, page))

    @rule(email=st.sampled_from(("", *ADDRESSES)), kind=st.sampled_from(NeedKind), page=ANY)
    def somebody_without_an_account_asks(self, email, kind, page):
        SuggestionFactory(email=email, **self.about(kind, page))

    def about(self, kind, page):
        page = pick(ResourcePage.objects.all(), page) if kind != NeedKind.NEW_RESOURCE else None
        return {"kind": kind, "work": page and page.work}

    @rule(which=ANY)
    def an_address_is_confirmed(self, which):
        if found := pick(Suggestion.objects.filter(email_confirmed_at=None).exclude(email=""), which):
            confirming.confirm_email(found)

    @rule(which=ANY, email=st.sampled_from(ADDRESSES))
    def an_account_turns_out_to_own_an_address(self, which, email):
        participants.claim_address(person(which), email)

    @rule(which=ANY, page=ANY, stars=st.integers(1, 5), reason=st.sampled_from(("", "Too long")))
    def somebody_rates(self, which, page, stars, reason):
        if found := pick(ResourcePage.objects.all(), page):
            ratings.rate(found.work, person(which), stars, reason=reason)

    @rule(which=ANY, page=ANY)
    def somebody_takes_stars_back(self, which, page):
        if found := pick(ResourcePage.objects.all(), page):
            ratings.withdraw_rating(found.work, person(which))

    @rule(which=ANY, page=ANY, is_helpful=st.booleans(), reason=st.sampled_from(("", "Too long", "Too short")))
    def somebody_says_whether_it_helped(self, which, page, is_helpful, reason):
        if found := pick(ResourcePage.objects.all(), page):
            helpful.answer(found.work, self.speaker(which), is_helpful, reason=reason, language="en")

    @rule(which=ANY, page=ANY)
    def somebody_takes_that_back(self, which, page):
        if found := pick(ResourcePage.objects.all(), page):
            helpful.withdraw_answer(found.work, self.speaker(which))

    @rule(which=ANY, page=ANY)
    def somebody_asks_for_a_page_in_spanish(self, which, page):
        if found := pick(ResourcePage.objects.all(), page):
            remarks.request_translation(found.work, self.speaker(which), "es")

    @rule(which=ANY, page=ANY, url=st.sampled_from(("", "https://one.example/", "https://two.example/")))
    def somebody_reports_a_link(self, which, page, url):
        if found := pick(ResourcePage.objects.all(), page):
            remarks.report_link(found.work, self.speaker(which), url, language="en")

    @rule(post=ANY, which=ANY, need=ANY)
    def a_post_is_promoted(self, post, which, need):
        said = {"title": "Budgets", "text": "A budget?", "language": "en"}
        signals.promote_post(post, **said, author=person(which), by=member(0), need=pick(Need.objects.all(), need))

    @rule(which=ANY, page=ANY)
    def a_comment_is_taken_to_the_queue(self, which, page):
        if found := pick(ResourcePage.objects.all(), page):
            comment = comments.write(found.work, person(which), content="Too long", language="es")
            comment_signals.take_to_queue(comment, member(0))

    @rule(which=ANY)
    def a_comment_is_taken_back(self, which):
        if comment := pick(Comment.objects.shown().filter(user__isnull=False), which):
            comments.withdraw(comment, comment.user)

    @rule(which=ANY, into=ANY, people=st.lists(st.integers(1, 60), min_size=1, max_size=3), by=ANY)
    def a_member_enters_what_was_said_at_a_meeting(self, which, into, people, by):
        facts = meetings.Facts("Family night", date(2026, 10, 3))
        meeting = pick(Meeting.objects.filter(undone_at=None), which) or meetings.plan(facts, by=member(by))
        joined = pick(Need.objects.open(), into) if into % 2 else None
        said = [
            meetings.Spoken("A guide", "es", number, need=joined if not place else None)
            for place, number in enumerate(people)
        ]
        meetings.record(meeting, said, by=member(by))

    @rule(which=ANY)
    def a_meeting_is_undone(self, which):
        if meeting := pick(Meeting.objects.filter(undone_at=None), which):
            needs, said = (
                set(Need.objects.values_list("pk", flat=True)),
                set(meeting.signals.values_list("pk", flat=True)),
            )
            touched = set(Need.objects.filter(version__gt=1).values_list("pk", flat=True))
            meetings.undo(meeting)
            assert touched <= set(Need.objects.values_list("pk", flat=True)) <= needs
            assert not Signal.objects.standing().filter(pk__in=said).exists()
            self.said -= said
            meeting.refresh_from_db()
            meetings_left = Signal.objects.filter(meeting=meeting, kind=SignalKind.MEETING)
            assert not meetings_left.filter(need=None).exists()

    @rule(
        notes=st.lists(st.sampled_from(("Buses", "Trains", "Boats")), min_size=1, max_size=3),
        weight=st.integers(1, 2),
        by=ANY,
    )
    def findings_are_imported(self, notes, weight, by):
        content = "\n".join(["Note,Weight", *(f"{note},{weight}" for note in notes)]).encode()
        kind = SignalKind.PROGRESS_REPORT
        source = findings.upload(content, kind=kind, title="Report", file_name="report.csv", by=member(by))
        known = Signal.objects.filter(kind=kind).count()
        findings.go_on(findings.start(source))
        now = Signal.objects.filter(kind=kind)
        assert known <= now.count() <= 3
        assert now.count() == now.values("text").distinct().count()

    @rule(which=ANY)
    def an_import_is_undone(self, which):
        if source := pick(FindingImport.objects.filter(undo_asked_at=None), which):
            touched = set(Need.objects.filter(version__gt=1).values_list("pk", flat=True))
            said = set(Signal.objects.values_list("pk", flat=True))
            findings.go_on(findings.ask_to_undo(source))
            assert touched <= set(Need.objects.values_list("pk", flat=True))
            gone = said - set(Signal.objects.values_list("pk", flat=True))
            self.said -= gone
            for row in FindingImport.objects.get(pk=source.pk).rows.filter(state="kept"):
                assert (
                    row.signal.need.version > 1
                    or row.signal.need.signals.count() > 1
                    or row.signal.need.events.exclude(kind="moved").exists()
                )

    @rule(visitor=ANY, which=ANY)
    def a_visitor_signs_in(self, visitor, which):
        if found := pick(Participant.objects.filter(kind=ParticipantKind.RECEIPT, suggestions=None), visitor):
            participants.merge(found, participants.of_user(person(which)))

    def speaker(self, which):
        """Two with an account and two visitors."""
        if which % 2:
            return participants.of_user(person(which))
        visitors = Participant.objects.filter(kind=ParticipantKind.RECEIPT, suggestions=None)
        return pick(visitors, which // 2) if visitors.count() > 1 else participants.of_receipt("en")

    @rule(which=ANY, to=ANY, by=ANY, said=st.booleans())
    def a_need_moves_along(self, which, to, by, said):
        if not (need := pick(Need.objects.exclude(status=Status.MERGED), which)):
            return
        ways = [way for way in MOVES[need.status] if way != Status.MERGED]
        to = ways[to % len(ways)]
        note(f"{need} {need.status} -> {to}")
        response = BOTH if said else None
        if to == Status.PUBLISHED and not (need.answer_work_id and pages.is_public(need.answer_work_id)):
            with pytest.raises(RefusedError):
                moves.move(need, to, by=member(by), reason=BOTH, response=response)
            return
        moves.move(need, to, by=member(by), note="So be it", reason=BOTH, response=response)

    @rule(which=ANY, to=st.integers(0, 2), by=ANY)
    def a_need_changes_hands(self, which, to, by):
        if need := pick(Need.objects.all(), which):
            assigning.assign(need, member(to) if to < 2 else None, by=member(by), note="Holidays")

    @rule(which=ANY, into=ANY)
    def two_needs_become_one(self, which, into):
        need, into = pick(Need.objects.open(), which), pick(Need.objects.exclude(status=Status.MERGED), into)
        if need and into:
            with suppress(RefusedError):
                merging.merge(need, into, by=member(0))

    @rule(which=ANY)
    def a_merge_is_undone(self, which):
        if need := pick(Need.objects.filter(status=Status.MERGED), which):
            merging.unmerge(need, by=member(0))

    @rule(which=ANY, going=st.sets(ANY, min_size=1))
    def a_need_is_split(self, which, going):
        if not (need := pick(Need.objects.exclude(status=Status.MERGED), which)):
            return
        signals = [signal for place, signal in enumerate(need.signals.words().order_by("pk")) if place in going]
        told = set(need.subscriptions.values_list("participant", flat=True))
        recorders = [signal.meeting.recorded_by for signal in signals if signal.meeting]
        going = {signal.participant_id for signal in signals} | {participants.of_user(by).pk for by in recorders}
        try:
            new = splitting.split(need, signals, by=member(0))
        except RefusedError:
            return
        assert set(new.signals.all()) == set(signals)
        assert set(new.subscriptions.values_list("participant", flat=True)) == told & going
        staying = set(need.subscriptions.values_list("participant", flat=True))
        assert told - going <= staying <= told

    @rule(which=ANY, going=st.sets(ANY, min_size=1), again=st.booleans())
    def some_of_what_was_said_is_left_out_or_counts_again(self, which, going, again):
        if need := pick(Need.objects.exclude(status=Status.MERGED), which):
            chosen = [signal for place, signal in enumerate(need.signals.order_by("pk")) if place in going]
            with suppress(RefusedError):
                if again:
                    dismissing.restore(need, chosen, by=member(0))
                else:
                    dismissing.dismiss(need, chosen, by=member(0), note="Advertising")
                assert all(
                    bool(each.dismissed_at) != again for each in Signal.objects.filter(pk__in=[c.pk for c in chosen])
                )

    @rule(which=ANY)
    def a_split_is_undone(self, which):
        if event := pick(NeedEvent.objects.filter(kind=EventKind.SPLIT, version=1, need__status__in=OPEN), which):
            need, first = event.need, event.other
            signals = {*need.signals.all(), *first.signals.all()}
            told = Subscription.objects.filter(need__in=(need, first)).values_list("participant", flat=True)
            told = set(told)
            with suppress(RefusedError):
                merging.merge(need, first, by=member(0))
                assert set(first.signals.all()) == signals
                assert set(first.subscriptions.values_list("participant", flat=True)) == told

    @rule(days=st.integers(0, 40))
    def those_who_work_the_queue_are_alerted(self, days):
        alerts.alert_about_overdue(timezone.now() + timedelta(days=days))
        count = Notice.objects.count()
        alerts.alert_about_overdue(timezone.now() + timedelta(days=days))
        assert Notice.objects.count() == count

    @rule(which=ANY, page=ANY, as_it_is=st.booleans())
    def a_page_is_linked(self, which, page, as_it_is):
        need, page = pick(Need.objects.open(), which), pick(ResourcePage.objects.all(), page)
        if need and page:
            answers.link_page(need, page, by=member(0), as_it_is=as_it_is)

    @rule(which=ANY)
    def a_page_is_drafted(self, which):
        if need := pick(Need.objects.open(), which):
            drafting.draft_page(need, member(0))

    @rule(which=ANY, file=st.booleans())
    def somebody_offers(self, which, file):
        wish = asking.Wish(kind=NeedKind.OFFER, title="Our garden", language="es", body="Ten photos.")
        offers.offer(wish, OFFERED, file=pdf() if file else None, author=person(which))

    @rule(which=ANY)
    def the_draft_of_an_offer_is_shown(self, which):
        if need := pick(Need.objects.open().filter(kind=NeedKind.OFFER), which):
            with suppress(RefusedError):
                draft_answers.show_draft(need, by=member(0))

    @rule(which=ANY, answer=st.sampled_from(GiverAnswer))
    def a_giver_answers(self, which, answer):
        if offer := pick(Offer.objects.all(), which):
            with suppress(RefusedError):
                draft_answers.answer_draft(offer, answer, text="As you like.")

    @rule(which=ANY)
    def a_page_goes_live(self, which):
        if page := pick(ResourcePage.objects.all(), which):
            page.get_latest_revision_as_object().save_revision().publish()

    @rule(which=ANY)
    def a_page_is_translated(self, which):
        if page := pick(ResourcePage.objects.filter(locale__language_code="en"), which):
            translate(page)

    @rule(which=ANY)
    def a_page_is_taken_down(self, which):
        if page := pick(ResourcePage.objects.filter(live=True), which):
            page.unpublish()

    @rule(which=ANY)
    def a_page_is_deleted(self, which):
        if page := pick(ResourcePage.objects.all(), which):
            page.delete()

    @rule(which=ANY, again=st.booleans())
    def a_public_text_is_corrected(self, which, again):
        if need := pick(Need.objects.filter(status__in=(Status.PUBLISHED, Status.DECLINED)), which):
            moves.correct(need, by=member(0), note="A slip", texts=BOTH, tell_again=again)

    @rule(which=ANY)
    def somebody_replies(self, which):
        if suggestion := pick(Suggestion.objects.all(), which):
            with suppress(ConflictError):
                asking.reply(suggestion, "In January")

    @rule(which=ANY)
    def an_account_is_erased_and_its_owner_comes_back(self, which):
        user = person(which)
        kept = {"email": user.email, "language": user.language}
        erasing.erase_account(user)
        UserFactory(**kept)

    @rule(which=ANY)
    def an_address_is_erased(self, which):
        if found := pick(Participant.objects.filter(kind=ParticipantKind.ADDRESS, erased_at=None), which):
            erasing.erase_person(found)

    @rule(which=ANY, who=ANY, language=st.sampled_from(LANGUAGES))
    def somebody_adds_a_voice(self, which, who, language):
        if need := pick(Need.objects.all(), which):
            with suppress(RefusedError):
                voting.vote(need, self.speaker(who), language=language)

    @rule(which=ANY, who=ANY)
    def somebody_takes_a_voice_back(self, which, who):
        if need := pick(Need.objects.public(), which):
            speaker = self.speaker(who)
            voting.withdraw_vote(need, speaker)
            assert not Signal.objects.votes().filter(need=need, participant=speaker).exists()

    @rule(which=ANY, who=ANY, stops=st.booleans())
    def somebody_follows_or_stops(self, which, who, stops):
        if need := pick(Need.objects.public(), which):
            (voting.unfollow if stops else voting.follow)(need, self.speaker(who))

    @rule(which=ANY, who=ANY, is_helped=st.booleans(), reason=st.sampled_from(("", "Too long")))
    def somebody_says_whether_it_solved_it(self, which, who, is_helped, reason):
        if not (need := pick(Need.objects.public(), which)):
            return
        subscribed = need.subscriptions.filter(reason__in=MAY_SAY, participant__erased_at=None)
        if participant := pick(Participant.objects.filter(subscriptions__in=subscribed).distinct(), who):
            before = need.status
            with suppress(RefusedError):
                outcomes.answer(need, participant, is_helped, reason=reason)
            need.refresh_from_db()
            assert need.status == before or need.reopened_for == Reopening.NOT_HELPED

    @rule(which=ANY, days=st.sampled_from((0, 30)), found=st.booleans())
    def a_search_that_found_nothing_is_run_again(self, which, days, found):
        if need := pick(Need.objects.exclude(status=Status.MERGED), which):
            said = {"text": "maps", "language": "en", "participant": self.speaker(which)}
            signals.attach_signal(Signal.objects.create(kind=SignalKind.EMPTY_SEARCH, **said), need)
        before, empty_searches._registered[:] = empty_searches._registered[:], [lambda words, language: found]
        outcomes.search_again(timezone.now() + timedelta(days=days))
        empty_searches._registered[:] = before

    @rule(which=ANY)
    def a_need_is_hidden_or_shown(self, which):
        if need := pick(Need.objects.all(), which):
            (hiding.show if need.hidden_at else hiding.hide)(need, by=member(0), note="A name")

    @rule(hours=st.integers(0, 3))
    def people_are_told(self, hours):
        told, now = set(Notice.objects.values_list("pk", flat=True)), timezone.now() + timedelta(hours=hours)
        notifications.notify_due(now=now)
        news = Notice.objects.exclude(pk__in=told)
        for notice in news.filter(kind="need_published"):
            work = Need.objects.get(pk=notice.context["number"]).answer_work_id
            page = readable_pages().get(translation_key=work, locale__language_code=notice.language)
            assert notice.context["url"] == page.url
        for notice in news.filter(kind="need_published_elsewhere"):
            work = Need.objects.get(pk=notice.context["number"]).answer_work_id
            assert not readable_pages().filter(translation_key=work, locale__language_code=notice.language).exists()
        count = Notice.objects.count()
        notifications.notify_due(now=now)
        assert Notice.objects.count() == count

    @invariant()
    def all_is_well(self):
        self.nothing_that_was_said_is_lost()
        self.only_open_needs_are_promised()
        self.nobody_is_told_the_same_twice()
        self.the_history_says_how_each_need_became_what_it_is()
        self.what_was_said_counts_for_the_need_it_was_merged_into()
        self.the_stored_priority_is_the_one_that_is_shown()
        self.each_person_has_one_voice_for_a_need()
        self.what_is_public_is_the_same_everywhere()
        self.a_published_need_has_a_page_that_everyone_may_see()
        self.the_stars_of_a_page_are_those_that_were_given()
        self.each_no_with_a_reason_is_evidence_and_nothing_else_is()
        self.what_is_said_of_a_page_is_of_one_need_for_each_kind()
        self.how_many_it_helped_is_what_they_said()
        self.the_figures_are_what_the_history_tells()

    def nothing_that_was_said_is_lost(self):
        """Signals only grow in number, but for voices taken back, and each counts for a need."""
        said = set(Signal.objects.words().values_list("pk", flat=True))
        assert self.said <= said
        self.said = said
        assert not Signal.objects.filter(need=None).exists()

    def only_open_needs_are_promised(self):
        for need in Need.objects.all():
            assert (need.promised_on is not None) == (need.status in OPEN and need.status != Status.NEEDS_INPUT)

    def nobody_is_told_the_same_twice(self):
        """By what was known when it was told: two who turn out to be one only afterwards were two."""
        notices = Notice.objects.filter(kind__in=notifications.KINDS)
        seen = {self.meaning(notice) for notice in notices.filter(pk__in=self.told)}
        for notice in notices.exclude(pk__in=self.told):
            assert self.meaning(notice) not in seen
            seen.add(self.meaning(notice))
            self.told.add(notice.pk)

    def meaning(self, notice):
        what, participant = notice.dedupe_key.rsplit(":", 1)
        return what, self.who(int(participant))

    def who(self, participant):
        while participant in self.same:
            participant = self.same[participant]
        return participant

    def the_history_says_how_each_need_became_what_it_is(self):
        for need in Need.objects.prefetch_related("events"):
            events = list(need.events.all())
            assert [event.version for event in events] == list(range(1, need.version + 1))
            assert (events[0].from_status, events[0].to_status) == ("", Status.RECEIVED)
            assert all(before.to_status == after.from_status for before, after in pairwise(events))
            assert need.status == events[-1].to_status

    def what_was_said_counts_for_the_need_it_was_merged_into(self):
        into = dict(Need.objects.values_list("pk", "merged_into"))
        merged = set(Need.objects.filter(status=Status.MERGED).values_list("pk", flat=True))
        assert merged == {need for need, other in into.items() if other}
        for model in (Signal, Subscription):
            for need, root in model.objects.values_list("need", "origin"):
                while into[root]:
                    root = into[root]
                assert need == root
        assert not Signal.objects.filter(need__in=merged).exists()

    def the_stored_priority_is_the_one_that_is_shown(self):
        for need in Need.objects.all():
            counted = priority.priority_of(need)
            assert need.people == counted.people == self.people_of(need)
            assert (need.meetings, need.at_meetings) == self.meetings_of(need)
            assert need.findings == need.signals.standing().filter(kind__in=FINDINGS).count()
            assert need.priority == counted.total or need.status not in OPEN

    def each_person_has_one_voice_for_a_need(self):
        votes = list(Signal.objects.votes().values_list("origin", "participant"))
        assert len(votes) == len(set(votes))

    def what_is_public_is_the_same_everywhere(self):
        public = set(Need.objects.public().values_list("pk", flat=True))
        assert public == {need.pk for need in Need.objects.all() if need.is_public}
        for need in Need.objects.all():
            assert need.regions == priority.priority_of(need).regions

    def people_of(self, need):
        """Those who can be told apart, and one for all receipts."""
        speakers = Participant.objects.filter(signals__in=need.signals.standing()).distinct()
        receipts = speakers.filter(kind=ParticipantKind.RECEIPT)
        return speakers.exclude(kind=ParticipantKind.RECEIPT).count() + receipts.exists()

    def meetings_of(self, need):
        """Each once, with the most people who said it there."""
        said = need.signals.standing().filter(kind=SignalKind.MEETING)
        most = list(said.order_by().values("meeting").annotate(most=Max("people")).values_list("most", flat=True))
        return len(most), sum(most)

    def a_published_need_has_a_page_that_everyone_may_see(self):
        for need in Need.objects.filter(status=Status.PUBLISHED):
            assert need.answer_work_id and pages.is_public(need.answer_work_id)
        assert not Need.objects.to_publish().exists()
        assert not Need.objects.to_reopen().exists()

    def each_no_with_a_reason_is_evidence_and_nothing_else_is(self):
        """The words of who is gone stay as evidence, without a page or without a name."""
        said = Signal.objects.filter(withdrawn_at=None)  # by members left out or not
        standing = said.filter(kind=SignalKind.NOT_HELPFUL, participant__erased_at=None)
        said = set(standing.exclude(work=None).values_list("work", "participant", "text"))
        reasons = Helpful.objects.exclude(reason="").filter(is_helpful=False)
        assert said == set(reasons.values_list("work", "participant", "reason"))

    def what_is_said_of_a_page_is_of_one_need_for_each_kind(self):
        """Unless the need it joined was closed when more was said, or members have split it."""
        said = Signal.objects.filter(suggestion=None).exclude(work=None)
        for work, kind in said.values_list("work", "kind").distinct():
            needs = Need.objects.filter(first_signals__in=said.filter(work=work, kind=kind)).distinct()
            parted = Q(kind=EventKind.SPLIT) | ~Q(to_status__in=OPEN)
            assert len([need for need in needs if not need.events.filter(parted).exists()]) <= 1

    def how_many_it_helped_is_what_they_said(self):
        """Of what is published now; where it was too few it does not stay published."""
        for need in Need.objects.all():
            given = need.outcomes.filter(publication=need.publication)
            said = list(given.exclude(participant__kind=ParticipantKind.RECEIPT).values_list("helped", flat=True))
            visitors = list(given.filter(participant__kind=ParticipantKind.RECEIPT).values_list("helped", flat=True))
            said += [sum(visitors) >= len(visitors) / 2] if visitors else []
            assert (need.outcomes_given, need.outcomes_helped) == (len(said), sum(said))
            assert (need.publication > 0) or not said
            assert need.reopened_for == "" or need.status not in (Status.PUBLISHED, Status.DECLINED)

    def the_figures_are_what_the_history_tells(self):
        statuses = []
        for need in Need.objects.prefetch_related("events"):
            steps = [event for event in need.events.all() if event.from_status not in ("", event.to_status)]
            first = [step for step in steps if step.from_status == Status.RECEIVED and step.kind != EventKind.MERGED]
            assert need.replied_at == (first[0].at if first else None)
            assert need.status not in ANSWERS or need.answered_at in {
                step.at for step in steps if step.to_status == need.status
            }
            for step in steps:
                assert (step.promised_on is not None) == (
                    step.from_status in OPEN and step.from_status != "needs_input"
                )
            statuses.append(need.status)
        total = Report(Period(date(2000, 1, 1), timezone.localdate())).total
        answered = statuses.count(Status.PUBLISHED), statuses.count(Status.DECLINED)
        assert (total.opened, total.published, total.declined) == (len(statuses), *answered)

    def the_stars_of_a_page_are_those_that_were_given(self):
        for work in Work.objects.filter(kind__model="resourcepage"):
            stars = list(Rating.objects.filter(work=work).values_list("stars", flat=True))
            assert (work.rating_count, work.rating_sum) == (len(stars), sum(stars))
            assert work.rating_spread == [stars.count(number) for number in range(1, 6)]
            mean = (PRIOR_MEAN * PRIOR_COUNT + sum(stars)) / (PRIOR_COUNT + len(stars))
            assert work.rating_bayes == pytest.approx(mean)


@pytest.mark.django_db
def test_whatever_happens_to_needs_the_numbers_the_history_and_the_notices_stay_right():
    for email, language in zip(ACCOUNTS, LANGUAGES, strict=True):
        UserFactory(email=email, language=language)
    for _member in range(2):
        assert may_work_queue(UserFactory(working_group=True))
    translate(ResourcePageFactory())
    ResourcePageFactory()
    for email in ("", "zoe@example.org"):
        SuggestionFactory(email=email)
    connection.run_on_commit.clear()
    run_state_machine_as_test(Walk)
