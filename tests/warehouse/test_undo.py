"""A load undone: its rows go, what they replaced comes back, people and ranks are as they were."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.staging import SourceShop
from niaga.metrics import query
from niaga.warehouse import books, load, snapshot, tables, undo
from niaga.warehouse.problems import NoSuchLoad, ReplacedSince
from tests.collect.olist import sample
from tests.warehouse import shops

WARUNG = SourceShop("warung", "Warung", "IDR", "Asia/Jakarta")
HEAD = "No Pesanan;Tanggal;SKU;Produk;Jumlah;Harga;Email\n"
JANUARY = "A-1;05/01/2026;K1;Kopi;2;15000;ana@x.id\nA-2;25/01/2026;T1;Teh;1;9000;budi@x.id\n"
# A-2 was told wrongly, in another month, and there is one order more
WRONG = "A-2;13/02/2026;T1;Teh hijau;3;9000;ana@x.id\nA-3;14/02/2026;K1;Kopi;1;15000;budi@x.id\n"
MARCH = "A-3;14/03/2026;K1;Kopi;5;15000;budi@x.id\nA-4;15/03/2026;G1;Gula;1;5000;cici@x.id\n"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def bring(home: Path, name: str, rows: str) -> str:
    path = home / f"{name}.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return load.import_source("orders", path, WARUNG).load_id


def state(shop: str = "warung") -> dict[str, str]:
    """What each table of the shop holds, but for the load's own books and the load of a row."""
    entry = snapshot.current().shops[shop]
    told = {}
    for name, paths in entry.files.items():
        if name in ("loads", "checks"):
            continue
        rows = tables.read(name, paths)
        kept = [each for each in rows.column_names if each not in ("load_id", "merged_at")]
        listed = rows.select(kept).to_pylist()
        told[name] = "\n".join(sorted(repr(row) for row in listed))
    return {name: rows for name, rows in told.items() if rows}


def sold(shop: str = "warung") -> Any:
    return query(["item_sales"], shop)[0].value


def test_the_last_load_is_undone(home: Path) -> None:
    bring(home, "januari", JANUARY)
    before = state()
    wrong = bring(home, "februari", WRONG)
    assert sold() == 30_000 + 27_000 + 15_000

    told = undo.look("warung", "orders", wrong)
    assert (told.going["orders"], told.returning["orders"]) == (2, 1)
    assert told.is_complete
    assert not told.ends_source
    assert sold() == 72_000  # a look changes nothing

    undo.undo("warung", "orders", wrong)
    assert sold() == 39_000
    assert state() == before
    entry = snapshot.current().shops["warung"]
    assert entry.last_date == "2026-01-25"
    assert entry.loads["orders"]["file"] == "januari.csv"
    listed = {each.file: each.state for each in books.loads_of(entry, "orders")}
    assert listed == {"januari.csv": "finished", "februari.csv": "undone"}


def test_undone_twice_it_is_undone_once_and_can_be_loaded_again(home: Path) -> None:
    bring(home, "januari", JANUARY)
    wrong = bring(home, "februari", WRONG)
    after = state()
    undo.undo("warung", "orders", wrong)
    once = snapshot.current()
    assert undo.undo("warung", "orders", wrong).done
    assert snapshot.current() == once
    assert bring(home, "februari", WRONG) == wrong
    assert state() == after


def test_a_load_in_the_middle(home: Path) -> None:
    bring(home, "januari", JANUARY)
    wrong = bring(home, "februari", WRONG)
    march = bring(home, "maret", MARCH)
    undo.undo("warung", "orders", wrong)
    # A-2 is as January told it; A-3 was told by March again, and stays
    assert sold() == 30_000 + 9_000 + 75_000 + 5_000
    # Then March: its A-3 had replaced that of a load that is undone, which does not come back
    undo.undo("warung", "orders", march)
    assert sold() == 39_000


