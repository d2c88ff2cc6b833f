"""A load that is taken back by the worker, killed at it, refused, or failing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niaga.collect.staging import SourceShop
from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.work.tasks import run_next
from niaga.metrics import query
from niaga.warehouse import load
from niaga.warehouse.problems import DiskFull
from niaga.web.backoffice.imports import undoing

WARUNG = SourceShop("warung", "Warung", "IDR", "Asia/Jakarta")
HEAD = "No Pesanan;Tanggal;SKU;Produk;Jumlah;Harga;Email\n"
JANUARY = "A-1;25/01/2026;K1;Kopi;2;15000;ana@x.id\n"
WRONG = "A-2;13/02/2026;T1;Teh;3;9000;ana@x.id\n"

BROUGHT = """
import django; django.setup()
from pathlib import Path
from django.core.management import call_command
from niaga.collect.staging import SourceShop
from niaga.kernel.permissions import Actor
from niaga.warehouse import load, tables
from niaga.web.backoffice.imports import undoing
import os, signal
call_command("migrate", verbosity=0)
warung = SourceShop("warung", "Warung", "IDR", "Asia/Jakarta")
for path in ({first!r}, {second!r}):
    last = load.import_source("orders", Path(path), warung).load_id
undoing.answer_questions = lambda shop: None
undoing.ask("warung", "orders", last, Actor("staff", "7"))
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
"""
KILLED = """
from niaga.kernel.work.tasks import run_next
{where} = die
run_next("satu")
"""
FINISHED = """
import django; django.setup()
import json
from datetime import timedelta
from niaga.kernel import clock
from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.work.tasks import reclaim, run_next
from niaga.metrics import query
from niaga.warehouse import books, snapshot
from niaga.web.backoffice.imports import undoing
undoing.answer_questions = lambda shop: None
entry = snapshot.current().shops["warung"]
last = max(books.loads_of(entry, "orders"), key=lambda each: each.finished_at)
before = query(["net_sales"], "warung")[0].value
with clock.at(clock.now() + timedelta(minutes=10)):
    taken_back = reclaim()
with clock.at(clock.now() + timedelta(minutes=20)):
    while run_next("dua"):
        pass
events = JournalEvent.objects.filter(topic="import.undone")
print(json.dumps({
    "before": before, "taken_back": taken_back, "after": query(["net_sales"], "warung")[0].value,
    "events": [[event.actor, event.payload["orders_going"]] for event in events],
    "state": undoing.standing("warung", "orders", last.load_id)["state"],
}))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "before"),
    [
        ("tables.write", 57_000),
        ("undoing._record_once", 30_000),
        ("undoing._free_the_file", 30_000),
    ],
)
def test_a_worker_killed_at_it_is_followed_by_one_that_finishes(
    tmp_path: Path, where: str, before: int
) -> None:
    """Before the first table is written, before the journal knows, and after."""
    files = [tmp_path / "januari.csv", tmp_path / "februari.csv"]
    for path, rows in zip(files, (JANUARY, WRONG), strict=True):
        path.write_text(HEAD + rows, encoding="utf-8")
    environment = os.environ | {
        "NIAGA_HOME": str(tmp_path), "NIAGA_DATABASE_URL": "", "NIAGA_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "niaga.config.settings",
    }  # fmt: skip

    def run(script: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", script], env=environment, check=False, capture_output=True,
            text=True,
        )  # fmt: skip

    brought = BROUGHT.format(first=str(files[0]), second=str(files[1]))
    killed = run(brought + KILLED.format(where=where))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    finished = run(FINISHED)
    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout.splitlines()[-1]) == {
        "before": before,
        "taken_back": 1,
        "after": 30_000,
        "events": [["staff:7", 1]],
        "state": "done",
    }


@pytest.fixture
def wrong(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> str:
    """Two loads of a shop; the name of the second."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    monkeypatch.setattr(undoing, "answer_questions", lambda shop: None)
    last = ""
    for name, rows in (("januari", JANUARY), ("februari", WRONG)):
        path = tmp_path / f"{name}.csv"
        path.write_text(HEAD + rows, encoding="utf-8")
        last = load.import_source("orders", path, WARUNG).load_id
    return last


def test_what_cannot_be_done_is_said_and_can_be_asked_again(
    owner: Client, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("backoffice:undo_import", args=("warung", "orders", wrong))
    real = undoing.undo

    def full(*args: Any) -> None:
        raise DiskFull

    monkeypatch.setattr(undoing, "undo", full)
    assert owner.post(f"{address}batalkan/").status_code == 302
    assert run_next("pekerja")
    shown = owner.get(address).content.decode()
    assert str(DiskFull()) in shown.replace("&#x27;", "'")
    assert "Batalkan muatan ini" in shown
    assert query(["net_sales"], "warung")[0].value == 57_000
    monkeypatch.setattr(undoing, "undo", real)
    owner.post(f"{address}batalkan/")
    assert run_next("pekerja")
    assert query(["net_sales"], "warung")[0].value == 30_000
    assert JournalEvent.objects.filter(topic="import.undone").count() == 1
    assert "Muatan ini sudah dibatalkan" in owner.get(address).content.decode()


@pytest.mark.django_db
def test_a_load_that_there_never_was_is_not_asked_for(owner: Client, wrong: str) -> None:
    address = reverse("backoffice:undo_import", args=("warung", "orders", "orders-0"))
    owner.post(f"{address}batalkan/")
    assert undoing.standing("warung", "orders", "orders-0") is None
    assert not run_next("pekerja")
    assert owner.get(address).status_code == 404
