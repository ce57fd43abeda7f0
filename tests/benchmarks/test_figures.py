"""What RESULTS.md says is only as true as what it is made from."""

import os
import threading
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import process_time

import pytest

from tests.benchmarks import __main__ as run
from tests.benchmarks import cpu, report
from tests.benchmarks.growth import growth
from tests.benchmarks.load import BadAnswerError, drive, is_whole, request_for
from tests.benchmarks.measuring import CONNECTIONS, Figures, Shot, Target
from tests.benchmarks.ratios import Goal, cached_goals
from tests.benchmarks.site import Served

pytestmark = pytest.mark.once
SLOW, FAST = Figures(10, 20.0, 30.0, 4, 5000), Figures(40, 5.0, 9.0, 4, 5000)


def test_work_of_a_process_shows_in_its_seconds():
    before, until = cpu.cpu_seconds([os.getpid()]), process_time() + 0.2
    while process_time() < until:
        pass
    assert cpu.cpu_seconds([os.getpid()]) - before == pytest.approx(0.2, abs=0.1)


def test_a_program_with_spaces_and_brackets_in_its_name_is_read_right():
    stat = "7 (a ) b (c) S " + " ".join(str(number) for number in range(1, 20))
    assert cpu.seconds_in(stat) == (11 + 12) / cpu.TICKS


def test_each_answer_is_counted_once():
    served = []

    class Page(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):  # noqa: N802  the library's name
            served.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"x" * 100_000)

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        times = drive(port, request_for("/here", {"Host": "localhost"}), seconds=0, connections=2, at_least=9)
        server.shutdown()

    assert served == ["/here"] * len(times)
    assert len(times) in {9, 10}  # the second connection may have asked before the ninth answer came


def test_an_answer_is_whole_with_its_last_byte():
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
    assert [is_whole(answer[:length]) for length in (10, len(answer) - 1, len(answer))] == [False, False, True]
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    assert [is_whole(chunked[:length]) for length in (len(chunked) - 7, len(chunked))] == [False, True]


def test_an_error_page_is_not_measured():
    with pytest.raises(BadAnswerError, match="404"):
        is_whole(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


def test_one_slow_answer_does_not_hide_how_many_there_were():
    shot = Shot([0.1] * 20, cpu=0.5)
    assert shot.per_second == pytest.approx(10 * CONNECTIONS)
    assert shot.cpu_ms == pytest.approx(25)


@pytest.mark.parametrize(
    ("most", "least", "ratio", "verdict"),
    [
        (0.3, None, "0.25", "met"),
        (0.25, None, "0.25", "met"),
        (0.2, None, "0.25", "**not met**"),
        (None, 4, "4.00", "met"),
        (None, 4.1, "4.00", "**not met**"),
    ],
)
def test_a_goal_is_met_or_not_by_the_cpu_of_both_sides(most, least, ratio, verdict):
    goal = Goal(("topic", "uncached"), ("topic", "machina"), most=most, least=least)
    row = goal.row({("topic", "uncached"): FAST, ("topic", "machina"): SLOW})
    assert row[2:] == [ratio, f"≤ {most}" if most else f"≥ {least}", verdict]


def test_what_was_not_measured_is_not_called_met():
    goal = Goal(("home", "uncached"), ("home", "bakerydemo"), most=0.8)
    assert goal.row({("home", "uncached"): FAST})[2:] == ["", "≤ 0.8", "not measured"]


def test_figures_stand_under_their_heads():
    lines = report.figures_table({("home", "cached"): replace(FAST, queries=None)}).splitlines()
    assert [cell.strip() for cell in lines[2].split("|")[1:-1]] == ["home", "cached", "40", "5.00", "9.0", "", "5.0"]
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("few", "many", "verdict"),
    [
        (SLOW, replace(SLOW, cpu_ms=24.0), "met"),
        (SLOW, replace(SLOW, cpu_ms=25.0), "**not met**"),
        (SLOW, replace(SLOW, queries=5), "**not met**"),
    ],
)
def test_a_page_that_costs_more_with_many_rows_is_pointed_at(few, many, verdict):
    assert growth(few, many)[-1] == verdict


class NoWorkspace:
    """Sections that measure nothing need none."""

    def __init__(self, **_):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def refuse(_work):
    raise BadAnswerError("cut off")


def interrupt(_work):
    raise KeyboardInterrupt


@pytest.fixture
def results(tmp_path, monkeypatch):
    """What a run of these sections leaves in RESULTS.md."""
    file = tmp_path / "RESULTS.md"
    file.write_text("of an earlier run")
    monkeypatch.setattr(report, "FILE", file)
    monkeypatch.setattr(run, "workspace", NoWorkspace)

    def of(words=(), **sections):
        monkeypatch.setattr(run, "SECTIONS", sections)
        with suppress(SystemExit, KeyboardInterrupt):
            run.main([*words])
        return file.read_text().splitlines()[-3:]

    return of


def test_sections_that_are_done_are_kept_when_one_fails(results):
    written = results(pages=refuse, growth=lambda _: "## Growth")
    assert written == ["!! NOT MEASURED: pages. BadAnswerError('cut off')", "", "## Growth"]


def test_sections_that_are_done_are_kept_when_a_run_is_interrupted(results):
    written = results(pages=lambda _: "## Pages", growth=interrupt)
    assert written == ["## Pages", "", "!! NOT MEASURED: growth. The run was interrupted."]


def test_a_run_that_measures_nothing_leaves_the_last_results(results):
    assert results(pages=interrupt) == results(pages=refuse) == ["of an earlier run"]


def test_a_part_or_a_quick_look_is_not_written(results):
    assert results(["quick"], pages=lambda _: "## Pages") == ["of an earlier run"]
    assert results(["pages"], pages=lambda _: "## Pages") == ["of an earlier run"]


def test_a_run_with_a_failed_section_has_failed(monkeypatch, results):
    results(pages=refuse, growth=lambda _: "## Growth")
    with pytest.raises(SystemExit, match="1"):
        run.main([])


def test_each_answer_counts_alike_whichever_round_it_came_in():
    target = Target("topic", "cached", Served(0, ()), "/")
    target.shots = [Shot([0.1] * 30, cpu=0.3), Shot([0.3] * 10, cpu=0.3)]
    figures = Figures.of(target)
    assert figures.cpu_ms == pytest.approx(600 / 40)
    assert figures.per_second == pytest.approx(40 * CONNECTIONS / 6)
    assert figures.p95_ms == pytest.approx(300)


def test_every_kept_page_is_beside_a_bare_view_and_beside_nodebb():
    goals = {(goal.ours, goal.theirs, goal.least) for goal in cached_goals(["home", "topic"])}
    assert goals == {
        (("home", "cached"), ("home", "bare view"), 0.5),
        (("topic", "cached"), ("topic", "bare view"), 0.5),
        (("home", "cached"), ("topic", "NodeBB"), 10),
        (("topic", "cached"), ("topic", "NodeBB"), 10),
    }
