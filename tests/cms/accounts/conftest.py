import re

import pytest
from django.core import mail


@pytest.fixture
def signup_form():
    """What somebody types who signs up in Spanish."""
    return {
        "email": "Ana@Example.org",
        "display_name": "Ana  Núñez",
        "password1": "correct-horse-battery",
        "password2": "correct-horse-battery",
        "role": "family",
        "region": "",
        "language": "es",
    }


@pytest.fixture
def last_link(run_tasks):
    """The path of the first link in the last mail."""

    def find():
        run_tasks()
        return re.search(r"http://localhost:8000(\S+)", mail.outbox[-1].body)[1]

    return find
