"""Whatever ends the site ends all of it."""

import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.conf import settings

pytestmark = pytest.mark.once


@pytest.fixture
def site(tmp_path):
    """`make` with a site of two processes, of which one has a child, and one is slow to end."""
    procfile = tmp_path / "Procfile"
    procfile.write_text("web: sleep 300 & sleep 301\nworker: trap 'sleep 1; exit' TERM; while :; do sleep 0.2; done\n")
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"demo:\n\t@bin/together {procfile}\n")
    environment = os.environ | {"PORT": "8999", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    process = psutil.Popen(
        ["make", "-s", "-f", makefile, "demo"], cwd=settings.BASE_DIR, env=environment, preexec_fn=heed_ctrl_c
    )
    until = time.monotonic() + 20
    while time.monotonic() < until and not {"300", "301", "0.2"} <= arguments(process):
        time.sleep(0.1)
    assert len(process.children(recursive=True)) >= 5
    yield process
    for each in [*process.children(recursive=True), process]:
        each.kill()


def heed_ctrl_c():
    """As from a terminal: what a shell runs in the background is born deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def arguments(process):
    return {each.cmdline()[-1] for each in process.children(recursive=True) if each.cmdline()}


def test_telling_make_to_end_leaves_nothing_running(site):
    everyone = site.children(recursive=True)
    site.terminate()
    _gone, alive = psutil.wait_procs(everyone, timeout=15)
    assert alive == []


def test_ctrl_c_leaves_nothing_running(site):
    everyone = site.children(recursive=True)
    foreground = [site, *site.children()]
    for each in foreground:  # a terminal tells the whole group
        each.send_signal(signal.SIGINT)
    _gone, alive = psutil.wait_procs(everyone, timeout=15)
    assert alive == []
