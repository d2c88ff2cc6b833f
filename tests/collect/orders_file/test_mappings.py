"""Mappings that are kept: used again by name or by their columns, renamed, forgotten."""

from pathlib import Path
from typing import Any

import pytest

from niaga.collect.orders_file import mappings
from niaga.collect.orders_file.mappings import BadName, ColumnsGone, UnknownMapping
from niaga.collect.orders_file.reader import examine, read
from niaga.collect.preview import summary
from niaga.collect.staging import SourceShop

SHOP = SourceShop("warung", "Warung", "IDR", "Asia/Jakarta")
HEAD = "kode,kapan,apa,nilai_a,nilai_b"
ROWS = "x1,2026-01-02,Kopi,3,15000\nx2,2026-01-03,Teh,2,9000\n"
TOLD = {"map.ordered_at": "kapan", "map.quantity": "nilai_a", "map.unit_price": "nilai_b"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def given(home: Path, text: str, name: str = "kasir_januari.csv") -> Path:
    path = home / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def used(home: Path) -> str:
    """A mapping that was used once; its name."""
    read(given(home, f"{HEAD}\n{ROWS}"), home / "work", SHOP, TOLD)
    return mappings.mappings()[0].name


def test_it_is_named_after_its_file_and_asked_for_by_name(home: Path, used: str) -> None:
    assert used == "kasir januari"
    other = given(home, f"{HEAD},catatan\n" + ROWS.replace("\n", ",-\n"))
    reading = examine(other, SHOP, {"use": "Kasir Januari"})
    assert (reading.plan.kept, summary(reading.staged).net) == (used, 63_000)
    with pytest.raises(UnknownMapping, match="kasir januari"):
        examine(other, SHOP, {"use": "gudang"})


def test_a_file_with_more_columns_is_of_the_same_make(home: Path, used: str) -> None:
    wider = given(home, f"cabang,{HEAD}\n" + "\n".join(f"A,{row}" for row in ROWS.split()))
    reading = read(wider, home / "work", SHOP, {})
    assert summary(reading).net == 63_000
    assert [kept.name for kept in mappings.mappings()] == [used]  # and it goes on as that


def test_columns_that_are_gone_are_told(home: Path, used: str) -> None:
    changed = given(home, f"{HEAD.replace('nilai_b', 'harga')}\n{ROWS}", "kasir_mei.csv")
    with pytest.raises(ColumnsGone, match=r"kolom nilai_b .* 'kasir januari'"):
        examine(changed, SHOP, {"use": used})
    reading = examine(changed, SHOP, {"use": used, "map.unit_price": "harga"})
    assert summary(reading.staged).net == 63_000
    # Without a word from anybody the rest is proposed, and a warning tells what is missing
    reading = examine(changed, SHOP, {})
    warned = [str(note) for note in reading.notes if note.level == "warn"]
    assert any("mirip pemetaan 'kasir januari'" in each and "nilai_b" in each for each in warned)
    assert reading.plan.mapping["quantity"] == "nilai_a"


def test_renamed_and_forgotten(home: Path, used: str) -> None:
    kept = mappings.named(used)
    mappings.rename(kept.id, "  Kasir   toko ")
    assert mappings.named("kasir toko").id == kept.id
    read(given(home, f"{HEAD}\n{ROWS}", "lain.csv"), home / "work", SHOP, {})
    assert [each.name for each in mappings.mappings()] == ["Kasir toko"]
    with pytest.raises(BadName):
        mappings.rename(kept.id, " ")
    mappings.forget(kept.id)
    assert mappings.mappings() == []
    with pytest.raises(UnknownMapping):
        mappings.forget(kept.id)


def test_a_damaged_one_is_passed_over(home: Path, used: str) -> None:
    next((home / "mappings").glob("*.json")).write_text("{")
    assert mappings.mappings() == []
    assert examine(given(home, f"{HEAD}\n{ROWS}"), SHOP, TOLD).plan.kept == ""
