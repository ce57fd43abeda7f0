import uuid

import pytest
from django.db import connection

from .installation import Installation


@pytest.fixture
def install(django_db_setup, django_db_blocker, tmp_path):
    """Make a site on the given broker, with a database like a new installation's."""
    made, installations = django_db_setup, []
    name = str(tmp_path / "site.sqlite3") if connection.vendor == "sqlite" else f"test_service_{uuid.uuid4().hex[:8]}"
    made.create(name)

    def make(broker):
        installations.append(Installation(tmp_path, made.address(name), broker))
        return installations[-1]

    yield make
    for installation in installations:
        installation.stop()
    with django_db_blocker.unblock():
        made.drop(name)
