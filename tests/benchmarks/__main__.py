"""Everything that must stay fast, side by side in one run: python -m tests.benchmarks [quick] [words of page names]"""

import sys
from collections.abc import Callable

from tests.benchmarks import report
from tests.benchmarks.first_view import first_view_section
from tests.benchmarks.pages import pages_section
from tests.benchmarks.search import search_section
from tests.benchmarks.workspace import Workspace, workspace

# Each returns its part of RESULTS.md.
SECTIONS: list[Callable[[Workspace], str]] = [pages_section, first_view_section, search_section]
PART = [pages_section]  # where only some pages are asked for


def main(arguments: list[str]) -> None:
    """A part of it, or a quick look, is printed only."""
    quick, only = "quick" in arguments, frozenset(arguments) - {"quick"}
    with workspace(quick=quick, only=only) as work:
        text = report.whole([section(work) for section in (PART if only else SECTIONS)])
    print(f"\n{text}")
    if not (quick or only):
        report.FILE.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
