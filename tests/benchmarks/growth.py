"""Section: the same pages on few rows and on many."""

from collections.abc import Iterator
from contextlib import ExitStack

from tests.benchmarks import report
from tests.benchmarks.measuring import Figures, Results, Target, measure
from tests.benchmarks.pages import ours, page_cache
from tests.benchmarks.ratios import MEMBER, UNCACHED
from tests.benchmarks.workspace import MEMBER as SOMEBODY
from tests.benchmarks.workspace import QUEUE_MEMBER, Workspace

FEW = {"posts": 20, "topics": 200, "resources": 60, "needs": 100}
MANY = {"posts": 2_000, "topics": 10_000, "resources": 5_000, "needs": 10_000}
MOST = 1.2  # times the CPU; what is between them and 1 may be noise
FORUMS = ["forum index", "forum", "topic", "last page of the topic"]
OF_A_PERSON = ["messages of a person", "new for you", "following"]
ANONYMOUS = ["home", "catalog", "catalog narrowed", "resource", *FORUMS, OF_A_PERSON[0]]
OF_A_MEMBER = [*FORUMS, *OF_A_PERSON]
QUEUE = ["queue", "queue by words", "queue by source"]
READERS = [(UNCACHED, ANONYMOUS, ""), (MEMBER, OF_A_MEMBER, SOMEBODY), ("working group", QUEUE, QUEUE_MEMBER)]
EXPLAINED = """\
Without the page cache. Few: {few}. Many: {many}. A page must not cost more than {most} times as much with many."""


def growth_section(work: Workspace) -> str:
    with ExitStack() as servers:
        targets = [*grown(work, servers, "few", FEW), *grown(work, servers, "many", MANY)]
        targets.sort(key=lambda target: target.page)
        work.say(f"Measuring {len(targets)} pages on few rows and on many")
        results = measure(targets, rounds=work.rounds, seconds=work.seconds)
    explained = EXPLAINED.format(few=numbers(FEW), many=numbers(MANY), most=MOST)
    head = ["page", "as", "CPU ms, few", "many", "times", "queries", "many", ""]
    return "\n\n".join(["## Growth", explained, report.table(head, list(rows(results)))])


def numbers(rows: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in rows.items())


def grown(work: Workspace, servers: ExitStack, name: str, content: dict[str, int]) -> Iterator[Target]:
    work.say(f"Filling a database with {numbers(content)}")
    filled, paths = work.with_content(name, **content)
    site, _cached = page_cache(filled)
    server = servers.enter_context(site.serve())
    for reader, pages, member in READERS:
        for target in ours(site, server, paths, name, [page for page in pages if work.wants(page)], member):
            target.page = f"{target.page}, {reader}"
            yield target


def rows(results: Results) -> Iterator[list[str]]:
    for reader, pages, _member in READERS:
        for page in pages:
            name = f"{page}, {reader}"
            if (name, "few") in results:
                yield [page, reader, *growth(results[name, "few"], results[name, "many"])]


def growth(few: Figures, many: Figures) -> list[str]:
    times = many.cpu_ms / few.cpu_ms
    verdict = "met" if times <= MOST and (many.queries or 0) <= (few.queries or 0) else "**not met**"
    cpu = [f"{few.cpu_ms:.1f}", f"{many.cpu_ms:.1f}", f"{times:.2f}"]
    return [*cpu, str(few.queries), str(many.queries), verdict]
