"""Which workers live. A worker renews its lease; without renewal it counts as dead."""

import os
import socket
from datetime import timedelta

from niaga.kernel import clock
from niaga.kernel.ids import new_id
from niaga.kernel.transactions import unit_of_work
from niaga.kernel.work.models import WorkerLease

RENEWED_EVERY = timedelta(seconds=5)
EXPIRES_AFTER = timedelta(seconds=30)
KEPT_FOR = timedelta(days=1)


def take() -> str:
    """A new worker's lease; returns the worker's name, which is never used again."""
    worker_id, now = str(new_id()), clock.now()
    with unit_of_work():
        WorkerLease.objects.create(
            id=worker_id, host=socket.gethostname(), pid=os.getpid(), started_at=now, seen_at=now
        )
    return worker_id


def renew(worker_id: str) -> None:
    """Also when the row is gone: a worker that was away for long is alive again."""
    now = clock.now()
    with unit_of_work():
        if not WorkerLease.objects.filter(pk=worker_id).update(seen_at=now):
            WorkerLease.objects.create(
                id=worker_id,
                host=socket.gethostname(),
                pid=os.getpid(),
                started_at=now,
                seen_at=now,
            )


def give_back(worker_id: str) -> None:
    with unit_of_work():
        WorkerLease.objects.filter(pk=worker_id).delete()
        WorkerLease.objects.filter(seen_at__lt=clock.now() - KEPT_FOR).delete()


def living() -> frozenset[str]:
    return frozenset(
        WorkerLease.objects.filter(seen_at__gte=clock.now() - EXPIRES_AFTER).values_list(
            "pk", flat=True
        )
    )
