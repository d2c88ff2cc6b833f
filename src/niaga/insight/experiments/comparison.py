"""One variant beside the control: difference, interval and p of a test that looks once.

z: two proportions, z = (p_B − p_A) / √(p̄(1−p̄)(1/n_A + 1/n_B)), two-sided by the survival function.
fisher: the exact test, where a cell expects fewer than five (Fisher 1922; by SciPy).
welch: two means with unequal variances (Welch 1947).
delta: two ratios of sums, by the delta method and the normal distribution.

The interval of a difference of proportions is unpooled; where a cell holds fewer than ten it is
Newcombe's hybrid of two Wilson intervals (Newcombe 1998, method 10), as it always is beside the
exact test.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from niaga.insight.experiments import distributions as d
from niaga.insight.experiments.reasons import NotEnoughData, Reason, VarianceUnknown
from niaga.insight.experiments.samples import Mean, Proportion, Ratio

FEWEST_EXPECTED = 5
FEWEST_IN_CELL = 10


@dataclass(frozen=True)
class Comparison:
    """`difference` is treatment − control in the outcome's own unit; `low` to `high` covers it with
    1 − `alpha`. `statistic` is None for the exact test.
    """

    method: Literal["z", "fisher", "welch", "delta", "cuped"]
    control: float
    treatment: float
    difference: float
    error: float
    statistic: float | None
    p: float
    low: float
    high: float
    alpha: float
    visitors: int  # of both
    theta: float | None = None  # of cuped, as `saved`
    saved: float | None = None

    @property
    def lift(self) -> float | None:
        """The difference as a share of the control."""
        return self.difference / self.control if self.control else None


def compare_proportions(
    control: Proportion, treatment: Proportion, alpha: float = 0.05
) -> Comparison | Reason:
    a, b = control, treatment
    if not a.visitors or not b.visitors:
        return NotEnoughData(needed=1, found=0)
    converted, visitors = a.conversions + b.conversions, a.visitors + b.visitors
    if converted in (0, visitors):
        return NotEnoughData(needed=1, found=0)  # everybody alike: nothing to tell apart
    rate_a, rate_b = a.conversions / a.visitors, b.conversions / b.visitors
    difference = rate_b - rate_a
    error = sqrt(rate_a * (1 - rate_a) / a.visitors + rate_b * (1 - rate_b) / b.visitors)
    pooled = converted / visitors
    cells = [a.conversions, b.conversions]
    cells += [a.visitors - a.conversions, b.visitors - b.conversions]
    expected = min(pooled, 1 - pooled) * min(a.visitors, b.visitors)
    statistic: float | None = None
    if expected < FEWEST_EXPECTED:
        p = _fisher(a, b)
    else:
        spread = sqrt(pooled * (1 - pooled) * (1 / a.visitors + 1 / b.visitors))
        statistic = difference / spread
        p = float(d.two_sided(statistic))
    if min(cells) < FEWEST_IN_CELL or statistic is None:
        low, high = newcombe(a, b, alpha)
    else:
        reach = d.normal_quantile(1 - alpha / 2) * error
        low, high = difference - reach, difference + reach
    return Comparison(
        method="fisher" if statistic is None else "z",
        control=rate_a,
        treatment=rate_b,
        difference=difference,
        error=error,
        statistic=statistic,
        p=p,
        low=low,
        high=high,
        alpha=alpha,
        visitors=visitors,
    )


def compare_means(control: Mean, treatment: Mean, alpha: float = 0.05) -> Comparison | Reason:
    found = min(control.visitors, treatment.visitors)
    if found < 2:
        return NotEnoughData(needed=2, found=found)
    if control.variance is None or treatment.variance is None:
        return VarianceUnknown()
    part_a = control.variance / control.visitors
    part_b = treatment.variance / treatment.visitors
    error = sqrt(part_a + part_b)
    if not error:
        return NotEnoughData(needed=2, found=1)
    degrees = (part_a + part_b) ** 2 / (
        part_a**2 / (control.visitors - 1) + part_b**2 / (treatment.visitors - 1)
    )
    mean_a, mean_b = (sample.total / sample.visitors for sample in (control, treatment))
    statistic = (mean_b - mean_a) / error
    reach = d.t_quantile(1 - alpha / 2, degrees) * error
    return Comparison(
        method="welch",
        control=mean_a,
        treatment=mean_b,
        difference=mean_b - mean_a,
        error=error,
        statistic=statistic,
        p=min(1.0, 2 * d.t_sf(abs(statistic), degrees)),
        low=mean_b - mean_a - reach,
        high=mean_b - mean_a + reach,
        alpha=alpha,
        visitors=control.visitors + treatment.visitors,
    )


def compare_ratios(control: Ratio, treatment: Ratio, alpha: float = 0.05) -> Comparison | Reason:
    estimates = control.estimate, treatment.estimate
    errors = control.error, treatment.error
    if estimates[0] is None or estimates[1] is None or errors[0] is None or errors[1] is None:
        return NotEnoughData(needed=2, found=min(control.visitors, treatment.visitors))
    error = sqrt(errors[0] ** 2 + errors[1] ** 2)
    if not error:
        return NotEnoughData(needed=2, found=1)
    difference = estimates[1] - estimates[0]
    reach = d.normal_quantile(1 - alpha / 2) * error
    return Comparison(
        method="delta",
        control=estimates[0],
        treatment=estimates[1],
        difference=difference,
        error=error,
        statistic=difference / error,
        p=float(d.two_sided(difference / error)),
        low=difference - reach,
        high=difference + reach,
        alpha=alpha,
        visitors=control.visitors + treatment.visitors,
    )


def wilson(sample: Proportion, alpha: float = 0.05) -> tuple[float, float]:
    """Interval of one proportion (Wilson 1927); never beyond 0 or 1, even with no conversion."""
    z, n = d.normal_quantile(1 - alpha / 2), sample.visitors
    if not n:
        return 0.0, 1.0
    rate = sample.conversions / n
    middle = (rate + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def newcombe(
    control: Proportion, treatment: Proportion, alpha: float = 0.05
) -> tuple[float, float]:
    """Interval of the difference treatment − control from their Wilson intervals."""
    rate_a, rate_b = control.estimate or 0.0, treatment.estimate or 0.0
    (low_a, high_a), (low_b, high_b) = wilson(control, alpha), wilson(treatment, alpha)
    difference = rate_b - rate_a
    low = difference - sqrt((rate_b - low_b) ** 2 + (high_a - rate_a) ** 2)
    high = difference + sqrt((high_b - rate_b) ** 2 + (rate_a - low_a) ** 2)
    return low, high


def _fisher(control: Proportion, treatment: Proportion) -> float:
    from scipy.stats import fisher_exact  # a second to load, and seldom needed

    table = [[s.conversions, s.visitors - s.conversions] for s in (control, treatment)]
    return float(fisher_exact(table).pvalue)
