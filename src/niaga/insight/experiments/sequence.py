"""Asymptotic confidence sequences: intervals and p-values that may be looked at every day.

Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit theory and
asymptotic confidence sequences", arXiv 2103.06476, equations 9, 155 and 161, as GrowthBook uses
them. N counts the visitors of both variants, `error` is the standard error of the difference.
Numbers or NumPy arrays go in and come out.

The level holds over all days together: in a test without effect the sequence leaves zero outside
once in at most α of the tests, however often anybody looks. The price is a wider interval, 1.55 ×
at N = N*.
"""

from math import log, sqrt
from typing import Any

TUNED_FOR = 5_000  # visitors of both variants, where no plan says more


def width_parameter(visitors: int, alpha: float = 0.05) -> float:
    """ρ that makes the sequence narrowest at N* `visitors`; it stays the same for all of a test."""
    twice = -2 * log(alpha)
    return sqrt((twice + log(twice + 1)) / visitors)


def reach(error: Any, visitors: Any, rho: float, alpha: float = 0.05) -> Any:
    """Half the width at N `visitors`: SE·√N·√[2(Nρ²+1)/(N²ρ²)·ln(√(Nρ²+1)/α)]."""
    import numpy as np

    spread = visitors * rho**2 + 1
    inner = 2 * spread / (visitors**2 * rho**2) * np.log(np.sqrt(spread) / alpha)
    return error * np.sqrt(visitors) * np.sqrt(inner)


def p_value(difference: Any, error: Any, visitors: Any, rho: float) -> Any:
    """p = min(1, √(Nρ²+1)·exp[−ρ²S²/(2(Nρ²+1))]), S² = N²·Δ²/(N·SE²) = N·(Δ/SE)².

    Valid at any one time; the running minimum of it over the days is valid too, and is shown.
    """
    import numpy as np

    spread = visitors * rho**2 + 1
    squared = visitors * (difference / error) ** 2
    return np.minimum(1.0, np.sqrt(spread) * np.exp(-(rho**2) * squared / (2 * spread)))
