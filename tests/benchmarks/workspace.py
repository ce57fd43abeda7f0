"""Where a run keeps its sites and databases; all of it is gone at its end."""

import json
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.site import Site

MEMBER = "reader@demo.example"
QUEUE_MEMBER = "working-group@demo.example"


@dataclass(frozen=True)
class Workspace:
    """`ours` is the demo as `make demo` sets it up, and one topic of 20 posts; `pages` says where its pages are."""

    folder: Path
    quick: bool
    only: frozenset[str]  # pages; all when empty
    ours: Site
    pages: dict[str, str]

    @property
    def rounds(self) -> int:
        return 2 if self.quick else 3

    @property
    def seconds(self) -> float:
        return 0.5 if self.quick else 1.0

    def wants(self, page: str) -> bool:
        return not self.only or any(name in page for name in self.only)

    def with_content(self, name: str, **numbers: int) -> tuple[Site, dict[str, str]]:
        """The same site on a copy of the empty demo's database that holds at least so many rows."""
        site = with_database(self.ours, self.folder / f"{name}.sqlite3")
        shutil.copy(self.folder / "demo.sqlite3", self.folder / f"{name}.sqlite3")
        return site, fill(site, **numbers)

    def say(self, text: str) -> None:
        print(f"== {text}", flush=True)


@contextmanager
def workspace(*, quick: bool, only: frozenset[str] = frozenset()) -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory(prefix="commons-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shutil.copy(migrated(), folder / "demo.sqlite3")
        demo = with_database(our_site(folder), folder / "demo.sqlite3")
        demo.run("manage.py", "prepare", "--demo")
        with closing(sqlite3.connect(folder / "demo.sqlite3")) as database:
            database.execute("PRAGMA journal_mode=DELETE")  # one file, without a -wal beside it
        shutil.copy(folder / "demo.sqlite3", folder / "pages.sqlite3")
        site = with_database(demo, folder / "pages.sqlite3")
        yield Workspace(folder, quick, only, site, fill(site, posts=20))


def migrated() -> str:
    """The empty database that the tests start from: to migrate takes longer than most of a short run."""
    tests = Site("tests", "", {"DJANGO_SETTINGS_MODULE": "cms.settings.test"})
    make = "from tests.plugins.templates import SqliteTemplate as T; made = T(); made.make(); print(made.source)"
    return tests.run("-c", f"import django; django.setup(); {make}").strip()


def our_site(folder: Path) -> Site:
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "DEMO": "true",
        "VAR_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(60),
    }
    return Site("ours", "cms.wsgi", environment)


def with_database(site: Site, path: Path) -> Site:
    """With a cache of its own: what is remembered of one database is wrong of another."""
    return site.with_environment(
        DATABASE_URL=f"sqlite:///{path}", CACHE_URL=f"filecache://{path.with_suffix('.cache')}"
    )


def fill(site: Site, **numbers: int) -> dict[str, str]:
    return json.loads(site.run("-m", "tests.benchmarks.content", json.dumps(numbers)))
