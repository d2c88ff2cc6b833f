"""What can be asked of background work."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from niaga.kernel.work.leases import living
from niaga.kernel.work.models import Schedule, WorkerLease


@dataclass(frozen=True)
class FailedTask:
    """`error` is the last line of the traceback."""

    id: UUID
    name: str
    attempts: int
    failed_at: datetime
    error: str
    traceback: str


def failed_tasks(limit: int = 100) -> list[FailedTask]:
    """Tasks that used up their attempts, the latest first [1 statement]."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")
    return [
        FailedTask(
            row.id,
            row.task_path,
            len(row.worker_ids),
            row.finished_at,
            (row.traceback.strip().splitlines() or [row.exception_class_path])[-1],
            row.traceback,
        )
        for row in rows[:limit]
    ]


def failed_task_count() -> int:
    """[1 statement]"""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()


def schedules() -> list[Schedule]:
    """By name; `failures` > 0 says that the last runs failed [1 statement]."""
    return list(Schedule.objects.order_by("name"))


def workers() -> list[WorkerLease]:
    """Those that live, the oldest first [2 statements]."""
    return list(WorkerLease.objects.filter(pk__in=living()).order_by("started_at"))
