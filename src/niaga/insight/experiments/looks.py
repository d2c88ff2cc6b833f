"""Deciding at planned looks: group-sequential boundaries of the O'Brien–Fleming shape.

Looks as planned use O'Brien and Fleming's own boundary, |z_k| > C·√(1/t_k): with four looks and
α = 0.05 these are 4.05, 2.86, 2.34 and 2.02. Where visitors came faster or slower than planned, the
boundary spends α by Lan and DeMets' function, for each side α(t) = 2(1 − Φ(z_{α/4}/√t)), at the
shares that there really were. The chance of crossing is found by recursive integration (Armitage,
McPherson, Rowe 1969; Jennison and Turnbull 2000, chapter 19). No library here has it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any

from niaga.insight.experiments import distributions as d

POINTS = 401  # of the grid; boundaries are good to four digits
SLIPPED = 0.05  # of the planned total; beyond it looks are no longer where they were planned


@lru_cache(maxsize=256)
def obrien_fleming(shares: tuple[float, ...], alpha: float = 0.05) -> tuple[float, ...]:
    """|z| to exceed at each look; `shares` are those of the planned visitors, ending at 1."""

    def excess(constant: float) -> float:
        walk = _Walk()
        return sum(walk.step(share, constant) for share in shares) - alpha

    constant = _root(excess, 0.5, 6.0)
    return tuple(constant / sqrt(share) for share in shares)


@lru_cache(maxsize=256)
def spending(shares: tuple[float, ...], alpha: float = 0.05) -> tuple[float, ...]:
    """Lan–DeMets: |z| to exceed at looks that were taken at these shares of the planned visitors.

    All of α is spent at the last look only when its share is 1.
    """
    walk, spent, bounds = _Walk(), 0.0, []
    for share in shares:
        allowed = spent_by(share, alpha) - spent
        edge = _root(lambda b, s=share, a=allowed: walk.crossing(s, b) - a, 0.05, 12.0)  # type: ignore[misc]
        spent += walk.step(share, edge)
        bounds.append(edge / sqrt(share))
    return tuple(bounds)


def spent_by(share: float, alpha: float = 0.05) -> float:
    """Both sides, each by Lan and DeMets' O'Brien–Fleming function at α/2."""
    return float(4 * d.normal_sf(d.normal_quantile(1 - alpha / 4) / sqrt(min(share, 1.0))))


def boundary(
    planned: Sequence[float], actual: Sequence[float], alpha: float = 0.05
) -> tuple[float, ...]:
    """|z| at each look. `planned`: shares of the planned visitors, ending at 1; `actual`: those at
    the looks that have been, in order.
    """
    if all(abs(a - p) <= SLIPPED for a, p in zip(actual, planned, strict=False)):
        return obrien_fleming(tuple(round(share, 4) for share in planned), alpha)
    shares: list[float] = []
    for share in [*actual, *planned[len(actual) :]]:
        least = (shares[-1] if shares else 0.0) + 1e-3  # information only ever grows
        shares.append(max(round(share, 4), least))
    shares = [min(share, 1 - 1e-3 * (len(shares) - n)) for n, share in enumerate(shares[:-1], 1)]
    return spending((*shares, 1.0), alpha)  # the last look spends what is left


class _Walk:
    """Brownian motion over information time, stopped where it leaves (−edge, edge)."""

    def __init__(self) -> None:
        self._time = 0.0
        self._grid: Any = None
        self._mass: Any = None  # density × weight on the grid

    def crossing(self, time: float, edge: float) -> float:
        """The chance to stop at `time`, not having stopped before."""
        spread = sqrt(time - self._time)
        if self._grid is None:
            return float(2 * d.normal_sf(edge / spread))
        above = d.normal_sf((edge - self._grid) / spread)
        below = d.normal_cdf((-edge - self._grid) / spread)
        return float((self._mass * (above + below)).sum())

    def step(self, time: float, edge: float) -> float:
        """Go on to `time`; returns the chance to stop there."""
        import numpy as np

        stopped = self.crossing(time, edge)
        spread = sqrt(time - self._time)
        grid = np.linspace(-edge, edge, POINTS)
        weight = np.full(POINTS, 2.0)
        weight[1::2], weight[0], weight[-1] = 4.0, 1.0, 1.0  # Simpson
        weight *= (grid[1] - grid[0]) / 3
        if self._grid is None:
            density = _normal_density(grid / spread) / spread
        else:
            steps = (grid[:, None] - self._grid[None, :]) / spread
            density = (_normal_density(steps) / spread) @ self._mass
        self._time, self._grid, self._mass = time, grid, density * weight
        return stopped


def _normal_density(x: Any) -> Any:
    import numpy as np

    return np.exp(-(x**2) / 2) / sqrt(2 * np.pi)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-7))
