"""The queue: claim, run, try again, and take back what a killed worker had in hand.

The rows are django-tasks-db's. `worker_ids` has one entry for each time that a worker began the
task, so its length is the number of attempts and its last entry says whose the task is now. Every
change is one UPDATE guarded by the state that was read: who comes second changes nothing.
"""

import logging
import traceback
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from niaga.kernel import backoff, clock
from niaga.kernel.transactions import unit_of_work
from niaga.kernel.work.jobs import policy_of
from niaga.kernel.work.leases import living

logger = logging.getLogger(__name__)

ERROR_LENGTH = 8000
KEPT_FOR = timedelta(days=14)


class WorkerLost(Exception):
    """The worker that had the task in hand was killed or lost its lease."""


def run_next(worker_id: str) -> bool:
    """Claim the most urgent ready task and run it; False when there was none."""
    row = _claim(worker_id)
    if row is None:
        return False
    _run(row)
    return True


def _claim(worker_id: str) -> DBTaskResult | None:
    now = clock.now()
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=now)
    )
    # A few, since other workers are after the first of them too.
    for row in ready[:8]:
        row.worker_ids = [*row.worker_ids, worker_id]
        with unit_of_work():
            mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.READY).update(
                status=TaskResultStatus.RUNNING, started_at=now, worker_ids=row.worker_ids
            )
        if mine:
            row.status, row.started_at = TaskResultStatus.RUNNING, now
            return row
    return None


def _run(row: DBTaskResult) -> None:
    try:
        task = row.task
        given = row.task_result
        context = (TaskContext(task_result=given),) if task.takes_context else ()
        result = normalize_json(task.call(*context, *given.args, **given.kwargs))
    except (Exception, SystemExit) as error:
        logger.warning("task %s failed at attempt %d: %r", row.task_path, _attempts(row), error)
        _failed(row, error)
    else:
        _change(
            row,
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=clock.now(),
            return_value=result,
            exception_class_path="",
            traceback="",
        )


def _failed(row: DBTaskResult, error: BaseException) -> None:
    """Ready again after a pause, or failed for good when the attempts are used up."""
    policy = policy_of(row.task_path)
    cause = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(traceback.format_exception(error))[-ERROR_LENGTH:],
    }
    if _attempts(row) > policy.retries:
        _change(row, status=TaskResultStatus.FAILED, finished_at=clock.now(), **cause)
        return
    pause = backoff.delay(_attempts(row), policy.backoff)
    _change(row, status=TaskResultStatus.READY, run_after=clock.now() + pause, **cause)


def _change(row: DBTaskResult, **values: Any) -> None:
    """Only while the task is still in the hands that `row` says."""
    with unit_of_work():
        DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.RUNNING, worker_ids=row.worker_ids
        ).update(**values)


def _attempts(row: DBTaskResult) -> int:
    return len(row.worker_ids)


def reclaim() -> int:
    """Take back the tasks of workers whose lease has expired; returns how many."""
    running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    if not running:
        return 0
    alive = living()
    lost = [row for row in running if row.worker_ids[-1:] and row.worker_ids[-1] not in alive]
    for row in lost:
        logger.warning("task %s taken back from worker %s", row.task_path, row.worker_ids[-1])
        _failed(row, WorkerLost(row.worker_ids[-1]))
    return len(lost)


def prune() -> int:
    """Forget tasks that succeeded two weeks ago; failed ones wait for a person."""
    with unit_of_work():
        count, _ = DBTaskResult.objects.filter(
            status=TaskResultStatus.SUCCESSFUL, finished_at__lt=clock.now() - KEPT_FOR
        ).delete()
    return count
