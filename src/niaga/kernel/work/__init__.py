"""Background work: tasks that are tried again, schedules, and workers that may be killed.

See docs/explanation/journal.md.
"""

from niaga.kernel.work.actions import retry_task
from niaga.kernel.work.jobs import job
from niaga.kernel.work.models import Schedule, WorkerLease
from niaga.kernel.work.queries import (
    FailedTask,
    failed_task_count,
    failed_tasks,
    schedules,
    workers,
)
from niaga.kernel.work.scheduling import scheduled

__all__ = [
    "FailedTask",
    "Schedule",
    "WorkerLease",
    "failed_task_count",
    "failed_tasks",
    "job",
    "retry_task",
    "scheduled",
    "schedules",
    "workers",
]
