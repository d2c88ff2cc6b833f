from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from niaga.kernel import clock
from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor, Role
from niaga.kernel.work import failed_tasks, job, leases, retry_task, tasks, workers
from niaga.kernel.work.errors import TaskNotFailed

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
OWNER = Actor("staff", "1", Role.OWNER)
done: list[object] = []


@job(retries=2, backoff=timedelta(seconds=10))
def errand(name: str, fails: bool = False) -> str:
    if fails:
        raise RuntimeError(f"{name} is not at home")
    done.append(name)
    return name.upper()


@job(takes_context=True)
def counted(context) -> int:
    return context.attempt


@task
def plain() -> None:
    raise RuntimeError("once is enough")


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def only_row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_a_task_is_run_once_and_keeps_its_result():
    errand.enqueue("ani")
    assert tasks.run_next("w1")
    assert not tasks.run_next("w1")
    assert done == ["ani"]
    row = only_row()
    assert (row.status, row.return_value, row.worker_ids) == ("SUCCESSFUL", "ANI", ["w1"])


def test_a_task_of_a_transaction_that_fails_is_not_there():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _enqueue_and_fail()
    assert not tasks.run_next("w1")


def _enqueue_and_fail():
    errand.enqueue("ani")
    raise ZeroDivisionError


def test_a_failed_task_is_tried_again_after_growing_pauses_and_then_shown():
    errand.enqueue("ani", fails=True)
    with clock.at(NOON):
        assert tasks.run_next("w1")
    row = only_row()
    assert row.status == "READY"
    assert timedelta(seconds=8) <= row.run_after - NOON <= timedelta(seconds=12)
    assert failed_tasks() == []

    with clock.at(NOON + timedelta(seconds=5)):
        assert not tasks.run_next("w1")
    second = NOON + timedelta(seconds=13)
    with clock.at(second):
        assert tasks.run_next("w2")
    assert timedelta(seconds=16) <= only_row().run_after - second <= timedelta(seconds=24)
    with clock.at(second + timedelta(minutes=1)):
        assert tasks.run_next("w1")

    (failed,) = failed_tasks()
    assert failed.attempts == 3
    assert failed.error == "RuntimeError: ani is not at home"
    assert failed.name == "tests.kernel.work.test_tasks.errand"
    assert failed.failed_at == second + timedelta(minutes=1)


def test_a_plain_task_is_not_tried_again():
    plain.enqueue()
    tasks.run_next("w1")
    assert [failed.attempts for failed in failed_tasks()] == [1]


def test_a_task_whose_function_is_gone_fails_and_is_shown():
    errand.enqueue("ani")
    DBTaskResult.objects.update(task_path="niaga.nowhere.gone")
    tasks.run_next("w1")
    assert "ModuleNotFoundError" in failed_tasks()[0].error


def test_a_task_knows_its_attempt():
    counted.enqueue()
    tasks.run_next("w1")
    assert only_row().return_value == 1


def test_a_deferred_task_waits_for_its_time():
    with clock.at(NOON):
        errand.using(run_after=NOON + timedelta(hours=1)).enqueue("ani")
        assert not tasks.run_next("w1")
    with clock.at(NOON + timedelta(hours=1)):
        assert tasks.run_next("w1")


def test_urgent_tasks_go_first():
    errand.enqueue("later")
    errand.using(priority=50).enqueue("first")
    tasks.run_next("w1")
    assert done == ["first"]


def claimed(worker_id: str) -> DBTaskResult:
    row = tasks._claim(worker_id)
    assert row is not None
    return row


def test_the_task_of_a_dead_worker_is_ready_again():
    with clock.at(NOON):
        worker_id = leases.take()
        errand.enqueue("ani")
        claimed(worker_id)
        assert [lease.id for lease in workers()] == [worker_id]
    with clock.at(NOON + timedelta(seconds=29)):
        assert tasks.reclaim() == 0
    with clock.at(NOON + timedelta(seconds=31)):
        assert workers() == []
        assert tasks.reclaim() == 1
        assert only_row().status == "READY"
    with clock.at(NOON + timedelta(minutes=2)):
        assert tasks.run_next("w2")
    assert done == ["ani"]


def test_a_worker_that_renews_its_lease_keeps_its_task():
    with clock.at(NOON):
        worker_id = leases.take()
        errand.enqueue("ani")
        claimed(worker_id)
    with clock.at(NOON + timedelta(minutes=10)):
        leases.renew(worker_id)
        assert tasks.reclaim() == 0


def test_a_task_that_kills_every_worker_is_failed_and_shown():
    errand.enqueue("ani")
    moment = NOON
    for _ in range(3):
        with clock.at(moment):
            claimed(leases.take())
        moment += timedelta(minutes=5)
        with clock.at(moment):
            tasks.reclaim()
        moment += timedelta(minutes=5)
    (failed,) = failed_tasks()
    assert failed.attempts == 3
    assert "WorkerLost" in failed.error


def test_who_lost_a_task_cannot_finish_it():
    """A worker that was only asleep wakes up after its task was given to another."""
    errand.enqueue("ani")
    with clock.at(NOON):
        sleeper = claimed(leases.take())
    with clock.at(NOON + timedelta(minutes=5)):
        tasks.reclaim()
    with clock.at(NOON + timedelta(minutes=10)):
        claimed("other")
        tasks._failed(sleeper, RuntimeError("woke up late"))
    row = only_row()
    assert (row.status, row.worker_ids[-1]) == ("RUNNING", "other")


def test_staff_give_a_failed_task_its_attempts_anew():
    plain.enqueue()
    tasks.run_next("w1")
    (failed,) = failed_tasks()
    with pytest.raises(NotAllowed):
        retry_task(failed.id, Actor("staff", "2", Role.SALES))
    retry_task(failed.id, OWNER)
    assert (only_row().status, only_row().worker_ids) == ("READY", [])
    for unknown in (failed.id, "nonsense"):
        with pytest.raises(TaskNotFailed):
            retry_task(unknown, OWNER)


def test_finished_tasks_are_forgotten_after_two_weeks_and_failed_ones_are_not():
    with clock.at(NOON):
        errand.enqueue("ani")
        plain.enqueue()
        tasks.run_next("w1")
        tasks.run_next("w1")
    with clock.at(NOON + timedelta(days=13)):
        assert tasks.prune() == 0
    with clock.at(NOON + timedelta(days=15)):
        assert tasks.prune() == 1
    assert len(failed_tasks()) == 1
