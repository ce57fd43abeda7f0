"""Running a measurement on both databases, each on a database of its own that is gone afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests import servers


def on_both(module: str, arguments: Sequence[str]) -> str:
    """What the module prints on SQLite, and on PostgreSQL where one can be started."""
    on_sqlite = measure(module, "", arguments)
    try:
        with servers.postgres() as url:
            return on_sqlite + measure(module, url, arguments)
    except (servers.MissingError, OSError) as error:
        return f"{on_sqlite}\n!! NOT MEASURED HERE: PostgreSQL: {error}"


def measure(module: str, url: str, arguments: Sequence[str]) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATABASE_URL": url} if url else {}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def on_search_server(module: str, arguments: Sequence[str]) -> str:
    """What the module prints where a search engine outside of the database answers."""
    try:
        with servers.opensearch(servers.FOR_MEASURING) as url:
            servers.wait_for(url)
            return measure(module, "", [*arguments, url])
    except (servers.MissingError, OSError, subprocess.CalledProcessError) as error:
        return f"\n!! NOT MEASURED HERE: OpenSearch: {error}"


@contextmanager
def own_database() -> Iterator[None]:
    """For a process that has set up Django: a copy of the empty database that the tests begin with."""
    from django.conf import settings  # not before Django is set up, as what needs it
    from django.db import connection

    from tests.plugins.templates import template

    made, name = template(), f"benchmark_commons_{os.getpid()}"
    if connection.vendor == "sqlite":
        name = str(settings.VAR_DIR / f"{name}.sqlite3")
    made.make()
    made.create(name)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        made.drop(name)
