"""Which tests run on PostgreSQL too: some always do, of the others as few as make every statement there.

On SQLite each test notes what the site asks of the database, not what it asks itself to see what came of it. Two
statements are the same if only their values differ, or how many these are.
"""

import json
import os
import re
import sys
import time
from collections import defaultdict
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.signals import connection_created

FOLDER = os.environ.get("TEST_STATEMENTS", "")  # where the tests on SQLite leave their notes
ALWAYS = "both"  # the marker of what is not chosen from
LISTENING = ("cms/caching/tables.py", "tests/plugins/statements.py")  # hear of every statement, whoever makes it
_VALUES = re.compile(r"\(%s(?:, %s)*\)(?:, \(%s(?:, %s)*\))*")
_NUMBER = re.compile(r"\d+(?:, \d+)*")


class Notes:
    """What each test of this process asked, and how many seconds it took."""

    def __init__(self):
        self.statements, self.seconds = {}, {}
        self._asked = set()
        for each in connections.all():
            self._listen(each)
        connection_created.connect(self._listen)

    def _listen(self, connection, **kwargs):
        if self._note not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._note)

    def _note(self, execute, statement, params, many, context):
        statement_shape = shape(statement)
        if statement_shape not in self._asked and is_of_the_site(sys._getframe(1)):
            self._asked.add(statement_shape)
        return execute(statement, params, many, context)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self._asked, began = set(), time.process_time()
        result = yield
        self.statements[name_of(item)] = sorted(self._asked)
        self.seconds[name_of(item)] = time.process_time() - began
        return result

    def pytest_sessionfinish(self):
        process = os.environ.get("PYTEST_XDIST_WORKER", "main")
        Path(FOLDER, f"{process}.json").write_text(json.dumps([self.statements, self.seconds]))


class Choice:
    """Of the tests: those that always run, and those that are needed for the statements."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        statements, seconds = {}, {}
        for file in sorted(Path(FOLDER).glob("*.json")):
            for whole, part in zip((statements, seconds), json.loads(file.read_text()), strict=True):
                whole.update(part)
        asked = {name_of(item): statements.get(name_of(item), ()) for item in items}
        always = {name_of(item) for item in items if item.get_closest_marker(ALWAYS)}
        chosen = covering(asked, seconds, always)
        config.hook.pytest_deselected(items=[item for item in items if name_of(item) not in chosen])
        items[:] = [item for item in items if name_of(item) in chosen]


def pytest_configure(config):
    if FOLDER:
        config.pluginmanager.register(Notes() if connection.vendor == "sqlite" else Choice())


def name_of(item):
    """Without the group that xdist writes behind it."""
    file, _line, name = item.location
    return f"{file}::{name}"


def is_of_the_site(frame):
    """Whether the nearest code of the project that waits for the statement is no test."""
    while frame:
        if (part := part_of(frame.f_code.co_filename)) and part not in LISTENING:
            return not part.startswith("tests/")
        frame = frame.f_back
    return True


@cache
def part_of(file):
    """Nothing for a library."""
    path = Path(file)
    if not path.is_relative_to(settings.BASE_DIR) or ".venv" in path.parts:
        return ""
    return path.relative_to(settings.BASE_DIR).as_posix()


@lru_cache(maxsize=50_000)
def shape(statement):
    """Short: a test makes hundreds."""
    return sha256(_NUMBER.sub("0", _VALUES.sub("(%s)", statement)).encode()).hexdigest()[:12]


def covering(asked, seconds, always):
    """Tests that make every statement: for the rarest one the quickest of the tests that make it, and so on."""
    makers = defaultdict(list)
    for test, statements in asked.items():
        for statement in statements:
            makers[statement].append(test)
    chosen = set(always)
    covered = {statement for test in always for statement in asked[test]}
    for statement in sorted(makers, key=lambda statement: (len(makers[statement]), statement)):
        if statement not in covered:
            quickest = min(makers[statement], key=lambda test: (seconds[test], test))
            chosen.add(quickest)
            covered.update(asked[quickest])
    return chosen
