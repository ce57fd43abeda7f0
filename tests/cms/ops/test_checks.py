"""A name that leads nowhere is found before the site starts."""

import pytest
from django.core.checks import run_checks

from cms.core.models import HomePage
from cms.core.templatetags import commons
from cms.ops import checks


def errors():
    return [str(message.msg) for message in run_checks(tags=[checks.NAMES])]


def test_every_name_in_the_site_leads_somewhere():
    assert errors() == []


def test_a_misspelt_task_of_the_schedule_is_found(settings):
    entry = {"task": "cms.mail.tasks.send_mial", "schedule": 30}
    settings.CELERY_BEAT_SCHEDULE = settings.CELERY_BEAT_SCHEDULE | {"send-mail": entry}
    assert errors() == ["There is no task 'cms.mail.tasks.send_mial'."]


@pytest.fixture
def source(tmp_path, monkeypatch):
    """The site with one more file of Python in it."""
    ours = list(checks._our_files())
    file = tmp_path / "more.py"
    monkeypatch.setattr(checks, "_our_files", lambda: [*ours, file])
    return file


def test_a_misspelt_task_that_code_queues_is_found(source):
    source.write_text('jobs.enqueue_on_commit(\n    "feedback.tasks.tell_everyone", 1)\n')
    assert errors() == ["There is no task 'feedback.tasks.tell_everyone'."]


def test_a_notice_that_code_sends_without_words_for_it_is_found(source):
    source.write_text('telling.notify("need_forgotten", recipient=person, dedupe_key="x")')
    assert errors() == ["The notice 'need_forgotten' cannot be written: notices/need_forgotten.subject.txt"]


@pytest.mark.parametrize(
    ("subject", "text", "problem"),
    [
        ("A subject", None, "cannot be written: notices/half.txt"),
        ("A subject", "{% broken %}", "cannot be written"),
        ("A subject", "", "says nothing in 'en'"),
        ("{% load i18n %}{% get_current_language as code %}{% if code == 'en' %}Words{% endif %}", "Text", "in 'es'"),
    ],
)
def test_a_notice_with_half_its_words_is_found(settings, tmp_path, subject, text, problem):
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "half.subject.txt").write_text(subject)
    if text is not None:
        (folder / "half.txt").write_text(text)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]
    (found,) = errors()
    assert found.startswith("The notice 'half'")
    assert problem in found


def test_a_page_type_that_nobody_can_find_is_found(monkeypatch):
    monkeypatch.setattr(HomePage, "not_findable", "")
    assert errors() == ["Nobody can find pages of the type HomePage."]


@pytest.mark.parametrize("icon", ["no-such-icon", None])
def test_a_status_without_an_icon_is_found(monkeypatch, icon):
    monkeypatch.setitem(commons.STATUS_ICONS, "planned", icon)
    assert errors() == ["The status 'planned' has no icon in the sprite."]
