"""Whether the search engine outside of the database answers, for /readyz."""

from django.db import connection
from health_check.base import HealthCheck
from health_check.exceptions import ServiceWarning

from search.backends import has_outside, outside_engine
from search.backends.base import NotAnsweringError
from search.query import SearchQuery


class SearchEngine(HealthCheck):
    """A warning only: the database answers meanwhile. Nothing where there is none."""

    def run(self) -> None:
        if not has_outside():
            return
        try:
            outside_engine().search(SearchQuery.parse("ready"))
        except Exception as error:
            # Anyone may read it: no address, nothing that the server said.
            reason = error if isinstance(error, NotAnsweringError) else type(error).__name__
            raise ServiceWarning(f"the database answers instead ({reason})") from error
        finally:
            connection.close()  # of this check's own thread
