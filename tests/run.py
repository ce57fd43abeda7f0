"""The whole suite (`make test`): on SQLite, then on PostgreSQL with Redis. Arguments go to pytest."""

import os
import subprocess
import sys
from contextlib import ExitStack

from tests import servers

PYTEST = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "2"), "--dist", "loadgroup"]

NO_TESTS = 5  # pytest's exit code


def main(arguments):
    missing, results = [], []
    with ExitStack() as stack:
        environment = {}

        def provide(name, what, make):
            """One server into the environment of the tests, or a line of what will be missing."""
            try:
                environment[name] = make()
            except (servers.MissingError, OSError, subprocess.CalledProcessError) as error:
                missing.append(f"{what}: {error}")

        provide("CHROMIUM", "Chromium for the browser tests", servers.chromium)
        provide("REDIS_URL", "Redis", lambda: stack.enter_context(servers.redis()))
        whole = [] if arguments else ["--cov", "--cov-report=term"]  # the floor is in pyproject.toml
        results.append(run("SQLite", [*arguments, *whole], environment | {"DATABASE_URL": ""}))
        provide(
            "DATABASE_URL", "PostgreSQL, so the second half of the run", lambda: stack.enter_context(servers.postgres())
        )
        if "DATABASE_URL" in environment:
            cache = {"CACHE_URL": environment["REDIS_URL"]} if "REDIS_URL" in environment else {}
            results.append(run("PostgreSQL", ["-m", "not once", *arguments], environment | cache))
    for line in missing:
        print(f"!! NOT TESTED HERE: {line}")
    # The part that was asked for may hold nothing for one database, but not for both.
    return max(set(results) - {NO_TESTS}, default=NO_TESTS)


def run(database, arguments, environment):
    print(f"\n== Tests on {database}", flush=True)
    environment = {name: value for name, value in (os.environ | environment).items() if value}
    return subprocess.run(PYTEST + arguments, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
