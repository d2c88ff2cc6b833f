"""The live shop in the warehouse: whole once, then change by change, and the same either way."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.kernel import clock
from niaga.metrics import query
from niaga.store.catalog.actions import save_category, save_product
from niaga.store.catalog.models import Category
from niaga.store.orders.actions import cancel_order
from niaga.store.shipping.actions import record_tracking
from niaga.warehouse import attempts, snapshot, tables
from niaga.warehouse.schema import ORDER_FACTS
from niaga.warehouse.stock import sync_stock
from niaga.warehouse.sync import heal, sync_shop
from tests.store import factories as shop

pytestmark = pytest.mark.django_db

SHOP = "toko"


@pytest.fixture(autouse=True)
def _warehouse(tmp_path: Path, settings: Any) -> None:
    settings.NIAGA_WAREHOUSE = tmp_path / "warehouse"


def value(name: str) -> Any:
    (result,) = query([name], SHOP)
    return result.rows[0].value if result.rows else None


def contents() -> dict[str, list[str]]:
    """All facts without what names the load."""
    entry = snapshot.current().shops[SHOP]
    found = {}
    for name in ORDER_FACTS:
        rows = tables.read(name, entry.files.get(name, ())).to_pylist()
        found[name] = sorted(
            str(sorted((k, str(v)) for k, v in row.items() if k != "load_id")) for row in rows
        )
    return found


def test_a_new_order_is_counted_after_the_next_sync() -> None:
    shop.paid_order()
    assert sync_shop().full
    assert value("orders") == 1

    order = shop.paid_order("bank_transfer", (shop.variant(price=450_000), 2))
    report = sync_shop()

    assert (report.full, report.orders) == (False, 1)
    assert value("orders") == 2
    line = order.lines.get()
    assert value("total_sales") > value("net_sales") >= line.net


def test_nothing_new_writes_nothing() -> None:
    shop.paid_order()
    sync_shop()
    before = snapshot.current().id

    assert sync_shop().orders == 0
    assert snapshot.current().id == before


def test_change_by_change_gives_the_same_facts_as_all_at_once() -> None:
    first = shop.order("bank_transfer")
    sync_shop()
    shop.pay(first)
    shop.deliver_pending()
    sync_shop()
    record_tracking(shop.send(first).pk, source_key="1", code="delivered")
    sync_shop()
    second = shop.paid_order()
    sync_shop()
    with clock.shifted(timedelta(days=35)):
        cancel_order(second.pk, reason="rusak", actor=shop.OWNER)
        shop.order("cod")
        sync_shop()
    step_by_step = contents()

    sync_shop(full=True)

    assert contents() == step_by_step


def test_a_reversal_lowers_the_month_in_which_it_was_processed() -> None:
    order = shop.paid_order()
    sync_shop()
    sold = value("net_sales")
    assert sold > 0

    with clock.shifted(timedelta(days=35)):
        cancel_order(order.pk, reason="rusak", actor=shop.OWNER)
        sync_shop()
    (by_month,) = query(["net_sales"], SHOP, grain="month")

    assert [row.value for row in by_month.rows if row.value] == [sold, -sold]
    assert value("net_sales") == 0


@pytest.mark.parametrize("name", ["orders", "people"])
def test_a_lost_file_is_written_anew_by_the_next_change(name: str) -> None:
    shop.paid_order()
    sync_shop()
    path = snapshot.current().shops[SHOP].files[name][0]
    (snapshot.warehouse_folder() / path).unlink()
    shop.paid_order()
    assert sync_shop().full
    assert value("orders") == 2


def test_a_lost_file_is_written_anew_even_when_nothing_changes() -> None:
    shop.paid_order()
    sync_shop()
    assert not heal()
    path = snapshot.current().shops[SHOP].files["order_lines"][0]
    (snapshot.warehouse_folder() / path).unlink()
    assert heal()
    assert value("item_sales") > 0


def test_a_feed_that_fails_is_told_until_it_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    shop.paid_order()
    sync_shop()
    with monkeypatch.context() as broken:
        broken.setattr("niaga.warehouse.sync.changes_since", lambda _position: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sync_shop()
    assert attempts.attempt_of(SHOP, "shop").failures == 1
    sync_shop()
    assert attempts.attempt_of(SHOP, "shop").failures == 0


def test_contacts_are_told_as_hashes_alone() -> None:
    shop.paid_order()
    sync_shop()
    people = tables.read("people", snapshot.current().shops[SHOP].files["people"]).to_pylist()
    assert all(row["phone_key"] for row in people)
    assert "@" not in str(people)


def test_a_product_that_is_sorted_differently_has_one_category_and_not_two() -> None:
    variant = shop.variant(price=100_000)
    shop.paid_order("bank_transfer", (variant, 1))
    sync_shop()
    sync_stock()
    other = Category.objects.create(slug="lain", name_id="Lain", position=9)

    def told(name: str) -> set[str | None]:
        return {row.key[0] for row in query([name], SHOP, by=["category"])[0].rows}

    with clock.shifted(timedelta(days=3)):  # what lay on the shelf on the days before is told too
        save_category(variant.product.category, name_id="Sepatu kets", actor=shop.OWNER)
        shop.paid_order("bank_transfer", (variant, 1))
        sync_shop()
        sync_stock()
        assert told("net_sales") == told("open_days") == {"Sepatu kets"}

        save_product(variant.product, category=other, actor=shop.OWNER)
        sync_shop()
        sync_stock()
        assert told("net_sales") == told("open_days") == {"Lain"}
        step_by_step = contents()
        sync_shop(full=True)
        assert contents() == step_by_step
