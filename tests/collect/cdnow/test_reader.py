"""CDNOW's two files: cents to the cent, orders without products, bad rows refused one by one."""

from pathlib import Path

import pyarrow.compute as pc
import pytest

from niaga.collect import cdnow
from niaga.collect.problems import EmptyFile, NotText, SourceMissing, TooManyRejected, WrongColumns
from niaga.collect.staging import Staged

HEADER = " customer_id  date number_of_cds  dollar_value\r\n"
GOOD = [
    " 00001 19970101  1   11.77",
    " 00002 19970112  1   12.00",
    " 00002 19970112  5   77.00",
    " 00003 19970630  2   29.33",
    " 00004 19971212  3    0.00",
    " 00005 19971213  1    9.99",
    " 00006 19971214  1    9.99",
    " 00007 19971215  1    9.99",
    " 00008 19971216  1    9.99",
]


def master(tmp_path: Path, *more: str) -> Path:
    path = tmp_path / "CDNOW_master.txt"
    path.write_bytes((HEADER + "\r\n".join([*GOOD, *more]) + "\r\n").encode("latin-1"))
    return path


def staged(path: Path) -> Staged:
    return cdnow.read_master(path, path.parent, cdnow.MASTER_SHOP, {})


def test_a_row_is_an_order_and_its_cents_are_whole(tmp_path: Path) -> None:
    found = staged(master(tmp_path))
    orders = found.table("orders").to_pylist()
    assert [o["order_id"] for o in orders[:3]] == [
        "00001-19970101-2",
        "00002-19970112-3",
        "00002-19970112-4",
    ]
    assert orders[0]["placed_at"].isoformat() == "1997-01-01T05:00:00+00:00"  # midnight there
    assert orders[3]["placed_at"].isoformat() == "1997-06-30T04:00:00+00:00"
    lines = found.table("lines").to_pylist()
    uneven = [(x["quantity"], x["unit_price"]) for x in lines if x["order_id"].startswith("00003")]
    assert uneven == [(1, 1467), (1, 1466)]
    assert sum(x["quantity"] * x["unit_price"] for x in lines) == 1177 + 1200 + 7700 + 2933 + 3996
    assert {x["product_id"] for x in lines} == {None}
    assert found.table("customers").num_rows == 8


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (" 00009 19970231  1   11.77", "date", "not_a_date"),
        (" 00009 19970201  1", "dollar_value", "cut_row"),
        (" 00009 19970201  0   11.77", "number_of_cds", "out_of_range"),
        (" 00009 19970201  1  -11.77", "dollar_value", "not_an_amount"),
        (" 00009 19970201  1  11,77", "dollar_value", "not_an_amount"),
        (" x 19970201  1  11.77", "customer_id", "not_an_integer"),
        (" ٣ 19970201  1  11.77".encode().decode("latin-1"), "customer_id", "not_an_integer"),
    ],
)
def test_a_bad_row_is_refused_alone(tmp_path: Path, row: str, column: str, reason: str) -> None:
    found = staged(master(tmp_path, row))
    (reject,) = found.table("rejects").to_pylist()
    assert (reject["row"], reject["column"], reject["reason"]) == (11, column, reason)
    assert found.table("orders").num_rows == 9
    assert (found.rows_in, found.rejected) == (10, {"CDNOW_master.txt": 1})


def test_another_file_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(SourceMissing):
        staged(path)
    path.write_text("")
    with pytest.raises(EmptyFile):
        staged(path)
    path.write_text("order_id,total\n1,2\n")
    with pytest.raises(WrongColumns):
        staged(path)
    path.write_text(HEADER + "\n".join(["satu dua tiga empat"] * 9))
    with pytest.raises(TooManyRejected):
        staged(path)
    path.write_bytes(HEADER.encode() + b" 00001 1997\x000101  1   11.77\n")
    with pytest.raises(NotText):
        staged(path)


def test_which_file_is_which(tmp_path: Path) -> None:
    path = master(tmp_path)
    assert (cdnow.detect_master(path), cdnow.detect_sample(path)) == (0.95, 0.0)
    sample = tmp_path / "CDNOW_sample.txt"
    sample.write_text(" 00004 0001 19970101  2   29.33\n")
    assert (cdnow.detect_master(sample), cdnow.detect_sample(sample)) == (0.0, 0.9)
    with pytest.raises(WrongColumns):
        cdnow.read_sample(path, tmp_path, cdnow.SAMPLE_SHOP, {})
    (order,) = (
        cdnow.read_sample(sample, tmp_path, cdnow.SAMPLE_SHOP, {}).table("orders").to_pylist()
    )
    assert (order["customer_ref"], order["order_id"]) == ("00004", "00004-19970101-1")


def test_the_public_files(shared_data: Path, tmp_path: Path) -> None:
    whole = cdnow.read_master(
        shared_data / "cdnow" / "CDNOW_master.txt", tmp_path, cdnow.MASTER_SHOP, {}
    )
    lines = whole.table("lines")
    assert whole.table("orders").num_rows == 69_659
    assert whole.table("customers").num_rows == 23_570
    total = pc.sum(pc.multiply(lines["quantity"], lines["unit_price"])).as_py()
    assert total == 250_031_563  # dollars 2,500,315.63
    assert whole.table("rejects").num_rows == 0
    part = cdnow.read_sample(
        shared_data / "cdnow" / "CDNOW_sample.txt", tmp_path, cdnow.SAMPLE_SHOP, {}
    )
    assert (part.table("orders").num_rows, part.table("customers").num_rows) == (6_919, 2_357)
