"""A live shop hands over changed orders; the tables must be what a whole load would have made."""

import random
from pathlib import Path
from typing import Any

import pytest

from niaga.warehouse import load, log, snapshot, tables
from tests.warehouse import shops
from tests.warehouse.shops import LINES, ORDERS, PEOPLE, PRODUCTS, REVERSALS

FACTS = ("orders", "order_lines", "sales_events", "customers", "products")


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def hand_over(
    orders: list[dict[str, Any]], mode: Any, reversed_ids: set[str] | None = None
) -> None:
    ids = {order["order_id"] for order in orders}
    undone = ids if reversed_ids is None else ids & reversed_ids
    staged = shops.staged(
        orders=orders,
        lines=[line for line in LINES if line["order_id"] in ids],
        reversals=[entry for entry in REVERSALS if entry["order_id"] in undone],
        products=PRODUCTS,
        customers=[p for p in PEOPLE if p["customer_ref"] in {o["customer_ref"] for o in orders}],
    )
    load.publish(staged, shops.LINEAGE, mode)


def content() -> dict[str, list[dict[str, Any]]]:
    entry = snapshot.current().shops["kshoes"]
    return {
        name: sorted(
            (
                {k: v for k, v in row.items() if k != "source_row"}
                for row in tables.read(name, entry.files[name]).to_pylist()
            ),
            key=str,
        )
        for name in FACTS
    }


def test_orders_that_come_one_by_one_make_the_same_tables(home: Path) -> None:
    for order in ORDERS:
        hand_over([order], "upsert")
    live = content()
    hand_over(ORDERS, "replace")
    assert live == content()


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_and_repeated(home: Path, seed: int) -> None:
    chance = random.Random(seed)
    batches = [[order] for order in ORDERS] + [chance.sample(ORDERS, 3) for _ in range(2)]
    chance.shuffle(batches)
    for batch in batches:
        hand_over(batch, "upsert")
    live = content()
    hand_over(ORDERS, "replace")
    assert live == content()


def test_a_cancelled_first_order_makes_the_second_the_first(home: Path) -> None:
    hand_over(ORDERS, "replace")
    cancelled = {**ORDERS[0], "cancelled_before_shipment": True, "status": "cancelled"}
    hand_over([cancelled], "upsert")
    ranks = {row["order_id"]: row["order_rank"] for row in content()["orders"]}
    assert (ranks["A1"], ranks["A5"]) == (None, 1)


def test_only_the_months_concerned_are_rewritten(home: Path) -> None:
    hand_over(ORDERS, "replace")
    before = set(snapshot.current().shops["kshoes"].files["order_lines"])
    hand_over([ORDERS[4]], "upsert")
    after = set(snapshot.current().shops["kshoes"].files["order_lines"])
    assert len(before - after) == len(after - before) == 1
    assert "part=2026-03" in next(iter(after - before))


def test_files_do_not_pile_up(home: Path) -> None:
    hand_over(ORDERS, "replace")
    for _turn in range(8):
        hand_over([ORDERS[4]], "upsert")
    assert len(snapshot.current().shops["kshoes"].files["orders"]) == 3  # one for each month


def test_what_nobody_reads_is_deleted_and_what_is_published_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "VACUUM_EVERY", 2)
    monkeypatch.setattr(log, "KEEP_HOURS", 0)
    hand_over(ORDERS, "replace")
    other = shops.staged(
        shops.SourceShop("other", "Other", "IDR", "Asia/Jakarta"),
        orders=[ORDERS[0]],
        lines=LINES[:2],
        products=PRODUCTS,
        customers=PEOPLE[:1],
    )
    load.publish(other, shops.LINEAGE, "replace")
    before = content()
    for _turn in range(6):
        hand_over([ORDERS[4]], "upsert")
    assert content() == before
    folder = snapshot.warehouse_folder()
    named = {
        folder / path
        for entry in snapshot.current().shops.values()
        for path in entry.files["orders"]
    }
    there = set(tables.table_path("orders").rglob("*.parquet")) - set(
        (tables.table_path("orders") / "_delta_log").rglob("*.parquet")
    )
    assert named <= there
    assert len(there) <= len(named) + 2  # what the last commits superseded
