"""Reading the warehouse's own books: loads, rejected rows, tests and merged people of a source."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.warehouse.snapshot import ShopEntry


@dataclass(frozen=True)
class Load:
    """`seconds`: from the beginning of reading to publication. `state`: finished or undone."""

    load_id: str
    file: str | None
    finished_at: datetime
    seconds: int
    rows_in: int
    rows_out: int
    rejected: int
    merged: int
    state: str


@dataclass(frozen=True)
class Reject:
    file: str
    row: int | None
    column: str
    reason: str
    raw: str | None


@dataclass(frozen=True)
class RejectCount:
    """How many rows of a file were refused for one reason in one column; `first`: the first row."""

    file: str
    column: str
    reason: str
    rows: int
    first: int | None


@dataclass(frozen=True)
class Test:
    """One expectation, as it was last tested. `severity`: error or warning."""

    __test__ = False  # no test case of a test runner

    table: str
    name: str
    severity: str
    passed: bool
    failing: int
    measured: str
    expected: str
    checked_at: datetime


@dataclass(frozen=True)
class MergedPerson:
    """`merged` is now `into`. `evidence`: a keyed hash, which tells nothing but sameness."""

    merged: str
    into: str
    rule: str
    evidence: str
    merged_at: datetime


def loads_of(entry: ShopEntry, source: str, limit: int = 20) -> list[Load]:
    """The newest first."""
    sql = (
        "SELECT load_id, file, epoch_us(finished_at), "
        "epoch(finished_at - started_at)::BIGINT, rows_in, rows_out, "
        "rejected, merged, state FROM loads ORDER BY finished_at DESC LIMIT $limit"
    )
    found = _rows(sql, "loads", entry, source, limit=limit)
    return [Load(row[0], row[1], _instant(row[2]), *row[3:]) for row in found]


def reject_counts(entry: ShopEntry, source: str) -> list[RejectCount]:
    """The most frequent first."""
    sql = (
        'SELECT file, "column", reason, count(*)::BIGINT AS n, min("row") FROM rejects '
        'GROUP BY ALL ORDER BY n DESC, file, "column", reason'
    )
    return [RejectCount(*row) for row in _rows(sql, "rejects", entry, source)]


def rejects_of(
    entry: ShopEntry, source: str, reason: str = "", limit: int = 100, offset: int = 0
) -> list[Reject]:
    """In the order of the files. `reason`: only those refused for it."""
    sql = (
        'SELECT file, "row", "column", reason, raw FROM rejects '
        "WHERE $reason = '' OR reason = $reason "
        'ORDER BY file, "row", "column" LIMIT $limit OFFSET $offset'
    )
    values = {"reason": reason, "limit": limit, "offset": offset}
    return [Reject(*row) for row in _rows(sql, "rejects", entry, source, **values)]


def tests_of(entry: ShopEntry, source: str) -> list[Test]:
    """What failed first, errors before warnings."""
    sql = (
        "SELECT checked_table, expectation, severity, passed, failing, measured, expected, "
        "epoch_us(checked_at) FROM checks ORDER BY passed, severity, checked_table, expectation"
    )
    found = _rows(sql, "checks", entry, source)
    return [Test(*(*row[:-1], _instant(row[-1]))) for row in found]


def merged_people(entry: ShopEntry, limit: int = 100, offset: int = 0) -> list[MergedPerson]:
    """Of all sources of a shop, the newest first."""
    sql = (
        "SELECT merged_key, customer_key, rule, evidence, epoch_us(merged_at) FROM identities "
        "ORDER BY merged_at DESC, customer_key, merged_key LIMIT $limit OFFSET $offset"
    )
    values = {"limit": limit, "offset": offset}
    found = _rows(sql, "identities", entry, None, **values)
    return [MergedPerson(*(*row[:-1], _instant(row[-1]))) for row in found]


def merged_counts(entry: ShopEntry) -> dict[str, int]:
    """Rule → how many people were merged into another by it."""
    sql = "SELECT rule, count(*) FROM identities GROUP BY rule ORDER BY rule"
    return dict(_rows(sql, "identities", entry, None))


def _instant(microseconds: int) -> datetime:
    """The engine hands over instants with a zone only through a library that is not here."""
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)


def _rows(
    sql: str, table: str, entry: ShopEntry, source: str | None, **values: Any
) -> list[tuple[Any, ...]]:
    folder, part = snapshot.warehouse_folder(), f"/source={source}/"
    paths = [
        str(folder / path) for path in entry.files.get(table, ()) if source is None or part in path
    ]
    return duckdb.rows(sql, {table: paths}, values) if paths else []
