"""Section: our pages beside those of others, in one run."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.measuring import CONNECTIONS, PARTS, Results, Target, measure
from tests.benchmarks.peers import bakery, machina_site, plain, start_bare
from tests.benchmarks.ratios import BAKERY, BARE, CACHED, GOALS, MACHINA, MEMBER, PLAIN, UNCACHED, cached_goals
from tests.benchmarks.site import Served, Site
from tests.benchmarks.workspace import MEMBER as SOMEBODY
from tests.benchmarks.workspace import QUEUE_MEMBER, Workspace

HOME, CATALOG, RESOURCE = "home", "catalog", "resource"
PUBLIC = [HOME, CATALOG, "catalog narrowed", RESOURCE, "session", "forum index", "forum", "topic", "search"]
SEARCH = "search"  # made anew for each question, so there is no cached one
QUEUE = "queue"
MACHINA_PAGES = ["forum index", "forum", "topic"]

EXPLAINED = """\
gunicorn as the Procfile runs it, 2 workers of 4 threads, SQLite; {connections} connections that ask again at once,
{rounds} rounds of {seconds} s in which the pages take turns; medians of the rounds. The connections are opened anew
{parts} times a round: which worker takes one is luck, and those that share a worker cost more. CPU is what the workers
used, by /proc: the figure to compare, since it does not know what else the machine does. Cookies go back as browsers
send them.
*cached* and *bare view* are asked for compressed, as by browsers; the others are not, since the others of the table
leave that to a proxy."""
GOALS_EXPLAINED = """\
CPU of ours over CPU of theirs where the goal is at most (≤); requests per second of CPU, ours over theirs, where it is
at least (≥)."""


def pages_section(work: Workspace) -> str:
    public = [page for page in PUBLIC if work.wants(page)]
    with ExitStack() as servers:
        targets = sorted(all_targets(work, public, servers), key=order)
        work.say(f"Measuring {len(targets)} pages")
        results = measure(targets, rounds=work.rounds, seconds=work.seconds)
    goals = [
        goal.row(results)
        for goal in [*GOALS, *cached_goals([page for page in PUBLIC if page != SEARCH])]
        if work.wants(goal.ours[0])
    ]
    explained = EXPLAINED.format(connections=CONNECTIONS, parts=PARTS, rounds=work.rounds, seconds=work.seconds)
    figures, reached = report.figures_table(results), report.table(["ours", "beside", "ratio", "goal", ""], goals)
    return "\n\n".join(["## Pages", explained, figures, "## Goals", GOALS_EXPLAINED, reached, *missing(results)])


def order(target: Target) -> tuple[int, str]:
    """A page and those beside it come one after the other."""
    return [*PUBLIC, QUEUE].index(target.page), target.state


def all_targets(work: Workspace, public: list[str], servers: ExitStack) -> Iterator[Target]:
    uncached, cached = page_cache(work.ours)
    server = servers.enter_context(uncached.serve())
    yield from ours(uncached, server, work.pages, UNCACHED, public)
    yield from ours(uncached, server, work.pages, MEMBER, public, SOMEBODY)
    if work.wants(QUEUE):
        yield from ours(uncached, server, work.pages, MEMBER, [QUEUE], QUEUE_MEMBER)
    yield from machina(work, [page for page in MACHINA_PAGES if page in public], servers)
    yield from others(work, public, servers)
    if kept := [page for page in public if page != SEARCH]:
        server = servers.enter_context(cached.serve())
        yield from ours(cached, server, work.pages, CACHED, kept, compressed=True)
        yield from bare(work, kept, server, servers)


def page_cache(site: Site) -> tuple[Site, Site]:
    """Our site without and with its page cache."""
    return site.with_environment(PAGE_CACHE="false"), site.with_environment(PAGE_CACHE="true")


def ours(
    site: Site,
    server: Served,
    paths: dict[str, str],
    state: str,
    pages: list[str],
    member: str = "",
    compressed: bool = False,
) -> Iterator[Target]:
    known = site.ask({"member": member, "paths": [paths[page] for page in pages]})
    for page in pages:
        path = paths[page]
        yield Target(page, state, server, path, known["cookie"], compressed, known["queries"][path])


def machina(work: Workspace, pages: list[str], servers: ExitStack) -> Iterator[Target]:
    if not pages:
        return
    site = machina_site(work.ours)
    paths = {page: work.pages[f"machina {page}"] for page in pages}
    server = servers.enter_context(site.serve())
    yield from ours(site, server, paths, MACHINA, pages)
    yield from ours(site, server, paths, f"{MACHINA} {MEMBER}", pages, SOMEBODY)


def others(work: Workspace, pages: list[str], servers: ExitStack) -> Iterator[Target]:
    """What other people make with Wagtail."""
    if RESOURCE in pages:
        work.say("Making a plain Wagtail project")
        site = plain.plain_site(work.folder / "plain", plain.body_of(work.ours, work.pages[RESOURCE]))
        yield from ours(site, servers.enter_context(site.serve()), {RESOURCE: "/"}, PLAIN, [RESOURCE])
    if bakery.has_checkout() and {HOME, CATALOG, RESOURCE} & {*pages}:
        work.say("Setting up bakerydemo")
        site = bakery.bakery_site(work.folder / "bakerydemo")
        paths = {page: path for page, path in bakery.paths(site).items() if page in pages}
        yield from ours(site, servers.enter_context(site.serve()), paths, BAKERY, list(paths))


def bare(work: Workspace, pages: list[str], shown: Served, servers: ExitStack) -> Iterator[Target]:
    """The bytes that a browser gets from us, out of a view that does nothing else."""
    folder = work.folder / "bare"
    folder.mkdir()
    for page in pages:
        keep(Target(page, CACHED, shown, work.pages[page], compressed=True), folder)
    server = servers.enter_context(start_bare(folder))
    for page in pages:
        yield Target(page, BARE, server, f"/{page.replace(' ', '-')}", compressed=True, queries=0)


def keep(target: Target, folder: Path) -> None:
    for _ in range(2):  # the first answer may be made for the one who asks, the next comes from the cache
        target.get_once()
    suffix = f".{target.encoding}" if target.encoding else ""
    (folder / f"{target.page.replace(' ', '-')}{suffix}").write_bytes(target.body)


def missing(results: Results) -> Iterator[str]:
    states = {state for _page, state in results}
    if BAKERY not in states:
        yield f"!! NOT MEASURED: bakerydemo; {bakery.CHECKOUT}=/path names a checkout of github.com/wagtail/bakerydemo."
    yield "Not measured: NodeBB, which needs Node and MongoDB or Redis."
