"""What staff can do with events that a subscriber gave up on; and stepping over a written past."""

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError

from niaga.kernel import clock
from niaga.kernel.journal import locks
from niaga.kernel.journal.delivery import ERROR_LENGTH, own_unit
from niaga.kernel.journal.errors import (
    DeadLetterResolved,
    DeadLetterUnknown,
    ReasonMissing,
    RedeliveryFailed,
    SubscriberUnknown,
)
from niaga.kernel.journal.events import event
from niaga.kernel.journal.gap_rule import settled
from niaga.kernel.journal.models import DeadLetter, SubscriberCursor
from niaga.kernel.journal.recording import record
from niaga.kernel.journal.subscriptions import subscription, subscriptions
from niaga.kernel.permissions import Actor, require
from niaga.kernel.transactions import unit_of_work


@event("dead_letter.redelivered", aggregate="dead_letter")
@dataclass(frozen=True)
class DeadLetterRedelivered:
    subscriber: str
    seq: int


@event("dead_letter.dismissed", aggregate="dead_letter")
@dataclass(frozen=True)
class DeadLetterDismissed:
    subscriber: str
    seq: int
    reason: str


def redeliver(dead_letter_id: UUID | str, actor: Actor) -> DeadLetter:
    """Hand the event to its subscriber once more, now; out of order, since others went on.

    Raises NotAllowed, DeadLetterUnknown, DeadLetterResolved, SubscriberUnknown, or
    RedeliveryFailed when the subscriber fails again: the letter stays open with the new error.
    """
    require(actor, "journal.redeliver")
    try:
        with own_unit():
            letter = _open_letter(dead_letter_id)
            known = subscription(letter.subscriber)
            if known is None or letter.event.topic not in known.classes:
                raise SubscriberUnknown(subscriber=letter.subscriber)
            try:
                known.hand_over(letter.event)
            except Exception as error:
                raise RedeliveryFailed(subscriber=letter.subscriber, error=repr(error)) from error
            _resolve(letter, DeadLetter.State.REDELIVERED, actor)
            record(
                DeadLetterRedelivered(letter.subscriber, letter.event_id), letter.id, actor=actor
            )
            return letter
    except RedeliveryFailed as failure:
        _keep_error(dead_letter_id, failure)
        raise


def dismiss(dead_letter_id: UUID | str, actor: Actor, reason: str) -> DeadLetter:
    """Close the letter without delivering it; `reason` says why, in a person's words.

    Raises NotAllowed, ReasonMissing, DeadLetterUnknown, DeadLetterResolved.
    """
    require(actor, "journal.redeliver")
    if not reason.strip():
        raise ReasonMissing()
    with unit_of_work():
        letter = _open_letter(dead_letter_id)
        letter.reason = reason.strip()[:300]
        _resolve(letter, DeadLetter.State.DISMISSED, actor)
        told = DeadLetterDismissed(letter.subscriber, letter.event_id, letter.reason)
        record(told, letter.id, actor=actor)
        return letter


def fast_forward(names: Iterable[str] | None = None) -> int:
    """Set the cursors of all (or these) subscribers to the journal's end; returns that position.

    For whoever writes a past in bulk together with its consequences: what the events of that past
    would cause has been written already and must not be caused again.
    """
    chosen = sorted(names) if names is not None else [known.name for known in subscriptions()]
    with unit_of_work():
        position = settled()
        for name in chosen:
            SubscriberCursor.objects.update_or_create(
                name=name,
                defaults={
                    "position": position,
                    "attempts": 0,
                    "next_attempt_at": None,
                    "last_error": "",
                    "updated_at": clock.now(),
                },
            )
    return position


def _open_letter(dead_letter_id: UUID | str) -> DeadLetter:
    try:
        letter = locks.dead_letter(dead_letter_id)
    except (DeadLetter.DoesNotExist, ValidationError):
        raise DeadLetterUnknown() from None
    if letter.state != DeadLetter.State.OPEN:
        raise DeadLetterResolved(state=letter.state)
    return letter


def _resolve(letter: DeadLetter, state: DeadLetter.State, actor: Actor) -> None:
    letter.state = state
    letter.resolved_at = clock.now()
    letter.resolved_by = str(actor)
    letter.save()


def _keep_error(dead_letter_id: UUID | str, failure: RedeliveryFailed) -> None:
    with unit_of_work():
        letter = locks.dead_letter(dead_letter_id)
        if letter.state == DeadLetter.State.OPEN:
            letter.attempts += 1
            letter.error = "".join(traceback.format_exception(failure.__cause__))[-ERROR_LENGTH:]
            letter.save()
