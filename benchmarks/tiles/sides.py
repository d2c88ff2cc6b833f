"""The three sides: each answers a tile, and tells its wall and processor time in milliseconds."""

import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tiles.questions import COLUMNS, Tile

TICKS = os.sysconf("SC_CLK_TCK")
_PLACE = re.compile(r"\$([a-z]\w*)")


@dataclass(frozen=True)
class Answer:
    """`rows`: how many came; `total`: the sum of the first measure, to see that all agree."""

    wall: float
    cpu: float
    rows: int
    total: float


def tree_cpu(roots: list[int]) -> float:
    """Seconds of processor time of processes and all that descends from them, ended ones too."""
    parents: dict[int, int] = {}
    times: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(fields[1])
            times[int(folder.name)] = sum(int(fields[n]) for n in (11, 12, 13, 14)) / TICKS

    def below(pid: int) -> bool:
        while pid and pid not in roots:
            pid = parents.get(pid, 0)
        return bool(pid)

    return sum(seconds for pid, seconds in times.items() if below(pid))


class Niaga:
    """The catalogue in this process; each asking is of another period, so nothing is remembered."""

    def __init__(self, shop: str) -> None:
        from niaga.metrics.questions import shop_named

        self.shop = shop
        entry = shop_named(shop)
        self.first = date.fromisoformat(entry.first_date or "1970-01-01")
        # returns come after the last order
        self.end = date.fromisoformat(entry.last_date or "1970-01-01") + timedelta(days=366)
        self.asked = 0
        self.sql = ""

    def ask(self, tile: Tile, from_facts: bool = False) -> Answer:
        """As its pages ask; `from_facts`: as if no daily sums were kept."""
        from niaga import metrics
        from niaga.metrics import fetching

        keeps, fetch = fetching.keeps_rollups, fetching.fetch
        heard: list[Any] = []

        def hear(shape: Any, read: Any, entry: Any, parameters: Any) -> Any:
            heard.append((shape, dict(parameters)))
            return fetch(shape, read, entry, parameters)

        if from_facts:
            setattr(fetching, "keeps_rollups", lambda *_given: False)  # noqa: B010
        fetching.fetch = hear
        try:
            self.asked += 1
            period = (self.first - timedelta(days=self.asked), self.end)
            wall, cpu = time.perf_counter(), time.process_time()
            results = metrics.query(tile.names, self.shop, period=period, **tile.how)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        finally:
            fetching.keeps_rollups, fetching.fetch = keeps, fetch
        self._remember(*heard[-1])
        first = results[0]
        total = sum(row.numerator or 0 for row in first.rows)
        return Answer(wall * 1000, cpu * 1000, len(first.rows), total)

    def _remember(self, shape: Any, parameters: dict[str, Any]) -> None:
        """The question as SQL over the facts, whatever it was answered from."""
        from niaga.metrics import compiled

        sql = compiled.sql(replace(shape, rollups=(), kept=()))
        self.sql = _PLACE.sub(
            lambda place: "'" + str(parameters[place[1]]).replace("'", "''") + "'", sql
        )

    def postgres_sql(self) -> str:
        """What was asked last, in PostgreSQL's words, without the columns that nothing needs."""
        import sqlglot
        from sqlglot.optimizer.pushdown_projections import pushdown_projections
        from sqlglot.optimizer.qualify import qualify

        from niaga.warehouse.schema import KINDS, TABLES

        schema: dict[str, Any] = {
            name: {c: KINDS[kind][1] for c, kind in TABLES[name].kinds.items()} for name in COLUMNS
        }
        tree = qualify(sqlglot.parse_one(self.sql, read="duckdb"), schema=schema, dialect="duckdb")
        return str(pushdown_projections(tree, schema=schema).sql("postgres"))


