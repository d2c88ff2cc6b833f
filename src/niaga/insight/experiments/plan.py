"""What was agreed before the start, and when it lets anybody decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEK = 7
VISITOR_LOOKS = 4  # looks of a plan that tells visitors and no days


@dataclass(frozen=True)
class Plan:
    """`effect` is the relative change that matters; `visitors` are those of all variants together.

    `weights`: variant → planned share as a whole number. None: not told. `ratios`: outcome → what
    divides it; `adjusted`: outcome → what was measured before the test. `segments`: the kinds of
    segment in which an effect was expected before the start.
    """

    experiment: str
    title: str
    control: str
    primary: str
    weights: Mapping[str, int]
    money_outcomes: frozenset[str] = field(default_factory=frozenset)
    ratios: Mapping[str, str] = field(default_factory=dict)
    adjusted: Mapping[str, str] = field(default_factory=dict)
    visitors: int | None = None
    days: int | None = None
    effect: float | None = None
    alpha: float = 0.05
    power: float = 0.8
    started_on: date | None = None
    ended_on: date | None = None
    segments: frozenset[str] = frozenset()

    @property
    def treatments(self) -> tuple[str, ...]:
        return tuple(name for name in self.weights if name != self.control)

    @property
    def is_told(self) -> bool:
        """Somebody said when the test would be over."""
        return bool(self.days or self.visitors)

    @property
    def look_days(self) -> tuple[int, ...]:
        """Days, counted from 1, at whose end it may be decided: whole weeks, then the end."""
        if not self.days:
            return ()
        weeks = max(1, self.days // WEEK)
        return (*(WEEK * week for week in range(1, weeks)), self.days)

    @property
    def shares(self) -> tuple[float, ...]:
        """The part of the planned visitors that is expected at each look."""
        if self.days:
            return tuple(day / self.days for day in self.look_days)
        if self.visitors:
            return tuple(n / VISITOR_LOOKS for n in range(1, VISITOR_LOOKS + 1))
        return (1.0,)

    def day(self, number: int) -> date | None:
        return self.started_on + timedelta(days=number - 1) if self.started_on else None
