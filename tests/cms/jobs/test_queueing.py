import pytest
from celery import shared_task

from cms.jobs import enqueue_on_commit

seen = []


@shared_task(name="tests.note")
def note(number):
    seen.append(number)


@pytest.mark.django_db
def test_kicked_task_waits_for_commit_and_runs_with_its_ids(run_tasks):
    seen.clear()
    enqueue_on_commit("tests.note", 7)
    assert seen == []
    assert run_tasks() == ["tests.note"]
    assert seen == [7]
    assert run_tasks() == []


@pytest.mark.django_db(transaction=True)
def test_kicked_task_waits_after_commit_too(run_tasks, waiting_tasks):
    enqueue_on_commit("tests.note", 8)
    assert waiting_tasks() == [("tests.note", [8])]
    assert run_tasks() == []
