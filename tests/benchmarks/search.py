"""Section: search alone, on all engines. By itself: python -m tests.benchmarks.search [entries]"""

import sys

from tests.benchmarks.databases import on_both, on_search_server
from tests.benchmarks.workspace import Workspace

MODULE = "tests.benchmarks.search_here"
ENTRIES, FEW = "10000", "2000"


def search_section(work: Workspace) -> str:
    work.say("Measuring search")
    return f"## Search\n\n```\n{on_all([FEW if work.quick else ENTRIES]).strip()}\n```"


def on_all(arguments: list[str]) -> str:
    return on_both(MODULE, arguments) + on_search_server(MODULE, arguments)


if __name__ == "__main__":
    print(on_all(sys.argv[1:]))
