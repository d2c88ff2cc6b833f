"""The daily series that are forecast, with the days of which nothing can be known left out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from niaga import metrics
from niaga.insight.forecast.models import Values
from niaga.insight.forecast.outlook import NotTrading, Reason
from niaga.kernel.permissions import Actor
from niaga.metrics.formulas import STALE_DAYS, business_day

Filters = Mapping[str, Sequence[str]]
EMPTY_SHELVES = 0.5  # a day on which less of what is kept can be ordered says little of demand


def known_demand(
    shop: str, actor: Actor, filters: Filters | None = None
) -> tuple[Values, date] | Reason:
    """Pieces ordered on each whole day; NaN where half of what is kept could not be ordered.
    `filters`: dimension → values, of the metric `demand_units`. One statement.

    Raises UnknownShop, NotAllowed.
    """
    import numpy as np

    entry = metrics.shop_named(shop)
    today = business_day(entry)
    span = entry.span("stock_days")
    if span is None or (today - date.fromisoformat(span[1])).days > STALE_DAYS:
        return NotTrading(date.fromisoformat(span[1]) if span else date.min)
    ordered, there = metrics.query(
        ("demand_units", "in_stock_rate"),
        shop,
        grain="day",
        period=(None, today),
        filters=filters,
        actor=actor,
    )
    first = date.fromisoformat(span[0])
    known = np.zeros(max(0, (today - first).days))
    for row in ordered.rows:
        known[(row.key[0] - first).days] = row.value or 0
    for row in there.rows:
        if row.value is not None and row.value < EMPTY_SHELVES:
            known[(row.key[0] - first).days] = np.nan
    return known, first


def known_sales(
    shop: str, actor: Actor, filters: Filters | None = None
) -> tuple[Values, date] | Reason:
    """Net sales of each whole day, in the smallest unit. `filters`: of the metric `net_sales`. One
    statement. Raises UnknownShop, NotAllowed.
    """
    import numpy as np

    entry = metrics.shop_named(shop)
    today = business_day(entry)
    last = date.fromisoformat(entry.last_date or "1970-01-01")
    if (today - last).days > STALE_DAYS:
        return NotTrading(last)
    (sold,) = metrics.query(
        ("net_sales",), shop, grain="day", period=(None, today), filters=filters, actor=actor
    )
    values = {row.key[0]: float(row.value or 0) for row in sold.rows}
    first = min(values, default=today)
    days = (first + timedelta(days=n) for n in range((today - first).days))
    return np.array([values.get(day, 0.0) for day in days]), first
