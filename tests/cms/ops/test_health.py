import json

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from health_check.base import HealthCheck
from health_check.exceptions import ServiceWarning
from kombu import Connection

from cms.ops import health


def test_healthz_needs_no_database_and_sets_no_cookie(client):
    response = client.get("/healthz")
    assert response.json() == {"status": "ok"}
    assert not response.cookies


@pytest.mark.django_db(transaction=True)
def test_readyz_names_every_check_and_sets_no_cookie(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    checks = ["Database", "Migrations", "Broker", "Search", "SearchEngine"]
    assert response.json() == {"status": "ok"} | dict.fromkeys(checks, "ok")
    assert not response.cookies


@pytest.mark.django_db(transaction=True)
def test_readyz_says_when_the_broker_is_gone(client, monkeypatch):
    monkeypatch.setattr(health.app, "connection_for_write", lambda: Connection("redis://127.0.0.1:1/0"))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "not ready"
    assert response.json()["Broker"] == "Unavailable: the broker does not answer"
    assert response.json()["Database"] == "ok"


@pytest.mark.django_db(transaction=True)
def test_readyz_says_when_a_migration_is_missing(client):
    health.all_applied.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'search'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "not applied" in response.json()["Migrations"]


def test_a_warning_is_told_and_the_process_is_ready_all_the_same(rf):
    class Slow(HealthCheck):
        def run(self):
            raise ServiceWarning("the other one answers")

    response = async_to_sync(health.ReadyView.as_view(checks=[Slow]))(rf.get("/readyz"))
    assert response.status_code == 200
    assert json.loads(response.content) == {"status": "ok", "Slow": "Warning: the other one answers"}
