"""State machines as data: a table of transitions and one `transition()` that leaves a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from niaga.kernel import clock
from niaga.kernel.errors import InvalidTransition
from niaga.kernel.models import StateChange
from niaga.kernel.permissions import SYSTEM, Actor
from niaga.kernel.prepared import PreparedInsert

_changes = PreparedInsert(StateChange)


@dataclass(frozen=True)
class Machine:
    """`name` is what the history rows are filed under; `transitions` maps a state to its next."""

    name: str
    initial: str
    transitions: Mapping[str, frozenset[str]]

    @property
    def states(self) -> frozenset[str]:
        return frozenset(self.transitions)

    def allows(self, old: str, new: str) -> bool:
        return new in self.transitions[old]

    def terminal(self, state: str) -> bool:
        return not self.transitions[state]


def begin(machine: Machine, instance: models.Model, *, actor: Actor = SYSTEM) -> None:
    """Write the first row of the history, for an instance that was just created."""
    _changes.insert(
        StateChange(
            machine=machine.name,
            subject_id=instance.pk,
            old="",
            new=machine.initial,
            actor=str(actor),
            reason="",
            at=clock.now(),
        )
    )


def transition(
    machine: Machine,
    instance: Any,
    new: str,
    *,
    actor: Actor = SYSTEM,
    reason: str = "",
    **changes: Any,
) -> None:
    """Move `instance` to `new` and set `changes` beside it, in one guarded UPDATE.

    The instance must have been read under its lock or be new; the guard `WHERE state = old` is the
    last word all the same. Raises InvalidTransition, with nothing changed, when the table does not
    list the step or somebody else has moved the row meanwhile.
    """
    old = instance.state
    if not machine.allows(old, new):
        raise InvalidTransition(subject=str(instance), state=old, target=new)
    moved = (
        type(instance)
        ._default_manager.filter(pk=instance.pk, state=old)
        .update(state=new, **changes)
    )
    if not moved:
        raise InvalidTransition(subject=str(instance), state=old, target=new)
    instance.state = new
    for name, value in changes.items():
        setattr(instance, name, value)
    _changes.insert(
        StateChange(
            machine=machine.name,
            subject_id=instance.pk,
            old=old,
            new=new,
            actor=str(actor),
            reason=reason,
            at=clock.now(),
        )
    )


def table(**transitions: str) -> dict[str, frozenset[str]]:
    """`table(open="picking cancelled", cancelled="")`: one argument for each state."""
    made = {state: frozenset(following.split()) for state, following in transitions.items()}
    unknown = frozenset().union(*made.values()) - frozenset(made)
    if unknown:
        raise ValueError(f"states without a row of their own: {sorted(unknown)}")
    return made
