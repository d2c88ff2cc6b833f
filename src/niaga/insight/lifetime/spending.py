"""Gamma-Gamma: what a person spends each time, told apart from how often they buy.

A purchase is gamma distributed around the person's own mean, and these means are spread over people
(p, q, γ). Equations are those of Fader and Hardie, "The Gamma-Gamma Model of Monetary Value"
(2013).
It holds only where the two have little to do with each other: see `correlation`.
"""

from dataclasses import dataclass
from typing import Any

from niaga.insight.lifetime.buying import FARTHEST, Numbers
from niaga.insight.lifetime.reasons import DidNotConverge


@dataclass(frozen=True)
class Amounts:
    """People who bought again: `repeats`, the `mean` amount of these purchases (above 0), and how
    many `people` there are of each. Of equal lengths.
    """

    repeats: Numbers
    mean: Numbers
    people: Numbers


@dataclass(frozen=True)
class Spending:
    """Fitted parameters; `gamma` in the unit of the amounts."""

    p: float
    q: float
    gamma: float

    def mean(self, repeats: Any, total_of_means: Any, people: Any = 1) -> Numbers:
        """Σ expected amount of a purchase over `people` of the same `repeats`, whose mean amounts
        sum to `total_of_means`. Equation 5: p(γ + x z̄) ÷ (px + q − 1), which is linear in z̄.
        """
        import numpy as np

        x = np.asarray(repeats, np.float64)
        top = self.p * (self.gamma * np.asarray(people, np.float64) + x * total_of_means)
        return np.asarray(top / (self.p * x + self.q - 1), np.float64)


def correlation(amounts: Amounts) -> float:
    """Pearson's, of the number of purchases and their mean amount; 0 where one does not vary."""
    import numpy as np

    weights = amounts.people
    x = amounts.repeats - np.average(amounts.repeats, weights=weights)
    z = amounts.mean - np.average(amounts.mean, weights=weights)
    spread = (weights * x * x).sum() * (weights * z * z).sum()
    return float((weights * x * z).sum() / np.sqrt(spread)) if spread > 0 else 0.0


def fit(amounts: Amounts) -> Spending | DidNotConverge:
    """The parameters of greatest likelihood; q above 1, so that the mean of all people exists."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import gammaln

    unit = float(np.average(amounts.mean, weights=amounts.people))
    x, z = amounts.repeats, amounts.mean / unit
    total = amounts.people.sum()

    def cost(logs: Any) -> float:
        p, q, gamma = np.exp(logs[0]), 1 + np.exp(logs[1]), np.exp(logs[2])
        # Equation 1a, without the term −ln z̄ that no parameter is in.
        each = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
        each = each + p * x * (np.log(z) + np.log(x)) - (p * x + q) * np.log(gamma + x * z)
        return -float((amounts.people * each).sum()) / float(total)

    bounds = [(-FARTHEST, FARTHEST)] * 3
    found = minimize(cost, (1.0, 1.0, 0.0), method="L-BFGS-B", bounds=bounds,
                     options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8})  # fmt: skip
    if not np.isfinite(found.fun):
        return DidNotConverge()
    p, q, gamma = np.exp(found.x[0]), 1 + np.exp(found.x[1]), np.exp(found.x[2])
    return Spending(float(p), float(q), float(gamma) * unit)
