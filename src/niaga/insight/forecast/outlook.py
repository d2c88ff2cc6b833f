"""The forecast of a daily series: the method that did best on the past, with its range and scores.

The calendar is let in if it helped on the earlier half of the past; the later half decides between
the outcome and the seasonal naive, and the naive is shown when it was not beaten.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from niaga.insight.forecast.backtest import (
    FIRST_DAYS,
    LEAST_ORIGINS,
    QUANTILES,
    Scores,
    Trial,
    origins_of,
    ranges,
    scores,
    tried,
)
from niaga.insight.forecast.calendar import effects
from niaga.insight.forecast.models import WEEK, Method, Values, predict

HORIZON = 28


@dataclass(frozen=True)
class Range:
    """P2.5, P10, P50, P90 and P97.5 in the unit of the series."""

    lowest: float
    low: float
    middle: float
    high: float
    highest: float


@dataclass(frozen=True)
class Outlook:
    """`days`: from `first` on, one range a day. `sums`: of each day and all before it. `method`:
    which is shown; `beats_naive`: whether it was needed. `own`: the scores of the best other
    method, `naive`: of the yardstick, over the same days of the past.
    """

    first: date
    days: tuple[Range, ...]
    sums: tuple[Range, ...]
    method: Method
    beats_naive: bool
    own: Scores
    naive: Scores

    @property
    def total(self) -> Range:
        return self.sums[-1]

    @property
    def shown(self) -> Scores:
        return self.own if self.beats_naive else self.naive


@dataclass(frozen=True)
class TooShort:
    """Fewer days than a test on the past needs."""

    days: int
    needed: int


@dataclass(frozen=True)
class NothingSold:
    """No day of the history has a value above zero."""


@dataclass(frozen=True)
class NotTrading:
    """The shop is history: of its future nothing is to be told."""

    last: date


Reason = TooShort | NothingSold | NotTrading


def needed_days(horizon: int = HORIZON) -> int:
    return FIRST_DAYS + horizon + (LEAST_ORIGINS - 1) * WEEK


def foretell(known: Values, first: date, horizon: int = HORIZON) -> Outlook | Reason:
    """`known`: a value for each day from `first` on, NaN where none is known. Takes some 0.1 s the
    first time that a series is asked for.
    """
    return _foretold(known.tobytes(), first, horizon)


@lru_cache(maxsize=64)
def _foretold(series: bytes, first: date, horizon: int) -> Outlook | Reason:
    import numpy as np

    known = np.frombuffer(series, dtype=np.float64)
    if len(known) < needed_days(horizon):
        return TooShort(len(known), needed_days(horizon))
    if not np.nansum(np.maximum(known, 0)):
        return NothingSold()
    origins = origins_of(known, horizon)
    half = len(origins) // 2
    candidates: tuple[Method, ...] = ("theta", "theta_calendar")
    trials = [tried(method, known, first, origins, horizon) for method in candidates]
    chosen = min(trials, key=lambda trial: trial.wape(0, half))
    yardstick = tried("naive", known, first, origins, horizon)
    own, naive = (scores(trial, known, horizon, half) for trial in (chosen, yardstick))
    better = own.wape is not None and naive.wape is not None and own.wape < naive.wape
    shown = chosen if better else yardstick
    calendar = effects(first, len(known) + horizon)
    predicted = predict(shown.method, known, calendar[: len(known)], calendar[len(known) :])
    return Outlook(
        first=first + timedelta(days=len(known)),
        days=_told(ranges(predicted, shown.errors)),
        sums=_told(_sums(shown, predicted)),
        method=shown.method,
        beats_naive=better,
        own=own,
        naive=naive,
    )


def _told(values: Values) -> tuple[Range, ...]:
    """Of QUANTILES × days."""
    return tuple(Range(*(float(value) for value in day)) for day in values.T)


def _sums(trial: Trial, predicted: Values) -> Values:
    """QUANTILES × days, of the sum up to each day: days do not err apart from each other, so sums
    have ranges of their own."""
    import numpy as np

    told = ~np.isnan(trial.actual)
    actual = np.where(told, trial.actual, 0).cumsum(axis=1)
    foretold = np.where(told, trial.predicted, 0).cumsum(axis=1)
    shift = np.quantile(np.log1p(actual) - np.log1p(foretold), QUANTILES, axis=0)
    return np.maximum(np.expm1(np.log1p(predicted.cumsum())[None, :] + shift), 0.0)