class Postgres:
    """The same SQL on a server that holds what the tiles need of the same facts.

    Rows lie in the order of their days, which are indexed, and statistics are fresh; columns that
    no tile asks for are left out, to its advantage: it reads rows, not columns.
    """

    def __init__(self, url: str, pid: int) -> None:
        self.url, self.pid = url, pid

    def load(self, shop: str, scratch: Path, say: Callable[[str], None]) -> None:
        import duckdb
        import psycopg

        from niaga.metrics.questions import shop_named
        from niaga.warehouse import snapshot
        from niaga.warehouse.schema import KINDS, TABLES

        entry, folder = shop_named(shop), snapshot.warehouse_folder()
        kinds = {"VARCHAR": "text", "TIMESTAMPTZ": "timestamptz"}
        with psycopg.connect(self.url, autocommit=True) as connection:
            for table, columns in COLUMNS.items():
                types = {c: KINDS[TABLES[table].kinds[c]][1] for c in columns}
                made = ", ".join(f"{c} {kinds.get(kind, kind)}" for c, kind in types.items())
                connection.execute(f"DROP TABLE IF EXISTS {table}")
                connection.execute(f"CREATE UNLOGGED TABLE {table} ({made})")
                for path in entry.files[table]:  # a month each, in their order
                    file = scratch / f"{table}.csv"
                    read = f"read_parquet('{folder / path}', hive_partitioning = true)"
                    rows = f"SELECT {', '.join(columns)} FROM {read} ORDER BY date_local"
                    duckdb.connect().execute(f"COPY ({rows}) TO '{file}' (HEADER)")
                    copy = f"COPY {table} FROM STDIN (FORMAT csv, HEADER)"
                    with file.open("rb") as source, connection.cursor().copy(copy) as to:
                        while part := source.read(1 << 20):
                            to.write(part)
                    file.unlink()
                connection.execute(f"CREATE INDEX ON {table} (date_local)")
                connection.execute(f"VACUUM ANALYZE {table}")
                say(f"{table} is in PostgreSQL")

    def ask(self, sql: str, tile: Tile) -> Answer:
        import psycopg

        keys = len(tile.how.get("by", ())) + ("grain" in tile.how)

        with psycopg.connect(self.url) as connection:
            before, began = tree_cpu([self.pid]), time.perf_counter()
            rows = connection.execute(sql).fetchall()
            wall = time.perf_counter() - began
        time.sleep(0.05)
        cpu = tree_cpu([self.pid]) - before
        return Answer(
            wall * 1000, cpu * 1000, len(rows), float(sum(row[keys] or 0 for row in rows))
        )


class Superset:
    """Charts over the same tables, asked as its pages ask, with its caches off."""

    def __init__(self, address: str, pids: list[int]) -> None:
        self.address, self.pids, self.token = address, pids, ""
        signed = self._call(
            "/api/v1/security/login",
            {"username": "admin", "password": "admin", "provider": "db", "refresh": True},
        )
        self.token = signed["access_token"]
        self.datasets: dict[tuple[str, str], int] = {}

    def _call(self, path: str, data: Any = None) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(self.address + path, body, headers)
        try:
            return json.loads(urllib.request.urlopen(request, timeout=600).read())
        except urllib.error.HTTPError as error:
            raise SystemExit(f"Superset: {path} {error.code} {error.read()[:500]!r}") from error

    def connect(self, source: str, uri: str, schema: str) -> None:
        """Make its data source and data sets anew."""
        name = f"tiles-{source}-{os.getpid()}"
        database = self._call("/api/v1/database/", {"database_name": name, "sqlalchemy_uri": uri})[
            "id"
        ]
        for table in COLUMNS:
            made = self._call(
                "/api/v1/dataset/", {"database": database, "schema": schema, "table_name": table}
            )
            self.datasets[source, table] = made["id"]

    def ask(self, source: str, tile: Tile) -> Answer:
        columns: list[Any] = [
            {
                "columnType": "BASE_AXIS",
                "sqlExpression": "date_local",
                "label": "date_local",
                "expressionType": "SQL",
                "timeGrain": tile.grain,
            }
            if column == "date_local"
            else column
            for column in tile.columns
        ]
        measures = [
            {"expressionType": "SQL", "sqlExpression": sql, "label": label, "optionName": label}
            for label, sql in tile.measures.items()
        ]
        asked = {
            "datasource": {"id": self.datasets[source, tile.table], "type": "table"},
            "force": True,
            "result_format": "json",
            "result_type": "full",
            "queries": [
                {
                    "columns": columns,
                    "metrics": measures,
                    "filters": [],
                    "extras": {"time_grain_sqla": tile.grain} if tile.grain else {},
                    "orderby": [],
                    "row_limit": 50_000,
                }
            ],
        }
        before, began = tree_cpu(self.pids), time.perf_counter()
        answer = self._call("/api/v1/chart/data", asked)["result"][0]
        wall = time.perf_counter() - began
        time.sleep(0.05)
        cpu = tree_cpu(self.pids) - before
        label = next(iter(tile.measures))
        total = sum(row[label] or 0 for row in answer["data"])
        return Answer(wall * 1000, cpu * 1000, answer["rowcount"], float(total))
