"""The same tiles in Niaga, as the same SQL in PostgreSQL, and in Apache Superset over both.

    .venv/bin/python benchmarks/analytics.py [--orders 10000000] [--peers DIR] [--scratch DIR]

Makes a shop of so many orders (`niaga simulate`) in a data home of its own below the scratch
folder, copies what the tiles need of two facts into PostgreSQL, and asks each side the same
questions, nothing remembered between askings: Niaga through its catalogue, each time for another
period that holds all days, once as its pages ask, with the daily sums that it keeps, and once from
the facts alone; PostgreSQL the SQL over the facts, translated; Superset through its chart API with
its caches off, over PostgreSQL and over DuckDB reading Niaga's own Parquet files. All must find the
same totals. Wall time and processor time in milliseconds, the median of the repeats.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tiles.questions import COLUMNS, TILES, Tile
from tiles.sides import Answer, Niaga, Postgres, Superset

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT.parent / "shared" / "peers"
SHOP = "besar"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Tiles beside PostgreSQL and Apache Superset")
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--home", type=Path, help="a data home that has the shop already")
    parser.add_argument("--shop", default=SHOP)
    parser.add_argument("--peers", type=Path, default=PEERS)
    parser.add_argument("--scratch", type=Path, default=Path("/tmp/niaga-analytics"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--without-superset", action="store_true")
    return parser.parse_args()


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def make_shop(home: Path, shop: str, orders: int) -> None:
    os.environ |= {"NIAGA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "niaga.config.settings"}
    import django

    django.setup()
    from niaga.warehouse import snapshot
    from niaga.warehouse.schema import MARK

    known = snapshot.current().shop(shop)
    if known is None or any(load["mark"] != MARK for load in known.loads.values()):
        say(f"making {orders:,} orders")
        command = [sys.executable, "-m", "niaga", "simulate", "--orders", str(orders)]
        subprocess.run([*command, "--shop", shop], check=True, stdout=sys.stderr)


def peers_in(scratch: Path, source: Path) -> Path:
    """A copy of the peers' folder, which makes environments and databases in itself."""
    peers = scratch / "peers"
    if not peers.exists():
        shutil.copytree(source, peers)
        for path in (scratch, peers, *peers.rglob("*")):
            path.chmod(path.stat().st_mode | 0o755)
    return peers


def call(script: Path, *arguments: str) -> None:
    subprocess.run(["bash", str(script), *arguments], check=True, stdout=sys.stderr)


def duckdb_file(path: Path, shop: str) -> None:
    """A database whose tables are views of the warehouse's files."""
    import duckdb

    from niaga.metrics.questions import shop_named
    from niaga.warehouse import snapshot

    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for table, columns in COLUMNS.items():
            files = shop_named(shop).files[table]
            listed = ", ".join(f"'{snapshot.warehouse_folder() / file}'" for file in files)
            connection.execute(
                f"CREATE VIEW {table} AS SELECT {', '.join(columns)} "
                f"FROM read_parquet([{listed}], hive_partitioning = true)"
            )


def median(ask: Callable[[], Answer], repeats: int) -> Answer:
    ask()  # files and buffers warm
    answers = [ask() for _ in range(repeats)]
    return Answer(
        statistics.median(answer.wall for answer in answers),
        statistics.median(answer.cpu for answer in answers),
        answers[-1].rows,
        answers[-1].total,
    )


def main() -> None:
    options = arguments()
    options.scratch.mkdir(parents=True, exist_ok=True)
    make_shop(options.home or options.scratch / "home", options.shop, options.orders)
    peers = peers_in(options.scratch, options.peers)
    call(peers / "_common" / "pg.sh", "start")
    call(peers / "_common" / "pg.sh", "createdb", "tiles")
    server = int((peers / "_run" / "pg" / "postmaster.pid").read_text().split()[0])
    niaga = Niaga(options.shop)
    postgres = Postgres("postgresql://postgres@127.0.0.1:56432/tiles", server)
    postgres.load(options.shop, options.scratch, say)
    superset = None if options.without_superset else start_superset(peers, options.shop, server)
    head = f"{'tile':<48}{'rows':>6}{'Niaga':>12}{'from facts':>14}{'PostgreSQL':>15}{'x':>7}"
    if superset:
        head += f"{'Superset+PG':>17}{'+DuckDB':>15}{'CPU x':>8}"
    print(head + "   (wall/CPU in ms)")
    try:
        for tile in TILES:
            print(line(tile, niaga, postgres, superset, options.repeats), flush=True)
    finally:
        if superset:
            call(peers / "superset" / "stop.sh")
        call(peers / "_common" / "pg.sh", "stop")


def start_superset(peers: Path, shop: str, server: int) -> Superset:
    folder = peers / "superset"
    if not (folder / "var" / "upgrade.log").exists():
        say("setting up Superset")
        call(folder / "setup.sh")
    file = folder / "var" / "tiles.duckdb"
    duckdb_file(file, shop)
    call(folder / "stop.sh")
    call(folder / "serve.sh")
    pids = [int((folder / "var" / "server.pid").read_text()), server]
    superset = Superset("http://127.0.0.1:8105", pids)
    superset.connect("pg", "postgresql+psycopg2://postgres:x@127.0.0.1:56432/tiles", "public")
    superset.connect("duckdb", f"duckdb:///{file}?access_mode=read_only", "main")
    return superset


def line(
    tile: Tile, niaga: Niaga, postgres: Postgres, superset: Superset | None, repeats: int
) -> str:
    own = median(lambda: niaga.ask(tile), repeats)
    facts = median(lambda: niaga.ask(tile, from_facts=True), repeats)
    sql = niaga.postgres_sql()
    same = median(lambda: postgres.ask(sql, tile), repeats)
    sides = [own, facts, same]
    text = f"{tile.name:<48}{own.rows:>6}{own.wall:>7.0f}/{own.cpu:<4.0f}"
    text += f"{facts.wall:>8.0f}/{facts.cpu:<5.0f}{same.wall:>8.0f}/{same.cpu:<6.0f}"
    text += f"{same.wall / own.wall:>7.1f}"
    if superset:
        charts = [
            median(lambda source=source: superset.ask(source, tile), repeats)  # type: ignore[misc]
            for source in ("pg", "duckdb")
        ]
        sides += charts
        text += "".join(f"{chart.wall:>9.0f}/{chart.cpu:<6.0f}" for chart in charts)
        text += f"{min(chart.cpu for chart in charts) / own.cpu:>7.1f}"
    if len({round(side.total) for side in sides}) > 1:
        text += f"   TOTALS DIFFER: {[side.total for side in sides]}"
    return text


if __name__ == "__main__":
    main()
