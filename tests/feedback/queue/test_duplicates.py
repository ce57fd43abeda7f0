"""Needs that look alike, on the screen of a need."""

import re
from datetime import UTC, datetime
from functools import partial

import pytest
from django.urls import reverse

from cms.accounts.domain import participants
from cms.meaning import tasks
from cms.meaning.models import Meaning
from feedback.domain import duplicates, helpful, merging, moves, signals
from feedback.enums import Likeness, SignalKind, Status
from feedback.models import Need, PossibleDuplicate, Signal
from feedback.queries.alike import alike_to_text
from feedback.queries.duplicates import proposals
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need
from tests.factories.pages import ResourcePageFactory
from tests.queries import queries

pytestmark = pytest.mark.django_db
ENGLISH = "Early learning and preschool at community schools"
SPANISH = "Preescolar y aprendizaje temprano dentro de las escuelas comunitarias"


def wish(title, language="en", **kwargs):
    return make_need(title=title, body="", language=language, **kwargs)


@pytest.fixture
def pair():
    """Two that are the same in two languages, and two others."""
    needs = wish(ENGLISH), wish(SPANISH, "es")
    wish("A dentist for our students")
    wish("Horarios de los autobuses", "es")
    tasks.encode_due()
    return needs


@pytest.fixture
def member(client):
    person = UserFactory(working_group=True)
    client.force_login(person)
    return person


def url(need):
    return reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])


def others(need):
    return [proposal.other for proposal in proposals(Need.objects.get(pk=need.pk))]


def act(client, need, action, **data):
    return client.post(url(need), {"action": action, "expected_version": need.version} | data, follow=True)


def panel(response):
    """The words of the panel, and its markup."""
    markup = re.search(r'<section[^>]*id="duplicates.*?</section>', response.text, re.DOTALL)
    return re.sub(r"\s+", " ", markup[0]) if markup else ""


def test_the_same_wish_in_the_other_language_is_proposed_with_its_reasons(client, member, pair):
    english, spanish = pair
    assert others(english) == [spanish]
    assert others(spanish) == [english]
    text = panel(client.get(url(english)))
    assert f'<span lang="es">{SPANISH}</span>' in text
    assert "Very likely the same" in text
    assert "Means nearly the same." in text
    assert '<span lang="en">community schools</span> (<span lang="es">escuelas comunitarias</span>)' in text
    assert "dentist" not in text
    assert "about the same page" not in text


def test_one_tap_merges(client, member, pair):
    english, spanish = pair
    form = re.search(r'name="into" value="([^"]+)"', panel(client.get(url(english))))
    act(client, english, "merge", into=form[1])
    english.refresh_from_db()
    assert (english.status, english.merged_into) == (Status.MERGED, spanish)
    assert others(english) == others(spanish) == []
    assert panel(client.get(url(english))) == ""


def test_what_a_person_told_apart_is_not_proposed_again(client, member, pair):
    english, spanish = pair
    response = act(client, spanish, "tell_apart", other=english.pk)
    assert f"Need #{english.pk} is not proposed here again." in response.text
    assert panel(client.get(url(spanish))) == ""
    Need.objects.update(updated_at=datetime(2027, 1, 1, tzinfo=UTC), title="Early learning in community schools")
    tasks.encode_due()
    assert others(english) != [spanish] and spanish not in others(english)
    kept = PossibleDuplicate.objects.get(first=english, second=spanish)
    assert kept.told_apart_by == member
    assert kept.told_apart_at is not None


def test_telling_apart_what_is_not_proposed_changes_nothing_and_says_so(client, member, pair):
    other = wish("Something else entirely")
    response = act(client, pair[0], "tell_apart", other=other.pk)
    assert "These two needs are no longer proposed as the same." in response.text
    assert others(pair[0]) == [pair[1]]


def test_editors_read_why_and_decide_nothing(client, pair):
    client.force_login(UserFactory(editor=True))
    text = panel(client.get(url(pair[0])))
    assert SPANISH in text
    assert "<form" not in text
    assert act(client, pair[0], "tell_apart", other=pair[1].pk).status_code == 403 or others(pair[0]) == [pair[1]]


def test_closed_needs_are_neither_proposed_nor_asked_about(pair):
    english, spanish = pair
    moves.move(spanish, Status.DECLINED, by=None, reason=BOTH)
    assert others(english) == others(spanish) == []
    moves.move(Need.objects.get(pk=spanish.pk), Status.UNDER_REVIEW, by=None, note="Opened again.")
    assert others(english) == [spanish]


def test_undoing_a_merge_proposes_the_two_again(pair):
    english, spanish = pair
    merging.unmerge(merging.merge(english, spanish, by=None), by=None)
    tasks.encode_due()
    assert others(english) == [spanish]


