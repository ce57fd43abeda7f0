"""Two processes that share a cache: neither shows what the other has changed."""

import uuid

import pytest

pytestmark = pytest.mark.once

VISIT = """
from django.test import Client, override_settings
from cms.core.models import HomePage
serve, made = HomePage.serve, []
def counted(self, *args, **kwargs):
    made.append(self.pk)
    return serve(self, *args, **kwargs)
HomePage.serve = counted
def visit():
    before = len(made)
    with override_settings(PAGE_CACHE=True, ALLOWED_HOSTS=["testserver"]):
        text = Client().get("/en/").content.decode()
    return {"kept": len(made) == before, "there": "Changed elsewhere" in text}
"""
CHANGE = """
home = HomePage.objects.get(locale__language_code="en")
home.hero_title = "Changed elsewhere"
home.save_revision().publish()
"""
RUSH = """
from threading import Barrier, Thread
start = Barrier(5)
def rush():
    start.wait()
    visit()
visitors = [Thread(target=rush) for _ in range(5)]
[each.start() for each in visitors]
[each.join() for each in visitors]
rushed = len(made)
"""


@pytest.fixture(params=["files", "redis"])
def site(request, install):
    made = install("filesystem://localhost/")
    if request.param == "redis":
        # Under names that no other site has, so that none can disturb it, be it of another run of the tests. A machine
        # that is busy with them may take longer to answer than a site would wait; a page is then made anew.
        options = f"key_prefix={uuid.uuid4().hex}&socket_timeout=20&socket_connect_timeout=20"
        made.environment["CACHE_URL"] = f"{request.getfixturevalue('redis_url')}/13?{options}"
    return made


def test_many_have_a_page_made_once_and_what_one_process_changes_the_other_shows(site):
    other = site.program(f"{VISIT}\nresult = visit()\n{CHANGE}")
    elsewhere = f"import subprocess, sys; output = subprocess.check_output([sys.executable, '-c', {other!r}])"
    here = f"before = visit()\n{elsewhere}\nseen_there = json.loads(output.splitlines()[-1])"
    assert site.run(f"{VISIT}\n{RUSH}\n{here}\nresult = [rushed, before, seen_there, visit(), visit()]") == [
        1,
        {"kept": True, "there": False},
        {"kept": True, "there": False},
        {"kept": False, "there": True},
        {"kept": True, "there": True},
    ]
