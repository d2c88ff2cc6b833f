"""Round numbers for an axis."""

import math


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round steps that cover [low, high] and pass through 0 when it is inside."""
    if high <= low:
        high = low + 1
    step = _round_step((high - low) / about)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [n * step for n in range(first, last + 1)]


def begins(low: float, high: float, about: int = 4) -> float:
    """Where an axis of round steps really begins that is to hold [low, high] and need not hold 0:
    `low`, or the round value below it from which the same steps begin."""
    first = ticks(low, high, about)[0]
    while first < low:
        low, first = first, ticks(first, high, about)[0]
    return low


def _round_step(raw: float) -> float:
    """1, 2, 2.5 or 5 times a power of ten, not below `raw`."""
    power = 10.0 ** math.floor(math.log10(raw))
    return next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw - power * 1e-9)
