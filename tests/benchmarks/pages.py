"""Section: our pages beside those of others, in one run."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.measuring import CONNECTIONS, Target, measure
from tests.benchmarks.peers import bakery, machina_site, nodebb, plain, start_bare
from tests.benchmarks.ratios import BAKERY, BARE, CACHED, GOALS, MACHINA, MEMBER, NODEBB, PLAIN, UNCACHED, cached_goals
from tests.benchmarks.site import Served, Site
from tests.benchmarks.workspace import MEMBER as SOMEBODY
from tests.benchmarks.workspace import QUEUE_MEMBER, Workspace

HOME, CATALOG, RESOURCE, TOPIC = "home", "catalog", "resource", "topic"
PUBLIC = [HOME, CATALOG, "catalog narrowed", RESOURCE, "session", "forum index", "forum", TOPIC, "search"]
SEARCH = "search"  # made anew for each question, so there is no cached one
QUEUE = "queue"
KEPT = {CACHED, BARE}
MORE, SHORTER = 12, 10  # their turns
MACHINA_PAGES = ["forum index", "forum", TOPIC]

EXPLAINED = """\
gunicorn as the Procfile runs it, 2 workers of 4 threads, SQLite; {connections} connections that ask again at once,
{rounds} rounds of {seconds} s in which the pages take turns. CPU is what the workers used, by /proc: the figure to
compare, since it does not know what else the machine does. Cookies go back as browsers send them. *cached* and *bare
view* are asked for compressed, as by browsers; the others are not, since the others of the table leave that to a proxy.
They take {many} shorter turns: all connections of a turn may meet one worker, which shows where an answer costs little.
NodeBB runs as one process with the theme and plugins it comes with; its Redis is counted in."""
GOALS_EXPLAINED = """\
CPU of ours over CPU of theirs where the goal is at most (≤); requests per second of CPU, ours over theirs, where it is
at least (≥)."""


def pages_section(work: Workspace) -> str:
    public = [page for page in PUBLIC if work.wants(page)]
    with ExitStack() as servers:
        targets = sorted(all_targets(work, public, servers), key=order)
        work.say(f"Measuring {len(targets)} pages")
        made = [target for target in targets if target.state not in KEPT]
        results = measure(made, rounds=work.rounds, seconds=work.seconds)
        kept = [target for target in targets if target.state in KEPT]
        results |= measure(kept, rounds=MORE * work.rounds, seconds=work.seconds / SHORTER)
    results = {(target.page, target.state): results[target.page, target.state] for target in targets}
    goals = [
        goal.row(results)
        for goal in [*GOALS, *cached_goals([page for page in PUBLIC if page != SEARCH])]
        if work.wants(goal.ours[0])
    ]
    explained = EXPLAINED.format(
        connections=CONNECTIONS, rounds=work.rounds, seconds=work.seconds, many=MORE * work.rounds
    )
    figures, reached = report.figures_table(results), report.table(["ours", "beside", "ratio", "goal", ""], goals)
    return "\n\n".join(["## Pages", explained, figures, "## Goals", GOALS_EXPLAINED, reached, *missing()])


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
    """What other people make, with Wagtail and with Node."""
    if RESOURCE in pages:
        work.say("Making a plain Wagtail project")
        site = plain.plain_site(work.folder / "plain", plain.body_of(work.ours, work.pages[RESOURCE]))
        yield from ours(site, servers.enter_context(site.serve()), {RESOURCE: "/"}, PLAIN, [RESOURCE])
    if bakery.has_checkout() and {HOME, CATALOG, RESOURCE} & {*pages}:
        work.say("Setting up bakerydemo")
        site = bakery.bakery_site(work.folder / "bakerydemo")
        paths = {page: path for page, path in bakery.paths(site).items() if page in pages}
        yield from ours(site, servers.enter_context(site.serve()), paths, BAKERY, list(paths))
    if nodebb.has_checkout() and TOPIC in pages:
        work.say("Setting up NodeBB")
        texts = work.ours.run("-c", nodebb.TEXTS)
        server, path = servers.enter_context(nodebb.serve(work.folder / "nodebb.json", texts))
        yield Target(TOPIC, NODEBB, server, path)


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


def missing() -> Iterator[str]:
    for name, peer in ((BAKERY, bakery), (NODEBB, nodebb)):
        if not peer.has_checkout():
            yield f"!! NOT MEASURED: {name}; {peer.CHECKOUT}=/path names a checkout of it (`{peer.__name__}`)."
