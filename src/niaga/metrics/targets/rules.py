"""Which target a month has, and why: arithmetic on whole amounts and on decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from niaga.kernel.money import allocate
from niaga.metrics.periods import shifted
from niaga.metrics.targets.decisions import Decision

BASIS_POINTS = 150  # the business's rule: 1.5 % above the month before
WHOLE = 10_000


@dataclass(frozen=True)
class Target:
    """`amount`: None where there is no target. `decision`: what it follows from, if not the rule
    that always stood."""

    amount: int | None
    origin: Literal["rule", "fixed", "frozen"]
    basis_points: int
    decision: Decision | None = None


def target_of(month: date, before: int | None, decisions: Sequence[Decision]) -> Target:
    """`before`: the actual of the month before; None in the first month.

    Frozen, else fixed for that month, else the rule in force: (1 + rate) × the actual of the month
    before, rounded half up; none when that is missing or not above 0.
    """
    frozen = _last(d for d in decisions if d.kind == "frozen" and d.month == month)
    rule = _last(
        sorted(
            (d for d in decisions if d.kind == "rule" and d.month <= month), key=lambda d: d.month
        )
    )
    points = BASIS_POINTS if rule is None or rule.basis_points is None else rule.basis_points
    if frozen:
        return Target(frozen.amount, "frozen", points, frozen)
    fixed = _last(d for d in decisions if d.kind == "fixed" and d.month == month)
    if fixed:
        return Target(fixed.amount, "fixed", points, fixed)
    return Target(raised(before, points), "rule", points, rule)


def raised(before: int | None, basis_points: int = BASIS_POINTS) -> int | None:
    """`before` with so much more, rounded half up; none when it is missing or not above 0."""
    if before is None or before <= 0:
        return None
    return (before * (WHOLE + basis_points) + WHOLE // 2) // WHOLE


def plan_of(month: date, decisions: Sequence[Decision]) -> int | None:
    """The year plan's part for the month: the amount spread over the months by their days."""
    year = date(month.year, 1, 1)
    plan = _last(d for d in decisions if d.kind == "plan" and d.month.year == month.year)
    if plan is None or plan.amount is None:
        return None
    starts = [shifted(year, "month", n) for n in range(13)]
    days = [(after - start).days for start, after in pairwise(starts)]
    return allocate(plan.amount, days)[month.month - 1]


def _last(found: Iterable[Decision]) -> Decision | None:
    items = list(found)
    return items[-1] if items else None
