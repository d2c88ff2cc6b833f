"""What the journal says has changed since a position."""

from dataclasses import dataclass

from niaga.collect.shop.relabelled import orders_of, relabelled
from niaga.kernel import journal

BATCH = 5_000


@dataclass(frozen=True)
class Changes:
    """`position`: the last event looked at. `more`: further events wait behind it."""

    position: int
    order_ids: frozenset[int]
    product_ids: frozenset[int]
    more: bool

    def __bool__(self) -> bool:
        return bool(self.order_ids or self.product_ids)


def changes_since(position: int) -> Changes:
    """The orders and products that events after `position` speak of, and the orders of products
    that are sorted differently now. One batch; two statements, and up to three more for those.
    """
    events = journal.read(position, BATCH)
    orders: set[int] = set()
    products: set[int] = set()
    for event in events:
        order_id = event.payload.get("order_id")
        if isinstance(order_id, int):
            orders.add(order_id)
        if event.topic == "product.changed":
            products.add(event.payload["product_id"])
    if moved := relabelled(events):
        products |= moved
        orders |= orders_of(moved)
    return Changes(
        position=events[-1].seq if events else position,
        order_ids=frozenset(orders),
        product_ids=frozenset(products),
        more=len(events) == BATCH,
    )


def position_now() -> int:
    """The end of the journal: what is read from the tables after this call is at least so new."""
    return journal.settled()
