"""`niaga doctor` and the sums kept beside big facts: equal, changed behind our back, or torn."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from niaga.metrics import compiled, health, questions, rollups
from niaga.metrics.builder import RollupShape
from niaga.metrics.rollups import ROLLUPS, files
from niaga.warehouse import snapshot


@pytest.fixture
def kept(golden: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The golden shop with all that it may keep; the folder of it."""
    monkeypatch.setattr(files, "WORTH", -1)
    files._size.cache_clear()
    questions._cache.clear()
    entry = snapshot.current().shops[golden]
    for rollup in ROLLUPS.values():
        rollups.made(rollup, compiled.sql(RollupShape(rollup.name)), entry)
    yield Path(str(files.settings.NIAGA_HOME)) / "cache" / "rollups"
    for rollup in ROLLUPS.values():
        rollups.forget(rollup, compiled.sql(RollupShape(rollup.name)), entry)
    questions._cache.clear()


def test_all_of_them_are_equal(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file and every day of every rollup, of tables and of views."""
    monkeypatch.setattr("niaga.metrics.rollups.checked.FILES", 10_000)
    monkeypatch.setattr("niaga.metrics.rollups.checked.DAYS", 10_000)
    assert list(health.kept_sums_equal_facts()) == []
    assert len(list(kept.rglob("*.parquet"))) > len(ROLLUPS)


@pytest.mark.parametrize("name", ["sales_by_place", "stages_by_minute"])
def test_what_differs_is_named_with_what_to_do(kept: Path, name: str) -> None:
    for path in kept.glob(f"{name}-*/*.parquet"):
        table = pq.read_table(path)
        more = pc.add(table[rollups.ROWS], 1)
        pq.write_table(
            table.set_column(table.column_names.index(rollups.ROWS), rollups.ROWS, more), path
        )
    faults = list(health.kept_sums_equal_facts())
    assert {fault.subject.partition("/")[2] for fault in faults} == {name}
    assert "delete this file" in faults[0].detail


def test_a_torn_file_is_named(kept: Path) -> None:
    for path in kept.glob("reviews_by_day-*/*.parquet"):
        path.write_bytes(path.read_bytes()[:-9])
    faults = list(health.kept_sums_equal_facts())
    assert {fault.detail.partition(";")[0] for fault in faults} == {"cannot be read"}
