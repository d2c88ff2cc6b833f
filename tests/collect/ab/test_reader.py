"""Files of tests: visitors or counts, with the traps that they carry."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from niaga.collect.ab import detect, fingerprint, read
from niaga.collect.ab.problems import BadPlan, NoTest
from niaga.collect.problems import EmptyFile, NoTable, SourceMissing, TooManyRejected
from niaga.collect.staging import SourceShop, Staged

SHOP = SourceShop("toko", "Toko", "IDR", "Asia/Jakarta")


def staged(path: Path, **options: str) -> Staged:
    return read(path, path.parent / "work", SHOP, options)


def written(folder: Path, text: str, name: str = "uji.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def sums(found: Staged, outcome: str) -> dict[str, tuple[int, int]]:
    table = found.table("exposures")
    table = table.filter(pc.equal(table["outcome"], outcome))
    grouped = table.group_by("variant").aggregate([("visitors", "sum"), ("conversions", "sum")])
    return {
        row["variant"]: (row["visitors_sum"], row["conversions_sum"]) for row in grouped.to_pylist()
    }


def plan(found: Staged) -> dict[str, Any]:
    row: dict[str, Any] = found.table("experiments").to_pylist()[0]
    return row


def test_the_landing_page_test(shared_data: Path) -> None:
    found = staged(shared_data / "ab_landing", experiment="Halaman arahan")
    assert sums(found, "converted") == {"control": (28_521, 3_472), "treatment": (28_515, 3_387)}
    assert plan(found)["refused"] == ["repeated_unit=1", "variant_mismatch=791"]
    assert found.rejected == {"ab_data_first57828.csv": 792}
    assert (plan(found)["experiment"], plan(found)["control"]) == ("halaman-arahan", "control")
    assert (plan(found)["started_on"], plan(found)["ended_on"]) == (
        date(2017, 1, 2),
        date(2017, 1, 24),
    )


def test_the_gate_of_a_game(shared_data: Path) -> None:
    found = staged(shared_data / "cookie_cats")
    assert sums(found, "retention_7") == {"gate_30": (44_700, 8_502), "gate_40": (45_489, 8_279)}
    assert sums(found, "retention_1") == {"gate_30": (44_700, 20_034), "gate_40": (45_489, 20_119)}
    rounds = found.table("exposures").filter(
        pc.equal(found.table("exposures")["outcome"], "sum_game_rounds")
    )
    assert pc.sum(rounds["value"]).as_py() == 2_344_795 + 2_333_530
    assert plan(found)["primary_outcome"] == "retention_7"
    assert plan(found)["started_on"] is None
    assert not found.rejected


VISITORS = """user_id,timestamp,group,landing_page,converted
1,2026-03-02 10:00:00,control,old,0
2,2026-03-02 11:00:00,treatment,new,1
3,2026-03-02 12:00:00,control,new,1
4,2026-03-03 09:00:00,treatment,new,0
4,2026-03-02 09:00:00,control,old,1
5,2026-03-03 10:00:00,control,old,1
5,2026-03-04 10:00:00,control,old,0
6,2026-03-03 10:00:00,treatment,new,maybe
{more}"""
MORE = "".join(
    f"{n},2026-03-04 10:00:00,{group},{page},{n % 3 // 2}\n"
    for n in range(10, 60)
    for group, page in [("control", "old") if n % 2 else ("treatment", "new")]
)


def test_each_row_counts_or_says_why_not(tmp_path: Path) -> None:
    found = staged(written(tmp_path, VISITORS.format(more=MORE)))
    reasons = {row["row"]: row["reason"] for row in found.table("rejects").to_pylist()}
    assert reasons == {
        4: "variant_mismatch",  # a control who saw the new page
        5: "both_variants",  # came to the control a day before
        8: "repeated_unit",
        9: "unknown_value",
    }
    assert found.rows_in == 58
    assert sum(n for n, _c in sums(found, "converted").values()) == 58 - 4
    rows = found.table("exposures").to_pylist()
    four = next(row for row in rows if row["source_row"] == 6)
    assert (four["variant"], four["day"]) == ("control", date(2026, 3, 2))  # the first exposure
    assert all("@" not in str(row) for row in found.table("rejects").to_pylist())


def test_without_times_nobody_keeps_a_visitor_of_both(tmp_path: Path) -> None:
    rows = "".join(f"u{n},{'ab'[n % 2]},{n % 2}\n" for n in range(40))
    found = staged(written(tmp_path, f"visitor,variant,bought\n{rows}u0,b,1\n"))
    assert found.table("rejects")["reason"].to_pylist() == ["both_variants", "both_variants"]
    assert plan(found)["control"] == "a"


PAIRS = """Tanggal,Pengunjung,Varian,Beli,Pesanan,Belanja,Belanja sebelumnya
2026-03-01,orang-1,a,ya,2,300000,100000
2026-03-01,orang-2,b,tidak,0,0,50000
2026-03-02,orang-3,a,ya,1,200000,0
2026-03-02,orang-4,b,ya,3,450000,250000
"""


def test_an_amount_is_told_with_what_was_before_and_with_what_divides_it(tmp_path: Path) -> None:
    """A column named for visitors holds who they are when it holds no numbers."""
    found = staged(written(tmp_path, PAIRS), ratios="Belanja/Pesanan", control="a")
    told = plan(found)
    assert told["adjusted_outcomes"] == ["Belanja=Belanja sebelumnya"]
    assert told["ratio_outcomes"] == ["Belanja / Pesanan=Pesanan"]
    assert told["money_outcomes"] == ["Belanja", "Belanja / Pesanan"]  # an order's worth is money
    rows = {(r["outcome"], r["source_row"]): r for r in found.table("exposures").to_pylist()}
    names = ("value", "value_squared", "base", "base_squared", "product")
    amount, ratio = rows["Belanja", 5], rows["Belanja / Pesanan", 5]
    assert [amount[name] for name in names] == [450_000, 450_000**2, 250_000, 250_000**2,
                                                450_000 * 250_000]  # fmt: skip
    assert [ratio[name] for name in names] == [450_000, 450_000**2, 3, 9, 1_350_000]
    assert rows["Pesanan", 2]["base"] is None
    assert not any(outcome == "Belanja sebelumnya" for outcome, _row in rows)


@pytest.mark.parametrize(
    "options", [{"ratios": "Belanja/Nilai"}, {"before": "Belanja"}, {"before": "Beli:Beli"}]
)
def test_pairs_of_columns_that_are_none(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(BadPlan):
        staged(written(tmp_path, PAIRS), **options)


def test_sums_of_a_day_tell_no_pairs(tmp_path: Path) -> None:
    with pytest.raises(BadPlan):
        staged(written(tmp_path, COUNTS), ratios="Omzet/Konversi")


COUNTS = """Tanggal;Varian;Pengunjung;Konversi;Omzet
01/03/2026;lama;1.000;30;7.500.000
01/03/2026;baru;1.010;36;9.000.000
02/03/2026;lama;990;29;7.250.000
02/03/2026;baru;1.005;33;8.250.000
02/03/2026;baru;1.005;33;8.250.000
03/03/2026;lama;10;29;7.250.000
03/03/2026;baru;1.000;31;7.750.000
04/03/2026;lama;980;31;7.750.000
04/03/2026;baru;1.000;31;7.750.000
05/03/2026;lama;980;31;7.750.000
05/03/2026;baru;1.000;31;7.750.000
"""


def test_counts_of_a_day_as_an_indonesian_sheet_writes_them(tmp_path: Path) -> None:
    found = staged(
        written(tmp_path, COUNTS),
        experiment="Foto besar",
        planned_days="28",
        planned_effect="10%",
        allocation="lama=1,baru=1",
    )
    reasons = {row["row"]: row["reason"] for row in found.table("rejects").to_pylist()}
    assert reasons == {6: "duplicate_key", 7: "more_than_visitors"}
    assert sums(found, "Konversi") == {"lama": (3_950, 121), "baru": (5_015, 162)}
    told = plan(found)
    assert (told["planned_days"], told["planned_effect"], told["ended_on"]) == (28, 1_000, None)
    assert told["money_outcomes"] == ["Omzet"]
    assert told["control"] == "lama"
    money = found.table("exposures").filter(pc.equal(found.table("exposures")["outcome"], "Omzet"))
    assert money["value"][0].as_py() == 7_500_000
    assert money["value_squared"].null_count == money.num_rows  # sums tell no variance


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"control": "tidak ada"}, BadPlan),
        ({"outcome": "tidak ada"}, BadPlan),
        ({"planned_days": "empat"}, BadPlan),
        ({"planned_days": "367"}, BadPlan),
        ({"planned_effect": "0"}, BadPlan),
        ({"variant": "tidak ada"}, BadPlan),
        ({"ended": "besok"}, BadPlan),
        ({"allocation": "lama"}, BadPlan),
    ],
)
def test_a_plan_that_makes_no_sense(tmp_path: Path, options: dict[str, str], problem: Any) -> None:
    path = written(tmp_path, COUNTS)
    with pytest.raises(problem):
        staged(path, **options)


def test_what_is_no_test(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        staged(tmp_path / "absent.csv")
    with pytest.raises((EmptyFile, NoTable)):
        staged(written(tmp_path, ""))
    with pytest.raises(NoTest, match="varian"):
        staged(written(tmp_path, "user_id,bought\n1,0\n2,1\n"))
    with pytest.raises(NoTest, match="varian kedua"):
        staged(written(tmp_path, "user_id,variant,bought\n1,a,0\n2,a,1\n3,a,1\n"))
    with pytest.raises(TooManyRejected):
        staged(written(tmp_path, "user_id,variant,bought\n" + "1,a,1\n2,b,0\n" * 9))


def test_detection_and_fingerprint(tmp_path: Path) -> None:
    path = written(tmp_path, COUNTS)
    assert detect(path) == 0.9
    other = written(tmp_path, "order_id,price\n1,2\n2,3\n", "orders.csv")
    assert detect(other) == 0.0
    assert fingerprint(path, {"control": "lama"}) != fingerprint(path, {"control": "baru"})
    assert fingerprint(path, {}) == fingerprint(path, {})
