"""Databases made once and copied: a full migrate takes 24 s, the content of the demo 12 s."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql


def fingerprint():
    """Changes whenever a migration of ours or of a library does."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def only_one_process(name):
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrate(url):
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, env=environment, cwd=settings.BASE_DIR, check=True)


class Template:
    """What test databases are copied from: `source` is what create() and restore() bring."""

    def __init__(self):
        self.contents = {}

    @contextmanager
    def holding(self, name, content, load):
        """Meanwhile tests begin with what `load` puts into the database; it is called once for each `content`."""
        before = self.source
        if content in self.contents:
            self.source = self.contents[content]
            self.restore(name)
        else:
            load()
            self.keep(name, content)
            self.contents[content] = self.source
        yield
        self.source = before
        self.restore(name)


class SqliteTemplate(Template):
    """The template is a file; a test database is a copy of it."""

    def __init__(self):
        super().__init__()
        self.source = settings.VAR_DIR / f"template-{fingerprint()}.sqlite3"

    def make(self):
        if self.source.exists():
            return
        for old in settings.VAR_DIR.glob("template-*"):
            old.unlink()
        unfinished = self.source.with_suffix(".new")
        migrate(f"sqlite:///{unfinished}")
        with closing(sqlite3.connect(unfinished)) as database:
            database.execute("PRAGMA journal_mode=DELETE")  # one file, without a -wal beside it
        unfinished.rename(self.source)

    def create(self, name):
        shutil.copy(self.source, name)

    def keep(self, name, content="provisioned"):
        """Remember the database as it is now: restore() brings it back after each test that commits."""
        connection.close()
        self.source = Path(f"{name}.{content}")
        self._copy(name, self.source)

    def restore(self, name):
        self._copy(self.source, name)

    def address(self, name):
        return f"sqlite:///{name}"

    def drop(self, name):
        connection.close()
        for file in Path(name).parent.glob(f"{Path(name).name}*"):
            file.unlink(missing_ok=True)

    def _copy(self, source, target):
        """Through SQLite itself, so that connections of other threads stay valid."""
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target, timeout=20)) as copy:
            origin.backup(copy)


class PostgresTemplate(Template):
    """The template is a database on the same server."""

    def __init__(self):
        super().__init__()
        self.source = f"commons_template_{fingerprint()}"

    def make(self):
        with self._server() as server:
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.source]).fetchone():
                return
            unfinished = f"{self.source}_new"
            self._run(server, "DROP DATABASE IF EXISTS {}", unfinished)
            self._run(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", unfinished)
            migrate(self.address(unfinished))
            self._run(server, "ALTER DATABASE {} RENAME TO {}", unfinished, self.source)

    def create(self, name):
        with self._server() as server:
            self._run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            self._run(server, "CREATE DATABASE {} TEMPLATE {}", name, self.source)

    def keep(self, name, content="provisioned"):
        connection.close()
        self.source = f"{name}_{content}"
        with self._server() as server:
            self._run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", self.source)
            self._run(server, "CREATE DATABASE {} TEMPLATE {}", self.source, name)

    def restore(self, name):
        connection.close()
        self.create(name)

    def drop(self, name):
        connection.close()
        with self._server() as server:
            for database in [name, f"{name}_provisioned", *self.contents.values()]:
                self._run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _run(self, server, statement, *names):
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _server(self):
        given = connection.get_connection_params() | {"dbname": "postgres"}
        return psycopg.connect(autocommit=True, **given)

    def address(self, name):
        """The database of the environment under another name."""
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def template():
    return SqliteTemplate() if connection.vendor == "sqlite" else PostgresTemplate()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    django.setup()
    template().make()
