"""Which tests run on PostgreSQL too: some always do, of the others as few as make every statement there.

On SQLite each test notes what it asks of the database. Two statements are the same if only their values differ, or how
many these are.
"""

import json
import os
import re
import time
from collections import Counter, defaultdict
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.signals import connection_created

FOLDER = os.environ.get("TEST_STATEMENTS", "")  # where the tests on SQLite leave their notes
ALWAYS = "both"  # the marker of what is not chosen from
_VALUES = re.compile(r"\(%s(?:, %s)*\)(?:, \(%s(?:, %s)*\))*")
_NUMBER = re.compile(r"\d+")


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
        self._asked.add(shape(statement))
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


@lru_cache(maxsize=50_000)
def shape(statement):
    """Short: a test makes hundreds."""
    return sha256(_NUMBER.sub("0", _VALUES.sub("(%s)", statement)).encode()).hexdigest()[:12]


def covering(asked, seconds, always):
    """Tests that make every statement: for the rarest one the quickest of the tests that make it, and so on; then those
    of them go that the others make needless, the slowest first."""
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
    times = Counter(statement for test in chosen for statement in asked[test])
    for test in sorted(chosen - always, key=lambda test: (-seconds[test], test)):
        if all(times[statement] > 1 for statement in asked[test]):
            chosen.remove(test)
            times.subtract(asked[test])
    return chosen
