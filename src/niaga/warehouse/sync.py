"""The live shop into the warehouse: all of it once, then what the journal says has changed.

The position in the journal is part of the load's name and so of the published snapshot: facts and
position move in one step, and a sync that was killed is done again from where the facts are.
"""

from dataclasses import dataclass

from niaga.collect.shop.feed import changes_since, position_now
from niaga.collect.shop.reader import read_shop, source_shop
from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.warehouse import files, snapshot
from niaga.warehouse.attempts import attempted
from niaga.warehouse.load import publish
from niaga.warehouse.problems import FilesLost
from niaga.warehouse.schema import MARK

SOURCE = "shop"

# Published position → how far behind it this process has looked without finding a change: events
# that touch no order (goods received, prices) are read once, and not published for.
_quiet: dict[int, int] = {}


@dataclass(frozen=True)
class SyncReport:
    """`orders`: how many were (re)written. `position`: the last event of the journal they cover."""

    orders: int
    position: int
    full: bool


def sync_shop(*, full: bool = False) -> SyncReport:
    """Bring the warehouse up to the shop. Cheap when nothing has changed; safe to repeat.

    Files of the shop's own that are lost are written anew, from the whole shop.
    """
    with attempted(source_shop().code, SOURCE):
        try:
            return _sync(full)
        except FilesLost:
            return _load_all()


def heal() -> bool:
    """Write the shop anew when a file of it is lost; tells whether one was."""
    entry = snapshot.for_writing().shop(source_shop().code)
    if entry is None or not files.lost(entry, SOURCE):
        return False
    sync_shop(full=True)
    return True


def _sync(full: bool) -> SyncReport:
    published = None if full else _position()
    if published is None:
        return _load_all()
    position, orders = max(published, _quiet.get(published, 0)), 0
    while True:
        changes = changes_since(position)
        if changes:
            staged = read_shop(changes.order_ids, changes.product_ids)
            publish(staged, _lineage(changes.position), "upsert")
            orders += len(changes.order_ids)
            published = changes.position
        position = changes.position
        if not changes.more:
            _quiet.clear()
            _quiet[published] = position
            return SyncReport(orders, position, full=False)


def _load_all() -> SyncReport:
    position = position_now()
    staged = read_shop()
    publish(staged, _lineage(position), "replace")
    return SyncReport(staged.table("orders").num_rows, position, full=True)


def _lineage(position: int) -> Lineage:
    return Lineage(SOURCE, f"{SOURCE}-{position}", clock.now())


def _position() -> int | None:
    """Up to which event the published facts go; None before the first load."""
    shop = snapshot.for_writing().shop(source_shop().code)
    load = shop.loads.get(SOURCE) if shop else None
    if load is None or load["mark"] != MARK:
        return None
    return int(str(load["load_id"]).rpartition("-")[2])
