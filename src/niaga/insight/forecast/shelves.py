"""Which variants are to be ordered again, the most urgent first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from niaga import metrics
from niaga.insight.forecast.reorder import SERVICE, Advice, LeadTime, advice, reorder_point
from niaga.kernel.permissions import Actor
from niaga.metrics.formulas import business_day

# What lasts longer than so many lead times, and has more than so few pieces, is far from its point.
FAR_TIMES, FAR_PIECES = 2.0, 5
# SKU → pieces of a day → on how many of the days on which it could be ordered
Spread = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True)
class Shelf:
    """A variant of new goods that is for sale. `available`: pieces that are not promised; `daily`:
    mean demand on the days of the last 56 on which it could be ordered.
    """

    sku: str
    name: str
    available: int
    daily: float


@dataclass(frozen=True)
class Due:
    """A variant and what is to be done."""

    shelf: Shelf
    advice: Advice

    @property
    def days_left(self) -> float:
        """Until nothing can be ordered, at mean demand."""
        return max(0, self.shelf.available) / self.shelf.daily


@dataclass(frozen=True)
class NoLeadTime:
    """The shop does not tell how long its suppliers take, and it is not guessed."""


def due(
    shop: str,
    shelves: tuple[Shelf, ...],
    lead: LeadTime,
    demand: Callable[[], Spread],
    service: float = SERVICE,
) -> tuple[Due, ...] | NoLeadTime:
    """Those of the shelves that are to be ordered now, the emptiest for its demand first.

    `demand`: asked for only if any of them may be near its point. Raises UnknownShop.
    """
    if lead.mean <= 0:
        return NoLeadTime()
    reach = FAR_TIMES * (lead.mean + lead.deviation)
    near = [
        each
        for each in shelves
        if each.daily > 0 and each.available <= reach * each.daily + FAR_PIECES
    ]
    if not near:
        return ()
    today = business_day(metrics.shop_named(shop))
    known = demand()
    found = []
    for each in near:
        point = reorder_point(known.get(each.sku, {}), lead, service, each.sku)
        if point is not None:
            judged = advice(point, each.available, today)
            if judged.quantity:
                found.append(Due(each, judged))
    found.sort(key=lambda one: (one.days_left, -one.shelf.daily, one.shelf.sku))
    return tuple(found)


def spread(
    shop: str, actor: Actor, filters: Mapping[str, Sequence[str]] | None = None
) -> dict[str, dict[int, int]]:
    """How demand was spread over the last 182 days. `filters`: of the metric `open_days`. One
    statement. Raises UnknownShop, NotAllowed.
    """
    (result,) = metrics.query(
        ("open_days",), shop, by=["sku", "pieces"], filters=filters, actor=actor
    )
    found: dict[str, dict[int, int]] = {}
    for row in result.rows:
        sku, pieces = row.key
        found.setdefault(str(sku), {})[int(pieces)] = int(row.value or 0)
    return found
