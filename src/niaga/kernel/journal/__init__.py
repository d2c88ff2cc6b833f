"""The journal: whatever happens is told once, in the transaction that makes it happen.

An action records a typed event; subscribers get each event at least once and in order, and for
what they write to the database exactly once. See docs/explanation/journal.md.
"""

from niaga.kernel.journal.actions import dismiss, fast_forward, redeliver
from niaga.kernel.journal.delivery import deliver_pending
from niaga.kernel.journal.events import event, topic_of
from niaga.kernel.journal.gap_rule import settled
from niaga.kernel.journal.models import DeadLetter, JournalEvent, SubscriberCursor
from niaga.kernel.journal.queries import (
    SubscriberStatus,
    find_events,
    history,
    open_dead_letters,
    read,
    subscriber_statuses,
)
from niaga.kernel.journal.recording import record
from niaga.kernel.journal.subscriptions import subscriber

__all__ = [
    "DeadLetter",
    "JournalEvent",
    "SubscriberCursor",
    "SubscriberStatus",
    "deliver_pending",
    "dismiss",
    "event",
    "fast_forward",
    "find_events",
    "history",
    "open_dead_letters",
    "read",
    "record",
    "redeliver",
    "settled",
    "subscriber",
    "subscriber_statuses",
    "topic_of",
]
