"""Which variants are to be ordered again, the most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta

from niaga import metrics
from niaga.insight.forecast.reorder import SERVICE, Advice, LeadTime, advice, reorder_point
from niaga.kernel.permissions import Actor
from niaga.metrics.formulas import business_day

HISTORY = timedelta(days=182)
MOST_JUDGED = 80  # variants whose stock lasts the shortest; further ones last longer
WATCHED = 2.0  # lead times that the stock lasts: above it nothing is near its point


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


@dataclass(frozen=True)
class NoLeadTime:
    """The shop does not tell how long its suppliers take, and it is not guessed."""


def due(
    shop: str, shelves: tuple[Shelf, ...], lead: LeadTime, actor: Actor, service: float = SERVICE
) -> tuple[Due, ...] | NoLeadTime:
    """Those of the shelves that are to be ordered now, the emptiest for its demand first.

    One statement. Raises UnknownShop, NotAllowed.
    """
    if lead.mean <= 0:
        return NoLeadTime()
    reach = WATCHED * (lead.mean + lead.deviation)
    asked = [each for each in shelves if each.daily > 0 and each.available <= reach * each.daily]
    asked += [each for each in shelves if each.daily > 0 and 0 < each.available <= 1]
    near = sorted(
        dict.fromkeys(asked), key=lambda each: (each.available / each.daily, -each.daily, each.sku)
    )[:MOST_JUDGED]
    if not near:
        return ()
    today = business_day(metrics.shop_named(shop))
    known = _known_days(shop, [each.sku for each in near], today, actor)
    found = []
    for each in near:
        point = reorder_point(known.get(each.sku, []), lead, service, each.sku)
        if point is not None:
            judged = advice(point, each.available, today)
            if judged.quantity:
                found.append(Due(each, judged))
    return tuple(found)


def _known_days(shop: str, skus: list[str], today: date, actor: Actor) -> dict[str, list[int]]:
    """SKU → pieces ordered on each whole day on which it could be."""
    ordered, there = metrics.query(
        ("demand_units", "in_stock_rate"),
        shop,
        by=["sku"],
        grain="day",
        period=(today - HISTORY, today),
        filters={"sku": skus},
        actor=actor,
    )
    sellable = {row.key: bool(row.numerator) for row in there.rows}
    known: dict[str, list[int]] = {}
    for row in ordered.rows:
        pieces = int(row.value or 0)
        if pieces or sellable.get(row.key):
            known.setdefault(row.key[0], []).append(pieces)
    return known
