"""Every lock of the journal. Order: cursor, then dead letter, then whatever a subscriber locks."""

from collections.abc import Iterable
from uuid import UUID

from niaga.kernel.journal.models import DeadLetter, SubscriberCursor


def free_cursor(name: str) -> SubscriberCursor | None:
    """The cursor under its lock, or None while another worker is delivering to it.

    SKIP LOCKED is right here: a cursor is a queue's head, and whoever has it does the work.
    """
    return SubscriberCursor.objects.select_for_update(skip_locked=True).filter(name=name).first()


def free_cursors(names: Iterable[str]) -> list[SubscriberCursor]:
    return list(
        SubscriberCursor.objects.select_for_update(skip_locked=True)
        .filter(name__in=list(names))
        .order_by("name")
    )


def dead_letter(dead_letter_id: UUID | str) -> DeadLetter:
    """Raises DeadLetter.DoesNotExist."""
    return (
        DeadLetter.objects.select_for_update(of=("self",))
        .select_related("event")
        .get(pk=dead_letter_id)
    )
