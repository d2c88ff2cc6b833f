"""When to order again, and how much: the reorder point of a variant.

It is the demand of the supplier's lead time that is exceeded with a chance of 1 − service level:
where demand is smooth by the normal formula μ_d·L + z·√(L·σ_d² + μ_d²·σ_L²), where it is
intermittent by drawing lead times and days of demand again and again (seeded, so that the same
history gives the same point). Days on which nothing could be ordered are no days of demand.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from statistics import NormalDist
from typing import Literal
from zlib import crc32

from niaga.insight.forecast.models import Values

SERVICE = 0.95
DRAWS = 2_000
# Syntetos & Boylan (2005): days between demands, and squared variation of their sizes
MOST_BETWEEN, MOST_VARIED = 1.32, 0.49
LEAST_DAYS = 28
REVIEW_DAYS = 28  # that an order is to last beyond the point


@dataclass(frozen=True)
class LeadTime:
    """From ordering goods to having them, in days."""

    mean: float
    deviation: float = 0.0


@dataclass(frozen=True)
class ReorderPoint:
    """`point`: pieces at or below which is to be ordered. `daily`: mean demand. `days`: known days
    that it rests on.
    """

    point: int
    daily: float
    method: Literal["normal", "bootstrap"]
    days: int


@dataclass(frozen=True)
class Advice:
    """`quantity`: up to the point and `REVIEW_DAYS` of demand more; 0 while there is enough.
    `order_by`: the day on which the stock falls to the point, at mean demand.
    """

    point: ReorderPoint
    available: int
    quantity: int
    order_by: date


def reorder_point(
    spread: Mapping[int, int], lead: LeadTime, service: float = SERVICE, seed: str = ""
) -> ReorderPoint | None:
    """`spread`: pieces of a day → on how many of the days on which it could be ordered. None: too
    few days, or nothing was ordered.
    """
    return _reorder_point(tuple(sorted(spread.items())), lead, service, seed)


@lru_cache(maxsize=16_384)
def _reorder_point(
    spread: tuple[tuple[int, int], ...], lead: LeadTime, service: float, seed: str
) -> ReorderPoint | None:
    import numpy as np

    pieces = np.array([size for size, _days in spread], dtype=np.float64)
    days = np.array([count for _size, count in spread], dtype=np.float64)
    known = float(days.sum())
    if known < LEAST_DAYS or not pieces @ days:
        return None
    daily = float(pieces @ days) / known
    if _is_smooth(pieces, days):
        spread_out = float(days @ (pieces - daily) ** 2) / (known - 1)
        variance = lead.mean * spread_out + (daily * lead.deviation) ** 2
        level = daily * lead.mean + NormalDist().inv_cdf(service) * math.sqrt(variance)
        return ReorderPoint(math.ceil(level), daily, "normal", int(known))
    chance = np.random.default_rng(crc32(seed.encode()))
    drawn = np.maximum(np.rint(chance.normal(lead.mean, lead.deviation, DRAWS)), 1)
    sums = chance.multinomial(drawn.astype(np.int64), days / known) @ pieces
    level = float(np.quantile(sums, service, method="higher"))
    return ReorderPoint(math.ceil(level), daily, "bootstrap", int(known))


def _is_smooth(pieces: Values, days: Values) -> bool:
    sizes, counts = pieces[pieces > 0], days[pieces > 0]
    mean = float(sizes @ counts) / float(counts.sum())
    varied = float(counts @ (sizes - mean) ** 2) / float(counts.sum()) / mean**2
    return float(days.sum()) / float(counts.sum()) < MOST_BETWEEN and varied < MOST_VARIED


def advice(point: ReorderPoint, available: int, today: date) -> Advice:
    """What to do, with so many pieces that are not promised."""
    spare = available - point.point
    wanted = math.ceil(point.point + point.daily * REVIEW_DAYS - available)
    return Advice(
        point=point,
        available=available,
        quantity=max(0, wanted) if spare <= 0 else 0,
        order_by=today + timedelta(days=max(0, math.floor(spare / point.daily))),
    )
