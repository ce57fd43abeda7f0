"""Databases made once and copied: a full migrate takes 9 s, the content of the demo 12 s."""

import fcntl
import gc
import hashlib
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from cms.accounts import grants, groups
from tests import servers


def fingerprint():
    """Changes whenever a migration of ours or of a library does, or what ours call."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    for module in (grants, groups):
        digest.update(Path(module.__file__).read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def making():
    """Only one process at a time makes or copies a template; the others wait."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / f"template-{connection.vendor}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrate(name):
    """In this process, whose apps are loaded."""
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    call_command("migrate", verbosity=0)
    connection.close()


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
        for old in settings.VAR_DIR.glob("template-*.sqlite3*"):
            old.unlink()
        unfinished = self.source.with_suffix(".sqlite3.new")
        migrate(unfinished)
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
    """The template is a database on the same server; the next run, on a server of its own, reads it from a file."""

    def __init__(self):
        super().__init__()
        self.source = f"commons_template_{fingerprint()}"
        self.file = settings.VAR_DIR / f"template-{fingerprint()}.dump"

    def make(self):
        with self._server() as server:
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.source]).fetchone():
                return
            unfinished = f"{self.source}_new"
            self._begin(server, unfinished)
            if not self._read(unfinished):
                self._begin(server, unfinished)
                migrate(unfinished)
                self._write(unfinished)
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

    def _begin(self, server, name):
        self._run(server, "DROP DATABASE IF EXISTS {}", name)
        self._run(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)

    def _read(self, name):
        return self.file.exists() and self._program("pg_restore", "--exit-on-error", "--no-owner", self.file, of=name)

    def _write(self, name):
        for old in settings.VAR_DIR.glob("template-*.dump*"):
            old.unlink()
        unfinished = self.file.with_suffix(".dump.new")
        if self._program("pg_dump", "--format=custom", "--file", unfinished, of=name):
            unfinished.rename(self.file)

    def _program(self, program, *arguments, of):
        """Whether it did what it should: a server of another version may refuse."""
        if not (path := servers.postgres_program(program)):
            return False
        command = [path, *arguments, "--dbname", self.address(of)]
        return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0

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
    gc.disable()  # nearly all that is made while migrating is wanted until its end
    with making():
        template().make()
