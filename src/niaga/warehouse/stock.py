"""The shop's stock into the warehouse: all its days once, then those that can have changed.

The position in the journal and the last day told are part of the load's name, and so of the
published snapshot: a sync that was killed is done again from where the facts are. Days are told
whole, so doing one again changes nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from niaga.collect.shop import stock
from niaga.collect.shop.feed import position_now
from niaga.collect.shop.reader import source_shop
from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.kernel.shop import current_shop
from niaga.warehouse import files, snapshot
from niaga.warehouse.attempts import attempted
from niaga.warehouse.load import publish
from niaga.warehouse.schema import MARK

SOURCE = "stock"
# A movement that was posted before midnight can come in sight after the day that follows was told.
AGAIN = timedelta(days=1)

# Load id → how far behind its position this process has looked without finding news of stock.
_quiet: dict[str, int] = {}


@dataclass(frozen=True)
class StockReport:
    """How many rows of days were (re)written."""

    rows: int
    full: bool


def sync_stock(*, full: bool = False) -> StockReport:
    """Bring the warehouse up to the shelves. Cheap when nothing has moved; safe to repeat."""
    if not stock.has_stock():
        return StockReport(0, full=False)
    with attempted(source_shop().code, SOURCE):
        today = current_shop().today()
        published = None if full else _published()
        if published is None:
            position = position_now()
            return _publish(None, today, position, whole=True)
        load_id, told, told_at = published
        position, moved = stock.moved_since(max(told_at, _quiet.get(load_id, 0)))
        if not moved and told >= today:
            _quiet.clear()
            _quiet[load_id] = position
            return StockReport(0, full=False)
        if moved and stock.is_relabelled(told_at):
            return _publish(None, today, position, whole=True)
        first = min(told, today) - AGAIN
        touched = stock.first_day_touched(stock.beginning_of(first))
        return _publish(min(first, touched or first), today, position, whole=False)


def _publish(first: date | None, last: date, position: int, whole: bool) -> StockReport:
    staged = stock.read_stock(first, last)
    lineage = Lineage(SOURCE, f"{SOURCE}-{last}-{position}", clock.now())
    publish(staged, lineage, "replace" if whole else "upsert")
    return StockReport(staged.table("stock_days").num_rows, full=whole)


def _published() -> tuple[str, date, int] | None:
    """The last load with its last day and position; None when all is to be told anew."""
    shop = snapshot.for_writing().shop(source_shop().code)
    load = shop.loads.get(SOURCE) if shop else None
    if shop is None or load is None or load["mark"] != MARK or files.lost(shop, SOURCE):
        return None
    load_id = str(load["load_id"])
    day, _dash, position = load_id.removeprefix(f"{SOURCE}-").rpartition("-")
    return load_id, date.fromisoformat(day), int(position)
