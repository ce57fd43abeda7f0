"""The tests themselves: those that commit leave no trace for the next one, those of a group stay in one process, and
those that run on PostgreSQL make every statement there."""

import os

import pytest
from django.db import connection
from wagtail.models import Locale, Page

from cms.core.domain.tree import locale
from tests.plugins.statements import Notes, covering, shape


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_are_gone_and_provisioned_rows_are_back(turn):
    assert Page.objects.filter(depth=1).count() == 1
    assert not Locale.objects.filter(language_code="xx").exists()
    Locale.objects.create(language_code="xx")
    Page.objects.all().delete()


@pytest.mark.xdist_group("together")
def test_a_group_stays_in_one_process(request):
    """xdist sorts by the name, and a pytest that it does not know yet keeps the name as it was."""
    assert request.node.nodeid.endswith("@together") or "PYTEST_XDIST_WORKER" not in os.environ


def test_every_statement_is_made_by_the_quickest_tests_that_make_it():
    asked = {"slow": ["a", "b"], "quick": ["b"], "only": ["c", "d"], "nothing": [], "longest": ["a"]}
    seconds = {"slow": 2, "quick": 1, "only": 9, "nothing": 0, "longest": 10}
    assert covering(asked, seconds, always=set()) == {"slow", "only"}
    assert covering(asked, seconds, always={"longest"}) == {"longest", "quick", "only"}


@pytest.mark.django_db
def test_what_a_test_asks_to_see_what_came_of_it_is_not_noted():
    notes = Notes.__new__(Notes)  # which listens here alone
    notes._asked = set()
    with connection.execute_wrapper(notes._note):
        Locale.objects.filter(language_code="es").first()
        assert notes._asked == set()
        locale("es")
        assert len(notes._asked) == 1


def test_a_statement_is_the_same_with_other_values_or_more_of_them():
    one = shape("SELECT a FROM b WHERE c IN (%s) LIMIT 5")
    assert one == shape("SELECT a FROM b WHERE c IN (%s, %s, %s) LIMIT 20")
    assert one != shape("SELECT a FROM b WHERE d IN (%s) LIMIT 5")
    assert shape("INSERT INTO a VALUES (%s, %s)") == shape("INSERT INTO a VALUES (%s, %s), (%s, %s)")
