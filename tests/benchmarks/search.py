"""Section: search alone, on SQLite and on PostgreSQL. Also by itself: python -m tests.benchmarks.search [entries]"""

import os
import subprocess
import sys

from tests import servers
from tests.benchmarks.workspace import Workspace

ENTRIES, FEW = "10000", "2000"


def search_section(work: Workspace) -> str:
    work.say("Measuring search")
    return f"## Search\n\n```\n{both_databases([FEW if work.quick else ENTRIES]).strip()}\n```"


def both_databases(arguments: list[str]) -> str:
    on_sqlite = measure("", arguments)
    try:
        with servers.postgres() as url:
            return on_sqlite + measure(url, arguments)
    except (servers.MissingError, OSError) as error:
        return f"{on_sqlite}\n!! NOT MEASURED HERE: PostgreSQL: {error}"


def measure(url: str, arguments: list[str]) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATABASE_URL": url} if url else {}
    command = [sys.executable, "-m", "tests.benchmarks.search_here", *arguments]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    print(both_databases(sys.argv[1:]))
