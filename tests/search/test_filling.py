"""A rebuild on PostgreSQL, whose index takes many entries together."""

from django.core.management import call_command
from django.db import connection

from search.backends import database_engine
from search.domain import comparing
from tests.factories.pages import ResourcePageFactory
from tests.plugins.tasks import run_waiting


def asked(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def waiting():
    """Pages of entries that the index has not taken; it takes them with this question."""
    return asked("SELECT gin_clean_pending_list('search_entryvalues_vector')")


def test_the_index_takes_more_together_while_all_is_given_and_no_more_afterwards(db):
    names = ("gin_pending_list_limit", "work_mem")
    before = [asked(f"SHOW {name}") for name in names]
    with database_engine().filling():
        assert [asked(f"SHOW {name}") for name in names] == ["32MB", "32MB"]
    assert [asked(f"SHOW {name}") for name in names] == before


def test_nothing_waits_for_the_index_after_a_rebuild(db, monkeypatch):
    ResourcePageFactory(title="One")
    run_waiting()
    assert waiting()
    limits, rebuild = [], comparing.rebuild

    def noted(kind):
        limits.append(asked("SHOW gin_pending_list_limit"))
        return rebuild(kind)

    monkeypatch.setattr(comparing, "rebuild", noted)
    call_command("search_rebuild", "resource", verbosity=0)
    assert (limits, waiting()) == (["32MB"], 0)
