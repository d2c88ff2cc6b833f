"""Power, sample size and detectable effect. Always at an effect that was planned.

Power at the effect that was observed says nothing that p does not say already, so it is nowhere
here (Hoenig and Heisey 2001, "The abuse of power").
"""

from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

from niaga.insight.experiments import distributions as d


@dataclass(frozen=True)
class Size:
    """Visitors for a test of two variants with equal shares."""

    per_variant: int
    base: float
    effect: float  # relative
    alpha: float
    power: float

    @property
    def visitors(self) -> int:
        return 2 * self.per_variant


def power_at(effect: Any, error: Any, alpha: float = 0.05) -> Any:
    """Φ(|δ|/SE − z) + Φ(−|δ|/SE − z): the chance that a two-sided test sees an effect δ."""
    z = d.normal_quantile(1 - alpha / 2)
    away = abs(effect) / error
    return d.normal_cdf(away - z) + d.normal_cdf(-away - z)


def detectable(error: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """The smallest effect seen with that power, in the outcome's unit: (z_α/2 + z_β)·SE."""
    return (d.normal_quantile(1 - alpha / 2) + d.normal_quantile(power)) * error


def sample_size(base: float, effect: float, alpha: float = 0.05, power: float = 0.8) -> Size | None:
    """Visitors for each of two variants, so that base → base·(1 + effect) is seen.

    n = [z_α/2·√(2p̄q̄) + z_β·√(p1q1 + p2q2)]² / (p2 − p1)² (Fleiss 1981). None: the effect is
    nought, or one of the rates would not lie between 0 and 1.
    """
    p1, p2 = base, base * (1 + effect)
    if not effect or not 0 < p1 < 1 or not 0 < p2 < 1:
        return None
    middle = (p1 + p2) / 2
    under_null = d.normal_quantile(1 - alpha / 2) * sqrt(2 * middle * (1 - middle))
    under_effect = d.normal_quantile(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    n = ((under_null + under_effect) / (p2 - p1)) ** 2
    return Size(ceil(n - 1e-9), base, effect, alpha, power)


def detectable_lift(
    base: float, per_variant: float, alpha: float = 0.05, power: float = 0.8
) -> float | None:
    """The smallest rise, relative, that so many visitors for each variant show with that power.

    The inverse of `sample_size`, by bisection. None: not even a rise to everybody would be seen.
    """
    if not 0 < base < 1 or per_variant <= 0:
        return None
    low, high = 0.0, (1 - base) / base * (1 - 1e-9)
    most = sample_size(base, high, alpha, power)
    if most is None or most.per_variant > per_variant:
        return None
    for _step in range(80):
        middle = (low + high) / 2
        size = sample_size(base, middle, alpha, power) if middle else None
        if size is None or size.per_variant > per_variant:
            low = middle
        else:
            high = middle
    return high
