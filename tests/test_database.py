"""The test database itself: tests that commit leave no trace for the next one."""

import pytest
from wagtail.models import Locale, Page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_are_gone_and_provisioned_rows_are_back(turn):
    assert Page.objects.filter(depth=1).count() == 1
    assert not Locale.objects.filter(language_code="xx").exists()
    Locale.objects.create(language_code="xx")
    Page.objects.all().delete()
