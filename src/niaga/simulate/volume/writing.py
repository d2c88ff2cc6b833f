"""Writes the big shop month by month, in bounded memory, and publishes it in one step."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from django.conf import settings

from niaga.collect.staging import Lineage, SourceShop
from niaga.kernel import clock
from niaga.metrics.periods import shifted
from niaga.simulate.volume import statements
from niaga.warehouse import snapshot, tables
from niaga.warehouse.engines import duckdb
from niaga.warehouse.lock import writing
from niaga.warehouse.prepare import calendar, with_lineage
from niaga.warehouse.schema import MARK, TABLES
from niaga.warehouse.snapshot import ShopEntry
from niaga.warehouse.working_week import working_week

SOURCE, ZONE = "simulation", "Asia/Jakarta"
PEOPLE_PER_ORDER = 0.9  # enough people, whatever part of their orders lies beyond the last day


@dataclass(frozen=True)
class Volume:
    """What to make. `end`: the first day that is not part of it."""

    shop: str
    orders: int
    months: int
    end: date
    seed: int = 1

    @property
    def first(self) -> date:
        return shifted(self.end.replace(day=1), "month", 1 - self.months)

    @property
    def parts(self) -> list[date]:
        return [shifted(self.first, "month", n) for n in range(self.months)]


def write_volume(volume: Volume, tell: Callable[[str], None]) -> dict[str, int]:
    """Rows written by table. The caller's shop of that key is replaced; others are left alone."""
    scratch = Path(settings.NIAGA_HOME) / "staging"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="volume-") as folder:
        database = duckdb.scratch(Path(folder))
        try:
            with writing():
                return _write(database, volume, tell)
        finally:
            database.close()


def _write(database: Any, volume: Volume, tell: Callable[[str], None]) -> dict[str, int]:
    load = f"{SOURCE}-{volume.orders}-{volume.months}-{volume.end}-{volume.seed}"
    lineage = Lineage(SOURCE, load, clock.now())
    shop = SourceShop(volume.shop, volume.shop.capitalize(), "IDR", ZONE)
    now = datetime.combine(volume.end, time(), ZoneInfo(ZONE))
    values = {"seed": volume.seed, "load": load, "now": now.isoformat()}
    tell("history")
    database.execute(statements.draws(volume.seed))
    database.execute(
        statements.HISTORY,
        {
            "days": (volume.end - volume.first).days,
            "people": max(10, int(volume.orders * PEOPLE_PER_ORDER)),
            "orders": volume.orders,
            "first": volume.first.isoformat(),
        },
    )
    books = _Books(volume.shop)
    for month in volume.parts:
        tell(f"{month:%Y-%m}")
        chosen = values | {"month": month.year * 100 + month.month}
        _run(database, statements.HEADS, chosen)
        _run(database, statements.LINES, chosen)
        for name, statement in statements.TABLES.items():
            books.write(name, _run(database, statement, values), {f"{month:%Y-%m}"})
    tell("people")
    for name, statement in {"customers": statements.PEOPLE, **statements.THINGS}.items():
        books.write(name, _run(database, statement, values), None)
    last = volume.end - timedelta(days=1)
    days = calendar(volume.first, last, shop.time_zone, working_week())
    books.write("calendar", with_lineage(days, shop, lineage), None)
    _publish(volume, shop, lineage, books)
    return books.rows


class _Books:
    """What has been written: rows, versions and files by table."""

    def __init__(self, shop: str) -> None:
        self._shop = shop
        self.rows: dict[str, int] = {}
        self.versions: dict[str, int] = {}
        self.files: dict[str, tuple[str, ...]] = {}

    def write(self, name: str, data: pa.Table, parts: set[str] | None) -> None:
        shaped = (
            data.append_column("shop", pa.repeat(self._shop, data.num_rows))
            if ("shop" not in data.column_names)
            else data
        )
        for column in TABLES[name].kinds:
            if column not in shaped.column_names:
                nothing = pa.nulls(
                    shaped.num_rows, tables.arrow_schema(TABLES[name]).field(column).type
                )
                shaped = shaped.append_column(column, nothing)
        ahead = self.files.get(name, ())
        written = tables.write(name, self._shop, shaped, {SOURCE: parts}, ahead)
        self.rows[name] = self.rows.get(name, 0) + data.num_rows
        self.versions[name], self.files[name] = written.version, written.files


def _run(database: Any, statement: str, values: dict[str, Any]) -> pa.Table:
    wanted = {name: value for name, value in values.items() if f"${name}" in statement}
    result = database.execute(statement, wanted)
    return result.to_arrow_table()


def _publish(volume: Volume, shop: SourceShop, lineage: Lineage, books: _Books) -> None:
    """One snapshot that names all of it. Tables of an older shop of the key are not named."""
    rows = {name: count for name, count in books.rows.items() if name != "calendar"}
    load = {
        "shop": shop.code,
        "source": SOURCE,
        "load_id": lineage.load_id,
        "state": "finished",
        "started_at": lineage.started_at.isoformat(),
        "finished_at": clock.now().isoformat(),
        "rows_in": sum(rows.values()),
        "rows_out": sum(rows.values()),
        "rejected": 0,
        "merged": 0,
        "mark": MARK,
    }
    last = (volume.end - timedelta(days=1)).isoformat()
    span = (volume.first.isoformat(), last)
    snapshot.replace(
        ShopEntry(
            code=shop.code,
            name=shop.name,
            currency=shop.currency,
            time_zone=shop.time_zone,
            tables=books.versions,
            files=books.files,
            loads={SOURCE: load},
            first_date=span[0],
            last_date=span[1],
            dates={"orders": {SOURCE: span}},
        )
    )
