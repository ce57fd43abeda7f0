"""A migrated database made once per set of migrations, and copied for every run: a full migrate takes 24 s."""

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


class SqliteTemplate:
    """The template is a file; a test database is a copy of it."""

    def __init__(self):
        self.path = settings.VAR_DIR / f"template-{fingerprint()}.sqlite3"

    def make(self):
        if self.path.exists():
            return
        for old in settings.VAR_DIR.glob("template-*"):
            old.unlink()
        unfinished = self.path.with_suffix(".new")
        migrate(f"sqlite:///{unfinished}")
        with closing(sqlite3.connect(unfinished)) as database:
            database.execute("PRAGMA journal_mode=DELETE")  # one file, without a -wal beside it
        unfinished.rename(self.path)

    def create(self, name):
        shutil.copy(self.path, name)

    def keep(self, name):
        """Remember the database as it is now: restore() brings it back after each test that commits."""
        connection.close()
        self.path = Path(f"{name}.kept")
        self._copy(name, self.path)

    def restore(self, name):
        self._copy(self.path, name)

    def address(self, name):
        return f"sqlite:///{name}"

    def drop(self, name):
        connection.close()
        for suffix in ("", "-wal", "-shm", ".kept"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)

    def _copy(self, source, target):
        """Through SQLite itself, so that connections of other threads stay valid."""
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target, timeout=20)) as copy:
            origin.backup(copy)


class PostgresTemplate:
    """The template is a database on the same server."""

    def __init__(self):
        self.name = f"commons_template_{fingerprint()}"

    def make(self):
        with self._server() as server:
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone():
                return
            unfinished = f"{self.name}_new"
            self._run(server, "DROP DATABASE IF EXISTS {}", unfinished)
            self._run(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", unfinished)
            migrate(self.address(unfinished))
            self._run(server, "ALTER DATABASE {} RENAME TO {}", unfinished, self.name)

    def create(self, name):
        with self._server() as server:
            self._run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            self._run(server, "CREATE DATABASE {} TEMPLATE {}", name, self.name)

    def keep(self, name):
        connection.close()
        self.name = f"{name}_kept"
        with self._server() as server:
            self._run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)
            self._run(server, "CREATE DATABASE {} TEMPLATE {}", self.name, name)

    def restore(self, name):
        connection.close()
        self.create(name)

    def drop(self, name):
        connection.close()
        with self._server() as server:
            self._run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            self._run(server, "DROP DATABASE IF EXISTS {}", f"{name}_kept")

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
