"""Several comparisons at once: p-values that stay honest.

Holm (1979) for what decides: the chance of any false alarm stays below α. Benjamini and Hochberg
(1995) for what is only looked at: of what is found, at most α is expected to be false.
"""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values, in the order given."""
    count = len(p_values)
    order = sorted(range(count), key=lambda n: p_values[n])
    adjusted, highest = [0.0] * count, 0.0
    for rank, n in enumerate(order):
        highest = max(highest, min(1.0, (count - rank) * p_values[n]))
        adjusted[n] = highest
    return tuple(adjusted)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values, in the order given."""
    count = len(p_values)
    order = sorted(range(count), key=lambda n: p_values[n], reverse=True)
    adjusted, lowest = [0.0] * count, 1.0
    for above, n in enumerate(order):
        lowest = min(lowest, p_values[n] * count / (count - above))
        adjusted[n] = lowest
    return tuple(adjusted)
