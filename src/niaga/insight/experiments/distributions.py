"""Tail areas and quantiles by SciPy, loaded when first used so that web processes stay small.

`scipy.special` alone: `scipy.stats` rests on the same functions and takes a second more to load.
Each function takes numbers or NumPy arrays. Survival functions are computed as such: 1 − cdf is 0
long before the tail is.
"""

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _special() -> Any:
    from scipy import special

    return special


def normal_cdf(x: Any) -> Any:
    return _special().ndtr(x)


def normal_sf(x: Any) -> Any:
    return _special().ndtr(-x)


def two_sided(z: Any) -> Any:
    """p of a standard normal statistic."""
    return 2 * _special().ndtr(-abs(z))


@lru_cache(maxsize=256)
def normal_quantile(share: float) -> float:
    return float(_special().ndtri(share))


def t_sf(t: float, degrees: float) -> float:
    return float(_special().stdtr(degrees, -t))


def t_quantile(share: float, degrees: float) -> float:
    return float(_special().stdtrit(degrees, share))


def chi2_sf(x: float, degrees: int) -> float:
    return float(_special().chdtrc(degrees, x))
