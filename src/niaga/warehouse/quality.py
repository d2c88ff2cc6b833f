"""Testing the tables as they lie against what is declared of them, and keeping the outcome.

After each load its source is tested; the worker tests every source again now and then, since a live
feed changes a few rows at a time. Beside the declared expectations, a source's volume is compared
with its own usual.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from niaga.kernel import clock
from niaga.warehouse import files, snapshot, tables
from niaga.warehouse.engines import duckdb
from niaga.warehouse.expectations import VOLUME, WEEKLY, Finding, run
from niaga.warehouse.expectations.declared import ALL, Expectation
from niaga.warehouse.problems import FilesLost
from niaga.warehouse.schema import TABLES
from niaga.warehouse.snapshot import ShopEntry

BOOKS = ("rejects", "checks", "identities", "loads", "shops")
WEEKS = 8  # before the last whole one, that make the usual
FEW_A_WEEK = 20  # below it weeks differ by chance
LEAST, MOST = 0.4, 3.0  # of the usual
RUNNING = timedelta(days=31)  # without a row for longer, a source is history and has no usual


@dataclass(frozen=True)
class Volume:
    """How much there was, beside the median of those before it."""

    expectation: Expectation
    measured: int
    usual: float

    @property
    def passed(self) -> bool:
        return LEAST * self.usual <= self.measured <= MOST * self.usual


def findings(entry: ShopEntry, source: str) -> list[Finding]:
    """Of each table in which the source has rows. Raises FilesLost."""
    if gone := files.lost(entry):
        raise FilesLost(files=", ".join(gone[:3]))
    folder = snapshot.warehouse_folder()
    own = {
        name: [str(folder / path) for path in tables.within(paths, {source: None})]
        for name, paths in entry.files.items()
        if name not in BOOKS and "source" in TABLES[name].partitions
    }
    rows = {name: _row_count(paths) for name, paths in own.items() if paths}
    everyones = {
        f"{ALL}{name}": [str(folder / path) for path in paths]
        for name, paths in entry.files.items()
    }

    def ask(sql: str, needed: Collection[str]) -> Sequence[int]:
        read = {name: own[name] if name in own else everyones[name] for name in needed}
        shapes = {name: TABLES[name.removeprefix(ALL)] for name in needed}
        return duckdb.rows(sql, read, {}, shapes)[0]

    return run(ask, rows | {name: len(paths) for name, paths in everyones.items()})


def _row_count(paths: Sequence[str]) -> int:
    return sum(int(pq.read_metadata(path).num_rows) for path in paths)


def volumes(entry: ShopEntry, source: str) -> list[Volume]:
    """Compared only where there is something to compare with."""
    found = []
    counts = _loads(entry, source)["rows_in"].to_pylist()
    if len(counts) >= 2:
        found.append(Volume(VOLUME, counts[-1], median(counts[-6:-1])))
    weekly = _last_weeks(entry, source)
    if len(weekly) == WEEKS + 1 and median(weekly[:-1]) >= FEW_A_WEEK:
        found.append(Volume(WEEKLY, weekly[-1], median(weekly[:-1])))
    return found


def _loads(entry: ShopEntry, source: str) -> pa.Table:
    paths = tables.within(entry.files.get("loads", ()), {source: None})
    loads = tables.read("loads", paths).sort_by("finished_at")
    return loads.filter(pc.equal(loads["state"], "finished"))


def rhythm(entry: ShopEntry, source: str) -> int | None:
    """Seconds that usually pass between two loads; None before three of them."""
    times = _loads(entry, source)["finished_at"].to_pylist()[-7:]
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    return round(median(pauses)) if len(pauses) >= 2 else None


def _last_weeks(entry: ShopEntry, source: str) -> list[int]:
    """Orders in each of the last whole weeks, the newest last; none where the source is history."""
    span = entry.dates.get("orders", {}).get(source)
    today = clock.now().date()
    if span is None or today - date.fromisoformat(span[1]) > RUNNING:
        return []
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS + 1)
    if date.fromisoformat(span[0]) > first:
        return []
    months = {f"{first + timedelta(days=n):%Y-%m}" for n in range(0, 7 * (WEEKS + 1) + 1)}
    paths = tables.within(entry.files.get("orders", ()), {source: months})
    days = tables.read("orders", paths, ["date_local"])["date_local"].to_pylist()
    weeks = [0] * (WEEKS + 1)
    for day in days:
        if first <= day < monday:
            weeks[(day - first).days // 7] += 1
    return weeks


def check_rows(entry: ShopEntry, source: str) -> pa.Table:
    """The rows of `checks` for a source, tested now."""
    load = entry.loads.get(source, {})
    common: dict[str, Any] = {
        "shop": entry.code,
        "source": source,
        "load_id": load.get("load_id"),
        "checked_at": clock.now(),
    }
    rows = [
        common
        | _named(each.expectation)
        | {
            "passed": each.passed,
            "failing": each.failing,
            "measured": f"{each.failing}/{each.rows}",
            "expected": f"<= {each.expectation.tolerated:.0%}"
            if each.expectation.tolerated
            else "0",
        }
        for each in findings(entry, source)
    ]
    rows += [
        common
        | _named(each.expectation)
        | {
            "passed": each.passed,
            "failing": int(not each.passed),
            "measured": str(each.measured),
            "expected": f"{LEAST * each.usual:.0f}..{MOST * each.usual:.0f}",
        }
        for each in volumes(entry, source)
    ]
    return pa.Table.from_pylist(rows, schema=tables.arrow_schema(TABLES["checks"]))


def _named(expectation: Expectation) -> dict[str, str]:
    return {
        "checked_table": expectation.table,
        "expectation": expectation.name,
        "severity": expectation.severity,
    }


def is_due(entry: ShopEntry, source: str, every: timedelta) -> bool:
    """Whether a source was loaded since it was last tested, and that is long enough ago."""
    load: Mapping[str, Any] = entry.loads[source]
    tested = load.get("checked_at")
    if tested is None:
        return True
    is_newer = str(load["finished_at"]) > str(tested)
    return is_newer and clock.now() - datetime.fromisoformat(tested).astimezone(UTC) >= every
