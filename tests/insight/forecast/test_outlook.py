"""The forecast on series whose future is known."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from niaga.insight.forecast import NothingSold, Outlook, TooShort, foretell
from niaga.insight.forecast.backtest import Trial, origins_of, ranges, scores
from niaga.insight.forecast.calendar import EFFECTS, effects, lebaran
from niaga.insight.forecast.models import _ALPHAS, _levels, predict, seasonal_naive, theta
from niaga.insight.forecast.outlook import needed_days

FIRST = date(2025, 1, 6)  # a Monday
WEEKDAYS = np.array([10.0, 8, 9, 11, 14, 20, 17])


def weeks(count: int) -> np.ndarray:
    return np.tile(WEEKDAYS, count)


def noisy(count: int, growth: float = 0.0, seed: int = 1) -> np.ndarray:
    chance = np.random.default_rng(seed)
    level = 5 * weeks(count) * np.exp(growth * np.arange(7 * count))
    return chance.poisson(level).astype(float)


def judged(known: np.ndarray, horizon: int = 28) -> Outlook:
    found = foretell(known, FIRST, horizon)
    assert isinstance(found, Outlook)
    return found


def test_the_yardstick_is_the_same_weekday_of_last_week() -> None:
    known = np.array([*WEEKDAYS, 1, 2, np.nan, 4, 5.0])
    assert seasonal_naive(known, 9).tolist() == [20, 17, 1, 2, 9, 4, 5, 20, 17]


def test_theta_follows_weekdays_level_and_half_the_trend() -> None:
    flat = theta(weeks(30), np.empty((210, 0)), np.empty((14, 0)))
    assert flat == pytest.approx(np.tile(WEEKDAYS, 2), rel=0.04)
    grown = 1_000 * np.exp(0.002 * np.arange(210))
    ahead = theta(grown, np.empty((210, 0)), np.empty((28, 0)))
    assert ahead[-1] == pytest.approx(grown[-1] * np.exp(0.001 * 28), rel=0.03)


def test_levels_are_those_of_the_plain_recursion() -> None:
    series = np.random.default_rng(4).normal(3, 1, 1_300)
    found = _levels(series, 2.5)
    for row, alpha in zip(found, _ALPHAS, strict=True):
        level, wanted = 2.5, []
        for value in series:
            level = alpha * value + (1 - alpha) * level
            wanted.append(level)
        assert row == pytest.approx(wanted, rel=1e-12)


def test_a_day_that_is_not_known_is_not_a_day_without_demand() -> None:
    known = weeks(30)
    gone = np.arange(len(known)) % 5 == 0
    as_gap, as_zero = np.where(gone, np.nan, known), np.where(gone, 0.0, known)
    none = np.empty((len(known), 0)), np.empty((7, 0))
    assert theta(as_gap, *none) == pytest.approx(WEEKDAYS, rel=0.04)
    assert theta(as_zero, *none).sum() < 0.8 * WEEKDAYS.sum()


def test_noise_that_last_week_repeats_is_beaten() -> None:
    found = judged(noisy(60, growth=0.001))
    assert found.beats_naive
    assert found.method in ("theta", "theta_calendar")
    assert (found.own.wape or 1) < (found.naive.wape or 0)
    assert found.own.pinball < found.naive.pinball
    assert 0.7 <= found.own.coverage <= 0.9
    assert 0.9 <= found.own.wide_coverage <= 0.99
    assert found.own.origins == 23
    assert found.first == FIRST + timedelta(days=420)
    for each in (*found.days, *found.sums):
        assert each.lowest <= each.low <= each.middle <= each.high <= each.highest
    assert found.total.low < found.total.middle < found.total.high
    assert found.sums[0].middle == pytest.approx(found.days[0].middle, rel=0.15)
    assert [each.middle for each in found.sums] == sorted(each.middle for each in found.sums)


def test_ranges_of_sums_cover_as_often_as_they_say() -> None:
    """40 shops: the four weeks that came lie inside the 80 % range of their sum about 32 times."""
    inside = wide = 0
    for seed in range(40):
        known = noisy(60, seed=seed + 10)
        whole = judged(known[:-28]).total
        came = known[-28:].sum()
        inside += whole.low <= came <= whole.high
        wide += whole.lowest <= came <= whole.highest
    assert 26 <= inside <= 38
    assert wide >= 34


def test_the_naive_is_shown_where_it_is_not_beaten() -> None:
    """Every week as the last: nothing can be nearer."""
    found = judged(weeks(60) * 100)
    assert (found.method, found.beats_naive) == ("naive", False)
    assert found.shown is found.naive
    assert found.naive.wape == 0
    assert [each.middle for each in found.days[:7]] == pytest.approx((WEEKDAYS * 100).tolist())


def test_days_of_the_calendar_are_let_in_where_they_help() -> None:
    known = noisy(110)
    for n in range(len(known)):
        day = FIRST + timedelta(days=n)
        if day.day >= 25 or day.day <= 2:
            known[n] *= 2
    found = judged(known)
    assert found.method == "theta_calendar"
    assert (found.own.wape or 1) < 0.2 < (found.naive.wape or 0)


def test_its_past_must_be_long_enough_and_not_empty() -> None:
    assert foretell(weeks(26), FIRST) == TooShort(182, needed_days())
    assert foretell(np.zeros(400), FIRST) == NothingSold()
    assert isinstance(foretell(weeks(28), FIRST), Outlook)


def test_what_was_judged_could_not_see_its_future() -> None:
    """Origins end where their outcome is known; a range rests on origins that were over."""
    known = noisy(60)
    origins = origins_of(known, 28)
    assert origins[-1] + 28 == len(known)
    assert {b - a for a, b in pairwise(origins)} == {7}
    calendar = effects(FIRST, len(known))
    n = origins[30]
    altered = known.copy()
    altered[n:] = 1e6
    for method in ("naive", "theta", "theta_calendar"):
        one = predict(method, known[:n], calendar[:n], calendar[n : n + 28])  # type: ignore[arg-type]
        other = predict(method, altered[:n], calendar[:n], calendar[n : n + 28])  # type: ignore[arg-type]
        assert one.tolist() == other.tolist()


def test_scores_with_a_pencil() -> None:
    """Four origins, four weeks apart, of a horizon of one day; always foretold 10."""
    known = np.array([10.0] * 8)
    actual = np.array([[9.0], [10], [11], [14]])
    trial = Trial("theta", (1, 2, 3, 4), np.full((4, 1), 10.0), actual)
    found = scores(trial, known, 1, 3)
    assert found.wape == pytest.approx(4 / 14)
    assert found.mase is None  # the naive never errs inside this history
    lowest, low, middle, high, highest = ranges(np.array([10.0]), trial.errors[:3])[:, 0]
    assert (lowest, highest) == pytest.approx((9.05, 10.95), abs=0.02)
    assert (low, middle, high) == pytest.approx((9.2, 10, 10.8), abs=0.02)
    wanted = (0.1 * (14 - low) + 0.5 * (14 - middle) + 0.9 * (14 - high)) / 3
    assert found.pinball == pytest.approx(wanted)
    assert (found.coverage, found.wide_coverage, found.days) == (0, 0, 1)


def test_the_calendar() -> None:
    assert lebaran(2025) == (date(2025, 3, 31),)
    assert lebaran(2033) == (date(2033, 1, 3), date(2033, 12, 23))
    told = {
        date(2025, 3, 2): ["payday", "ramadan"],
        date(2025, 3, 14): ["ramadan"],
        date(2025, 3, 20): ["ramadan_late"],
        date(2025, 3, 31): ["payday", "lebaran"],
        date(2025, 4, 5): ["lebaran"],
        date(2025, 4, 6): [],
        date(2025, 11, 11): ["great_twin"],
        date(2025, 11, 12): ["twin_after"],
        date(2025, 10, 10): ["twin"],
    }
    for day, names in told.items():
        row = effects(day, 1)[0]
        assert [name for name, on in zip(EFFECTS, row, strict=True) if on] == names
