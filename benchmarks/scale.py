"""How numbers answer as a shop grows: `python benchmarks/scale.py [--home HOME] [--orders N]`.

Makes a shop of N orders (`niaga simulate`) in a data home of its own, or takes one that has it, and
prints

boards  each dashboard cold (a new process) and warm, as `benchmarks/dashboards.py` measures it
scans   questions that read a whole table: the catalogue's own statement on DuckDB over the
        warehouse, and the same statement, translated by SQLGlot, on a throw-away PostgreSQL that
        holds the same rows and has an index on the day

Every time is the median of the runs, in milliseconds; answers are compared before they are timed.
PostgreSQL runs with the settings of `tests/postgres.py` and two parallel workers.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RUNS = 5
# Name → metrics, dimensions, grain.
QUESTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str | None]] = {
    "net sales by day": (("net_sales",), (), "day"),
    "net sales by category and region": (("net_sales",), ("category", "region"), None),
    "sales and units by product": (("net_sales", "products_sold"), ("product",), None),
    "orders and value by kind of buyer and day": (
        ("counted_orders", "order_value"),
        ("customer_type",),
        "day",
    ),
}
TYPES = {
    "text": "text",
    "whole": "bigint",
    "flag": "boolean",
    "date": "date",
    "instant": "timestamptz",
    "wall": "timestamp",
    "texts": "text[]",
}
COMMAND = """
import sys
from niaga.config.cli import main
sys.argv = ["niaga", *sys.argv[1:]]
main()
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Dashboards and scans of a big shop")
    parser.add_argument("--home", type=Path, help="a data home that has the shop already")
    parser.add_argument("--shop", default="besar")
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--no-boards", action="store_true", help="the scans alone")
    return parser.parse_args()


def middle(run: Callable[[], Any], runs: int) -> float:
    run()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        run()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def boards(home: Path, shop: str, runs: int) -> None:
    given = ["--home", str(home), "--shop", shop, "--runs", str(runs)]
    subprocess.run([sys.executable, str(ROOT / "benchmarks/dashboards.py"), *given], check=True)


class Scans:
    """The questions of one shop, on both engines."""

    def __init__(self, shop: str, folder: Path) -> None:
        from niaga.metrics.questions import shop_named

        self.entry, self.folder = shop_named(shop), folder

    def compare(self, runs: int) -> None:
        import psycopg

        from tests import postgres

        with (
            postgres.cluster() as cluster,
            psycopg.connect(cluster.create_database("scale"), autocommit=True) as connection,
        ):
            connection.execute("SET max_parallel_workers_per_gather = 2")
            connection.execute("SET work_mem = '256MB'")
            print(f"{'scan':<44}{'DuckDB':>10}{'PostgreSQL':>12}{'times':>8}")
            for name in ("sales_events", "orders"):
                self._copy(connection, name)
            for title, question in QUESTIONS.items():
                self._one(connection, title, question, runs)

    def _statement(
        self, names: tuple[str, ...], by: tuple[str, ...], grain: str | None
    ) -> tuple[str, str]:
        """The table, and the statement with its values in place."""
        from niaga.metrics import compiled
        from niaga.metrics.builder import Shape
        from niaga.metrics.catalogue import CATALOGUE

        fact = CATALOGUE[names[0]].fact
        sql = compiled.sql(Shape(fact, names, by, grain))
        return fact, sql.replace("$shop", f"'{self.entry.code}'")

    def _one(self, connection: Any, title: str, question: Any, runs: int) -> None:
        import sqlglot

        from niaga.warehouse import snapshot
        from niaga.warehouse.engines import duckdb

        fact, sql = self._statement(*question)
        paths = [str(snapshot.warehouse_folder() / path) for path in self.entry.files[fact]]
        translated = sqlglot.transpile(sql, read="duckdb", write="postgres")[0]

        def here() -> list[tuple[Any, ...]]:
            return duckdb.rows(sql, {fact: paths}, {})

        def there() -> list[tuple[Any, ...]]:
            return connection.execute(translated).fetchall()

        if sorted(map(_plain, here())) != sorted(map(_plain, there())):
            sys.exit(f"{title}: the engines do not agree")
        own, other = middle(here, runs), middle(there, runs)
        print(f"{title:<44}{own:>10.0f}{other:>12.0f}{other / own:>8.1f}", flush=True)

    def _copy(self, connection: Any, name: str) -> None:
        """The columns that the questions read, through one file; the others are null there, which
        is to PostgreSQL's advantage."""
        import duckdb

        from niaga.warehouse import snapshot
        from niaga.warehouse.schema import TABLES

        wanted = {
            "sales_events": "shop date_local month_local category region product_id net quantity",
            "orders": "shop date_local month_local customer_type counted value",
        }[name].split()
        kinds = TABLES[name].kinds
        columns = ", ".join(f"{column} {TYPES[kind]}" for column, kind in kinds.items())
        connection.execute(f"CREATE UNLOGGED TABLE {name} ({columns})")
        paths = [str(snapshot.warehouse_folder() / path) for path in self.entry.files[name]]
        file = self.folder / f"{name}.csv"
        chosen = ", ".join(wanted)
        duckdb.sql(
            f"COPY (SELECT {chosen} FROM read_parquet({paths!r}, hive_partitioning = true)) "
            f"TO '{file}' (HEADER false)"
        )
        with (
            connection.cursor().copy(f"COPY {name} ({chosen}) FROM STDIN (FORMAT csv)") as copy,
            file.open("rb") as source,
        ):
            while part := source.read(1 << 20):
                copy.write(part)
        file.unlink()
        connection.execute(f"CREATE INDEX ON {name} (date_local)")
        connection.execute(f"VACUUM ANALYZE {name}")


def _plain(row: tuple[Any, ...]) -> str:
    """Engines differ in the type of a sum and of a truncated day, not in what they say."""
    return repr([int(v) if type(v).__name__ in ("int", "Decimal") else str(v)[:40] for v in row])


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.home) as folder:
        home = options.home or Path(folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niaga.config.settings")
        os.environ["NIAGA_HOME"] = str(home)
        if options.home is None:
            made = ["simulate", "--orders", str(options.orders), "--shop", options.shop]
            subprocess.run([sys.executable, "-c", COMMAND, *made], check=True)
        if not options.no_boards:
            boards(home, options.shop, options.runs)
        import django

        django.setup()
        Scans(options.shop, Path(folder)).compare(options.runs)


if __name__ == "__main__":
    main()
