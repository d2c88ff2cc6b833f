"""One hand-over merged into a shop, kind of rows after kind of rows."""

import pyarrow as pa
import pyarrow.compute as pc

from niaga.warehouse.merge.incoming import Incoming
from niaga.warehouse.merge.orders import HISTORY, merge_orders
from niaga.warehouse.merge.persons import merge_customers, merge_people
from niaga.warehouse.merge.reach import merge_reach
from niaga.warehouse.merge.things import merge_things
from niaga.warehouse.merge.workspace import Changes, Workspace
from niaga.warehouse.snapshot import ShopEntry


def changes(shop: ShopEntry | None, incoming: Incoming, whole: bool) -> Changes:
    """`whole`: the hand-over is all that its source has to say of the shop."""
    space = Workspace(shop, incoming, whole)
    everyone = merge_people(space)
    fresh = incoming.orders(everyone.resolution)
    history = space.read("orders", columns=list(HISTORY))
    told = fresh["orders"]["order_id"].combine_chunks() if fresh else pa.array([], pa.string())
    is_own = pc.equal(history["source"], space.source)
    is_told = is_own if whole else pc.and_(is_own, pc.is_in(history["order_id"], told))
    old, kept = history.filter(is_told), history.filter(pc.invert(is_told))
    space.result.claimed = pc.sum(pc.is_in(kept["order_id"], value_set=told)).as_py() or 0
    if fresh or old.num_rows or everyone.moved:
        merge_orders(space, fresh, old, kept, everyone.resolution)
    merge_reach(space, everyone, fresh)
    merge_things(space)
    merge_customers(space, everyone, kept, fresh)
    return space.result
