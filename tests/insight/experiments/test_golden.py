"""Published figures, and the tables that the rules of the house were made from."""

from dataclasses import astuple

import pytest
import tea_tasting as tt
from scipy import stats

from niaga.insight.experiments import looks, power
from niaga.insight.experiments.bayes import belief
from niaga.insight.experiments.compare import compare
from niaga.insight.experiments.comparison import (
    Comparison,
    compare_means,
    compare_proportions,
    newcombe,
)
from niaga.insight.experiments.cuped import compare_adjusted
from niaga.insight.experiments.reasons import NoComparison, NotEnoughData, VarianceUnknown
from niaga.insight.experiments.samples import Adjusted, Mean, Proportion, Ratio
from niaga.insight.experiments.several import benjamini_hochberg, holm
from niaga.insight.experiments.srm import Srm, mismatch

CONTROL, TREATMENT = Proportion(145_274, 17_489), Proportion(145_310, 17_264)


def test_the_published_landing_page() -> None:
    found = compare_proportions(CONTROL, TREATMENT)
    assert isinstance(found, Comparison)
    assert found.method == "z"
    assert found.statistic == pytest.approx(-1.3109, abs=5e-5)
    assert found.p == pytest.approx(0.18988, abs=5e-6)
    assert (found.control, found.treatment) == pytest.approx((0.1203863, 0.1188081), abs=5e-8)


@pytest.mark.parametrize(
    ("base", "effect", "visitors"),
    [(0.03, 0.05, 207_938), (0.03, 0.1, 53_211), (0.03, 0.2, 13_914), (0.02, 0.1, 80_682)],
)
def test_sample_sizes(base: float, effect: float, visitors: int) -> None:
    size = power.sample_size(base, effect)
    assert size is not None
    assert size.per_variant == visitors
    assert power.detectable_lift(base, visitors) == pytest.approx(effect, rel=1e-4)


def test_a_size_that_cannot_be() -> None:
    assert power.sample_size(0.6, 1.0) is None  # 120 %
    assert power.sample_size(0.03, 0.0) is None
    assert power.detectable_lift(0.03, 1) is None


def test_power_at_the_planned_effect_is_what_was_planned() -> None:
    size = power.sample_size(0.03, 0.1)
    assert size is not None
    p1, p2, n = 0.03, 0.033, size.per_variant
    error = (p1 * (1 - p1) / n + p2 * (1 - p2) / n) ** 0.5
    assert power.power_at(p2 - p1, error) == pytest.approx(0.8, abs=0.002)


def test_boundaries_of_four_looks() -> None:
    quarters = (0.25, 0.5, 0.75, 1.0)
    assert looks.obrien_fleming(quarters) == pytest.approx((4.049, 2.863, 2.337, 2.024), abs=1e-3)
    # Lan–DeMets, as published for this spending function
    assert looks.spending(quarters) == pytest.approx((4.333, 2.963, 2.359, 2.014), abs=1e-3)
    assert looks.obrien_fleming((1.0,)) == pytest.approx((1.95996,), abs=1e-4)


def test_looks_that_slip_spend_what_is_left_at_the_end() -> None:
    planned = (0.25, 0.5, 0.75, 1.0)
    assert looks.boundary(planned, (0.26, 0.52)) == looks.obrien_fleming(planned)
    slipped = looks.boundary(planned, (0.1, 0.3, 0.5, 0.8))
    assert slipped[0] > 6
    assert slipped[-1] < 2.02
    for actual in ((1.0, 1.0, 1.0, 1.0), (0.0, 0.0), (0.9,)):  # however visitors came
        assert len(looks.boundary(planned, actual)) == 4


def test_small_numbers_are_tested_exactly() -> None:
    found = compare_proportions(Proportion(20, 2), Proportion(20, 7))
    assert isinstance(found, Comparison)
    assert (found.method, found.statistic) == ("fisher", None)
    assert found.p == pytest.approx(stats.fisher_exact([[2, 18], [7, 13]]).pvalue)
    # Newcombe 1998, table II, row (a): 56/70 against 48/80
    assert newcombe(Proportion(80, 48), Proportion(70, 56)) == pytest.approx(
        (0.0524, 0.3339), abs=1e-4
    )


def test_far_tails_are_not_nought() -> None:
    found = compare_proportions(Proportion(100_000, 1_000), Proportion(100_000, 2_500))
    assert isinstance(found, Comparison)
    assert 0 < found.p < 1e-100  # 1 − cdf would say 0


