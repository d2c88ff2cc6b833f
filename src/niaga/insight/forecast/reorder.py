"""When to order again, and how much: the reorder point of a variant.

It is the demand of the supplier's lead time that is exceeded with a chance of 1 − service level:
where demand is smooth by the normal formula μ_d·L + z·√(L·σ_d² + μ_d²·σ_L²), where it is
intermittent by drawing lead times and days of demand again and again (seeded, so that the same
history gives the same point). Days on which nothing could be ordered are no days of demand.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist
from typing import Literal
from zlib import crc32

import numpy as np
import numpy.typing as npt

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
    demand: Sequence[int], lead: LeadTime, service: float = SERVICE, seed: str = ""
) -> ReorderPoint | None:
    """`demand`: pieces on each day on which it could be ordered. None: too few days, or nothing."""
    values = np.asarray(demand, dtype=np.float64)
    if len(values) < LEAST_DAYS or not values.sum():
        return None
    daily = float(values.mean())
    if _is_smooth(values):
        variance = lead.mean * float(values.var(ddof=1)) + (daily * lead.deviation) ** 2
        level = daily * lead.mean + NormalDist().inv_cdf(service) * math.sqrt(variance)
        return ReorderPoint(math.ceil(level), daily, "normal", len(values))
    sums = _lead_time_demand(values, lead, crc32(seed.encode()))
    level = float(np.quantile(sums, service, method="higher"))
    return ReorderPoint(math.ceil(level), daily, "bootstrap", len(values))


def _is_smooth(values: npt.NDArray[np.float64]) -> bool:
    sizes = values[values > 0]
    varied = float(sizes.var() / sizes.mean() ** 2)
    return len(values) / len(sizes) < MOST_BETWEEN and varied < MOST_VARIED


def _lead_time_demand(
    values: npt.NDArray[np.float64], lead: LeadTime, seed: int
) -> npt.NDArray[np.float64]:
    chance = np.random.default_rng(seed)
    drawn = np.maximum(np.rint(chance.normal(lead.mean, lead.deviation, DRAWS)), 1)
    longest = int(drawn.max())
    days = chance.choice(values, (DRAWS, longest))
    days[np.arange(longest)[None, :] >= drawn[:, None]] = 0
    sums: npt.NDArray[np.float64] = days.sum(axis=1)
    return sums


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
