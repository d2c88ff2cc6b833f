"""What was taken back and why, on the hand-made shops."""

from pathlib import Path

import pytest

from niaga.metrics import builder, compiled, query, questions, rows
from niaga.metrics.builder import Shape


def by(name: str, shop: str, dimension: str) -> dict[str | None, int]:
    return {row.key[0]: int(row.value or 0) for row in query([name], shop, by=[dimension])[0].rows}


def test_reasons_sum_to_the_returns_of_products(golden: str) -> None:
    value = query(["reversed_value", "returns"], golden)
    assert value[0].value == value[1].value
    assert sum(by("reversed_value", golden, "reason").values()) == value[1].value


@pytest.mark.parametrize("dimension", ["reason", "carrier", "product", "product_name", "region"])
def test_every_split_sums_to_the_whole(golden: str, dimension: str) -> None:
    assert (
        sum(by("reversed_units", golden, dimension).values())
        == query(["reversed_units"], golden)[0].value
    )


@pytest.mark.parametrize("dimension", ["reason", "product_name", "region", "seller"])
def test_who_does_not_ask_for_carriers_reads_no_parcels(
    golden: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dimension: str
) -> None:
    names = ("reversed_units", "reversed_value", "reversed_orders")
    assert "shipments" not in compiled.sql(Shape("reversals", names, (dimension,)))
    assert "shipments" in compiled.sql(Shape("reversals", names, ("carrier",)))
    found = query(names, golden, by=[dimension], grain="month")
    monkeypatch.setattr(builder, "within", lambda *_given: None)
    monkeypatch.setattr(compiled, "folder", lambda: tmp_path)  # what was compiled is kept there
    questions._cache.clear()
    assert query(names, golden, by=[dimension], grain="month") == found
    questions._cache.clear()


def test_the_rows_behind_make_the_number(golden: str) -> None:
    behind = rows("reversed_units", golden, filters={"reason": ["returned"]})
    assert behind.total == by("reversed_units", golden, "reason")["returned"]
    assert {row[behind.columns.index("reason")] for row in behind.rows} == {"returned"}


def test_carriers_share_out_the_parcels(golden: str) -> None:
    split = query(["on_time_share"], golden, by=["carrier"])[0].rows
    whole = query(["on_time_share"], golden)[0]
    assert sum(row.denominator or 0 for row in split) == whole.rows[0].denominator
