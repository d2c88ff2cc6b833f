"""BG/NBD: how often people buy, and when they silently stop.

While active a person buys at a rate of their own (gamma distributed over people: r, α); after each
purchase they may leave for good, with a probability of their own (beta distributed: a, b).
Equations are those of Fader, Hardie and Lee, "Counting Your Customers the Easy Way: An Alternative
to the Pareto/NBD Model", Marketing Science 24 (2005); the likelihood in the factors of Fader and
Hardie, "Implementing the BG/NBD Model for Customer Base Analysis in Excel" (2005).

A person is (x, t_x, T): purchases after the first, weeks from the first to the last, and weeks from
the first to the day asked. Any unit of time does; what is here counts in weeks.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from niaga.insight.lifetime.reasons import DidNotConverge

if TYPE_CHECKING:  # a twentieth of a second to load, and few pages need it
    import numpy as np
    import numpy.typing as npt

Numbers: TypeAlias = "npt.NDArray[np.float64]"
STEP = 1e-3  # of the logarithm of a parameter, for the curvature at the maximum
FARTHEST = 12.0  # logarithm of a parameter: beyond, the likelihood is flat


@dataclass(frozen=True)
class Histories:
    """People by what is known of their buying; `people`: how many of each. Of equal lengths."""

    repeats: Numbers
    last: Numbers
    age: Numbers
    people: Numbers

    @cached_property
    def total(self) -> float:
        return float(self.people.sum())

    @cached_property
    def repeaters(self) -> float:
        return float(self.people[self.repeats > 0].sum())


@dataclass(frozen=True)
class Buying:
    """Fitted parameters, the log-likelihood, and the covariance of their logarithms."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = 0.0
    covariance: tuple[tuple[float, ...], ...] = ()

    def alive(self, repeats: Any, last: Any, age: Any) -> Numbers:
        """P(still active). Equation 3 of Fader and Hardie's note; 1 for who bought once."""
        import numpy as np

        x, last, age = _arrays(repeats, last, age)
        odds = np.log(self.a) - np.log(self.b + np.maximum(x, 1) - 1)
        odds = odds + (self.r + x) * (np.log(self.alpha + age) - np.log(self.alpha + last))
        return np.where(x > 0, 1 / (1 + np.exp(np.minimum(odds, 700))), 1.0)

    def expected(self, weeks: float, repeats: Any, last: Any, age: Any) -> Numbers:
        """Purchases in the next `weeks`, given the history. Equation 10."""
        import numpy as np

        x, last, age = _arrays(repeats, last, age)
        r, alpha, b = self.r, self.alpha, self.b
        a = self.a if abs(self.a - 1) > 1e-6 else 1 + 1e-6  # the formula has a pole there
        c, z = a + b + x - 1, weeks / (alpha + age + weeks)
        # By Euler's transformation, whose series has smaller terms: (1 − z)^(c − A − B) ₂F₁(…)
        shrunk = (r + x) * np.log((alpha + age) / (alpha + age + weeks))
        series = np.exp(shrunk) * _hypergeometric(r + x, b + x, c, z)
        until = c / (a - 1) * (1 - series)
        return np.maximum(until, 0) * self.alive(x, last, age)

    def expected_of_new(self, weeks: Any) -> Numbers:
        """Purchases of a person in the `weeks` after their first. Equation 9."""
        import numpy as np

        t = np.asarray(weeks, np.float64)
        a = self.a if abs(self.a - 1) > 1e-6 else 1 + 1e-6
        c = a + self.b - 1
        shrunk = self.r * np.log(self.alpha / (self.alpha + t))
        series = np.exp(shrunk) * _hypergeometric(self.r, self.b, c, t / (self.alpha + t))
        return c / (a - 1) * (1 - series)

    def draws(self, count: int, seed: int) -> "list[Buying]":
        """Parameters that the data allow as well, by the normal approximation of their logs."""
        import numpy as np

        if not self.covariance:
            return []
        random = np.random.default_rng(seed)
        centre = np.log([self.r, self.alpha, self.a, self.b])
        drawn = random.multivariate_normal(centre, np.array(self.covariance), count)
        drawn = np.exp(np.clip(drawn, -FARTHEST, FARTHEST))
        return [Buying(float(r), float(alpha), float(a), float(b)) for r, alpha, a, b in drawn]


def log_likelihood(parameters: Any, histories: Histories) -> float:
    """Of (r, α, a, b), summed over people: ln of A₁A₂(A₃ + [x > 0] A₄)."""
    import numpy as np
    from scipy.special import betaln, gammaln

    r, alpha, a, b = parameters
    x = histories.repeats
    first = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    second = betaln(a, b + x) - betaln(a, b)
    # B(a+1, b+x−1) ÷ B(a, b+x) = a ÷ (b+x−1)
    stays = -(r + x) * np.log(alpha + histories.age)
    left = np.log(a) - np.log(b + np.maximum(x, 1) - 1)
    left = left - (r + x) * np.log(alpha + histories.last)
    both = np.where(x > 0, np.logaddexp(stays, left), stays)
    return float((histories.people * (first + second + both)).sum())


def fit(histories: Histories) -> Buying | DidNotConverge:
    """The parameters of greatest likelihood."""
    import numpy as np
    from scipy.optimize import minimize

    def cost(logs: Any) -> float:
        return -log_likelihood(np.exp(logs), histories) / histories.total

    scale = max(float(np.average(histories.age, weights=histories.people)) / 4, 0.1)
    best: Any = None
    for start in ((0.0, np.log(scale), 0.0, 0.7), (-1.5, np.log(scale), -0.5, 1.0)):
        found = minimize(
            cost, start, method="L-BFGS-B", bounds=[(-FARTHEST, FARTHEST)] * 4,
            options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
        )  # fmt: skip
        if np.isfinite(found.fun) and (best is None or found.fun < best.fun):
            best = found
    if best is None:
        return DidNotConverge()
    r, alpha, a, b = (float(value) for value in np.exp(best.x))
    spread = _covariance(lambda logs: cost(logs) * histories.total, best.x)
    return Buying(r, alpha, a, b, -float(best.fun) * histories.total, spread)


def _covariance(cost: Any, centre: Any) -> tuple[tuple[float, ...], ...]:
    """Inverse of the curvature at the minimum; where it is flat, a standard error of 1 at most."""
    import numpy as np

    size = len(centre)
    steps = np.eye(size) * STEP
    curvature = np.empty((size, size))
    for i in range(size):
        for j in range(i, size):
            corners = [
                cost(centre + one * steps[i] + other * steps[j])
                for one, other in ((1, 1), (1, -1), (-1, 1), (-1, -1))
            ]
            value = (corners[0] - corners[1] - corners[2] + corners[3]) / (4 * STEP * STEP)
            curvature[i, j] = curvature[j, i] = value
    if not np.isfinite(curvature).all():
        return ()
    values, vectors = np.linalg.eigh(curvature)
    spread = (vectors / np.maximum(values, 1.0)) @ vectors.T
    return tuple(tuple(float(value) for value in row) for row in spread)


def _arrays(*values: Any) -> list[Numbers]:
    import numpy as np

    return [np.asarray(value, np.float64) for value in values]


def _hypergeometric(one: Any, two: Any, three: Any, z: Any) -> Numbers:
    import numpy as np
    from scipy.special import hyp2f1

    found = np.asarray(hyp2f1(one, two, three, z), np.float64)
    if np.isfinite(found).all():
        return found
    other = (1 - z) ** (three - one - two) * hyp2f1(three - one, three - two, three, z)
    return np.where(np.isfinite(found), found, other)
