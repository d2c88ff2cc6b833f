"""Sizing a test before it starts, and saying honestly what a shop's traffic cannot show."""

from dataclasses import dataclass
from math import ceil

from niaga.insight.experiments.plan import WEEK
from niaga.insight.experiments.power import Size, detectable_lift, sample_size

EFFECTS = (0.05, 0.1, 0.2, 0.3, 0.5)
WEEKS = (2, 4, 8)
LONGEST = 8  # weeks; beyond it seasons, returning visitors and patience spoil a test


@dataclass(frozen=True)
class Row:
    """`weeks` None: the traffic is not known."""

    size: Size
    weeks: int | None

    @property
    def is_feasible(self) -> bool:
        return self.weeks is not None and self.weeks <= LONGEST


@dataclass(frozen=True)
class Sizing:
    """`asked`: for the effect that was asked for; `table`: for the usual ones. `within`: weeks →
    the smallest rise that they show; None: none at all.
    """

    asked: Row | None
    table: tuple[Row, ...]
    within: tuple[tuple[int, float | None], ...]


def size(
    base: float, effect: float, daily: float | None, alpha: float = 0.05, power: float = 0.8
) -> Sizing:
    """`base`: the conversion now; `effect`: relative; `daily`: visitors a day of both variants."""
    rows = {each: _row(base, each, daily, alpha, power) for each in sorted({*EFFECTS, abs(effect)})}
    each_day = (daily or 0.0) / 2
    within = tuple(
        (weeks, detectable_lift(base, each_day * WEEK * weeks, alpha, power))
        for weeks in (WEEKS if daily else ())
    )
    known = [row for each in EFFECTS if (row := rows[each]) is not None]
    asked = _row(base, effect, daily, alpha, power)
    return Sizing(asked, tuple(known), within)


def _row(base: float, effect: float, daily: float | None, alpha: float, power: float) -> Row | None:
    found = sample_size(base, effect, alpha, power)
    if found is None:
        return None
    return Row(found, ceil(found.visitors / daily / WEEK) if daily else None)
