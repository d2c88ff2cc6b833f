"""The Delta log follows the snapshot: lost, damaged or ahead of it, the next load sets it right."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import DeltaTable, Field

from niaga.collect.staging import SourceShop, Staged
from niaga.metrics import query
from niaga.warehouse import load, log, snapshot, tables
from niaga.warehouse.snapshot import ShopEntry
from tests.warehouse import shops

ONE, TWO = (SourceShop(code, code, "IDR", "Asia/Jakarta") for code in ("satu", "dua"))


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def order(shop: SourceShop, number: int, price: int, month: int = 1) -> Staged:
    name = f"{shop.code}-{number}"
    placed = shops.wib(f"2026-{month:02}-05 10:00")
    person = {"customer_ref": f"c{number}", "region": "Bali", "city": "Ubud"}
    return shops.staged(
        shop,
        orders=[{"order_id": name, "customer_ref": f"c{number}", "placed_at": placed}],
        lines=[{"order_id": name, "unit_price": price}],
        products=[{"product_id": "p1", "name": "Kopi", "condition": "new"}],
        sellers=[{"seller_id": "s1"}],
        customers=[person],
    )


def bring(shop: SourceShop, number: int, price: int, month: int = 1) -> None:
    lineage = replace(shops.LINEAGE, source="orders", load_id=f"l-{number}-{price}")
    load.publish(order(shop, number, price, month), lineage, "upsert")


def sold(shop: SourceShop) -> Any:
    return query(["item_sales"], shop.code)[0].value


def logs() -> list[Path]:
    return sorted((snapshot.warehouse_folder() / f"v{snapshot.LAYOUT}").glob("*/_delta_log"))


def entries() -> dict[str, ShopEntry]:
    return dict(snapshot.current().shops)


def gone(each: Path) -> None:
    shutil.rmtree(each)


def emptied(each: Path) -> None:
    for file in each.iterdir():
        file.unlink()


def torn(each: Path) -> None:
    for file in each.iterdir():
        file.write_bytes(file.read_bytes()[:30])


@pytest.mark.parametrize("harm", [gone, emptied, torn], ids=lambda harm: harm.__name__)
def test_a_damaged_log_keeps_every_shop_and_the_next_load_heals(harm: Any) -> None:
    bring(ONE, 1, 10_000)
    bring(ONE, 2, 5_000, month=2)
    bring(TWO, 1, 700)
    before = entries()
    for each in logs():
        harm(each)
    assert (sold(ONE), sold(TWO)) == (15_000, 700)  # readers need no log
    bring(TWO, 2, 50)
    assert (sold(ONE), sold(TWO)) == (15_000, 750)
    bring(ONE, 1, 11_000)
    assert (sold(ONE), sold(TWO)) == (16_000, 750)
    after = entries()["satu"]
    assert after.tables["orders"] > before["satu"].tables["orders"]
    for name in ("orders", "order_lines"):
        rows = DeltaTable(str(tables.table_path(name))).to_pyarrow_table()
        assert rows.num_rows == 4  # what others read by the log is what the snapshot says


def test_a_load_that_was_killed_between_commit_and_publication_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring(ONE, 1, 10_000)
    bring(ONE, 2, 5_000, month=2)

    def killed(_entry: ShopEntry) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            bring(ONE, 2, 9_999, month=2)
    # Another month of the same tables is written; the unpublished one must not come along.
    bring(ONE, 3, 100, month=3)
    assert sold(ONE) == 15_100
    listed = tables.read("orders", entries()["satu"].files["orders"])
    assert sorted(listed["order_id"].to_pylist()) == ["satu-1", "satu-2", "satu-3"]


def test_old_files_go_even_when_the_log_has_forgotten_the_published_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shop that is not loaded for hours has a version that the log no longer knows."""
    monkeypatch.setattr(tables, "VACUUM_EVERY", 1)
    monkeypatch.setattr(log, "KEEP_HOURS", 0)
    bring(ONE, 1, 10_000)
    path = tables.table_path("orders")
    for price in range(3):
        bring(TWO, 1, price + 1)
    delta = DeltaTable(str(path))
    delta.create_checkpoint()
    for each in (path / "_delta_log").glob("*.json"):
        if each.name[:20].isdigit() and int(each.name[:20]) < delta.version():
            each.unlink()
    bring(TWO, 1, 9)
    named = {each for entry in entries().values() for each in entry.files["orders"]}
    there = {
        str(each.relative_to(snapshot.warehouse_folder())) for each in path.rglob("*.parquet")
        if "_delta_log" not in each.parts
    }  # fmt: skip
    assert there == named
    assert (sold(ONE), sold(TWO)) == (10_000, 9)


def test_a_column_of_another_version_stays_empty_and_the_load_goes_on() -> None:
    bring(ONE, 1, 10_000)
    path = str(tables.table_path("orders"))
    field = Field("of_tomorrow", "string", nullable=True)
    DeltaTable(path).alter.add_columns([field])
    bring(ONE, 2, 5_000, month=2)
    assert sold(ONE) == 15_000
    assert "of_tomorrow" in [each.name for each in DeltaTable(path).schema().fields]


def test_a_commit_that_touches_nothing_is_no_mismatch() -> None:
    bring(ONE, 1, 10_000)
    path = tables.table_path("orders")
    version = DeltaTable(str(path)).version()
    schema = pa.schema(tables.arrow_schema(tables.TABLES["orders"]))
    assert log.opened(path, schema, tables.TABLES["orders"].partitions).version() == version
