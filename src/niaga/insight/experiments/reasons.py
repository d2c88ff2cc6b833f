"""Why there is no answer: typed, so that a page can say it in words and in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NotEnoughData:
    """Fewer visitors, conversions or days than the method can use."""

    needed: int
    found: int


@dataclass(frozen=True)
class VarianceUnknown:
    """A sum of amounts came without the sum of their squares."""


@dataclass(frozen=True)
class SrmFailed:
    """Visitors are not divided as planned: what is compared is not what was assigned."""

    p: float


@dataclass(frozen=True)
class NoPlan:
    """Nobody said before the start how long, or which effect matters."""


@dataclass(frozen=True)
class NoDays:
    """The source tells no days, so there is no course over time."""


@dataclass(frozen=True)
class NoComparison:
    """There is no control, or no variant beside it."""


Reason = NotEnoughData | VarianceUnknown | SrmFailed | NoPlan | NoDays | NoComparison
