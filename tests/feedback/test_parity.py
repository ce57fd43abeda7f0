"""The public page of how languages and regions are served: right, the same for good, and telling of nobody."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.accounts.enums import ParticipantKind
from cms.accounts.models import Participant
from cms.taxonomy.models import RegionalCenter
from feedback.domain import parity
from feedback.enums import Actor, SignalKind, Status
from feedback.models import Need, NeedEvent, Outcome, ParityReport, Signal
from feedback.queries import disclosure
from feedback.queries.parity import figures_of
from feedback.queries.periods import Period
from feedback.tasks import publish_parity
from tests.factories.pages import ResourcePageFactory, translate
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db
ADDRESS, SPANISH = "/en/needs/parity/", "/es/necesidades/paridad/"
IN_QUARTER, BEFORE = datetime(2026, 8, 3, 17, tzinfo=UTC), datetime(2026, 5, 4, 17, tzinfo=UTC)
DUE = datetime(2026, 10, 16, 17, tzinfo=UTC)
QUARTER = Period.quarter(2026, 3)
COUNTS = ("People heard", "Needs asked for", "Needs answered by a page", "Needs declined")
DASH = "–"


def people(number, kind=ParticipantKind.ACCOUNT):
    return Participant.objects.bulk_create([Participant(kind=kind) for _ in range(number)])


def ask(speakers, *, language="en", region=None, status=Status.RECEIVED, at=IN_QUARTER, days=10, **values):
    """A need of theirs, answered after so many days where it is answered."""
    answered = at + timedelta(days=days) if status in (Status.PUBLISHED, Status.DECLINED) else None
    times = {"created_at": at, "replied_at": answered, "answered_at": answered, "publication": 1}
    need = Need(title="A need", language=language, region=region, status=status, kind="new_resource", **times, **values)
    [need] = Need.objects.bulk_create([need])
    said = {"kind": SignalKind.SUGGESTION, "language": language, "region": region, "need": need, "origin": need}
    Signal.objects.bulk_create(Signal(participant=each, created_at=at, **said) for each in speakers)
    return need


def regions():
    return [*RegionalCenter.objects.source()[:3], None]


def tables(client, address):
    """Of a page, both tables as dicts: figure, then group, then what stands there."""
    found = BeautifulSoup(client.get(address).content, "html.parser").find_all("table")
    by_language, by_region = ([_cells(row) for row in table.find_all("tr")] for table in found)
    languages = {row[0]: dict(zip(by_language[0][1:], row[1:], strict=True)) for row in by_language[1:]}
    heads = by_region[0][1:]
    return languages, {name: {row[0]: row[1 + place] for row in by_region[1:]} for place, name in enumerate(heads)}


def _cells(row):
    for hidden in row.find_all(class_="visually-hidden"):
        hidden.decompose()
    return [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]


@pytest.fixture
def quarter():
    """Eight who asked in English in one region and five in Spanish in another, with all that can come of it."""
    first, second, *_others = regions()
    english, spanish = people(8), people(5)
    need = ask(english, region=first, status=Status.PUBLISHED, days=10)
    ask(english[:5], region=first, status=Status.PUBLISHED, days=31)
    declined = ask(spanish, language="es", region=second, status=Status.DECLINED, days=4)
    promise = {"actor": Actor.SITE, "to_status": Status.PLANNED, "at": IN_QUARTER}
    for kept, which in ((True, need), (False, declined)):
        NeedEvent.objects.create(need=which, promise_kept=kept, promised_on=IN_QUARTER.date(), **promise)
    for number, each in enumerate(english):
        Outcome.objects.create(need=need, publication=1, participant=each, helped=number > 0, created_at=IN_QUARTER)
    return english, spanish


def test_each_figure_is_shown_for_whoever_is_many(client, quarter):
    translate(ResourcePageFactory())
    parity.publish_reports(DUE)
    languages, _regions = tables(client, ADDRESS)
    pages = languages.pop("Pages in this language")
    assert languages == {
        "People heard": {"English": "8", "Spanish": "5"},
        "Needs asked for": {"English": "2", "Spanish": "1"},
        "Needs answered by a page": {"English": DASH, "Spanish": DASH},  # nobody's in Spanish
        "Needs declined": {"English": DASH, "Spanish": DASH},
        "Days until the first reply": {"English": "20", "Spanish": "4"},
        "Days until a page was published": {"English": "20", "Spanish": DASH},
        "Promises kept, percent": {"English": "100", "Spanish": "0"},
        "Say that the answer helped, percent": {"English": "90", "Spanish": DASH},
    }
    assert int(pages["English"]) > 1
    assert int(pages["Spanish"]) > 0


def test_of_regions_what_adds_up_is_blank_where_one_could_subtract(client, quarter):
    parity.publish_reports(DUE)
    _languages, found = tables(client, ADDRESS)
    first, second, third, _none = regions()
    shown = {name for name, cell in found["Days until the first reply"].items() if cell != DASH}
    assert shown == {first.label, second.label}
    # Eight and five are enough, but all others are nobody: one of the two is blank with them.
    heard = {name: cell for name, cell in found["People heard"].items() if cell != DASH}
    assert heard in ({first.label: "8"}, {second.label: "5"})
    assert third.label in found["People heard"]
    assert "Statewide, or no region named" in found["People heard"]


def test_no_page_says_of_fewer_than_five(client):
    for language, region in zip(("en", "es"), regions(), strict=False):
        ask(people(4), language=language, region=region, status=Status.PUBLISHED)
    ask(people(30, ParticipantKind.RECEIPT), language="es", status=Status.DECLINED)  # perhaps one person
    ask([], status=Status.DECLINED)  # a finding of a report
    parity.publish_reports(DUE)
    languages, found = tables(client, ADDRESS)
    languages.pop("Pages in this language")
    assert {cell for row in (*languages.values(), *found.values()) for cell in row.values()} == {DASH}


def test_the_same_person_behind_many_needs_is_one(client):
    speakers = people(4)
    for _need in range(6):
        ask(speakers)
    ask(people(9), language="es")
    parity.publish_reports(DUE)
    assert set(tables(client, ADDRESS)[0]["Needs asked for"].values()) == {DASH}


def test_somebody_who_spoke_twice_is_heard_once_with_what_came_first():
    ours = people(6)
    ask(ours, language="es", at=IN_QUARTER)
    ask(ours, language="en", at=IN_QUARTER + timedelta(days=1))
    ask(people(5), language="en")
    heard = figures_of(QUARTER)["language"]
    assert (heard["es"]["heard"], heard["en"]["heard"]) == (6, 5)


def test_what_was_taken_back_or_said_in_another_quarter_is_not_heard():
    ask(people(5), language="es")
    ask(people(7))
    ask(people(9), at=BEFORE)
    Signal.objects.filter(need=ask(people(9))).update(withdrawn_at=timezone.now())
    heard = figures_of(QUARTER)["language"]
    assert (heard["es"]["heard"], heard["en"]["heard"]) == (5, 7)


def test_people_of_a_need_that_is_part_of_another_are_behind_both():
    root, part = ask(people(6)), ask(people(5), language="es")
    Need.objects.filter(pk=part.pk).update(status=Status.MERGED, merged_into=root)
    Signal.objects.filter(need=part).update(need=root)
    asked = figures_of(QUARTER)["language"]
    assert (asked["en"]["asked"], asked["es"]["asked"]) == (1, 1)


def test_it_is_published_two_weeks_after_the_quarter_and_once(client, quarter):
    over = QUARTER.ends + timedelta(days=14)
    parity.publish_reports(over - timedelta(seconds=1))
    assert "The first figures are published two weeks after" in client.get(ADDRESS).text
    parity.publish_reports(over)
    made = ParityReport.objects.get()
    assert made.first == QUARTER.first
    Signal.objects.filter(participant=quarter[1][0]).update(withdrawn_at=timezone.now())
    parity.publish_reports(over + timedelta(days=1))
    assert ParityReport.objects.get().figures == made.figures


def test_a_quarter_that_was_missed_is_made_up_for_and_each_can_be_chosen(client):
    ask(people(5), at=BEFORE)
    ask(people(6), at=BEFORE, language="es")
    ask(people(7))
    ask(people(8), language="es")
    parity.publish_reports(DUE)
    assert [report.first.month for report in ParityReport.objects.all()] == [7, 4]
    assert tables(client, ADDRESS)[0]["People heard"] == {"English": "7", "Spanish": "8"}
    assert tables(client, f"{ADDRESS}?quarter=2026-Q2")[0]["People heard"] == {"English": "5", "Spanish": "6"}
    for unknown in ("2026-Q1", "2026-Q9", "x", "2026-08", "%00"):
        assert tables(client, f"{ADDRESS}?quarter={unknown}") == tables(client, ADDRESS)
    page = BeautifulSoup(client.get(f"{SPANISH}?quarter=2026-Q2").content, "html.parser")
    chips = page.select("nav.chips a")
    assert [(chip["href"], chip.get("aria-current")) for chip in chips] == [
        ("?quarter=2026-Q3", None),
        ("?quarter=2026-Q2", "page"),
    ]


def test_nothing_is_published_while_nobody_asked_for_anything():
    parity.publish_reports(DUE)
    assert not ParityReport.objects.exists()


def test_the_worker_publishes_it():
    ask(people(5))
    publish_parity()
    publish_parity()
    assert ParityReport.objects.filter(first=QUARTER.first).count() == 1


def test_a_region_that_is_gone_is_left_out_of_what_was_published(client, quarter):
    parity.publish_reports(DUE)
    first = regions()[0]
    name = first.label
    Need.objects.update(region=None)
    Signal.objects.update(region=None)
    RegionalCenter.objects.filter(translation_key=first.translation_key).delete()
    assert name not in tables(client, ADDRESS)[1]["People heard"]


def test_both_languages_say_the_same_numbers_and_lead_there_from_the_board(client, quarter):
    parity.publish_reports(DUE)
    english, spanish = tables(client, ADDRESS), tables(client, SPANISH)
    numbers = [[[list(row.values()) for row in table.values()] for table in page] for page in (english, spanish)]
    assert numbers[0] == numbers[1]
    assert "Personas escuchadas" in spanish[0]
    assert f'href="{ADDRESS}"' in client.get("/en/needs/").text
    assert f'href="{SPANISH}"' in client.get("/es/necesidades/").text


def test_a_blank_is_told_to_whoever_cannot_see_it_and_why(client, quarter):
    parity.publish_reports(DUE)
    text = client.get(ADDRESS).text
    assert '<span aria-hidden="true">–</span><span class="visually-hidden">not shown</span>' in text
    assert "A dash stands for a number that could tell who somebody is." in text


@pytest.mark.once
def test_queries_do_not_grow_with_needs_and_people():
    ask(people(5))

    def grow():
        for number in range(12):
            ask(people(2), language=("en", "es")[number % 2])

    assert_flat(lambda: figures_of(QUARTER), grow)


# All numbers that are published, added and subtracted


CELL = st.tuples(st.one_of(st.just(0), st.integers(0, 4), st.integers(5, 12)), st.integers(1, 3), st.integers(0, 3))
POPULATION = st.lists(CELL, min_size=16, max_size=16)  # of two quarters, two languages, three regions and none


def live(population):
    """People who asked: of each group how many, for how many needs, and what became of these."""
    ask([], at=BEFORE)
    groups = [(at, lang, place) for at in (BEFORE, IN_QUARTER) for lang in ("en", "es") for place in regions()]
    for (at, language, region), (number, needs, outcome) in zip(groups, population, strict=True):
        speakers = people(number)
        for each in range(needs if number else 0):
            status = (Status.RECEIVED, Status.PUBLISHED, Status.DECLINED, Status.PLANNED)[(outcome + each) % 4]
            ask(speakers[each::needs], language=language, region=region, status=status, at=at)


def views(client):
    """What is shown of each count in each quarter, on whatever page: by language or region, the number or None."""
    for name in ("2026-Q2", "2026-Q3"):
        languages, found = tables(client, f"{ADDRESS}?quarter={name}")
        for count in COUNTS:
            groups = {"en": languages[count]["English"], "es": languages[count]["Spanish"]}
            groups |= found[count]
            yield name, count, {group: None if cell == DASH else int(cell) for group, cell in groups.items()}


def derivable(client):
    """Each blank that is a sum or difference of numbers that are shown, in whatever quarter and table."""
    for name, count, groups in views(client):
        places = [group for group in groups if group not in ("en", "es")]
        cells = [(language, place) for language in ("en", "es") for place in places]
        rows = {group: [float(group in cell) for cell in cells] for group in groups}
        shown = np.array([rows[group] for group, value in groups.items() if value is not None]).reshape(-1, len(cells))
        known = np.linalg.matrix_rank(shown) if len(shown) else 0
        for group, value in groups.items():
            if value is None and np.linalg.matrix_rank(np.vstack([shown, rows[group]])) == known:
                yield name, count, group


@pytest.mark.once
@given(POPULATION)
def test_no_blank_can_be_worked_out_from_all_that_is_published(client, population):
    with transaction.atomic():
        live(population)
        parity.publish_reports(DUE)
        assert list(derivable(client)) == []
        transaction.set_rollback(True)


@pytest.mark.once
def test_without_a_second_blank_it_could(client, monkeypatch):
    monkeypatch.setattr("feedback.queries.parity.blanks", disclosure.too_few)
    population = [(9, 1, 1)] * 16
    population[8] = population[12] = (2, 1, 1)  # one region of the third quarter, in both languages
    live(population)
    others = RegionalCenter.objects.source()[3:]
    for region in others:
        ask(people(9), region=region)
    parity.publish_reports(DUE)
    region = regions()[0].label
    assert ("2026-Q3", "People heard", region) in list(derivable(client))
