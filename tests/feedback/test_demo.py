"""The sample content tells the whole story."""

from datetime import date

import pytest
from django.utils import timezone

from cms.core.models import FAQPage
from cms.notices.models import Notice
from cms.ops.demo import Context
from feedback.demo import load as loader
from feedback.domain import parity
from feedback.enums import Reopening, RowState, SignalKind
from feedback.models import (
    Comment,
    CommentReport,
    FindingImport,
    Helpful,
    Need,
    Offer,
    ParityReport,
    Rating,
    Signal,
    Suggestion,
)
from feedback.queries.figures import Report
from feedback.queries.helpful import parts_of
from feedback.queries.needs import need_of
from feedback.queries.periods import Period
from search.models import OpenedResult
from search.queries.searches import Span, rows_in

NEAR, PAST = "An agenda for the first meeting of a new council", "Cómo abrir un ropero de uniformes en la escuela"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.xdist_group("demo")]


def test_what_was_said_by_one_tap_is_there_with_its_needs():
    """One need for each page and kind, and the same answer of a page of questions in both languages."""
    said = Context.read(loader.__file__, "feedback.toml")["remark"]
    assert Helpful.objects.count() == len([row for row in said if row["kind"] == "helpful"])
    for kind in (SignalKind.NOT_HELPFUL, SignalKind.SESSION_FEEDBACK):
        assert Signal.objects.filter(kind=kind).exists()
    for kind in (SignalKind.TRANSLATION_REQUEST, SignalKind.BROKEN_LINK):
        needs = Need.objects.filter(signals__in=Signal.objects.filter(kind=kind, suggestion=None)).distinct()
        assert needs.get().signals.count() == 2
    english, spanish = FAQPage.objects.order_by("locale__language_code")
    assert list(parts_of(english)) == list(parts_of(spanish))
    asked = set(Helpful.objects.filter(work=english.work).values_list("part", flat=True))
    assert asked and asked <= set(parts_of(english))


def test_people_talk_below_three_pages_in_both_languages():
    said = Context.read(loader.__file__, "comments.toml")["comment"]
    assert Comment.objects.count() == len(said)
    assert Comment.objects.values("work").distinct().count() == 3
    opening = Comment.objects.get(comment__startswith="We used the cost pages")
    assert set(Comment.objects.filter(thread_id=opening.pk).values_list("language", flat=True)) == {"en", "es"}
    assert Comment.objects.get(withdrawn_at__isnull=False).nested_count == 1
    assert CommentReport.objects.get().comment.is_public


def test_everything_is_loaded_with_its_own_status_and_day():
    content = Context.read(loader.__file__, "feedback.toml")
    assert Rating.objects.count() == len(content["rating"])
    by_title = {suggestion.title: suggestion for suggestion in Suggestion.objects.all()}
    for row in content["suggestion"]:
        suggestion = by_title[row["title"]]
        assert need_of(suggestion).status == row["status"], row["key"]
        assert is_from(row, suggestion.created_at)
        last = (row["history"] + row.get("outcomes", []) if row["status"] == "in_progress" else row["history"])[-1:]
        assert all(is_from(each, need_of(suggestion).events.steps().last().at) for each in last)


def test_one_answer_helped_most_and_another_too_few_so_that_it_is_open_again():
    shown = Need.objects.get(pk__in=Need.objects.filter(outcomes_given__gte=5))
    assert (shown.outcomes_helped, shown.outcomes_given, shown.shows_outcomes) == (4, 5, True)
    opened = Need.objects.get(reopened_for=Reopening.NOT_HELPED)
    assert opened.events.last().note == "2 of 3 said that it did not help."
    assert not Need.objects.to_publish().filter(pk=opened.pk).exists()


def is_from(row, moment):
    """A date, or so many days before the demo was loaded."""
    if "date" in row:
        return moment == row["date"]
    return (timezone.localdate() - timezone.localdate(moment)).days == row["days_ago"]


