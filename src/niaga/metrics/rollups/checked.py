"""Do sums that are kept say what the facts say? Asked of a few days of some of the files.

A data file is never changed, so they must; a disk that forgets, or a hand in the wrong folder, is
what this finds. Tables are summed straight from their rows. A view has no rows but those of its
statement, so its files are held against that.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from niaga.metrics.rollups.declared import ROWS, Rollup, summed
from niaga.metrics.rollups.files import Files, kept, values_of
from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.warehouse.problems import FilesLost
from niaga.warehouse.schema import TABLES
from niaga.warehouse.snapshot import ShopEntry

FILES, DAYS = 2, 3  # looked at: of each rollup and shop, and of each file
Sums = Mapping[date, tuple[int, ...]]


@dataclass(frozen=True)
class Unequal:
    """`day` None: the file cannot be read. `kept`, `facts`: rows, then the rollup's sums."""

    rollup: str
    path: Path
    day: date | None = None
    kept: tuple[int, ...] = ()
    facts: tuple[int, ...] = ()


def unequal(rollup: Rollup, sql: str, entry: ShopEntry, seed: str) -> Iterator[Unequal]:
    """`sql`: the rollup's own statement. `seed`: draws the same files and days again."""
    rng = random.Random(f"{seed} {entry.code} {rollup.name}")
    there = [(path, files) for path, files in kept(rollup, sql, entry) if path.exists()]
    for path, files in rng.sample(there, min(FILES, len(there))):
        try:
            found = _sums(f'FROM "{rollup.name}"', rollup, {rollup.name: [str(path)]}, {})
        except FilesLost:
            yield Unequal(rollup.name, path)
            continue
        days = sorted(rng.sample(sorted(found), min(DAYS, len(found))))
        expected = _of_facts(rollup, sql, entry, files)
        missing = sorted(expected.keys() - found.keys())[:1]
        for day in (*days, *missing):
            pair = found.get(day, ()), expected.get(day, ())
            if pair[0] != pair[1]:
                yield Unequal(rollup.name, path, day, *pair)


def _of_facts(rollup: Rollup, sql: str, entry: ShopEntry, files: Files) -> Sums:
    folder = snapshot.warehouse_folder()
    read = {table: [str(folder / each) for each in paths] for table, paths in files.items()}
    values = {"shop": entry.code, **values_of(entry)}
    if rollup.fact not in TABLES:
        return _sums(sql, rollup, read, values)
    columns = ", ".join(f'coalesce("{name}", 0) AS "{summed(name)}"' for name in rollup.sums)
    rows = f'SELECT date_local, 1 AS "{ROWS}"' + (f", {columns}" if columns else "")
    return _sums(f'{rows} FROM "{rollup.fact}" WHERE shop = $shop', rollup, read, values)


def _sums(
    rows: str, rollup: Rollup, files: Mapping[str, list[str]], values: Mapping[str, Any]
) -> Sums:
    names = [ROWS, *map(summed, rollup.sums)]
    told = ", ".join(f'sum("{name}")::BIGINT' for name in names)
    sql = f"SELECT date_local, {told} FROM ({rows}) GROUP BY date_local"  # noqa: S608 - own names
    found = duckdb.rows(sql, files, values, {rollup.name: rollup.table})
    return {row[0]: tuple(row[1:]) for row in found if row[0] is not None}
