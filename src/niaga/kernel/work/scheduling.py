"""Work that returns: any number of workers, and each tick is run by one of them.

A tick is claimed by one UPDATE guarded by the time that was due, and the next tick is set when
it has ended; so a schedule never overlaps itself, and the tick of a killed worker is run again
once the worker's lease has expired. After a standstill a schedule runs once, not once for each
tick that was missed.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from niaga.kernel import backoff, clock
from niaga.kernel.transactions import unit_of_work
from niaga.kernel.work.leases import living
from niaga.kernel.work.models import Schedule

logger = logging.getLogger(__name__)

F = TypeVar("F", bound=Callable[[], object])

ERROR_LENGTH = 4000
FORGOTTEN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Scheduled:
    name: str
    every: timedelta
    function: Callable[[], object]


_scheduled: dict[str, Scheduled] = {}


def scheduled(*, every: timedelta, name: str) -> Callable[[F], F]:
    """Call the decorated function `every` so often (whole seconds), somewhere.

    It is called outside any transaction and may be called twice for one tick, so it has to be
    idempotent. A failure is tried again after a pause that grows up to `every`.
    """
    if every < timedelta(seconds=1) or every.microseconds:
        raise ValueError(f"{name}: a schedule runs every so many whole seconds")

    def register(function: F) -> F:
        known = _scheduled.get(name)
        if known and (known.function.__module__, known.function.__qualname__) != (
            function.__module__,
            function.__qualname__,
        ):
            raise ValueError(f"two schedules are named {name}")
        _scheduled[name] = Scheduled(name, every, function)
        return function

    return register


def install() -> None:
    """Bring the table up to what the program schedules; a new schedule is due at once."""
    stored = Schedule.objects.in_bulk()
    with unit_of_work():
        for known in _scheduled.values():
            seconds = int(known.every.total_seconds())
            row = stored.get(known.name)
            if row is None:
                Schedule.objects.get_or_create(
                    name=known.name,
                    defaults={"every_seconds": seconds, "next_run_at": clock.now()},
                )
            elif row.every_seconds != seconds:
                Schedule.objects.filter(pk=known.name).update(
                    every_seconds=seconds, next_run_at=clock.now()
                )
        # Not at once: a worker of another version of the program may still serve them.
        Schedule.objects.exclude(name__in=list(_scheduled)).filter(
            next_run_at__lt=clock.now() - FORGOTTEN_AFTER
        ).delete()


def run_due(worker_id: str, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Run what is due and nobody else has in hand; returns how many were run."""
    due = Schedule.objects.filter(next_run_at__lte=clock.now(), claimed_by="")
    run = 0
    for row in list(due.order_by("next_run_at", "name")):
        known = _scheduled.get(row.name)
        if known is None or stop() or not _claim(row, worker_id):
            continue
        run += 1
        error: Exception | None = None
        try:
            known.function()
        except Exception as raised:
            logger.warning("schedule %s failed: %r", row.name, raised)
            error = raised
        _finish(row, known.every, worker_id, error)
    return run


def _claim(row: Schedule, worker_id: str) -> bool:
    with unit_of_work():
        return bool(
            Schedule.objects.filter(pk=row.pk, next_run_at=row.next_run_at, claimed_by="").update(
                claimed_by=worker_id, started_at=clock.now()
            )
        )


def _finish(row: Schedule, every: timedelta, worker_id: str, error: Exception | None) -> None:
    now = clock.now()
    failures = row.failures + 1 if error else 0
    following = next_tick(row.next_run_at, every, now)
    if error:
        following = min(following, now + backoff.delay(failures, longest=every))
    text = "".join(traceback.format_exception(error))[-ERROR_LENGTH:] if error else ""
    with unit_of_work():
        Schedule.objects.filter(pk=row.pk, claimed_by=worker_id).update(
            claimed_by="",
            next_run_at=following,
            finished_at=now,
            failures=failures,
            last_error=text,
        )


def next_tick(due: datetime, every: timedelta, now: datetime) -> datetime:
    """The first tick after `now` of those that lie `every` apart from `due`."""
    if now < due:
        return due + every
    return due + every * ((now - due) // every + 1)


def reclaim() -> int:
    """Free what workers with an expired lease had in hand: it is due again at once."""
    claimed = list(Schedule.objects.exclude(claimed_by="").values_list("claimed_by", flat=True))
    if not claimed:
        return 0
    lost = set(claimed) - living()
    if not lost:
        return 0
    with unit_of_work():
        return Schedule.objects.filter(claimed_by__in=lost).update(claimed_by="")
