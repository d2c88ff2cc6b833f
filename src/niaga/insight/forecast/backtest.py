"""How well a way to forecast would have done: from many past days, with what was known on each.

Ranges are conformal: the quantiles of the errors (as logarithms) that the same method made at the
same distance from earlier days whose outcome was known by then.
"""

from dataclasses import dataclass
from datetime import date

from niaga.insight.forecast.calendar import effects
from niaga.insight.forecast.models import WEEK, Method, Values, predict

QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)  # two ranges, 95 % and 80 %, about the middle
SCORED = (0.1, 0.5, 0.9)  # by which pinball loss is told
FIRST_DAYS = 84  # that a model is given at least
MOST_ORIGINS, LEAST_ORIGINS = 52, 12
LEAST_ERRORS = 3  # origins that a range is made of


@dataclass(frozen=True)
class Scores:
    """Over `origins` forecasts of known days. `wape`: Σ|error| ÷ Σ actual. `mase`: mean |error| ÷
    that of the naive inside the history. `pinball`: mean loss of P10, P50 and P90, in the unit of
    the series. `coverage`: share of the days between P10 and P90; 0.8 is right. `wide_coverage`: of
    those between P2.5 and P97.5; 0.95 is right.
    """

    wape: float | None
    mase: float | None
    pinball: float
    coverage: float
    wide_coverage: float
    origins: int
    days: int


@dataclass(frozen=True)
class Trial:
    """A method's forecasts (origins × days) and the logarithms of actual over forecast."""

    method: Method
    origins: tuple[int, ...]
    predicted: Values
    actual: Values

    @property
    def errors(self) -> Values:
        """NaN where the day is not known."""
        import numpy as np

        return np.log1p(self.actual) - np.log1p(self.predicted)

    def wape(self, first: int, last: int) -> float:
        """Over the origins in [first, last)."""
        import numpy as np

        actual, predicted = self.actual[first:last], self.predicted[first:last]
        told = ~np.isnan(actual)
        total = float(np.abs(actual[told]).sum())
        wrong = float(np.abs(actual[told] - predicted[told]).sum())
        return wrong / total if total else np.inf


def origins_of(known: Values, horizon: int) -> tuple[int, ...]:
    """Days (as counts of known ones) from which the past is foretold, a week apart; the last has
    its outcome known to the end."""
    last = len(known) - horizon
    every = range(last, FIRST_DAYS - 1, -WEEK)
    return tuple(sorted(every))[-MOST_ORIGINS:]


def tried(method: Method, known: Values, first: date, origins: tuple[int, ...], h: int) -> Trial:
    import numpy as np

    calendar = effects(first, len(known))
    predicted = [predict(method, known[:n], calendar[:n], calendar[n : n + h]) for n in origins]
    actual = np.maximum([known[n : n + h] for n in origins], 0)
    return Trial(method, origins, np.array(predicted), actual)


def ranges(predicted: Values, errors: Values) -> Values:
    """QUANTILES × days, from the errors of earlier origins, pooled week by week of distance."""
    import numpy as np

    days = len(predicted)
    found = np.empty((len(QUANTILES), days))
    for start in range(0, days, WEEK):
        pool = errors[:, start : start + WEEK]
        pool = pool[~np.isnan(pool)]
        shift = np.quantile(pool, QUANTILES) if len(pool) else np.zeros(len(QUANTILES))
        stop = min(start + WEEK, days)
        base = np.log1p(predicted[start:stop])
        found[:, start:stop] = np.expm1(base[None, :] + shift[:, None])
    return np.maximum(found, 0.0)


def scores(trial: Trial, known: Values, horizon: int, first: int) -> Scores:
    """Of the origins from `first` on; their ranges rest on origins that were over by then."""
    import numpy as np

    inside, inside_wide, loss, days = 0, 0, 0.0, 0
    for place in range(first, len(trial.origins)):
        over = [n for n, at in enumerate(trial.origins) if at + horizon <= trial.origins[place]]
        if len(over) < LEAST_ERRORS:
            continue
        lowest, low, middle, high, highest = ranges(trial.predicted[place], trial.errors[over])
        actual = trial.actual[place]
        told = ~np.isnan(actual)
        inside += int(((actual >= low) & (actual <= high))[told].sum())
        inside_wide += int(((actual >= lowest) & (actual <= highest))[told].sum())
        days += int(told.sum())
        for q, value in zip(SCORED, (low, middle, high), strict=True):
            gap = (actual - value)[told]
            loss += float(np.maximum(q * gap, (q - 1) * gap).sum())
    wape = trial.wape(first, len(trial.origins))
    yardstick = np.abs(known[WEEK:] - known[:-WEEK])
    yardstick = yardstick[~np.isnan(yardstick)]
    usual = float(yardstick.mean()) if len(yardstick) else 0.0
    wrong = np.abs(trial.actual[first:] - trial.predicted[first:])
    wrong = wrong[~np.isnan(wrong)]
    return Scores(
        wape=wape if np.isfinite(wape) else None,
        mase=float(wrong.mean()) / usual if usual and len(wrong) else None,
        pinball=loss / (days * len(SCORED)) if days else 0.0,
        coverage=inside / days if days else 0.0,
        wide_coverage=inside_wide / days if days else 0.0,
        origins=len(trial.origins) - first,
        days=days,
    )
