import pytest
from celery import shared_task
from django.db import transaction

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


@pytest.mark.django_db
def test_what_one_transaction_asks_for_is_one_message_for_each_task_and_batch(waiting_tasks):
    for number in range(1203):
        with transaction.atomic():
            enqueue_on_commit("tests.note", number)
            enqueue_on_commit("tests.sweep")
    first, second, rest, sweep = waiting_tasks()
    assert [len(ids) for name, ids in (first, second, rest)] == [500, 500, 203]
    assert [*first[1], *second[1], *rest[1]] == list(range(1203))
    assert sweep == ("tests.sweep", [])


@pytest.mark.django_db
def test_what_is_asked_for_twice_is_sent_once_and_a_task_that_looks_for_itself_besides(waiting_tasks):
    for ids in ([1], [2], [1], [], []):
        enqueue_on_commit("tests.note", *ids)
    assert waiting_tasks() == [("tests.note", [1, 2]), ("tests.note", [])]


@pytest.mark.django_db
@pytest.mark.parametrize("undone", [(0,), (1,), (2,), (0, 1, 2)])
def test_what_is_rolled_back_is_not_sent_whichever_it_was(waiting_tasks, undone):
    for number in range(3):
        with transaction.atomic():
            enqueue_on_commit("tests.note", number)
            if number in undone:
                transaction.set_rollback(True)
    expected = [number for number in range(3) if number not in undone]
    assert waiting_tasks() == ([("tests.note", expected)] if expected else [])


@pytest.mark.django_db(transaction=True)
def test_two_transactions_do_not_share_their_messages(waiting_tasks):
    for number in (1, 2):
        with transaction.atomic():
            enqueue_on_commit("tests.note", number)
    assert waiting_tasks() == [("tests.note", [1]), ("tests.note", [2])]
