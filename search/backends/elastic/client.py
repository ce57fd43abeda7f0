"""How the server is reached: made when first needed, never while modules are imported."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from elastic_transport import Urllib3HttpNode
from elasticsearch import Elasticsearch

WRITING = 30  # seconds that a worker waits; readers wait ELASTICSEARCH_TIMEOUT
_OWN_TYPE = "application/vnd.elasticsearch+"


class PlainNode(Urllib3HttpNode):
    """Speaks plain JSON, so that OpenSearch understands the client, and vouches for the server.

    OpenSearch refuses the media types of Elasticsearch (406), and the client refuses a server that does not call
    itself Elasticsearch. Elasticsearch 8 and 9 understand plain JSON too.
    """

    def perform_request(self, method: str, target: str, body: Any = None, headers: Any = None, **options: Any) -> Any:
        plain = {name: _plain(value) for name, value in (headers or {}).items()}
        answer = super().perform_request(method, target, body=body, headers=plain, **options)
        answer.meta.headers["x-elastic-product"] = "Elasticsearch"
        return answer


def _plain(value: str) -> str:
    """application/vnd.elasticsearch+json; compatible-with=8 -> application/json"""
    return f"application/{value.removeprefix(_OWN_TYPE).partition(';')[0]}" if value.startswith(_OWN_TYPE) else value


def get_client(timeout: float = WRITING) -> Elasticsearch:
    names = settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_NODE_CLASS, settings.ELASTICSEARCH_CA_CERTS
    return _client(*names, timeout)


@cache
def _client(urls: str, node_class: str, ca_certs: str, timeout: float) -> Elasticsearch:
    """Nothing is tried twice: a reader gets the answer of the database instead, and a task comes again."""
    return Elasticsearch(
        urls.split(","),
        node_class=import_string(node_class),
        request_timeout=timeout,
        max_retries=0,
        **({"ca_certs": ca_certs} if ca_certs else {}),
    )
