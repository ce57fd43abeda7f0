"""Everything that must stay fast, side by side in one run: python -m tests.benchmarks [quick] [words]

A word is a section (pages, growth, phone, engines, judged, circle) or part of the name of a page.
"""

import signal
import sys
import time
import traceback
from collections.abc import Callable

from tests.benchmarks import report
from tests.benchmarks.circle import circle_section
from tests.benchmarks.first_view import first_view_section
from tests.benchmarks.growth import growth_section
from tests.benchmarks.judged import judged_section
from tests.benchmarks.pages import pages_section
from tests.benchmarks.search import search_section
from tests.benchmarks.workspace import Workspace, workspace

# Each returns its part of RESULTS.md.
SECTIONS: dict[str, Callable[[Workspace], str]] = {
    "pages": pages_section,
    "growth": growth_section,
    "phone": first_view_section,
    "engines": search_section,
    "judged": judged_section,
    "circle": circle_section,
}


def main(words: list[str]) -> None:
    """Each section is printed once it is known. A part of it, or a quick look, is not written."""
    quick, chosen = "quick" in words, [name for name in SECTIONS if name in words]
    only = frozenset(words) - {"quick", *chosen}
    names = chosen or (["pages"] if only else list(SECTIONS))
    parts = {name: f"!! NOT MEASURED: {name}. The run was interrupted." for name in names}
    measured = set()
    try:
        with workspace(quick=quick, only=only) as work:
            for name in names:
                try:
                    parts[name] = timed(name, work)
                    measured.add(name)
                except Exception as error:  # noqa: BLE001  the others can be measured all the same
                    traceback.print_exc()
                    parts[name] = f"!! NOT MEASURED: {name}. {error!r:.200}"
    finally:
        if measured and not words:
            report.FILE.write_text(report.whole(list(parts.values())))
    if measured != {*names}:
        sys.exit(1)


def timed(name: str, work: Workspace) -> str:
    begun = time.monotonic()
    part = SECTIONS[name](work)
    print(f"\n{part}\n\n== {name} took {time.monotonic() - begun:.0f} s\n", flush=True)
    return part


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the servers and takes the folder away
    main(sys.argv[1:])
