"""The shop's shelves day by day: what the ledger says, once, whole, and again after a change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.shop.stock import read_stock
from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.kernel.shop import current_shop
from niaga.store.inventory import actions as inventory
from niaga.store.inventory.models import MovementKind, StockBalance
from niaga.store.orders.actions import cancel_order
from niaga.warehouse import books, snapshot, tables
from niaga.warehouse.load import publish
from niaga.warehouse.problems import ExpectationsFailed
from niaga.warehouse.stock import StockReport, sync_stock
from tests.store import factories as shop

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)  # 12.00 in Jakarta, a Monday
SHOP = "toko"


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def day(n: int) -> Any:
    return clock.at(NOON + timedelta(days=n))


def sync(n: int, **kwargs: Any) -> StockReport:
    with day(n):
        return sync_stock(**kwargs)


def rows() -> list[dict[str, Any]]:
    entry = snapshot.current().shops[SHOP]
    found = tables.read("stock_days", entry.files["stock_days"]).to_pylist()
    return sorted(found, key=lambda row: (row["variant_id"], row["location"], row["date_local"]))


def course(variant_id: int, *columns: str) -> list[tuple[Any, ...]]:
    return [
        tuple(row[column] for column in columns)
        for row in rows()
        if row["variant_id"] == str(variant_id)
    ]


def failed() -> list[str]:
    """What is expected of the table and does not hold."""
    tests = books.tests_of(snapshot.current().shops[SHOP], "stock")
    assert "opens_as_it_closed" in {each.name for each in tests}
    return [each.name for each in tests if each.table == "stock_days" and not each.passed]


def test_a_shop_without_stock_tells_nothing(home: Path) -> None:
    assert sync(0) == StockReport(0, full=False)
    assert snapshot.current().shop(SHOP) is None


def test_days_follow_each_other_and_end_with_the_shops_balances(home: Path) -> None:
    with day(0):
        shoe = shop.variant(5)
    with day(1):
        order = shop.paid_order("bank_transfer", (shoe, 2))
    with day(3):
        shop.send(order)
        shop.receive(shoe, 4)
    assert sync(4) == StockReport(5, full=True)
    assert course(shoe.pk, "opening", "received", "sold", "closing", "held", "demanded") == [
        (0, 5, 0, 5, 0, 0),
        (5, 0, 0, 5, 2, 2),
        (5, 0, 0, 5, 2, 0),
        (5, 4, 2, 7, 0, 0),
        (7, 0, 0, 7, 0, 0),
    ]
    balance = StockBalance.objects.get(variant=shoe)
    assert course(shoe.pk, "closing", "held")[-1] == (balance.on_hand, balance.held)
    assert not failed()


def test_what_is_all_promised_can_no_longer_be_ordered(home: Path) -> None:
    with day(0):
        shoe = shop.variant(1)
    with day(1):
        shop.paid_order("bank_transfer", (shoe, 1))
    sync(1)
    assert course(shoe.pk, "closing", "sellable") == [(1, True), (1, False)]


def test_a_pair_that_is_not_for_sale_is_not_out_of_stock(home: Path) -> None:
    with day(0):
        shoe = shop.variant(1)
        shoe.product.status = "archived"
        shoe.product.save()
    sync(0)
    assert course(shoe.pk, "offered", "sellable", "closing") == [(False, False, 1)]


def test_another_location_holds_stock_and_offers_none(home: Path) -> None:
    with day(0):
        shoe = shop.variant(5)
        inventory.transfer_stock(
            shoe.pk, shop.shop(), shop.second_location(), 2, idempotency_key="t", actor=shop.OWNER
        )
    sync(0)
    assert course(shoe.pk, "location", "offered", "received", "other", "closing") == [
        ("gudang", True, 5, -2, 3),
        ("toko", False, 0, 2, 2),
    ]


def test_stock_has_the_moving_average_of_what_was_paid(home: Path) -> None:
    with day(0):
        shoe, unknown = shop.variant(0), shop.variant(2)
        receive(shoe.pk, 3, 100_000)
    with day(1):
        receive(shoe.pk, 1, 120_000)
    sync(1)
    assert course(shoe.pk, "unit_cost", "value") == [(100_000, 300_000), (105_000, 420_000)]
    assert course(unknown.pk, "unit_cost", "value") == [(None, None)] * 2


def receive(variant_id: int, quantity: int, cost: int) -> None:
    inventory.move_stock(
        variant_id,
        shop.shop(),
        quantity,
        MovementKind.RECEIPT,
        idempotency_key=f"{variant_id}-{quantity}-{cost}",
        unit_cost=cost,
    )


def test_nothing_is_done_when_nothing_moved_and_a_new_day_is_told(home: Path) -> None:
    with day(0):
        shop.variant(5)
    assert sync(0) == StockReport(1, full=True)
    assert sync(0) == StockReport(0, full=False)
    assert sync(1) == StockReport(2, full=False)
    assert [row["closing"] for row in rows()] == [5, 5]


def test_an_order_that_ends_without_a_sale_was_no_demand(home: Path) -> None:
    with day(0):
        shoe = shop.variant(5)
    with day(1):
        order = shop.paid_order("bank_transfer", (shoe, 2))
    sync(5)
    assert course(shoe.pk, "demanded", "held")[1] == (2, 2)
    with day(6):
        cancel_order(order.pk, reason="batal", actor=shop.OWNER)
    sync(6)
    told = course(shoe.pk, "demanded", "held")
    assert told == [(0, 0), (0, 2), (0, 2), (0, 2), (0, 2), (0, 2), (0, 0)]


def test_what_comes_bit_by_bit_is_what_a_whole_load_tells(home: Path) -> None:
    """Over the end of a month, with every kind of event, told daily or at once."""
    with day(0):
        shoe, other = shop.variant(9), shop.variant(0)
        shop.used_pair()
    opened = []
    for n in range(1, 40):
        with day(n):
            if n % 3 == 0:
                opened.append(shop.paid_order("bank_transfer", (shoe, 1)))
            if n % 7 == 0 and opened:
                shop.send(opened.pop(0))
            if n % 11 == 0 and opened:
                cancel_order(opened.pop().pk, reason="batal", actor=shop.OWNER)
            if n % 9 == 0:
                receive(other.pk, 2, 1000 * n)
                shop.receive(shoe, 2)
        if n % 2:
            sync(n)
    live = [without(row) for row in rows()]
    sync(39, full=True)
    assert [without(row) for row in rows()] == live
    assert not failed()


def without(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "load_id"}


def test_a_ledger_that_does_not_add_up_is_not_published(home: Path) -> None:
    with day(0):
        shop.variant(5)
    sync(0)
    with day(1):
        staged = read_stock(None, current_shop().today())
        table = staged.table("stock_days")
        wrong = table.set_column(
            table.column_names.index("closing"), "closing", [[n + 1 for n in range(2)]]
        )
        broken = replace(staged, tables={"stock_days": wrong})
        with pytest.raises(ExpectationsFailed):
            publish(broken, Lineage("stock", "stock-x-1", clock.now()), "upsert")
    assert [row["closing"] for row in rows()] == [5]