def test_nothing_to_tell_apart_is_a_reason() -> None:
    assert isinstance(compare_proportions(Proportion(0, 0), Proportion(9, 1)), NotEnoughData)
    assert isinstance(compare_proportions(Proportion(9, 0), Proportion(9, 0)), NotEnoughData)
    assert isinstance(compare_means(Mean(9, 9, None), Mean(9, 9, 9)), VarianceUnknown)
    with pytest.raises(TypeError):
        compare(Proportion(9, 1), Mean(9, 9, 9))


def _mean(values: list[int]) -> Mean:
    return Mean(len(values), sum(values), sum(v * v for v in values))


A = [0, 0, 3, 12, 0, 7, 55, 0, 1, 20, 4, 0]
B = [1, 0, 9, 14, 3, 8, 61, 2, 0, 33, 9]


def test_means_are_scipys_welch() -> None:
    found = compare(_mean(A), _mean(B))
    assert isinstance(found, Comparison)
    known = stats.ttest_ind(B, A, equal_var=False)
    interval = known.confidence_interval()
    assert (found.statistic, found.p) == pytest.approx((known.statistic, known.pvalue))
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def _ratio(tops: list[int], bottoms: list[int]) -> Ratio:
    return Ratio(
        len(tops),
        sum(tops),
        sum(bottoms),
        sum(t * t for t in tops),
        sum(b * b for b in bottoms),
        sum(t * b for t, b in zip(tops, bottoms, strict=True)),
    )


def _aggregates(tops: list[int], bottoms: list[int]) -> tt.aggr.Aggregates:
    n = len(tops)
    mean = {"top": sum(tops) / n, "bottom": sum(bottoms) / n}

    def covariance(x: list[int], y: list[int], mx: float, my: float) -> float:
        return sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / (n - 1)

    return tt.aggr.Aggregates(
        count_=n,
        mean_=mean,
        var_={
            "top": covariance(tops, tops, mean["top"], mean["top"]),
            "bottom": covariance(bottoms, bottoms, mean["bottom"], mean["bottom"]),
        },
        cov_={("bottom", "top"): covariance(tops, bottoms, mean["top"], mean["bottom"])},
    )


ORDERS_A, ORDERS_B = [1, 1, 2, 3, 1, 2, 5, 1, 1, 4, 2, 1], [1, 1, 3, 2, 1, 2, 6, 1, 1, 5, 2]


def test_ratios_are_tea_tastings_delta_method() -> None:
    found = compare(_ratio(A, ORDERS_A), _ratio(B, ORDERS_B))
    assert isinstance(found, Comparison)
    metric = tt.RatioOfMeans("top", "bottom", use_t=False)
    data = {0: _aggregates(A, ORDERS_A), 1: _aggregates(B, ORDERS_B)}
    known = metric.analyze(data, 0, 1)
    assert found.difference == pytest.approx(known.effect_size)
    assert (found.statistic, found.p) == pytest.approx((known.statistic, known.pvalue))


def test_cuped_is_tea_tastings() -> None:
    control, treatment = _ratio(A, ORDERS_A), _ratio(B, ORDERS_B)  # the same sums of pairs
    found = compare_adjusted(Adjusted(*astuple(control)), Adjusted(*astuple(treatment)))
    assert isinstance(found, Comparison)
    assert found.saved is not None
    metric = tt.Mean("top", covariate="bottom", use_t=False)
    data = {0: _aggregates(A, ORDERS_A), 1: _aggregates(B, ORDERS_B)}
    known = metric.analyze(data, 0, 1)
    # the two pool the variances by degrees of freedom and by visitors
    assert found.difference == pytest.approx(known.effect_size, rel=0.05)
    assert found.saved > 0.5


def test_several_at_once() -> None:
    ps = [0.01, 0.04, 0.03, 0.2]
    assert holm(ps) == pytest.approx((0.04, 0.09, 0.09, 0.2))
    assert benjamini_hochberg(ps) == pytest.approx(tuple(stats.false_discovery_control(ps)))


def test_division_of_visitors() -> None:
    even = mismatch({"a": 28_521, "b": 28_515}, {"a": 1, "b": 1})
    assert isinstance(even, Srm)
    assert even.p == pytest.approx(stats.chisquare([28_521, 28_515]).pvalue)
    assert not even.failed
    torn = mismatch({"a": 11_256, "b": 9_962, "off": 5}, {"a": 1, "b": 1, "off": 0})
    assert isinstance(torn, Srm)
    assert (torn.degrees, torn.failed) == (1, True)  # a variant without weight takes no part
    assert mismatch({"a": 7, "b": 7}, {"a": 1, "b": 1}) == NotEnoughData(8, 7)
    assert mismatch({"a": 7}, {"a": 1}) == NoComparison()


def test_the_bayesian_reading() -> None:
    found = belief(0.0, 1.0)
    assert found.chance_to_win == 0.5
    assert found.loss == pytest.approx(0.39894, abs=1e-5)  # φ(0)
