"""CUPED: the same effect with less noise, by what visitors did before the test.

Y' = Y − θ(X − X̄), θ = cov(X, Y)/var(X) pooled over the variants; X is measured before the first
exposure, by custom over 14 days. Source: Deng, Xu, Kohavi, Walker, WSDM 2013.
"""

from dataclasses import dataclass
from math import sqrt

from niaga.insight.experiments.comparison import Comparison, compare_means
from niaga.insight.experiments.reasons import NotEnoughData, Reason
from niaga.insight.experiments.samples import Mean, Ratio


@dataclass(frozen=True)
class Reduced:
    """`theta` is what one unit before is worth after; `saved` the share of variance taken away."""

    comparison: Comparison
    theta: float
    saved: float


def compare_with_before(control: Ratio, treatment: Ratio, alpha: float = 0.05) -> Reduced | Reason:
    """`Ratio` carries the sums that are needed: top is what came after, bottom what was before."""
    n = control.visitors + treatment.visitors
    if min(control.visitors, treatment.visitors) < 2:
        return NotEnoughData(needed=2, found=min(control.visitors, treatment.visitors))
    spread, together = 0.0, 0.0
    for s in (control, treatment):
        spread += s.bottom_squares - s.bottom**2 / s.visitors
        together += s.products - s.top * s.bottom / s.visitors
    theta = together / spread if spread > 0 else 0.0
    before = (control.bottom + treatment.bottom) / n
    plain = compare_means(_after(control), _after(treatment), alpha)
    if not isinstance(plain, Comparison):
        return plain
    parts = [_adjusted(s, theta, before) for s in (control, treatment)]
    (mean_a, variance_a), (mean_b, variance_b) = parts
    error = sqrt(variance_a / control.visitors + variance_b / treatment.visitors)
    if not error:
        return NotEnoughData(needed=2, found=1)
    from niaga.insight.experiments import distributions as d

    difference = mean_b - mean_a
    reach = d.normal_quantile(1 - alpha / 2) * error
    comparison = Comparison(
        method="welch",
        control=mean_a,
        treatment=mean_b,
        difference=difference,
        error=error,
        statistic=difference / error,
        p=float(d.two_sided(difference / error)),
        low=difference - reach,
        high=difference + reach,
        alpha=alpha,
        visitors=n,
    )
    return Reduced(comparison, theta, 1 - (error / plain.error) ** 2)


def _after(sample: Ratio) -> Mean:
    return Mean(sample.visitors, sample.top, sample.top_squares)


def _adjusted(sample: Ratio, theta: float, before: float) -> tuple[float, float]:
    """Mean and variance of single visitors after the adjustment."""
    n = sample.visitors
    mean = sample.top / n - theta * (sample.bottom / n - before)
    top = (sample.top_squares - sample.top**2 / n) / (n - 1)
    bottom = (sample.bottom_squares - sample.bottom**2 / n) / (n - 1)
    both = (sample.products - sample.top * sample.bottom / n) / (n - 1)
    return mean, max(0.0, top - 2 * theta * both + theta**2 * bottom)
