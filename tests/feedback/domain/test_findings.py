"""Findings from a file: reading it, what is wrong with it, importing it once, and undoing that."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.accounts.domain import participants
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic
from feedback import findings_file, tasks
from feedback.domain import assigning, findings, merging, moves, priority, voting
from feedback.domain.errors import RefusedError
from feedback.enums import NeedKind, RowState, SignalKind, Status
from feedback.models import FindingImport, Need, Signal
from feedback.queries.findings import explained
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.plugins.tasks import run_waiting

pytestmark = pytest.mark.django_db

HEADINGS = "Strategy,Topic,Region,Audience,Weight,Note,Language"


@pytest.fixture
def member():
    return UserFactory(working_group=True)


def upload(member, *lines, headings=HEADINGS, kind=SignalKind.PROGRESS_REPORT, encoding="utf-8"):
    content = "\n".join([headings, *lines]).encode(encoding)
    return findings.upload(content, kind=kind, title="Report", file_name="report.csv", by=member)


def note(text, weight=1):
    return f",,,,{weight},{text},en"


def imported(member, *lines, **how):
    source = findings.start(upload(member, *lines, **how))
    while findings.go_on(source):
        pass
    return FindingImport.objects.get(pk=source.pk)


def undone(source):
    findings.ask_to_undo(source)
    while findings.go_on(source):
        pass
    return FindingImport.objects.get(pk=source.pk)


def states(source):
    return list(source.rows.values_list("state", flat=True))


def test_a_finding_becomes_evidence_of_no_person_with_the_weight_of_the_file(member):
    strategy, topic, region, audience = (
        model.objects.source().first() for model in (Strategy, Topic, RegionalCenter, Audience)
    )
    line = f'"{strategy.name}",{topic.slug},{region.name},{audience.name},4,"Councils ask for plain agendas.",en'
    source = imported(member, line)
    signal, need = Signal.objects.get(), Need.objects.get()
    assert (signal.strategy, signal.topic, signal.region, signal.audience) == (strategy, topic, region, audience)
    assert (signal.kind, signal.participant, signal.weight) == (SignalKind.PROGRESS_REPORT, None, 12)
    assert (need.title, need.kind, need.topic, need.status) == (
        "Councils ask for plain agendas.",
        NeedKind.NEW_RESOURCE,
        topic,
        Status.RECEIVED,
    )
    assert (need.people, need.findings, need.regions) == (0, 1, 1)
    assert source.finished_at and states(source) == [RowState.IMPORTED]


def test_nothing_is_evidence_before_it_is_started(member):
    source = upload(member, note("Buses"))
    tasks.go_on_with_imports()
    assert states(source) == [RowState.WAITING]
    assert not Signal.objects.exists() and not Need.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_encoding_and_headings_of_either_language_are_recognised(separator, encoding):
    names = ["Estrategia", "REGIÓN", "público", " Nota ", "Idioma", "Otra"]
    cells = ["", "Valle Central", "Familias", '"Piden, con razón; más años"', "español", "x"]
    text = "\r\n".join(separator.join(line) for line in (names, cells))
    table = findings_file.read(text.encode(encoding))
    ((number, row),) = table.rows
    assert (number, table.language) == (2, "es")
    assert row == {
        "strategy": "",
        "region": "Valle Central",
        "audience": "Familias",
        "note": "Piden, con razón; más años",
        "language": "español",
    }


def test_a_line_is_counted_as_an_editor_counts_it():
    table = findings_file.read(b'Note\n"one\ntwo"\n\nthree\n')
    assert [(number, row["note"]) for number, row in table.rows] == [(2, "one\ntwo"), (5, "three")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Topic,Region\nx,y", "must name the columns"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a CSV"),
        (b"PK\x03\x04\x00\x00", "not a CSV"),
        (b"Note\n" + b"x\n" * 5001, "more than 5,000 rows"),
        (b"Note\n" + b"x" * (2 * 1024 * 1024), "larger than 2 MB"),
        (b'Note\n"' + b"x" * 200_000, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(content, words):
    with pytest.raises(ValidationError) as caught:
        findings_file.read(content)
    assert words in " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("line", "column", "language", "words"),
    [
        (",,,,6,Buses,en", "weight", "en", "A whole number from 1 to 5"),
        (",,,,2.5,Buses,en", "weight", "es", "Se espera un número entero del 1 al 5"),
        (",,,,,Buses,French", "language", "en", "English or Spanish"),
        (",,,,,,en", "note", "es", "La nota"),
        (",,,Famlies,,Buses,en", "audience", "en", "Did you mean: Families"),
        (",,,Famlies,,Buses,en", "audience", "es", "Familias"),
        (",,Atlantis Zxqw,,,Buses,en", "region", "en", "take one of: Northern California"),
        (f",,,,,{'x' * 2001},en", "note", "en", "longer than 2,000"),
    ],
)
def test_what_is_wrong_is_said_by_column_with_what_is_expected_in_the_readers_language(
    member, line, column, language, words
):
    (row,) = upload(member, line).rows.all()
    (problem,) = row.problems
    assert (row.state, problem["column"], row.number) == (RowState.INVALID, column, 2)
    with override(language):
        assert words in explained(problem)


def test_right_rows_are_imported_without_the_wrong_ones(member):
    source = imported(member, note("Buses"), note("Trains", weight=9), note("Boats"))
    assert states(source) == [RowState.IMPORTED, RowState.INVALID, RowState.IMPORTED]
    assert Need.objects.count() == 2


def test_the_same_file_or_row_makes_nothing_twice(member):
    imported(member, note("Buses"), note(" BUSES ", weight=3), note("Trains"))
    again = imported(member, note("Buses"), note("Trains"), note("Boats"))
    assert states(again) == [RowState.KNOWN, RowState.KNOWN, RowState.IMPORTED]
    assert Need.objects.count() == Signal.objects.count() == 3


def test_a_finding_of_another_kind_is_another_finding(member):
    imported(member, note("Buses"))
    imported(member, note("Buses"), kind=SignalKind.PROFESSIONAL_LEARNING)
    assert Signal.objects.count() == 2


def test_formulas_and_unseen_characters_are_cleaned(member):
    imported(member, note("\u202eBu\x07ses"), note('"\'=cmd()"'))
    assert set(Signal.objects.values_list("text", flat=True)) == {"Buses", "=cmd()"}


@pytest.mark.parametrize("killed_after", [0, 1, 3, 70])
def test_a_worker_that_is_killed_halfway_leaves_nothing_twice_and_the_sweep_goes_on(member, monkeypatch, killed_after):
    source = findings.start(upload(member, *[note(f"Finding {number}") for number in range(80)]))
    opened, open_need = [], findings.open_need

    def dying(*args, **kwargs):
        if len(opened) == killed_after:
            raise KeyboardInterrupt
        opened.append(1)
        return open_need(*args, **kwargs)

    monkeypatch.setattr(findings, "open_need", dying)
    with suppress(KeyboardInterrupt):
        tasks.go_on_with_imports(source.pk)
        tasks.go_on_with_imports(source.pk)
    monkeypatch.undo()
    assert Signal.objects.count() == Need.objects.count() == (50 if killed_after > 50 else 0)
    for _sweep in range(3):
        tasks.go_on_with_imports()
    assert FindingImport.objects.get(pk=source.pk).finished_at
    assert Signal.objects.count() == Need.objects.count() == 80


def test_it_goes_on_by_itself_and_may_run_twice(member):
    source = findings.start(upload(member, *[note(f"Finding {number}") for number in range(60)]))
    tasks.go_on_with_imports(source.pk, source.pk)
    run_waiting()
    tasks.go_on_with_imports(source.pk)
    tasks.go_on_with_imports()
    assert Need.objects.count() == 60
    assert FindingImport.objects.get(pk=source.pk).finished_at


def test_undoing_takes_what_nobody_worked_on_and_names_the_rest(member):
    source = imported(member, note("Untouched"), note("Taken"), note("Joined"), note("Wrong", weight=9))
    by_title = {need.title: need for need in Need.objects.all()}
    assigning.assign(by_title["Taken"], member, by=member)
    merging.merge(make_need(), by_title["Joined"], by=None)
    source = undone(source)
    assert source.undone_at
    assert states(source) == [RowState.UNDONE, RowState.KEPT, RowState.KEPT, RowState.INVALID]
    assert not Need.objects.filter(title="Untouched").exists()
    assert Need.objects.get(title="Taken").findings == 1


def test_what_was_undone_can_be_imported_again(member):
    undone(imported(member, note("Buses")))
    assert not Signal.objects.exists()
    imported(member, note("Buses"))
    assert Need.objects.count() == 1


def test_undoing_halfway_imports_nothing_more(member):
    source = findings.start(upload(member, *[note(f"Finding {number}") for number in range(60)]))
    findings.go_on(source)
    source = undone(source)
    assert not Need.objects.exists()
    assert not findings.go_on(source)


def test_a_file_is_started_and_undone_once(member):
    source = imported(member, note("Buses"))
    with pytest.raises(RefusedError):
        findings.start(source)
    undone(source)
    for again in (findings.start, findings.ask_to_undo):
        with pytest.raises(RefusedError):
            again(source)


def test_many_heavy_findings_of_one_need_are_bounded(member):
    imported(member, *[note(f"Buses {number}", weight=5) for number in range(8)])
    first, *others = Need.objects.order_by("pk")
    for other in others:
        merging.merge(other, first, by=None)
    first.refresh_from_db()
    lines = {line.label: (line.count, line.points) for line in priority.priority_of(first, now=first.created_at).lines}
    assert lines["Finding of the Annual Progress Report"] == (3, 45)
    assert (first.findings, first.people) == (8, 0)


def test_a_vote_counts_beside_a_finding(member):
    imported(member, note("Buses"))
    need = moves.move(Need.objects.get(), Status.UNDER_REVIEW, by=member)
    voting.vote(need, participants.of_user(UserFactory()), language="en")
    assert (Need.objects.get().people, Need.objects.get().findings) == (1, 1)


def weights():
    return sorted(Signal.objects.values_list("text", "weight"))


def test_another_weight_in_a_later_file_corrects_it(member):
    imported(member, note("Buses", weight=2), note("Trains"))
    before = Need.objects.get(title="Buses").priority
    corrected = upload(member, note("Buses", weight=5), note("Trains"))
    assert states(corrected) == [RowState.WAITING, RowState.KNOWN]
    assert weights() == [("Buses", 6), ("Trains", 3)], "nothing is corrected before it is started"
    tasks.go_on_with_imports(findings.start(corrected).pk)
    assert states(corrected) == [RowState.CORRECTED, RowState.KNOWN]
    assert weights() == [("Buses", 15), ("Trains", 3)]
    need = Need.objects.get(title="Buses")
    assert (need.priority, need.findings, Need.objects.count()) == (before + 9, 1, 2)


def test_undoing_a_correction_brings_back_the_weight_and_no_other(member):
    imported(member, note("Buses", weight=2))
    priority_before = Need.objects.get().priority
    second = imported(member, note("Buses", weight=5), note("Trains"))
    undone(second)
    assert weights() == [("Buses", 6)]
    assert Need.objects.get().priority == priority_before
    assert states(second) == [RowState.UNDONE, RowState.UNDONE]
    second, third = imported(member, note("Buses", weight=5)), imported(member, note("Buses", weight=3))
    undone(second)
    assert weights() == [("Buses", 9)], "it was corrected once more since"
    assert states(undone(third)) == [RowState.UNDONE]


def test_corrections_are_undone_in_any_order(member):
    imported(member, note("Buses", weight=2))
    second, third, fourth = (imported(member, note("Buses", weight=weight)) for weight in (5, 3, 5))
    undone(second)
    assert weights() == [("Buses", 15)], "the last of them says the same and stands"
    undone(fourth)
    assert weights() == [("Buses", 9)]
    undone(third)
    assert weights() == [("Buses", 6)]
    assert Need.objects.get().priority == priority.priority_of(Need.objects.get()).total


def test_a_correction_of_what_is_gone_meanwhile_is_a_finding_of_its_own(member):
    first = imported(member, note("Buses", weight=2))
    second = upload(member, note("Buses", weight=5))
    undone(first)
    tasks.go_on_with_imports(findings.start(second).pk)
    assert (states(second), weights()) == ([RowState.IMPORTED], [("Buses", 15)])


@pytest.mark.once
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Note,Weight,Nota\nBuses,1,Trains", "two columns for “Note / Nota”"),
        (b"Note,Weight\n\n,\n", "no rows below"),
    ],
)
def test_what_would_be_lost_without_a_word_is_explained(content, words):
    with pytest.raises(ValidationError) as caught:
        findings_file.read(content)
    assert words in " ".join(caught.value.messages)
