"""Handing events to subscribers: in order, none skipped, each with its cursor in one transaction.

Killed before the commit, neither the subscriber's writes nor the cursor's step have happened, and
the event comes again; killed after it, both have.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection

from niaga.kernel import backoff, clock
from niaga.kernel.journal import locks
from niaga.kernel.journal.gap_rule import settled
from niaga.kernel.journal.models import DeadLetter, JournalEvent, SubscriberCursor
from niaga.kernel.journal.subscriptions import Subscription, subscriptions
from niaga.kernel.transactions import separable, unit_of_work

logger = logging.getLogger(__name__)

BATCH = 200
ERROR_LENGTH = 4000


def deliver_pending(
    name: str | None = None, limit: int = 1000, *, stop: Callable[[], bool] = lambda: False
) -> int:
    """One pass over all subscribers, or over `name`: at most `limit` events to each.

    Returns how many events were handed over with success. A subscriber that fails waits, with
    growing pauses, and keeps its order; the others go on. `stop` is asked between events.
    """
    chosen = [known for known in subscriptions() if name in (None, known.name)]
    upto = settled()
    cursors = SubscriberCursor.objects.in_bulk([known.name for known in chosen])
    delivered, passed = 0, []
    for known in chosen:
        if stop():
            break
        cursor = cursors.get(known.name) or _begin(known, upto)
        if cursor.position >= upto or _waits(cursor):
            continue
        done, reached, exhausted = _deliver(known, cursor.position, upto, limit, stop)
        delivered += done
        if exhausted and reached < upto:
            passed.append((known.name, reached))
    if passed:
        _pass_over(dict(passed), upto)
    return delivered


def _deliver(
    known: Subscription, position: int, upto: int, limit: int, stop: Callable[[], bool]
) -> tuple[int, int, bool]:
    """Returns how many were handed over, the position reached, and whether no more are there."""
    delivered = 0
    while delivered < limit and not stop():
        size = min(BATCH, limit - delivered)
        entries = list(
            JournalEvent.objects.filter(
                seq__gt=position, seq__lte=upto, topic__in=list(known.classes)
            ).order_by("seq")[:size]
        )
        for entry in entries:
            if stop():
                return delivered, position, False
            try:
                with own_unit():
                    if not _hand_over(known, position, entry):
                        return delivered, position, False
            except Exception as error:
                _note_failure(known, position, entry, error)
                return delivered, position, False
            position = entry.seq
            delivered += 1
        if len(entries) < size:
            return delivered, position, True
    return delivered, position, False


def _hand_over(known: Subscription, position: int, entry: JournalEvent) -> bool:
    """False when the cursor is in another worker's hands, or has moved meanwhile."""
    cursor = locks.free_cursor(known.name)
    if cursor is None or cursor.position != position or _waits(cursor):
        return False
    known.hand_over(entry)
    SubscriberCursor.objects.filter(pk=known.name).update(
        position=entry.seq, attempts=0, next_attempt_at=None, last_error="", updated_at=clock.now()
    )
    return True


def _note_failure(
    known: Subscription, position: int, entry: JournalEvent, error: Exception
) -> None:
    text = "".join(traceback.format_exception(error))[-ERROR_LENGTH:]
    logger.warning("subscriber %s failed at event %s: %r", known.name, entry.seq, error)
    with own_unit():
        cursor = locks.free_cursor(known.name)
        if cursor is None or cursor.position != position:
            return
        cursor.attempts += 1
        cursor.last_error = text
        cursor.updated_at = clock.now()
        if cursor.attempts < known.max_attempts:
            cursor.next_attempt_at = clock.now() + backoff.delay(cursor.attempts)
            cursor.save()
            return
        DeadLetter.objects.update_or_create(
            subscriber=known.name,
            event=entry,
            defaults={
                "error": text,
                "attempts": cursor.attempts,
                "state": DeadLetter.State.OPEN,
                "created_at": clock.now(),
                "resolved_at": None,
                "resolved_by": "",
            },
        )
        cursor.position, cursor.attempts, cursor.next_attempt_at = entry.seq, 0, None
        cursor.save()


def _begin(known: Subscription, upto: int) -> SubscriberCursor:
    with own_unit():
        cursor, _ = SubscriberCursor.objects.get_or_create(
            name=known.name,
            defaults={
                "position": upto if known.start == "now" else 0,
                "updated_at": clock.now(),
            },
        )
    return cursor


def _pass_over(reached: dict[str, int], upto: int) -> None:
    """Nothing up to `upto` concerns these any more: one transaction moves all their cursors."""
    with own_unit():
        unmoved = [
            cursor.name
            for cursor in locks.free_cursors(reached)
            if cursor.position == reached[cursor.name]
        ]
        SubscriberCursor.objects.filter(name__in=unmoved).update(
            position=upto, updated_at=clock.now()
        )


def _waits(cursor: SubscriberCursor) -> bool:
    return cursor.next_attempt_at is not None and cursor.next_attempt_at > clock.now()


@contextmanager
def own_unit() -> Iterator[None]:
    """A unit of work whose failure is its own, also where the caller has one open already."""
    with separable() if connection.in_atomic_block else nullcontext(), unit_of_work():
        yield
