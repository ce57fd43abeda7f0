"""The whole suite (`make test`): on SQLite, then what makes every statement on PostgreSQL with Redis.

Arguments go to pytest; what they name runs on both."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import servers

# One more than there are processors: some tests wait for a browser or a worker.
PROCESSES = os.environ.get("TEST_PROCESSES") or str((os.cpu_count() or 1) + 1)
PYTEST = ["-m", "pytest", "-n", PROCESSES, "--dist", "loadgroup"]
SLIPCOVER = ["-m", "slipcover"]  # its settings, and the floor, are in pyproject.toml
# That pytest cannot rewrite slipcover's own assertions is of no use to anybody.
WITH_COVERAGE = ["-p", "tests.plugins.coverage", "-W", "ignore::pytest.PytestAssertRewriteWarning"]

NO_TESTS = 5  # pytest's exit code
MEMORY, NEEDED = Path("/dev/shm"), 3 * 2**30  # bytes: three runs side by side fill a third of it


def main(arguments):
    missing, results = [], []
    with ExitStack() as stack:
        # What pytest makes of a file is kept for the other processes, and for the next run.
        environment = {"PYTHONDONTWRITEBYTECODE": "", "TMPDIR": stack.enter_context(quick_folder())}
        if not arguments:
            environment["TEST_STATEMENTS"] = stack.enter_context(TemporaryDirectory())

        def provide(name, what, make):
            """One server into the environment of the tests, or a line of what will be missing."""
            try:
                environment[name] = make()
            except (servers.MissingError, OSError, subprocess.CalledProcessError) as error:
                missing.append(f"{what}: {error}")

        provide("CHROMIUM", "Chromium for the browser tests", servers.chromium)
        provide("REDIS_URL", "Redis", lambda: stack.enter_context(servers.redis()))
        provide(
            "DATABASE_URL", "PostgreSQL, so the second half of the run", lambda: stack.enter_context(servers.postgres())
        )
        # Who needs it waits until it answers.
        provide(
            "ELASTICSEARCH_URL",
            "OpenSearch itself (osmem-server stood in for it, unless it says otherwise below)",
            lambda: stack.enter_context(servers.opensearch()),
        )
        if "ELASTICSEARCH_URL" not in environment:
            provide("ELASTICSEARCH_URL", "the stand-in either", lambda: stack.enter_context(servers.osmem()))
        on_sqlite = environment | {"DATABASE_URL": ""}
        on_postgres = environment | ({"CACHE_URL": environment["REDIS_URL"]} if "REDIS_URL" in environment else {})
        has_postgres = "DATABASE_URL" in environment
        for each in [on_sqlite, on_postgres] if has_postgres else [on_sqlite]:
            stack.enter_context(making_template(each))
        if arguments:
            results.append(run("SQLite", [*PYTEST, *arguments], on_sqlite))
        else:
            results += run_measured("SQLite", PYTEST, on_sqlite)
        if has_postgres:
            results.append(run("PostgreSQL", [*PYTEST, "-m", "not once", *arguments], on_postgres))
    for line in missing:
        print(f"!! NOT TESTED HERE: {line}")
    # The part that was asked for may hold nothing for one database, but not for both.
    return max(set(results) - {NO_TESTS}, default=NO_TESTS)


@contextmanager
def quick_folder():
    """For all that servers and tests write. In memory, where there is room: on a disk, bringing a database of
    PostgreSQL back after a test that commits takes ten times as long."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > NEEDED
    with TemporaryDirectory(prefix="commons-tests-", dir=MEMORY if has_room else None) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL may run as another user
        tempfile.tempdir = folder
        yield folder
        tempfile.tempdir = None


def making_template(environment):
    """Its process, which runs while pytest collects: the first test waits for it."""
    return subprocess.Popen([sys.executable, "-m", "tests.plugins.templates"], env=whole(environment))


def run(database, arguments, environment):
    print(f"\n== Tests on {database}", flush=True)
    return subprocess.run([sys.executable, *arguments], env=whole(environment), check=False).returncode


def run_measured(database, arguments, environment):
    """In two steps: with a floor, slipcover 1.1 prints what its own process ran and not what the workers did."""
    with TemporaryDirectory() as folder:
        file = f"{folder}/coverage.json"
        measured = [*SLIPCOVER, "--fail-under", "0", "--json", "--out", file]
        result = run(database, [*measured, *arguments, *WITH_COVERAGE], environment)
        report = [sys.executable, *SLIPCOVER, "--merge", file, "--out", file]
        return [result, subprocess.run(report, check=False).returncode]


def whole(environment):
    """With what this process has; what is empty is not set."""
    return {name: value for name, value in (os.environ | environment).items() if value}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
