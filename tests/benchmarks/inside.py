"""Run within a project that is measured, which may not be ours: who is signed in, and the queries of its pages.

Reads {"member": an e-mail address or null, "paths": [...]} and prints {"cookie": ..., "queries": {path: number}}.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  after setup, as everything below
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

WARM = 3  # times that a page is asked for first: templates are read, menus remembered


def main(question: dict[str, Any]) -> dict[str, Any]:
    client = Client(SERVER_NAME="localhost")
    if question.get("member"):
        client.force_login(get_user_model().objects.get(email=question["member"]), settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies.output(header="", sep=";", attrs=[]).strip()
    return {"cookie": cookie, "queries": {path: count(client, path) for path in question["paths"]}}


def count(client: Client, path: str) -> int:
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found.append(sql)
        return execute(sql, *rest)

    for _ in range(WARM):
        client.get(path)
    with connection.execute_wrapper(note):
        answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return len(found)


print(json.dumps(main(json.load(sys.stdin))))