def test_a_meeting_counts_as_one_and_its_voices_are_in_both_languages():
    voices = Signal.objects.filter(kind=SignalKind.MEETING)
    assert sorted(voices.values_list("language", flat=True)) == ["en", "en", "es", "es"]
    need = Need.objects.get(title="Lista de palabras para quienes interpretan en las reuniones")
    assert (need.meetings, need.at_meetings) == (1, 25)


def test_the_findings_of_a_report_are_imported_and_each_was_understood():
    found = Signal.objects.filter(kind=SignalKind.PROGRESS_REPORT)
    assert found.count() == 12 and found.exclude(language="en").count() == 3
    for source in FindingImport.objects.all():
        assert set(source.rows.values_list("state", flat=True)) == {RowState.IMPORTED}


def test_there_is_evidence_of_every_kind():
    assert set(Signal.objects.standing().values_list("kind", flat=True)) == set(SignalKind)


def test_there_is_a_promise_that_is_near_and_one_that_is_past():
    today = timezone.localdate()
    near, past = (Suggestion.objects.get(title=title) for title in (NEAR, PAST))
    assert (need_of(near).promised_on - today).days == 5
    assert not need_of(near).is_late
    assert (today - need_of(past).promised_on).days == 3
    assert need_of(past).is_late


def test_two_offers_are_there_and_the_draft_of_one_waits_for_its_giver():
    waiting, new = Offer.objects.order_by("suggestion__created_at")
    assert (waiting.suggestion.language, new.suggestion.language) == ("es", "en")
    assert (need_of(new.suggestion).status, need_of(waiting.suggestion).status) == ("received", "in_progress")
    assert waiting.shown_at and not waiting.answer
    assert waiting.suggestion.author.notices.filter(kind="offer_draft").exists()


def test_somebody_searched_in_vain_before_they_asked_and_members_speak_in_notes():
    searched = Signal.objects.filter(kind=SignalKind.EMPTY_SEARCH, people=None)
    assert set(searched.values_list("text", "language")) == {
        ("abuelos", "es"),
        ("ropero de uniformes", "es"),
        ("best community schools ranking", "en"),
    }
    assert set(searched.values_list("need__people", flat=True)) == {1}
    told = Notice.objects.get(kind="need_mention")
    assert (told.recipient.display_name, told.context["by"]) == ("Renee Castellanos", "Kim Tran-Osuna")


def test_what_many_searched_for_in_vain_is_a_need_and_the_report_has_both_languages():
    signal = Signal.objects.get(kind=SignalKind.EMPTY_SEARCH, people__isnull=False)
    assert (signal.text, signal.people, signal.need.status) == ("talleres de computación", 6, "received")
    span = Span(28, timezone.localdate())
    for language in ("en", "es"):
        rows = rows_in(span).filter(language=language)
        assert rows.filter(hits=0).exists()
        assert rows.filter(rise__gt=0).exists()
        assert rows.filter(clicks__gt=0).exists()
    assert {opened.kind for opened in OpenedResult.objects.all()} == {"resource"}


def test_the_months_before_have_figures_in_both_languages_and_the_queue_was_worked():
    """Whatever is told from the day of loading is left out."""
    content = Context.read(loader.__file__, "desk.toml")["need"]
    for row in content:
        need = Need.objects.get(title=row["title"])
        assert (need.status, need.status_since) == (row["history"][-1]["to"], row["history"][-1]["date"])
    report = Report(Period(date(2026, 9, 1), date(2026, 11, 28)))
    assert all(found.replied and found.kept and found.broken for found in report.by_language.values())
    assert report.total.published >= 2 and report.total.declined >= 2


def test_the_last_quarter_has_figures_for_both_languages_and_for_some_regions():
    """Not for all: few people are behind some, and what one could work out is blank as well."""
    report = ParityReport.objects.all()[0]
    assert report.first == parity.last_quarter_due(timezone.now()).first
    heard, declined = ([group[name] for group in report.figures["language"].values()] for name in ("heard", "declined"))
    assert all(heard)
    assert all(declined)
    regions = [group["heard"] for group in report.figures["region"].values()]
    assert len([number for number in regions if number]) >= 3
    assert regions.count(None) >= 2
