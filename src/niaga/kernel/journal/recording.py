"""Telling what happened."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.transaction import TransactionManagementError

from niaga.kernel import clock
from niaga.kernel.journal.events import to_payload, type_of
from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.permissions import SYSTEM, Actor
from niaga.kernel.prepared import PreparedInsert

_events = PreparedInsert(JournalEvent)


def record(told: Any, aggregate_id: str | int | UUID, *, actor: Actor = SYSTEM) -> JournalEvent:
    """Write one event of the thing `aggregate_id`: one INSERT, in the caller's unit of work.

    Raises TransactionManagementError outside a unit of work: an event that is told without its
    deed, or a deed without its event, is what the journal exists to exclude.
    """
    kind = type_of(type(told))
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{kind.topic} is recorded outside a unit of work")
    return _events.insert(
        JournalEvent(
            topic=kind.topic,
            aggregate=kind.aggregate,
            aggregate_id=str(aggregate_id),
            payload=to_payload(told),
            actor=str(actor),
            occurred_at=clock.now(),
        )
    )
