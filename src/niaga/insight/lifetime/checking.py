"""Is a model of buying any good here? It is fitted to the past, and tested on what came after."""

from dataclasses import dataclass
from math import sqrt

from niaga.insight.lifetime.buying import Histories, Numbers, fit
from niaga.insight.lifetime.reasons import (
    DidNotConverge,
    HistoryTooShort,
    TooFewRepeats,
    WorseThanMean,
)

NEEDED_REPEATERS = 100
NEEDED_WEEKS = 52  # half to learn from, half to be tested on


@dataclass(frozen=True)
class Check:
    """Purchases per person in the weeks held out: root mean squared error of the model, and of the
    plain mean (the same rate for everybody); purchases of all people that were foreseen and found.
    """

    weeks: float
    people: int
    error: float
    naive_error: float
    foreseen: float
    found: float


def check(
    before: Histories, later: Numbers, later_squared: Numbers, weeks: float
) -> Check | TooFewRepeats | HistoryTooShort | DidNotConverge | WorseThanMean:
    """`later`, `later_squared`: Σ over the people of each history of what they bought afterwards,
    and of its square.
    """
    import numpy as np

    if not before.total or float(before.age.max()) < NEEDED_WEEKS - weeks:
        oldest = float(before.age.max()) if before.total else 0.0
        return HistoryTooShort(NEEDED_WEEKS, round(oldest + weeks))
    if before.repeaters < NEEDED_REPEATERS:
        return TooFewRepeats(NEEDED_REPEATERS, round(before.repeaters))
    model = fit(before)
    if isinstance(model, DidNotConverge):
        return model
    expected = model.expected(weeks, before.repeats, before.last, before.age)
    weighted_age = float((before.people * before.age).sum())
    rate = float((before.people * before.repeats).sum()) / max(weighted_age, 1e-9)
    naive = np.full_like(expected, rate * weeks)

    def error(foreseen: Numbers) -> float:
        squares = before.people * foreseen**2 - 2 * foreseen * later + later_squared
        return sqrt(max(float(squares.sum()), 0.0) / before.total)

    found = Check(
        weeks=weeks,
        people=round(before.total),
        error=error(expected),
        naive_error=error(naive),
        foreseen=float((before.people * expected).sum()),
        found=float(later.sum()),
    )
    if found.error >= found.naive_error:
        return WorseThanMean(found.error, found.naive_error)
    return found
