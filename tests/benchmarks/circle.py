"""Section: what is asked for, with many needs. Also by itself: python -m tests.benchmarks.circle [needs]"""

import sys

from tests.benchmarks.databases import measure, on_both
from tests.benchmarks.workspace import Workspace

HERE, ENCODING = "tests.benchmarks.circle_here", "tests.benchmarks.encoding_here"
NEEDS, FEW = "10000", "1000"
EXPLAINED = """\
Each page is made for one reader at a time, in one process and without the page cache. A need has two to four signals.
The ratings come from threads with a connection each."""


def circle_section(work: Workspace) -> str:
    work.say("Measuring the queue, the board and what is written")
    return f"## Circle\n\n{EXPLAINED}\n\n```\n{measured(FEW if work.quick else NEEDS)}\n```"


def measured(needs: str) -> str:
    return f"{on_both(HERE, [needs])}\n{measure(ENCODING, '', [])}".strip()


if __name__ == "__main__":
    print(measured(sys.argv[1] if len(sys.argv) > 1 else NEEDS))
