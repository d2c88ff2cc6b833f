"""What is expected of the tables: errors keep a load out, warnings are kept and shown."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.warehouse import load, quality, snapshot, tables
from niaga.warehouse.expectations import EXPECTATIONS
from niaga.warehouse.problems import ExpectationsFailed
from niaga.warehouse.schema import TABLES
from tests.warehouse import shops
from tests.warehouse.shops import LINEAGE, LINES, ORDERS, PEOPLE, PRODUCTS, wib

SELLERS = [{"seller_id": "s1", "region": "Bali", "city": "Denpasar"}]


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"


def hand_over(lineage: Lineage = LINEAGE, mode: Any = "replace", **changed: Any) -> None:
    rows: dict[str, Any] = {
        "orders": ORDERS,
        "lines": LINES,
        "products": PRODUCTS,
        "customers": PEOPLE,
        "sellers": SELLERS,
    }
    load.publish(shops.staged(**(rows | changed)), lineage, mode)


def read(name: str) -> list[dict[str, Any]]:
    return tables.read(name, snapshot.current().shops["kshoes"].files.get(name, ())).to_pylist()


def failed() -> dict[tuple[str, str], int]:
    return {
        (row["checked_table"], row["expectation"]): row["failing"]
        for row in read("checks")
        if not row["passed"]
    }


def test_a_sound_shop_breaks_nothing() -> None:
    load.publish(shops.pencil_shop(), LINEAGE, "replace")
    unpaid = {("orders", "paid_is_total")}  # its payments are of a round sum
    assert set(failed()) <= unpaid
    names = {row["checked_table"] for row in read("checks")}
    assert {"orders", "order_lines", "sales_events", "payments", "shipments", "reviews"} <= names
    load_row = snapshot.current().shops["kshoes"].loads["shop"]
    assert load_row["warnings"] == len(failed())


def test_an_error_keeps_the_load_out_and_says_why() -> None:
    hand_over()
    before = snapshot.current()
    with pytest.raises(ExpectationsFailed) as refusal:
        hand_over(lines=[*LINES, LINES[0]])
    assert "order_lines" in str(refusal.value)
    assert snapshot.current() == before
    with pytest.raises(ExpectationsFailed):
        hand_over(mode="upsert", lines=[*LINES, LINES[0]])
    assert snapshot.current() == before


def test_an_order_that_another_source_tells_already_is_refused() -> None:
    hand_over()
    before = snapshot.current()
    with pytest.raises(ExpectationsFailed):
        hand_over(Lineage("orders", "orders-1", LINEAGE.started_at))
    assert snapshot.current() == before


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        ({"sellers": [{**SELLERS[0], "seller_id": "s9"}]}, ("order_lines", "seller_id_known", 7)),
        ({"products": PRODUCTS[:1]}, ("order_lines", "product_id_known", 2)),
        (
            {"lines": [{**line, "quantity": 0} for line in LINES]},
            ("order_lines", "quantity_positive", 7),
        ),
        (
            {"orders": [{**ORDERS[0], "placed_at": datetime(2099, 1, 1, tzinfo=UTC)}, *ORDERS[1:]]},
            ("orders", "dates", 1),
        ),
        (
            {"orders": [{**order, "customer_ref": None} for order in ORDERS]},
            ("orders", "has_person", 3),
        ),
        (
            {
                "shipments": [
                    {
                        "order_id": "A1",
                        "shipped_at": wib("2026-01-09 08:00"),  # before it was placed
                        "delivered_at": wib("2026-01-12 08:00"),
                    }
                ]
            },
            ("shipments", "stages_in_order", 1),
        ),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_warning_is_kept(changed: dict[str, Any], broken: tuple[str, str, int]) -> None:
    hand_over(**changed)
    table, name, rows = broken
    assert failed()[(table, name)] == rows


def test_rows_of_an_unknown_order_are_refused_one_by_one() -> None:
    hand_over(lines=[*LINES, {"order_id": "X", "unit_price": 1}])
    (row,) = read("rejects")
    assert (row["file"], row["column"], row["reason"]) == ("lines", "order_id", "unknown_reference")
    assert row["raw"] == '{"order_id": "X"}'
    assert snapshot.current().shops["kshoes"].loads["shop"]["rejected"] == 1


def test_a_load_much_smaller_than_the_ones_before_is_told() -> None:
    for number in range(3):
        hand_over(Lineage("shop", f"load-{number}", LINEAGE.started_at))
    assert ("loads", "rows_as_usual") not in failed()
    few = {"orders": ORDERS[:1], "lines": LINES[:1], "customers": [], "products": PRODUCTS[:1]}
    hand_over(Lineage("shop", "load-9", LINEAGE.started_at), **few)
    assert failed()[("loads", "rows_as_usual")] == 1


def test_a_week_without_the_usual_orders_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "FEW_A_WEEK", 2)
    monday = date(2026, 3, 2)
    days = [monday - timedelta(weeks=week) for week in range(2, 12) for _ in range(3)]
    orders = [
        {"order_id": f"W{n}", "customer_ref": "c1", "placed_at": wib(f"{day} 10:00")}
        for n, day in enumerate(days)
    ]
    lines = [{"order_id": order["order_id"], "unit_price": 5} for order in orders]
    with clock.at(datetime(2026, 3, 4, tzinfo=UTC)):
        hand_over(orders=orders, lines=lines)
    assert failed()[("orders", "week_as_usual")] == 1


def test_a_feed_is_tested_again_when_it_has_changed_and_time_has_passed() -> None:
    hand_over()
    assert load.examine_sources(timedelta(hours=1)) == 0
    hand_over(mode="upsert", lines=[{**line, "quantity": 0} for line in LINES])
    assert load.examine_sources(timedelta(hours=1)) == 0
    assert load.examine_sources(timedelta(0)) == 1
    assert failed()[("order_lines", "quantity_positive")] == 7
    assert load.examine_sources(timedelta(0)) == 0


def test_what_is_declared_fits_the_tables() -> None:
    for table, name in EXPECTATIONS:
        assert table in TABLES, name
