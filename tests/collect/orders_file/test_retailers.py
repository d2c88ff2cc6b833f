"""Files in the layouts of other retailers, read without a word from anybody.

Every row is loaded or refused with its reason, and the sums are those worked out apart.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.orders_file.reader import Reading, examine
from niaga.collect.orders_file.statuses import meaning_of
from niaga.collect.preview import summary
from niaga.collect.staging import SourceShop
from tests.collect.orders_file.retailers import RETAILERS, Made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"


def read(folder: Path, text: str) -> Reading:
    path = folder / "sales.csv"
    path.write_text(text, encoding="utf-8")
    return examine(path, SourceShop("warung", "Warung", "IDR", "Asia/Jakarta"), {})


@pytest.mark.parametrize("make", RETAILERS, ids=lambda make: make.__name__)
def test_read_at_first_sight(make: Callable[[Path], Made], tmp_path: Path) -> None:
    made = make(tmp_path)
    path = next(tmp_path.glob("sales.*"))
    reading = examine(path, SourceShop("warung", "Warung", made.currency, made.zone), {})
    found = summary(reading.staged)
    refused = Counter(row["reason"] for row in reading.staged.table("rejects").to_pylist())
    assert refused == made.refused
    assert (found.rows, found.orders, found.net) == (made.rows, made.orders, made.net)


def test_a_row_goes_on_with_the_order_above_it_only_when_it_sells_something(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "No Pesanan,Tanggal,Produk,Qty,Harga\n"
        "A1,2026-01-05,Kopi,1,10000\n"
        ",,Teh,2,5000\n"  # goes on
        ",,Catatan saja,,\n"  # sells nothing
        ",,Jumlah,3,\n"  # a total
        ",,Gula,1,7000\n"  # after a total no order is open
        ",2026-01-06,Susu,1,9000\n"  # has a day of its own, and no number
        "A2,2026-01-06,Kopi,1,10000\n",
    )
    refused = {r["row"]: r["reason"] for r in reading.staged.table("rejects").to_pylist()}
    assert refused == {
        4: "missing_value", 5: "total_row", 6: "missing_value", 7: "missing_value",
    }  # fmt: skip
    assert summary(reading.staged).net == 10_000 + 10_000 + 10_000
    assert any("melanjutkan pesanan di atasnya" in str(note) for note in reading.notes)


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        ("Dibatalkan Pembeli", "cancelled"),
        ("Batal - stok habis", "cancelled"),
        ("Retur Disetujui", "returned"),
        ("Pengembalian Dana", "returned"),
        ("Complete refund", "returned"),
        ("Retur Ditolak", None),
        ("Menunggu pembatalan", None),
        ("Partially refunded", None),
        ("Belum dikirim", None),
        ("Retoure", "returned"),
        ("Livrée", "delivered"),
        ("発送済み", "shipped"),
        ("交易关闭", "cancelled"),
    ],
)
def test_statuses(status: str, meaning: str | None) -> None:
    assert meaning_of(status, {}) == meaning
