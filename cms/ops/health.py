"""Whether the process lives (/healthz) and whether it can serve (/readyz), for the machine that watches the site."""

import asyncio
import dataclasses
from functools import cache

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable, ServiceWarning
from health_check.views import HealthCheckView
from kombu.exceptions import OperationalError

from cms.celery import app


@never_cache
def alive(request):
    return JsonResponse({"status": "ok"})


class ReadyView(HealthCheckView):
    """Every check by its name, 503 as soon as one fails; always JSON. A warning is no failure: readers are served."""

    async def get(self, request):
        results = await asyncio.gather(*(check.get_result() for check in self.get_checks()))
        ready = not any(result.error and not isinstance(result.error, ServiceWarning) for result in results)
        found = {type(result.check).__name__: str(result.error or "ok") for result in results}
        return JsonResponse({"status": "ok" if ready else "not ready"} | found, status=200 if ready else 503)


class Migrations(HealthCheck):
    def run(self):
        try:
            all_applied()
        finally:
            connection.close()  # of this check's own thread


def unapplied_migrations():
    """How many there are."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@cache
def all_applied():
    """Raises until they are, then is not asked again: the code of a running process gains no migrations."""
    if todo := unapplied_migrations():
        raise ServiceUnavailable(f"{todo} migrations are not applied")


class Broker(HealthCheck):
    def run(self):
        try:
            with app.connection_for_write() as broker:
                broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        except (OperationalError, OSError) as error:
            raise ServiceUnavailable("the broker does not answer") from error


@dataclasses.dataclass
class Search(HealthCheck):
    """The table that searches read can be read."""

    model: str

    def run(self):
        try:
            apps.get_model(self.model).objects.exists()
        except (LookupError, DatabaseError) as error:
            raise ServiceUnavailable("the search table cannot be read") from error
        finally:
            connection.close()
