"""A month that is over keeps the target with which it closed."""

from niaga.kernel.permissions import SYSTEM
from niaga.metrics.formulas import business_day
from niaga.metrics.periods import start_of
from niaga.metrics.questions import query
from niaga.metrics.targets import freeze
from niaga.warehouse import snapshot

TARGETED = "net_sales"


def close_months(shop: str) -> int:
    """Freeze the targets of all months that are over; returns how many were not frozen yet."""
    entry = snapshot.current().shop(shop)
    if entry is None or entry.last_date is None:
        return 0
    running = start_of(business_day(entry), "month")
    rows = query([f"{TARGETED}_target"], shop, grain="month")[0].rows
    closed = {
        row.key[0]: None if row.value is None else int(row.value)
        for row in rows
        if row.key[0] < running
    }
    return freeze(shop, TARGETED, closed, SYSTEM)
