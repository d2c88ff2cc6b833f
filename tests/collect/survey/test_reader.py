"""Answers to satisfaction questions, in both layouts; what was asked and not answered stays."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from niaga.collect import survey
from niaga.collect.problems import TooManyRejected, WrongColumns
from niaga.collect.staging import SourceShop, Staged

SHOP = SourceShop("kshoes", "Kshoe's", "IDR", "Asia/Jakarta")


def staged(tmp_path: Path, text: str, encoding: str = "utf-8") -> Staged:
    path = tmp_path / "jawaban.csv"
    path.write_bytes(text.encode(encoding))
    return survey.read(path, tmp_path, SHOP, {})


def rows(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    return staged(tmp_path, text).table("surveys").to_pylist()


def test_a_column_for_each_question(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        "Nomor Pesanan;Kepuasan;NPS;Waktu Jawab;Dikirim pada;Komentar\n"
        "NG-1;5;10;2026-03-02 08:00;2026-03-01 08:00;Bagus, telp 0812\n"
        "NG-2;;;;2026-03-01 23:30;\n"
        "NG-3;3;;2026-03-03 10:00;2026-03-01 08:00;\n",
    )
    told = [(r["order_id"], r["kind"], r["score"], r["asked"]) for r in found]
    assert told == [
        ("NG-1", "csat", 5, False),
        ("NG-1", "nps", 10, False),
        ("NG-2", "csat", None, True),
        ("NG-2", "nps", None, True),
        ("NG-3", "csat", 3, False),
        ("NG-3", "nps", None, True),
    ]
    assert found[0]["answered_at"] == datetime(2026, 3, 2, 1, tzinfo=UTC)  # 08:00 in Jakarta
    assert found[2]["answered_at"] == datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # when it was asked
    assert "0812" not in repr(found)


def test_a_row_for_each_question(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        "id,order,kind,score,answered_at,channel\n"
        "a1,NG-1,CSAT,4,2026-03-02T08:00:00Z,wa\n"
        "a2,NG-1,nps,0,2026-03-02T08:00:00Z,wa\n",
    )
    assert [(r["answer_id"], r["kind"], r["score"]) for r in found] == [
        ("a1:csat", "csat", 4),
        ("a2:nps", "nps", 0),
    ]
    assert found[0]["answered_at"] == datetime(2026, 3, 2, 8, tzinfo=UTC)  # the text names its zone


def test_the_same_answer_twice_is_the_later_row(tmp_path: Path) -> None:
    found = rows(tmp_path, "id,csat,tanggal\na1,2,2026-03-02\na1,5,2026-03-02\n")
    assert [(r["answer_id"], r["score"]) for r in found] == [("a1:csat", 5)]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("NG-9,6,2026-03-02", "csat", "out_of_range"),
        ("NG-9,0,2026-03-02", "csat", "out_of_range"),
        ("NG-9,4.5,2026-03-02", "csat", "not_an_integer"),
        ("NG-9,bagus,2026-03-02", "csat", "not_an_amount"),
        ("NG-9,4,", "tanggal", "missing_value"),
        ("NG-9,4,kemarin", "tanggal", "unreadable_date"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_alone(
    tmp_path: Path, cells: str, column: str, reason: str
) -> None:
    good = "".join(f"NG-{n},5,2026-03-{n:02}\n" for n in range(10, 20))
    found = staged(tmp_path, f"order,csat,tanggal\n{good}{cells}\n")
    (reject,) = found.table("rejects").to_pylist()
    assert (reject["row"], reject["column"], reject["reason"]) == (12, column, reason)
    assert found.table("surveys").num_rows == 10
    assert found.rows_in == 11


def test_other_tables_are_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(WrongColumns):
        staged(tmp_path, "order,total\nNG-1,5\nNG-2,6\n")
    with pytest.raises(TooManyRejected):
        staged(tmp_path, "order,csat,tanggal\nNG-1,80,2026-03-02\nNG-2,5,2026-03-02\n")


def test_which_file_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("order,csat,tanggal\nNG-1,5,2026-03-02\n")
    assert survey.detect(path) == 0.9
    path.write_text("order,total,tanggal\nNG-1,5,2026-03-02\n")
    assert survey.detect(path) == 0.0
    assert survey.detect(tmp_path / "absent") == 0.0
