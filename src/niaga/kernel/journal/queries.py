"""What can be asked of the journal. Statement counts are in brackets (SQLite; on PostgreSQL
`settled()` asks one more at a gap)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from niaga.kernel.journal.gap_rule import settled
from niaga.kernel.journal.models import DeadLetter, JournalEvent, SubscriberCursor
from niaga.kernel.journal.subscriptions import subscriptions


def read(after: int, limit: int, topics: Collection[str] | None = None) -> list[JournalEvent]:
    """The next events after the number `after`, in order; only what is settled [2].

    Whoever keeps the number of the last event it got, and asks again from there, gets every
    event exactly once. Ask outside a transaction, or within one at READ COMMITTED.
    """
    rows = JournalEvent.objects.filter(seq__gt=after, seq__lte=settled())
    if topics is not None:
        rows = rows.filter(topic__in=list(topics))
    return list(rows.order_by("seq")[:limit])


def history(aggregate: str, aggregate_id: str | int) -> list[JournalEvent]:
    """The timeline of one thing, oldest first [1]."""
    return list(
        JournalEvent.objects.filter(aggregate=aggregate, aggregate_id=str(aggregate_id)).order_by(
            "seq"
        )
    )


def find_events(
    *, topic: str = "", aggregate: str = "", aggregate_id: str = ""
) -> QuerySet[JournalEvent]:
    """For readers, the latest first. `topic` is a whole one or its beginning, "order."; not for
    consumers, which have to heed the gap rule: those use `read`."""
    found = JournalEvent.objects.order_by("-seq")
    if topic:
        found = found.filter(topic__startswith=topic)
    if aggregate:
        found = found.filter(aggregate=aggregate)
    return found.filter(aggregate_id=aggregate_id) if aggregate_id else found


def open_dead_letters() -> list[DeadLetter]:
    """What waits for a person, oldest first, each with its event [1]."""
    return list(
        DeadLetter.objects.filter(state=DeadLetter.State.OPEN)
        .select_related("event")
        .order_by("created_at", "id")
    )


@dataclass(frozen=True)
class SubscriberStatus:
    """`behind`: how many of its events wait. `attempts` > 0: it fails at the next of them."""

    name: str
    position: int
    behind: int
    attempts: int
    next_attempt_at: datetime | None
    last_error: str


def subscriber_statuses() -> list[SubscriberStatus]:
    """Where each subscriber stands, by name [1 + one for each subscriber]."""
    cursors = SubscriberCursor.objects.in_bulk()
    statuses = []
    for known in subscriptions():
        cursor = cursors.get(known.name) or SubscriberCursor(name=known.name)
        behind = JournalEvent.objects.filter(
            topic__in=list(known.classes), seq__gt=cursor.position
        ).count()
        statuses.append(
            SubscriberStatus(
                cursor.name,
                cursor.position,
                behind,
                cursor.attempts,
                cursor.next_attempt_at,
                cursor.last_error,
            )
        )
    return statuses
