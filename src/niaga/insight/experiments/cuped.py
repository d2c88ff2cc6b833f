"""CUPED: the same effect with less noise, by what visitors did before the test.

Y' = Y − θ(X − X̄), θ = cov(X, Y)/var(X) pooled over the variants; X is measured before the first
exposure, by custom over 14 days. Source: Deng, Xu, Kohavi, Walker, WSDM 2013.
"""

from math import sqrt

from niaga.insight.experiments import distributions as d
from niaga.insight.experiments.comparison import Comparison, compare_means
from niaga.insight.experiments.reasons import NotEnoughData, Reason
from niaga.insight.experiments.samples import Adjusted


def compare_adjusted(
    control: Adjusted, treatment: Adjusted, alpha: float = 0.05
) -> Comparison | Reason:
    """`theta` of the answer is what one unit before is worth after; `saved` the share of variance
    that it took away. The means are adjusted ones.
    """
    plain = compare_means(control.plain, treatment.plain, alpha)
    if not isinstance(plain, Comparison):
        return plain
    n = control.visitors + treatment.visitors
    spread, together = 0.0, 0.0
    for s in (control, treatment):
        spread += s.before_squares - s.before**2 / s.visitors
        together += s.products - s.total * s.before / s.visitors
    theta = together / spread if spread > 0 else 0.0
    before = (control.before + treatment.before) / n
    parts = [_adjusted(s, theta, before) for s in (control, treatment)]
    (mean_a, variance_a), (mean_b, variance_b) = parts
    error = sqrt(variance_a / control.visitors + variance_b / treatment.visitors)
    if not error:
        return NotEnoughData(needed=2, found=1)
    difference = mean_b - mean_a
    reach = d.normal_quantile(1 - alpha / 2) * error
    return Comparison(
        method="cuped",
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
        theta=theta,
        saved=1 - (error / plain.error) ** 2,
    )


def _adjusted(sample: Adjusted, theta: float, before: float) -> tuple[float, float]:
    """Mean and variance of single visitors after the adjustment."""
    n = sample.visitors
    mean = sample.total / n - theta * (sample.before / n - before)
    after = (sample.squares - sample.total**2 / n) / (n - 1)
    earlier = (sample.before_squares - sample.before**2 / n) / (n - 1)
    both = (sample.products - sample.total * sample.before / n) / (n - 1)
    return mean, max(0.0, after - 2 * theta * both + theta**2 * earlier)
