"""The Bayesian reading of the same numbers, labelled as such wherever it is shown.

effect ~ N(Δ, SE²) under a flat prior. It answers "how likely is the variant better, and what is
lost if that is wrong". Under repeated looks it does not bound false alarms, so it decides nothing
here.
"""

from dataclasses import dataclass
from math import exp, pi, sqrt

from niaga.insight.experiments import distributions as d


@dataclass(frozen=True)
class Belief:
    """`loss`: what choosing the treatment costs on average, in the outcome's unit per visitor."""

    chance_to_win: float
    low: float
    high: float
    loss: float


def belief(difference: float, error: float, alpha: float = 0.05) -> Belief:
    """Expected loss E[max(0, −effect)] = SE·φ(Δ/SE) − Δ·Φ(−Δ/SE)."""
    z = difference / error
    reach = d.normal_quantile(1 - alpha / 2) * error
    density = exp(-z * z / 2) / sqrt(2 * pi)
    return Belief(
        chance_to_win=float(d.normal_cdf(z)),
        low=difference - reach,
        high=difference + reach,
        loss=max(0.0, error * density - difference * float(d.normal_cdf(-z))),
    )
