"""Section: search alone, on SQLite and on PostgreSQL. Also by itself: python -m tests.benchmarks.search [entries]"""

import sys

from tests.benchmarks.databases import on_both
from tests.benchmarks.workspace import Workspace

MODULE = "tests.benchmarks.search_here"
ENTRIES, FEW = "10000", "2000"


def search_section(work: Workspace) -> str:
    work.say("Measuring search")
    return f"## Search\n\n```\n{on_both(MODULE, [FEW if work.quick else ENTRIES]).strip()}\n```"


if __name__ == "__main__":
    print(on_both(MODULE, sys.argv[1:]))
