"""Niaga beside django-oscar in one run: the same goods, database, workers, threads and visitors.

    .venv/bin/python benchmarks/storefront.py [--database sqlite|postgresql]

See benchmarks/README.md for what it needs and how to read its table.
"""

import argparse
import datetime
import json
import sys
import tempfile
from pathlib import Path

from oscar.shops import (
    Bench,
    SetupFailed,
    database_server,
    measure_niaga,
    measure_oscar,
    prepare,
)
from oscar.table import report

HERE = Path(__file__).resolve().parent


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Niaga beside django-oscar")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument(
        "--scratch",
        type=Path,
        default=Path(tempfile.gettempdir()) / "niaga-benchmark",
        help="where both are set up; kept between runs",
    )
    parser.add_argument("--peers", type=Path, default=HERE.parent.parent / "shared" / "peers")
    parser.add_argument("--seconds", type=int, default=10, help="of each measured run")
    parser.add_argument("--repeats", type=int, default=3, help="measured runs; the median counts")
    parser.add_argument("--cases", default="", help="only these, with commas between")
    parser.add_argument(
        "--only",
        choices=("niaga", "oscar"),
        help="measure one of them, and compare with the last figures of the other",
    )
    return parser.parse_args()


def main() -> None:
    options = arguments()
    scratch = options.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    cases = tuple(case for case in options.cases.split(",") if case)
    bench = Bench(scratch, options.database, options.seconds, options.repeats, cases)
    results = HERE / "results" / f"storefront-{bench.database}.json"
    results.parent.mkdir(exist_ok=True)
    figures = json.loads(results.read_text()) if results.exists() else {}
    try:
        prepare(bench, options.peers)
        with database_server(bench):
            for name, measure in (("oscar", measure_oscar), ("niaga", measure_niaga)):
                if options.only in (None, name):
                    print(f"\n{name}, {bench.database}", flush=True)
                    known = figures.get(name, {}) if bench.cases else {}
                    figures[name] = {**known, **measure(bench)}
    except SetupFailed as failed:
        sys.exit(str(failed))
    figures["measured_at"] = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    results.write_text(json.dumps(figures, indent=1))
    print(f"\n{report(figures.get('niaga', {}), figures.get('oscar', {}))}\n\n{results}")


if __name__ == "__main__":
    main()
