"""One return that a file tells twice, by a status and by a negative row, is one return."""

from pathlib import Path
from typing import Any

import pytest

from niaga.collect.orders_file import notes
from niaga.collect.orders_file.reader import examine
from niaga.collect.preview import summary
from niaga.collect.staging import SourceShop

RUPIAH = SourceShop("warung", "Warung", "IDR", "Asia/Jakarta")
HEAD = "Order,Date,SKU,Qty,Price,Status,Customer"
OTHER = "Z,2026-01-02,S1,1,10000,Completed,c2"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"


def given(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "penjualan.csv"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "gross", "returns", "is_again"),
    [
        pytest.param(
            ["A,2026-01-01,S1,1,10000,Returned,c1", "A,2026-01-05,S1,-1,10000,Returned,c1"],
            10_000, 10_000, True,
            id="the whole order came back, and its row again",
        ),
        pytest.param(
            ["A,2026-01-01,S1,2,10000,Returned,c1", "CN,2026-01-05,S1,-2,10000,Returned,c1"],
            20_000, 20_000, True,
            id="by a credit note of its own",
        ),
        pytest.param(
            ["A,2026-01-01,S1,2,10000,Completed,c1", "CN,2026-01-05,S1,-2,10000,Returned,c1"],
            20_000, 20_000, False,
            id="told once, by the credit note",
        ),
        pytest.param(
            ["A,2026-01-01,S1,1,10000,Void,c1", "A,2026-01-01,S1,-1,10000,Void,c1"],
            0, 0, True,
            id="a till's void: neither sold nor taken back",
        ),
        pytest.param(
            ["A,2026-01-01,S1,1,10000,Unpaid,c1", "CN,2026-01-05,S1,-1,10000,Returned,c1"],
            0, 10_000, False,
            id="what was never paid is no sale that a credit note can mean",
        ),
        pytest.param(
            ["A,2026-01-01,S1,1,10000,Completed,c1", "A,2026-01-01,S2,1,5000,Returned,c1",
             "A,2026-01-03,S2,-1,5000,Returned,c1"],
            15_000, 5_000, True,
            id="one line of an order",
        ),
        pytest.param(
            ["A,2026-01-01,S1,2,10000,Returned,c1", "A,2026-01-05,S1,-3,10000,Returned,c1"],
            20_000, 30_000, True,
            id="more than the order had: the rest stands in the ledger",
        ),
    ],
)  # fmt: skip
def test_it_is_counted_once(
    tmp_path: Path, rows: list[str], gross: int, returns: int, is_again: bool
) -> None:
    reading = examine(given(tmp_path, *rows, OTHER), RUPIAH, {})
    found = summary(reading.staged)
    assert (found.gross - 10_000, found.returns) == (gross, returns)
    assert any(note.message is notes.TOLD_TWICE for note in reading.notes) == is_again


def test_returned_units_and_money_given_back_are_told_by_negative_rows_too(tmp_path: Path) -> None:
    units = ["A,2026-01-01,S1,2,10000,Completed,c1,1", "A,2026-01-05,S1,-1,10000,Completed,c1,0"]
    path = given(tmp_path, *units, f"{OTHER},0", head=f"{HEAD},Returned quantity")
    assert summary(examine(path, RUPIAH, {}).staged).returns == 10_000
    money = ["A,2026-01-01,S1,2,10000,Completed,c1,12000", "A,2026-01-05,S1,-1,10000,Completed,c1,"]
    path = given(tmp_path, *money, f"{OTHER},0", head=f"{HEAD},Refund amount")
    assert summary(examine(path, RUPIAH, {}).staged).returns == 12_000


def test_a_line_that_came_back_is_worth_what_was_paid_for_it(tmp_path: Path) -> None:
    """Its part of the order's discount was never paid, and is not given back."""
    rows = ["A,2026-01-01,S1,1,10000,Completed,c1,2000", "A,2026-01-01,S2,1,10000,Returned,c1,2000"]
    path = given(tmp_path, *rows, f"{OTHER},0", head=f"{HEAD},Order discount")
    found = summary(examine(path, RUPIAH, {}).staged)
    assert (found.gross, found.returns, found.net) == (30_000, 9_000, 19_000)
