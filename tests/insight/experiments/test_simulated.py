"""How often the rules are wrong, by experiments without and with a true effect."""

import numpy as np
import pytest

from niaga.insight.experiments import looks, sequence
from niaga.insight.experiments.distributions import two_sided

TESTS, DAYS, DAILY, RATE = 2_000, 28, 1_000, 0.03


def accrued(effect: float, tests: int = TESTS) -> tuple[np.ndarray, ...]:
    """Δ, its unpooled and its pooled error, and N of both, of each test up to each day."""
    random = np.random.default_rng(20_260_301)
    n = DAILY * np.arange(1, DAYS + 1)
    a = random.binomial(DAILY, RATE, (tests, DAYS)).cumsum(axis=1) / n
    b = random.binomial(DAILY, RATE * (1 + effect), (tests, DAYS)).cumsum(axis=1) / n
    error = np.sqrt((a * (1 - a) + b * (1 - b)) / n)
    pooled = (a + b) / 2
    return b - a, error, np.sqrt(2 * pooled * (1 - pooled) / n), 2 * n


@pytest.mark.parametrize("tuned_for", [2 * DAILY * DAYS, sequence.TUNED_FOR])
def test_the_daily_rule_is_wrong_in_at_most_five_of_a_hundred(tuned_for: int) -> None:
    difference, error, _pooled, visitors = accrued(0.0)
    rho = sequence.width_parameter(tuned_for)
    p = sequence.p_value(difference, error, visitors, rho)
    always = np.minimum.accumulate(p, axis=1)
    rejected = (always < 0.05).any(axis=1).mean()
    assert rejected <= 0.05
    assert 0.003 <= rejected <= 0.03  # as measured for the design: 1.1 % and 1.6 %
    reach = sequence.reach(error, visitors, rho)
    outside = (np.abs(difference) > reach).any(axis=1).mean()
    assert outside == pytest.approx(rejected, abs=1e-9)  # interval and p say the same


def test_looking_every_day_at_a_raw_p_is_what_it_replaces() -> None:
    difference, _error, pooled, _visitors = accrued(0.0)
    p = two_sided(difference / pooled)
    assert (p < 0.05).any(axis=1).mean() == pytest.approx(0.27, abs=0.03)
    assert (p[:, -1] < 0.05).mean() == pytest.approx(0.05, abs=0.015)


def test_planned_looks_keep_the_level_and_nearly_the_power() -> None:
    edges = np.array(looks.obrien_fleming((0.25, 0.5, 0.75, 1.0)))
    for effect, low, high in ((0.0, 0.035, 0.065), (0.14, 0.76, 0.82)):
        difference, _error, pooled, _visitors = accrued(effect, 4_000)
        z = (difference / pooled)[:, [6, 13, 20, 27]]
        assert low <= (np.abs(z) > edges).any(axis=1).mean() <= high


def test_the_sequence_is_narrowest_where_it_is_tuned() -> None:
    rho = sequence.width_parameter(28_000)
    widths = [sequence.reach(1.0, n, rho) for n in (7_000, 28_000, 112_000)]
    assert widths[1] < widths[0]
    assert widths[1] / 1.959964 == pytest.approx(1.55, abs=0.02)
