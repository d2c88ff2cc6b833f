import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.problems import ImportRefused
from niaga.metrics import query
from niaga.warehouse import load, publication, snapshot, tables
from niaga.warehouse.engines import duckdb
from niaga.warehouse.schema import TABLES
from tests.collect.olist import sample
from tests.warehouse import shops

CONTENT = [name for name in TABLES if name not in ("loads", "shops")]


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


@pytest.fixture
def folder(home: Path) -> Path:
    return sample.write(home / "source")


def hashes(shop: str) -> dict[str, str]:
    entry = snapshot.current().shops[shop]
    return {name: tables.content_hash(name, entry.files.get(name, ())) for name in CONTENT}


def test_the_same_source_again_changes_nothing(folder: Path) -> None:
    assert not load.import_source("olist", folder).unchanged
    before, first = hashes("olist"), snapshot.current()
    assert load.import_source("olist", folder).unchanged
    assert snapshot.current() == first
    assert hashes("olist") == before


def test_loaded_again_from_nothing_the_tables_are_the_same(folder: Path) -> None:
    load.import_source("olist", folder)
    before = hashes("olist")
    (snapshot.warehouse_folder() / snapshot.NAME).unlink()
    load.import_source("olist", folder)
    assert hashes("olist") == before


def test_a_changed_source_replaces_the_old(folder: Path) -> None:
    load.import_source("olist", folder)
    assert query(["item_sales"], "olist")[0].value == 5_890 + 10_000 + 7 + 5_890
    sample.edit(folder, sample.ITEMS, "58.90", "60.00")
    load.import_source("olist", folder)
    assert query(["item_sales"], "olist")[0].value == 5_890 + 10_000 + 7 + 6_000


def test_a_refused_source_leaves_all_as_it_was(folder: Path) -> None:
    load.import_source("olist", folder)
    before, state = hashes("olist"), snapshot.current()
    sample.edit(folder, sample.CUSTOMERS, "customer_state", "uf")
    with pytest.raises(ImportRefused):
        load.import_source("olist", folder)
    assert (hashes("olist"), snapshot.current()) == (before, state)


def test_rejected_rows_are_kept_with_their_reason(folder: Path) -> None:
    for n in range(20):
        sample.append(folder, sample.PAYMENTS, f"{sample.key('o2')},{n + 2},boleto,1,1.00")
    sample.edit(folder, sample.PAYMENTS, "7.57", "-7.57")
    report = load.import_source("olist", folder)
    assert report.rejected == {sample.PAYMENTS: 1}
    entry = snapshot.current().shops["olist"]
    row = tables.read("rejects", entry.files["rejects"]).to_pylist()[0]
    assert (row["file"], row["row"], row["column"], row["reason"]) == (
        sample.PAYMENTS,
        4,
        "payment_value",
        "negative_amount",
    )


def test_every_row_tells_where_it_came_from(folder: Path) -> None:
    report = load.import_source("olist", folder)
    entry = snapshot.current().shops["olist"]
    for name in ("orders", "order_lines", "sales_events", "payments", "reviews", "products"):
        for row in tables.read(name, entry.files[name]).to_pylist():
            assert (row["shop"], row["source"], row["load_id"]) == (
                "olist",
                "olist",
                report.load_id,
            )
            assert row["source_row"] >= 2


def test_local_days_are_those_of_the_shop(folder: Path) -> None:
    load.import_source("olist", folder)
    entry = snapshot.current().shops["olist"]
    orders = tables.read("orders", entry.files["orders"]).to_pylist()
    first = next(order for order in orders if order["order_id"] == sample.key("o1"))
    assert str(first["date_local"]) == "2018-01-31"  # 23:30 in São Paulo, the next day in UTC
    assert first["placed_at"].isoformat() == "2018-02-01T01:30:00+00:00"
    assert first["part"] == "2018-01"


def test_no_personal_data_enters(home: Path, folder: Path) -> None:
    load.import_source("olist", folder)
    load.publish(shops.pencil_shop(), shops.LINEAGE, "replace")
    forbidden = {"name", "email", "phone", "street", "address", "postal_code", "customer_ref"}
    for name, table in TABLES.items():
        if name not in ("products", "shops"):  # names of things, not of people
            assert not forbidden & set(table.kinds), name
    for code in ("olist", "kshoes"):
        entry = snapshot.current().shops[code]
        for name, paths in entry.files.items():
            text = str(tables.read(name, paths).to_pylist())
            assert "Maria" not in text
            assert sample.key("person1") not in text
            assert "'c1'" not in text


def test_the_pseudonym_needs_the_key(home: Path) -> None:
    load.publish(shops.pencil_shop(), shops.LINEAGE, "replace")
    entry = snapshot.current().shops["kshoes"]
    before = set(tables.read("customers", entry.files["customers"])["customer_key"].to_pylist())
    assert (home / "pseudonym_key").stat().st_mode & 0o077 == 0
    (home / "pseudonym_key").unlink()
    load.publish(shops.pencil_shop(), shops.LINEAGE, "replace")
    entry = snapshot.current().shops["kshoes"]
    after = set(tables.read("customers", entry.files["customers"])["customer_key"].to_pylist())
    assert before.isdisjoint(after)


KILLED = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from typing import Any
from niaga.warehouse import load, tables
left = int(sys.argv[1])
write = tables.write
def dying(*args, **kwargs):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return write(*args, **kwargs)
tables.write = dying
load.import_source("olist", Path(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 1, 6, 9])
def test_killed_half_way_readers_see_the_old_and_the_next_run_heals(
    folder: Path, home: Path, after: int
) -> None:
    load.import_source("olist", folder)
    before, state = query(["item_sales"], "olist")[0].value, snapshot.current()
    sample.edit(folder, sample.ITEMS, "58.90", "60.00")
    environment = {
        **os.environ,
        "NIAGA_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "niaga.config.settings",
    }
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(after), str(folder)], env=environment, check=False
    )
    assert run.returncode == -signal.SIGKILL
    assert snapshot.current() == state
    assert query(["item_sales"], "olist")[0].value == before
    load.import_source("olist", folder)
    assert query(["item_sales"], "olist")[0].value == before + 110


def test_tables_of_an_older_shape_are_widened_and_loaded_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as past:
        old = TABLES["orders"]
        narrow = tuple(c for c in old.columns if c.name not in ("delivered", "city"))
        past.setitem(vars(old), "columns", narrow)
        past.setattr(publication, "MARK", "older")
        load.import_source("olist", folder)
    assert snapshot.current().shops["olist"].loads["olist"]["mark"] == "older"
    assert not load.import_source("olist", folder).unchanged
    entry = snapshot.current().shops["olist"]
    assert tables.read("orders", entry.files["orders"])["delivered"].to_pylist().count(True) == 2


def test_files_of_an_older_shape_are_read_until_they_are_loaded_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as past:
        old = TABLES["orders"]
        narrow = tuple(c for c in old.columns if c.name not in ("delivered", "city"))
        past.setitem(vars(old), "columns", narrow)
        past.setitem(vars(old), "kinds", {c.name: c.kind for c in narrow})
        load.import_source("olist", folder)
    entry = snapshot.current().shops["olist"]
    paths = [str(snapshot.warehouse_folder() / path) for path in entry.files["orders"]]
    ((orders, cities),) = duckdb.rows(
        "SELECT count(*), count(city) FROM orders", {"orders": paths}, {}
    )
    assert (orders > 0, cities) == (True, 0)
