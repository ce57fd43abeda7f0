"""The tests themselves: those that commit leave no trace for the next one, those of a group stay in one process."""

import os

import pytest
from wagtail.models import Locale, Page


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