def test_what_others_add_changes_what_a_need_looks_like(pair):
    quiet = wish("A question")
    tasks.encode_due()
    assert others(quiet) == []
    said = Signal.objects.create(kind=SignalKind.SUGGESTION, language="en", text=ENGLISH, weight=1)
    signals.attach_signal(said, quiet)
    tasks.encode_due()
    assert set(others(quiet)) == set(pair)


def test_words_that_are_changed_or_taken_back_change_what_a_need_looks_like(pair):
    work, visitor = ResourcePageFactory(title="Notes").work, participants.of_receipt("en")
    no = partial(helpful.answer, work, visitor, False, language="en")
    no(reason="A dentist for our students")
    tasks.encode_due()
    about = Need.objects.get(work=work)
    assert pair[0] not in others(about)
    no(reason=ENGLISH)
    tasks.encode_due()
    assert pair[0] in others(about)
    helpful.withdraw_answer(work, visitor)
    tasks.encode_due()
    assert pair[0] not in others(about)


def test_words_keep_the_language_in_which_they_were_said(client, member, pair):
    english, spanish = pair
    merging.merge(spanish, into=english, by=None)
    other = wish("Asistencia de niños en las escuelas comunitarias y en preescolar", "es")
    tasks.encode_due()
    assert others(other) == [english]
    assert Meaning.objects.get(key=english.pk).terms["early childhood"] == ["early learning", "en"]
    said = Signal.objects.create(kind=SignalKind.SUGGESTION, language="es", text="¿Y los desayunos?", weight=1)
    signals.attach_signal(said, english)
    tasks.encode_due()
    assert Meaning.objects.get(key=english.pk).terms["breakfast"] == ["desayunos", "es"]
    breakfasts = wish("Breakfast at preschool in a community school")
    tasks.encode_due()
    assert '(<span lang="es">desayunos</span>)' in panel(client.get(url(breakfasts)))


def test_the_same_page_is_a_reason_and_different_pages_are_never_the_same(client, member):
    page, another = ResourcePageFactory(), ResourcePageFactory()
    first = wish("The link does not open", work=page.work)
    same = wish("The video has no sound", work=page.work)
    elsewhere = wish("The link does not open", work=another.work)
    tasks.encode_due()
    found = {proposal.other: proposal for proposal in proposals(first)}
    assert found[elsewhere].pair.likeness == Likeness.ALIKE
    assert not found[elsewhere].same_page
    if same in found:
        assert found[same].same_page
    text = panel(client.get(url(first)))
    assert "Very likely the same" not in text


def test_two_wishes_in_the_same_words_about_one_page_are_very_likely_the_same(client, member):
    page = ResourcePageFactory()
    first, same = (wish(f"The link to the video {end}", work=page.work) for end in ("is dead", "does not work"))
    tasks.encode_due()
    assert [proposal.pair.likeness for proposal in proposals(first)] == [Likeness.SAME]
    assert "Is about the same page." in panel(client.get(url(same)))


def test_by_words_alone_where_there_is_no_encoder(client, member, settings):
    settings.MEANING = False
    english, spanish = wish("Attendance of families at home visits"), wish("Asistencia y visitas al hogar", "es")
    wish("A school garden")
    tasks.encode_due()
    assert others(english) == [spanish]
    text = panel(client.get(url(english)))
    assert "Means nearly the same." not in text
    assert '<span lang="en">attendance</span> (<span lang="es">asistencia</span>)' in text
    assert [one.key for one in alike_to_text("asistencia", "es") if one.likeness] != []


def test_a_text_finds_needs_in_both_languages(pair):
    found = alike_to_text("preschool inside a community school", "en")
    assert {one.key for one in found[:2]} == {need.pk for need in pair}
    assert alike_to_text("", "en") == [] or not any(one.likeness for one in alike_to_text("", "en"))


def test_a_deleted_need_takes_its_proposals_along(pair):
    english, spanish = pair
    duplicates.propose(999_999)
    Need.objects.filter(pk=spanish.pk).delete()
    tasks.compare()
    assert not PossibleDuplicate.objects.of(english).exists()
    assert not Meaning.objects.filter(kind="need", key=spanish.pk).exists()


@pytest.mark.once
def test_the_screen_asks_as_often_for_many_duplicates_as_for_one(client, member, pair):
    english, _ = pair
    few = queries(lambda: client.get(url(english)))
    for _ in range(6):
        wish(ENGLISH)
    tasks.encode_due()
    many = queries(lambda: client.get(url(english)))
    assert len(proposals(english)) == 5
    assert len(many) == len(few)
