"""Checks that the books agree: each room says what must hold, `niaga doctor` asks them all.

An app's checks live in its `health.py`, found by name when the doctor calls.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules

from niaga.kernel.models import StateChange
from niaga.kernel.states import Machine


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it must be: `subject` names the row, `detail` what is wrong."""

    subject: str
    detail: str


CheckFunction = Callable[[], Iterable[Fault]]


@dataclass(frozen=True)
class Check:
    """`code` names the invariant as the documentation does (S-1, M-3, …)."""

    code: str
    title: str
    find: CheckFunction


_checks: dict[str, Check] = {}


def check(code: str, title: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function that answers the faults it finds; it reads and never writes."""

    def register(find: CheckFunction) -> CheckFunction:
        _checks[f"{code} {title}"] = Check(code, title, find)
        return find

    return register


def all_checks() -> list[Check]:
    autodiscover_modules("health")
    return [_checks[name] for name in sorted(_checks)]


def replay_faults(machine: Machine, model: type[models.Model]) -> list[Fault]:
    """Subjects whose history is not a chain of listed steps to their present state (O-1, O-2).

    Two statements.
    """
    steps = (
        StateChange.objects.filter(machine=machine.name)
        .order_by("subject_id", "id")
        .values_list("subject_id", "old", "new")
    )
    present: dict[int, str] = dict(model._default_manager.values_list("pk", "state"))
    faults = []
    for subject_id, history in groupby(steps.iterator(), key=lambda step: step[0]):
        state = ""
        for _subject, old, new in history:
            listed = new == machine.initial if not state else machine.allows(state, new)
            if old != state or not listed:
                faults.append(Fault(f"{machine.name} {subject_id}", f"{old or '—'} → {new}"))
            state = new
        stands: Any = present.pop(subject_id, None)
        if stands != state:
            faults.append(Fault(f"{machine.name} {subject_id}", f"history {state}, row {stands}"))
    return faults + [Fault(f"{machine.name} {pk}", "has no history") for pk in sorted(present)]