def test_the_first_load_takes_the_source_with_it(home: Path) -> None:
    load.publish(_one(), shops.LINEAGE, "replace")
    before = state()
    only = bring(home, "januari", JANUARY)
    told = undo.look("warung", "orders", only)
    assert told.ends_source
    assert not told.ends_shop
    assert told.is_complete
    undo.undo("warung", "orders", only)
    assert "orders" not in snapshot.current().shops["warung"].loads
    assert state() == before


def _one() -> Any:
    order = {"order_id": "s-1", "customer_ref": "x", "placed_at": shops.wib("2026-01-03 10:00")}
    line = {"order_id": "s-1", "unit_price": 10_000}
    product = {"product_id": "p1", "name": "Kopi", "condition": "new"}
    return shops.staged(
        WARUNG, orders=[order], lines=[line], products=[product], sellers=[{"seller_id": "s1"}]
    )


def test_the_only_load_takes_the_shop_with_it(home: Path) -> None:
    only = bring(home, "januari", JANUARY)
    assert undo.look("warung", "orders", only).ends_shop
    undo.undo("warung", "orders", only)
    assert snapshot.current().shops == {}
    assert bring(home, "januari", JANUARY) == only
    assert sold() == 39_000


def test_a_source_that_is_handed_over_whole(home: Path) -> None:
    folder = sample.write(home / "source")
    first = load.import_source("olist", folder).load_id
    before = state("olist")
    sample.edit(folder, sample.ITEMS, "58.90", "60.00")
    second = load.import_source("olist", folder).load_id
    with pytest.raises(ReplacedSince):
        undo.look("olist", "olist", first)
    undo.undo("olist", "olist", second)
    assert state("olist") == before


def test_what_is_not_kept_any_more_is_told_before(home: Path) -> None:
    bring(home, "januari", JANUARY)
    wrong = bring(home, "februari", WRONG)
    for each in (home / "warehouse" / "replaced").rglob("*.parquet"):
        each.unlink()
    told = undo.look("warung", "orders", wrong)
    assert not told.is_complete
    assert not told.returning
    undo.undo("warung", "orders", wrong)
    assert sold() == 30_000  # A-1; what A-2 was nobody knows any more


def test_a_product_that_another_source_sells_stays(home: Path) -> None:
    load.publish(_one(), shops.LINEAGE, "replace")
    rows = "A-1;25/01/2026;p1;Kopi lain;2;15000;ana@x.id\n"
    told = bring(home, "januari", rows)
    undo.undo("warung", "orders", told)
    entry = snapshot.current().shops["warung"]
    products = tables.read("products", entry.files["products"]).to_pylist()
    assert [(each["product_id"], each["source"]) for each in products] == [("p1", "shop")]


def test_feeds_and_unknown_loads_are_not_undone(home: Path) -> None:
    load.publish(_one(), shops.LINEAGE, "replace")
    bring(home, "januari", JANUARY)
    for source, load_id in (("shop", "load-1"), ("orders", "orders-0")):
        with pytest.raises(NoSuchLoad):
            undo.look("warung", source, load_id)
    load.publish(_one(), shops.LINEAGE, "replace")
    assert not (home / "warehouse" / "replaced" / "warung" / "shop").exists()


@pytest.mark.slow
def test_killed_while_it_is_undone(home: Path) -> None:
    bring(home, "januari", JANUARY)
    before = state()
    wrong = bring(home, "februari", WRONG)
    after = state()
    script = (
        "import django; django.setup()\n"
        "from niaga.warehouse import undo\n"
        f"print('ready', flush=True); undo.undo('warung', 'orders', {wrong!r})"
    )
    environment = os.environ | {
        "NIAGA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "niaga.config.settings",
    }  # fmt: skip
    for wait in (0.05, 0.15, 0.3, 0.45, 0.6):
        process = subprocess.Popen(
            [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert state() in (before, after)  # never half of it
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert state() == before
