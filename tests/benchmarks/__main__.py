"""Everything that must stay fast, side by side in one run: python -m tests.benchmarks [quick] [words]

A word is a section (pages, growth, engines, phone) or part of the name of a page.
"""

import sys
from collections.abc import Callable

from tests import servers
from tests.benchmarks import first_view, report
from tests.benchmarks.growth import growth_section
from tests.benchmarks.pages import page_cache, pages_section
from tests.benchmarks.search import search_section
from tests.benchmarks.workspace import Workspace, workspace


def phone_section(work: Workspace) -> str:
    uncached, cached = page_cache(work.ours)
    work.say("Opening pages on a slow phone")
    try:
        with (cached or uncached).serve() as server:
            return first_view.section(f"http://localhost:{server.port}").strip()
    except servers.MissingError as error:
        return f"!! NOT MEASURED: the first view on a phone: {error}"


# Each returns its part of RESULTS.md.
SECTIONS: dict[str, Callable[[Workspace], str]] = {
    "pages": pages_section,
    "growth": growth_section,
    "engines": search_section,
    "phone": phone_section,
}
MOST = "pages", "growth", "engines"  # of a quick run


def main(words: list[str]) -> None:
    """A part of it, or a quick look, is printed only."""
    quick, chosen = "quick" in words, [name for name in SECTIONS if name in words]
    only = frozenset(words) - {"quick", *chosen}
    with workspace(quick=quick, only=only) as work:
        wanted = chosen or (["pages"] if only else MOST if quick else SECTIONS)
        text = report.whole([SECTIONS[name](work) for name in wanted])
    print(f"\n{text}")
    if not words:
        report.FILE.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
