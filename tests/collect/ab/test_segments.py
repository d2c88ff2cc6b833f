"""What visitors are, from the test's own table or from a second one."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.ab import fingerprint, read
from niaga.collect.ab.problems import BadPlan
from niaga.collect.staging import SourceShop, Staged

SHOP = SourceShop("toko", "Toko", "IDR", "Asia/Jakarta")


def staged(path: Path, **options: str) -> Staged:
    return read(path, path.parent / "work", SHOP, options)


def kinds(found: Staged) -> list[str]:
    told: list[str] = found.table("experiments")["segments"].to_pylist()[0]
    return told


def groups(found: Staged, segment: str = "segment_1") -> Counter[Any]:
    table = found.table("exposures")
    return Counter(zip(table["variant"].to_pylist(), table[segment].to_pylist(), strict=True))


VISITORS = "user_id,group,Perangkat,Peramban,converted\n" + "".join(
    f"u{n},{'ab'[n % 2]},{('HP', 'laptop', '')[n % 3]},{('x', 'y')[n % 2]},{n % 4 // 3}\n"
    for n in range(60)
)


def test_columns_of_the_table_that_are_called_so(tmp_path: Path) -> None:
    path = tmp_path / "uji.csv"
    path.write_text(VISITORS)
    found = staged(path)
    assert kinds(found) == ["Perangkat", "Peramban"]
    assert set(found.table("exposures")["outcome"].to_pylist()) == {"converted"}
    assert groups(found) == {
        (variant, device): 10 for variant in "ab" for device in ("HP", "laptop", None)
    }
    assert groups(found, "segment_2") == {("a", "x"): 30, ("b", "y"): 30}
    assert groups(found, "segment_3") == {("a", None): 30, ("b", None): 30}
    assert kinds(staged(path, segments="Peramban")) == ["Peramban"]


def test_one_that_is_not_there_or_tells_apart_too_many_is_no_segment(tmp_path: Path) -> None:
    path = tmp_path / "uji.csv"
    path.write_text(VISITORS)
    with pytest.raises(BadPlan, match="Kota"):
        staged(path, segments="Kota")
    rows = "".join(f"u{n},{'ab'[n % 2]},kota {n % 30},{n % 2}\n" for n in range(60))
    path.write_text(f"user_id,group,Kota,converted\n{rows}")
    assert kinds(staged(path)) == []
    with pytest.raises(BadPlan, match="20"):
        staged(path, segments="Kota")


def test_a_second_table_tells_what_the_visitors_are(tmp_path: Path) -> None:
    """Those who are not in the test are none of its rows; of two rows of one the first stands."""
    main, second = tmp_path / "uji.csv", tmp_path / "negara.csv"
    rows = "".join(f"u{n},{'ab'[n % 2]},{n % 4 // 3}\n" for n in range(40))
    main.write_text(f"user_id,group,converted\n{rows}")
    lines = [f"u{n},{'ID' if n < 20 else 'MY'}" for n in range(30)]
    second.write_text("\n".join(["user_id,country", "x9,SG", *lines, "u3,MY", "u4,ID"]) + "\n")
    found = staged(tmp_path)
    assert kinds(found) == ["country"]
    assert groups(found) == {
        ("a", "ID"): 10, ("b", "ID"): 10, ("a", "MY"): 5, ("b", "MY"): 5, ("a", None): 5,
        ("b", None): 5,
    }  # fmt: skip
    assert found.rejected == {"negara.csv": 2}
    rejects = found.table("rejects").to_pylist()
    assert [(r["row"], r["column"], r["reason"]) for r in rejects] == [
        (33, "user_id", "repeated_unit"),
        (34, "user_id", "repeated_unit"),
    ]
    assert found.rows_in == 40 + 32
    assert found.table("experiments")["refused"].to_pylist() == [[]]  # all took part in the test
    before = fingerprint(tmp_path, {})
    second.write_text("user_id,country\nu1,ID\n")
    assert fingerprint(tmp_path, {}) != before
    with pytest.raises(BadPlan, match="tiada"):
        staged(tmp_path, segments_file="tiada.csv")


def test_counts_may_be_told_for_each_segment(tmp_path: Path) -> None:
    path = tmp_path / "uji.csv"
    rows = "".join(
        f"2026-03-0{day},{variant},{device},{100 * day},{day}\n"
        for day in (1, 2)
        for variant in "ab"
        for device in ("HP", "laptop")
    )
    path.write_text(f"date,variant,device,visitors,conversions\n{rows}2026-03-01,a,HP,9,1\n")
    found = staged(path)
    assert found.table("exposures").num_rows == 8
    assert found.table("rejects")["reason"].to_pylist() == ["duplicate_key"]


def test_countries_of_the_landing_page_test(shared_data: Path) -> None:
    found = staged(shared_data / "ab_landing", experiment="Halaman arahan")
    assert kinds(found) == ["country"]
    assert found.rejected == {"ab_data_first57828.csv": 792}
    known = groups(found)
    assert sum(known.values()) == 57_036
    assert {country for _variant, country in known} == {"US", "UK", "CA"}
