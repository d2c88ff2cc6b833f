"""Payouts line by line: signs, fees and nets as told, what brought no money refused as such."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from niaga.collect import settlement
from niaga.collect.problems import TooManyRejected, WrongColumns
from niaga.collect.staging import SourceShop, Staged

SHOP = SourceShop("kshoes", "Kshoe's", "IDR", "Asia/Jakarta")
HEAD = "Tanggal;No Pesanan;ID Transaksi;Jenis;Jumlah Kotor;Biaya;Jumlah Bersih;Tanggal Cair\n"
GOOD = [
    "2026-03-01 23:30;NG-1;T1;pembayaran;Rp 500.000;Rp 3.500;Rp 496.500;2026-03-03",
    "2026-03-02 10:00;NG-2;T2;pembayaran;Rp 82.500;Rp 577,5;Rp 81.922,5;",
    "2026-03-04 10:00;NG-1;T3;pengembalian;Rp 100.000;Rp 0;Rp 100.000;2026-03-05",
    "2026-03-05 10:00;;T4;biaya;Rp 5.000;;;2026-03-05",
    "2026-03-05 11:00;;T5;penyesuaian;-Rp 1.250;Rp 0;-Rp 1.250;2026-03-06",
]


def staged(tmp_path: Path, *rows: str, head: str = HEAD) -> Staged:
    path = tmp_path / "cair.csv"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return settlement.read(path, tmp_path, SHOP, {"gateway": "Doku"})


def test_every_kind_of_line(tmp_path: Path) -> None:
    found: list[dict[str, Any]] = staged(tmp_path, *GOOD).table("settlements").to_pylist()
    told = [(r["settlement_ref"], r["kind"], r["gross"], r["fee"], r["net"]) for r in found]
    assert told == [
        ("T1", "payment", 500_000, 3_500, 496_500),
        ("T2", "payment", 82_500, 578, 81_922),  # half a rupiah: the fee goes up, the net follows
        ("T3", "refund", -100_000, 0, -100_000),
        ("T4", "fee", 0, 5_000, -5_000),
        ("T5", "adjustment", -1_250, 0, -1_250),
    ]
    assert found[0]["transacted_at"] == datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
    assert [r["settled_on"] for r in found[:2]] == [date(2026, 3, 3), None]
    assert {r["gateway"] for r in found} == {"doku"}
    assert found[3]["order_id"] is None


def test_without_a_kind_the_sign_decides_and_a_net_alone_gives_the_fee(tmp_path: Path) -> None:
    found = staged(
        tmp_path,
        "2026-03-01,NG-1,100000.00,99300.00",
        "2026-03-02,NG-2,-50000.00,-50000.00",
        head="date,order id,gross,net\n",
    )
    told = [
        (r["kind"], r["gross"], r["fee"], r["net"]) for r in found.table("settlements").to_pylist()
    ]
    assert told == [("payment", 100_000, 700, 99_300), ("refund", -50_000, 0, -50_000)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("2026-03-06;NG-6;T6;pembayaran;Rp 500.000;Rp 3.500;Rp 490.000;", "Jumlah Bersih",
         "amounts_disagree"),
        ("2026-03-06;NG-6;T6;hadiah;Rp 500.000;Rp 0;;", "Jenis", "unknown_value"),
        ("2026-03-06;NG-6;T6;expire;Rp 500.000;Rp 0;;", "Jenis", "no_money"),
        ("2026-03-06;NG-6;T1;pembayaran;Rp 500.000;Rp 0;;", "ID Transaksi", "duplicate_key"),
        ("2026-03-06;;;pembayaran;Rp 500.000;Rp 0;;", "ID Transaksi", "missing_value"),
        ("2026-03-06;NG-6;T6;pembayaran;Rp 500.000;;;", "Biaya", "missing_value"),
        ("2026-03-06;NG-6;T6;pembayaran;;Rp 0;;", "Jumlah Kotor", "missing_value"),
        ("kapan;NG-6;T6;pembayaran;Rp 5.000;Rp 0;;", "Tanggal", "unreadable_date"),
    ],
)  # fmt: skip
def test_a_line_that_makes_no_sense_is_refused_alone(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    found = staged(tmp_path, *GOOD, row)
    (reject,) = found.table("rejects").to_pylist()
    assert (reject["row"], reject["column"], reject["reason"]) == (7, column, reason)
    assert found.table("settlements").num_rows == 5


def test_transactions_without_money_are_no_fault(tmp_path: Path) -> None:
    rows = [f"2026-03-06;NG-{n};X{n};expire;Rp 5.000;Rp 0;;" for n in range(20)]
    found = staged(tmp_path, *GOOD, *rows)
    assert found.rejected == {"cair.csv": 20}
    faults = [f"2026-03-06;NG-{n};X{n};aneh;Rp 5.000;Rp 0;;" for n in range(20)]
    with pytest.raises(TooManyRejected):
        staged(tmp_path, *GOOD, *faults)
    with pytest.raises(WrongColumns):
        staged(tmp_path, "2026-03-06;5", head="Tanggal;Total\n")


def test_midtrans_names_an_attempt(tmp_path: Path) -> None:
    path = tmp_path / "midtrans.csv"
    path.write_text(
        "Order ID,Transaction ID,Transaction time,Payment type,Transaction status,Gross amount,"
        "Fee,Settlement time\n"
        "NG-2026-00017-1,aaa,2026-03-01 10:00:00,qris,settlement,100000.00,700.00,2026-03-02\n"
        "NG-2026-00018-2,bbb,2026-03-01 11:00:00,qris,refund,100000.00,0.00,2026-03-02\n"
        "NG-2026-00019-1,ccc,2026-03-01 12:00:00,bca_va,expire,50000.00,0.00,\n"
    )
    found = settlement.read_midtrans(path, tmp_path, SHOP, {})
    told = [
        (r["order_id"], r["kind"], r["gross"], r["fee"], r["gateway"])
        for r in found.table("settlements").to_pylist()
    ]
    assert told == [
        ("NG-2026-00017", "payment", 100_000, 700, "midtrans"),
        ("NG-2026-00018", "refund", -100_000, 0, "midtrans"),
    ]
    assert found.rejected == {"midtrans.csv": 1}
    assert settlement.detect_midtrans(path) == 0.95
    assert settlement.detect(path) == 0.9
    assert settlement.detect_midtrans(tmp_path / "absent") == 0.0
