"""Ways to go on from a daily series. A day that is not known (stock-out) is NaN: left out, no zero.

The yardstick is the seasonal naive: the same weekday of last week. The other is the Theta method
(Assimakopoulos & Nikolopoulos 2000; exponential smoothing with half the trend as drift, Hyndman &
Billah 2003) on logarithms, from which weekdays and, if asked, days of the calendar were taken out
by ridge regression. Libraries that were tried do not take days that are not known, or weigh more
than all the rest of the house: docs/adr/0015-forecasts.md.
"""

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:  # a twentieth of a second to load, and few pages need it
    import numpy as np
    import numpy.typing as npt

Values: TypeAlias = "npt.NDArray[np.float64]"
Method = Literal["naive", "theta", "theta_calendar"]
WEEK = 7
_AROUND = 14  # days on either side that make the level of a day
_RIDGE = 1.0  # so much evidence, in days, speaks for no effect
_ALPHAS = (0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.45)
_BLOCK = 512  # days whose weights are held as powers at once
_TREND_DAYS = 182  # of which the trend is taken


def predict(method: Method, known: Values, past: Values, future: Values) -> Values:
    """The days after `known`, as many as `future` has rows. `past`, `future`: `calendar.effects`
    of the known days and of those to come."""
    if method == "naive":
        return seasonal_naive(known, len(future))
    if method == "theta":
        return theta(known, past[:, :0], future[:, :0])
    return theta(known, past, future)


def seasonal_naive(known: Values, days: int) -> Values:
    """The last known value of the same weekday."""
    import numpy as np

    last = np.zeros(WEEK)
    for n in range(WEEK):
        told = known[n::WEEK]
        told = told[~np.isnan(told)]
        last[n] = max(0.0, told[-1]) if len(told) else 0.0
    return last[(len(known) + np.arange(days)) % WEEK]


def theta(known: Values, past: Values, future: Values) -> Values:
    import numpy as np

    scale = np.log1p(np.maximum(known, 0))
    told = ~np.isnan(scale)
    local = _level_around(scale, told)
    features = _features(past, 0)
    coefficients = _ridge(features[told], (scale - local)[told])
    smooth = np.where(told, scale - features @ coefficients, local)
    level = _smoothed(smooth)
    recent = smooth[-_TREND_DAYS:]
    days = np.arange(len(recent))
    drift = float(np.polyfit(days, recent, 1)[0]) / 2 if len(recent) > 2 * WEEK else 0.0
    ahead = np.arange(1, len(future) + 1)
    there = level + drift * ahead + _features(future, len(known)) @ coefficients
    return np.maximum(np.expm1(there), 0.0)


def _features(calendar: Values, offset: int) -> Values:
    """Weekdays (by place in the series, centred) and days of the calendar."""
    import numpy as np

    weekday = (offset + np.arange(len(calendar))) % WEEK
    dummies = (weekday[:, None] == np.arange(WEEK)[None, :]).astype(float) - 1 / WEEK
    return np.hstack([dummies, calendar])


def _level_around(scale: Values, told: "npt.NDArray[np.bool_]") -> Values:
    """The mean of the days around; where none is known, of all."""
    import numpy as np

    window = np.ones(2 * _AROUND + 1)
    sums = np.convolve(np.where(told, scale, 0.0), window, "same")
    counts = np.convolve(told.astype(float), window, "same")
    mean = float(scale[told].mean()) if told.any() else 0.0
    level: Values = np.where(counts > 0, sums / np.maximum(counts, 1), mean)
    return level


def _ridge(features: Values, target: Values) -> Values:
    import numpy as np

    penalty = _RIDGE * np.eye(features.shape[1])
    found = np.linalg.solve(features.T @ features + penalty, features.T @ target)
    return np.asarray(found, dtype=np.float64)


def _smoothed(smooth: Values) -> float:
    """The last level of exponential smoothing, by the rate that foretold each next day best."""
    import numpy as np

    levels = _levels(smooth, float(smooth[:WEEK].mean()))
    errors = np.mean((smooth[None, 1:] - levels[:, :-1]) ** 2, axis=1)
    return float(levels[int(np.argmin(errors)), -1])


def _levels(smooth: Values, start: float) -> Values:
    """_ALPHAS × days: after each day, α of it and 1 − α of the level before.

    As sums of the days over powers of 1 − α, block by block, so that no power is out of range; a
    filter from SciPy does the same and takes half a second to load.
    """
    import numpy as np

    alpha = np.array(_ALPHAS)[:, None]
    level = np.full((len(_ALPHAS), 1), start)
    blocks = []
    for first in range(0, len(smooth), _BLOCK):
        block = smooth[None, first : first + _BLOCK]
        powers = (1 - alpha) ** np.arange(1, block.shape[1] + 1)
        levels = powers * (level + np.cumsum(alpha * block / powers, axis=1))
        level = levels[:, -1:]
        blocks.append(levels)
    found: Values = np.hstack(blocks)
    return found
