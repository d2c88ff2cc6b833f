"""Sources that die, torn files, kills, a full disk, lost and damaged files: the last good numbers
stay, the failure is told, and the next load heals. Real processes, real files.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from niaga.collect import registry
from niaga.collect.problems import ImportRefused
from niaga.collect.staging import SourceShop, Staged
from niaga.kernel.health import all_checks
from niaga.metrics import query
from niaga.warehouse import attempts, files, load, snapshot, tables
from niaga.warehouse.problems import DiskFull, FilesLost, SnapshotBroken
from tests.collect.olist import sample
from tests.warehouse import shops

SALES = 5_890 + 10_000 + 7 + 5_890


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


@pytest.fixture
def folder(home: Path) -> Path:
    return sample.write(home / "source")


def sales() -> Any:
    return query(["item_sales"], "olist")[0].value


def faults() -> list[str]:
    found = [each for each in all_checks() if each.code.startswith("W-")]
    return [f"{each.code} {fault.subject}" for each in found for fault in each.find()]


def files_of(name: str) -> list[Path]:
    entry = snapshot.current().shops["olist"]
    return [snapshot.warehouse_folder() / path for path in entry.files[name]]


# A source that dies, and torn files


def test_a_source_that_dies_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load.import_source("olist", folder)
    before = snapshot.current()

    def dying(*_args: Any) -> Staged:
        raise ConnectionResetError("the source went away")

    kind = replace(registry.KINDS["olist"], read=dying)
    monkeypatch.setattr(registry, "KINDS", {"olist": kind})
    sample.edit(folder, sample.ITEMS, "58.90", "60.00")
    with pytest.raises(ConnectionResetError):
        load.import_source("olist", folder)
    assert snapshot.current() == before
    attempt = attempts.attempt_of("olist", "olist")
    assert (attempt.failures, attempt.file) == (1, "source")
    assert "the source went away" in attempt.reason
    assert faults() == ["W-4 olist/olist"]

    monkeypatch.undo()
    load.import_source("olist", folder)
    assert sales() == SALES + 110
    assert attempts.attempt_of("olist", "olist").failures == 0
    assert faults() == []


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_torn_text_file(folder: Path, share: float) -> None:
    load.import_source("olist", folder)
    before = snapshot.current()
    path = folder / sample.ITEMS
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ImportRefused):
        load.import_source("olist", folder)
    assert snapshot.current() == before
    assert attempts.attempt_of("olist", "olist").code
    path.write_bytes(whole)
    assert load.import_source("olist", folder).unchanged
    assert attempts.attempt_of("olist", "olist").failures == 0


# Kills at any moment


LOADING = """
import django
django.setup()
import sys
from pathlib import Path
from niaga.warehouse import load
print("ready", flush=True)
load.import_source("olist", Path(sys.argv[1]))
"""


def environment(home: Path) -> dict[str, str]:
    chosen = {"NIAGA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "niaga.config.settings"}
    return {**os.environ, **chosen}


@pytest.mark.slow
def test_killed_at_any_moment_readers_see_the_old_or_the_new_and_the_next_run_heals(
    folder: Path, home: Path
) -> None:
    load.import_source("olist", folder)
    chance, price, seen = random.Random(20261122), 58.90, set()
    for _turn in range(3):
        before = sales()
        sample.edit(folder, sample.ITEMS, f"{price:.2f}", f"{price + 1:.2f}")
        price += 1
        run = subprocess.Popen(
            [sys.executable, "-c", LOADING, str(folder)],
            env=environment(home),
            stdout=subprocess.PIPE,
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(chance.uniform(0.0, 2.5))
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        assert sales() in (before, before + 100)
        seen.add(sales() - before)
        load.import_source("olist", folder)
        assert sales() == before + 100
        assert faults() == []
    assert seen <= {0, 100}


# A disk that is full


FULL = """
import resource, signal, sys
import django
django.setup()
from pathlib import Path
from niaga.warehouse import load
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    load.import_source("olist", Path(sys.argv[1]))
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.slow
@pytest.mark.parametrize("limit", [6_000])
def test_a_disk_that_is_full(folder: Path, home: Path, limit: int) -> None:
    load.import_source("olist", folder)
    before = sales()
    sample.edit(folder, sample.ITEMS, "58.90", "60.00")
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(folder), str(limit)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "DiskFull" in run.stdout, run.stdout + run.stderr
    assert sales() == before
    attempt = attempts.attempt_of("olist", "olist")
    assert attempt.code == "warehouse_disk_full"
    load.import_source("olist", folder)
    assert sales() == before + 110
    assert attempts.attempt_of("olist", "olist").failures == 0


def test_the_failure_is_told_even_when_not_a_byte_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load.import_source("olist", folder)
    reserve = snapshot.warehouse_folder() / "attempts" / ".reserve"
    assert reserve.stat().st_size == attempts.RESERVE
    put = attempts._put

    def full(attempt: attempts.Attempt) -> None:
        if reserve.exists():
            raise OSError(28, "No space left on device")
        put(attempt)

    monkeypatch.setattr(attempts, "_put", full)
    attempts.record_failure("olist", "olist", DiskFull())
    assert attempts.attempt_of("olist", "olist").code == "warehouse_disk_full"
    monkeypatch.undo()
    attempts.record_success("olist", "olist")
    assert reserve.exists()


# Lost and damaged files of the warehouse itself


def tear(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize(
    ("name", "harm"),
    [("orders", tear), ("order_lines", Path.unlink), ("people", tear)],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_table_file_is_lost_or_torn(folder: Path, name: str, harm: Any) -> None:
    load.import_source("olist", folder)
    before = tables.content_hash("orders", snapshot.current().shops["olist"].files["orders"])
    path = files_of(name)[0]
    harm(path)
    assert faults() == [f"W-2 {path.relative_to(snapshot.warehouse_folder())}"]
    if name == "order_lines":
        with pytest.raises(FilesLost):
            sales()
    assert not load.import_source("olist", folder).unchanged
    assert sales() == SALES
    assert faults() == []
    entry = snapshot.current().shops["olist"]
    assert files.lost(entry) == []
    assert tables.content_hash("orders", entry.files["orders"]) == before


def test_a_file_that_another_source_lost_is_named(folder: Path) -> None:
    load.import_source("olist", folder)
    files_of("orders")[0].unlink()
    spend = [{"day": None, "channel": "ads", "campaign": "", "amount": 1}]
    olist = SourceShop("olist", "Olist", "BRL", "America/Sao_Paulo")
    other = replace(shops.LINEAGE, source="spend")
    with pytest.raises(FilesLost):
        load.publish(shops.staged(olist, spend=spend), other, "replace")


def test_a_damaged_snapshot_is_served_from_its_copy_and_written_anew(folder: Path) -> None:
    load.import_source("olist", folder)
    path = snapshot.warehouse_folder() / snapshot.NAME
    path.write_text(path.read_text()[:100])
    assert sales() == SALES
    assert faults() == ["W-1 snapshot.json"]
    sample.edit(folder, sample.ITEMS, "58.90", "60.00")
    load.import_source("olist", folder)
    assert faults() == []
    assert sales() == SALES + 110


def test_damaged_beyond_its_copy_it_says_so_and_a_load_begins_anew(folder: Path) -> None:
    load.import_source("olist", folder)
    for name in (snapshot.NAME, snapshot.COPY):
        (snapshot.warehouse_folder() / name).write_text("not json")
    with pytest.raises(SnapshotBroken):
        sales()
    assert faults() == ["W-1 snapshot.json"]
    load.import_source("olist", folder)
    assert sales() == SALES
    assert faults() == []
