"""What goods cost the shop: the moving average of its receipts."""

from datetime import timedelta

import pytest

from niaga.collect.shop.costs import read_costs
from niaga.collect.shop.reader import read_shop
from niaga.kernel import clock
from niaga.kernel.ids import new_id
from niaga.store.catalog.models import Variant
from niaga.store.inventory import actions as inventory
from niaga.store.inventory.models import MovementKind, StockMovement
from tests.store import factories as shop

pytestmark = pytest.mark.django_db


def receive(variant: Variant, quantity: int, price: int | None) -> None:
    inventory.move_stock(
        variant.pk,
        shop.shop(),
        quantity,
        MovementKind.RECEIPT,
        idempotency_key=str(new_id()),
        occurred_at=clock.now(),
        unit_cost=price,
    )


def test_a_line_costs_the_average_of_what_was_paid_until_it_was_ordered() -> None:
    shoe = shop.variant(stock=0)
    receive(shoe, 4, 200_000)
    receive(shoe, 2, 230_000)  # (4 × 200,000 + 2 × 230,000) ÷ 6 = 210,000
    first = shop.paid_order("bank_transfer", (shoe, 2))
    with clock.shifted(timedelta(days=1)):
        receive(shoe, 6, 300_000)  # dearer goods do not change what was ordered before

    (line,) = read_shop(order_ids={first.pk}).table("lines").to_pylist()

    assert line["cost"] == 420_000


def test_goods_that_left_no_longer_weigh() -> None:
    shoe = shop.variant(stock=0)
    receive(shoe, 4, 200_000)
    with clock.shifted(timedelta(hours=1)):
        shop.send(shop.paid_order("bank_transfer", (shoe, 3)))
    with clock.shifted(timedelta(days=1)):
        receive(shoe, 1, 300_000)  # (1 × 200,000 + 1 × 300,000) ÷ 2
        after = clock.now()

    assert read_costs({shoe.pk}).of(shoe.pk, 1, after) == 250_000


def test_a_receipt_without_a_price_leaves_the_average_and_alone_tells_no_cost() -> None:
    known, unknown = shop.variant(stock=0), shop.variant(stock=0)
    receive(known, 1, 100_000)
    receive(known, 5, None)
    receive(unknown, 5, None)
    costs, now = read_costs(None), clock.now()

    assert costs.of(known.pk, 2, now) == 200_000
    assert costs.of(unknown.pk, 1, now) is None
    assert costs.of(known.pk, 1, now - timedelta(days=9)) is None


def test_a_used_pair_costs_what_was_paid_for_it() -> None:
    unit = shop.used_pair()
    costs = read_costs({unit.variant_id})

    bought = StockMovement.objects.get(variant_id=unit.variant_id)
    assert bought.unit_cost is not None
    assert costs.of(unit.variant_id, 1, clock.now()) == bought.unit_cost
