"""Everything that must stay fast, side by side in one run: python -m tests.benchmarks [quick] [words]

A word is a section (pages, growth, phone, engines) or part of the name of a page.
"""

import signal
import sys
from collections.abc import Callable

from tests.benchmarks import report
from tests.benchmarks.first_view import first_view_section
from tests.benchmarks.growth import growth_section
from tests.benchmarks.pages import pages_section
from tests.benchmarks.search import search_section
from tests.benchmarks.workspace import Workspace, workspace

# Each returns its part of RESULTS.md.
SECTIONS: dict[str, Callable[[Workspace], str]] = {
    "pages": pages_section,
    "growth": growth_section,
    "phone": first_view_section,
    "engines": search_section,
}


def main(words: list[str]) -> None:
    """Each section is printed once it is known. A part of it, or a quick look, is not written."""
    quick, chosen = "quick" in words, [name for name in SECTIONS if name in words]
    only = frozenset(words) - {"quick", *chosen}
    with workspace(quick=quick, only=only) as work:
        parts = [printed(SECTIONS[name](work)) for name in chosen or (["pages"] if only else SECTIONS)]
    if not words:
        report.FILE.write_text(report.whole(parts))


def printed(part: str) -> str:
    print(f"\n{part}\n", flush=True)
    return part


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the servers and takes the folder away
    main(sys.argv[1:])
