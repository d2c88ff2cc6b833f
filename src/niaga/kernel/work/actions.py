"""What staff can do with background work."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from niaga.kernel import clock
from niaga.kernel.permissions import Actor, require
from niaga.kernel.transactions import unit_of_work
from niaga.kernel.work.errors import TaskNotFailed


def retry_task(task_id: UUID | str, actor: Actor) -> None:
    """Give a failed task all its attempts anew, at once. Raises NotAllowed, TaskNotFailed."""
    require(actor, "journal.redeliver")
    try:
        with unit_of_work():
            again = DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.FAILED).update(
                status=TaskResultStatus.READY,
                run_after=clock.now(),
                worker_ids=[],
                finished_at=None,
            )
    except ValidationError:
        again = 0
    if not again:
        raise TaskNotFailed()
