"""Section: how good what is found is, on every engine. Also by itself: python -m tests.benchmarks.judged"""

import os
from unittest import mock

from tests import servers
from tests.benchmarks.databases import measure, on_both
from tests.benchmarks.workspace import Workspace

MODULE = "tests.benchmarks.judged_here"


def judged_section(work: Workspace) -> str:
    work.say("Asking the judged questions")
    return f"## What is found\n\n```\n{on_every_engine().strip()}\n```"


def on_every_engine() -> str:
    on_databases = on_both(MODULE, [])
    try:
        with servers.opensearch() as url, mock.patch.dict(os.environ, ELASTICSEARCH_URL=url):
            return on_databases + measure(MODULE, "", [])
    except (servers.MissingError, OSError) as error:
        return f"{on_databases}\n!! NOT MEASURED HERE: OpenSearch: {error}"


if __name__ == "__main__":
    print(on_every_engine())
