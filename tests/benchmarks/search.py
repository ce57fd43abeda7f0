"""How fast search is, on SQLite and on PostgreSQL: python -m tests.benchmarks.search [entries]"""

import os
import platform
import subprocess
import sys

from tests import servers


def main(arguments):
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    measure("", arguments)
    try:
        with servers.postgres() as url:
            measure(url, arguments)
    except (servers.MissingError, OSError) as error:
        print(f"!! NOT MEASURED HERE: PostgreSQL: {error}")


def measure(url, arguments):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATABASE_URL": url} if url else {}
    subprocess.run([sys.executable, "-m", "tests.benchmarks.search_here", *arguments], env=environment, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
