"""How long every dashboard takes on the server: `python benchmarks/dashboards.py [--home HOME]`.

Loads Olist (`--olist`, default ../shared/data/olist) with its marketing funnel, if it lies beside,
into a data home of its own, or takes a data home that is there (`--home`, `--shop`). Then asks for
each board's whole page, all tiles, as its reader would, in this process's own HTTP layer:

cold    in a new process, with the compiled SQL that an earlier process left: `start` is all that
        the web server's entry loads and the import of all pages, `first` the first page
warm    again in the same process
asked   again in the same process, with all remembered answers forgotten: every statement is run

Median of the runs, in milliseconds; `CPU` is processor time of start and first page together.
Tiles that come after the page are not in it. With `--forget` no answer kept on disk is used: what
somebody waits for who asks what nobody asked before.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RUNS, PAGES = 5, 15

COMMAND = """
import sys
from niaga.config.cli import main
sys.argv = ["niaga", *sys.argv[1:]]
main()
"""
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from niaga.kernel import clock
from niaga.store.customers.models import User
from niaga.web.dashboards.boards import BOARDS
if not User.objects.filter(email="bench@example.com").exists():
    user = User(email="bench@example.com", name="Bench", role="owner", created_at=clock.now())
    user.set_password("only-for-measuring")
    user.save()
print(*BOARDS)
"""
INSIDE = """
import json, sys, time
slug, shop, pages, period, forgets = sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:]
began = time.perf_counter()
import niaga.config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
ready = time.perf_counter()
from django.test import Client
from niaga.store.customers.models import User
client = Client()
client.force_login(
    User.objects.get(email="bench@example.com"),
    backend="niaga.store.customers.authentication.EmailOrPhoneBackend",
)
from niaga.metrics import answers, questions
from niaga.warehouse.engines import duckdb
if forgets:
    answers.kept = lambda sql, paths, values, ask: ask()
asked = []
real = duckdb.rows
duckdb.rows = lambda *a: (asked.append(1), real(*a))[1]
from niaga.web.dashboards.boards import EXECUTIVE
path = "" if slug == EXECUTIVE.slug else f"{slug}/"
def page():
    began = time.perf_counter()
    answer = client.get(f"/dasbor/{path}?toko={shop}" + (f"&periode={period}" if period else ""))
    assert answer.status_code == 200, answer.status_code
    return (time.perf_counter() - began) * 1000, answer
first, answer = page()
cpu = time.process_time() * 1000
count = len(asked)
tiles = answer.content.count(b"data-tile=")
warm = [page()[0] for _ in range(pages)]
fresh = []
for _ in range(pages):
    with questions._cache_lock:
        questions._cache.clear()
    fresh.append(page()[0])
print(json.dumps({"start": (ready - began) * 1000, "first": first, "cpu": cpu, "count": count,
                  "tiles": tiles, "warm": sorted(warm), "fresh": sorted(fresh)}))
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Dashboards, cold and warm")
    parser.add_argument("--home", type=Path, help="a data home that has the shop already")
    parser.add_argument("--shop", default="olist")
    parser.add_argument("--olist", type=Path, default=ROOT.parent / "shared" / "data" / "olist")
    parser.add_argument("--period", default="", help="bulan-ini, 12-bulan, semua, …")
    parser.add_argument("--forget", action="store_true", help="as if nobody had asked before")
    parser.add_argument("--runs", type=int, default=RUNS, help="processes for each board")
    parser.add_argument("--pages", type=int, default=PAGES, help="pages in each process")
    parser.add_argument("--boards", default="", help="some of them, by slug, with commas between")
    return parser.parse_args()


def python(home: Path, code: str, *given: str) -> str:
    environment = {
        **os.environ,
        "NIAGA_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "niaga.config.settings",
        "NIAGA_ALLOWED_HOSTS": "testserver",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as `./run` and the niaga command do
    done = subprocess.run(
        [sys.executable, "-c", code, *given], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def load(home: Path, olist: Path) -> None:
    code = (
        "import sys\nfrom niaga.config.cli import main\nsys.argv = ['niaga', *sys.argv[1:]]\nmain()"
    )
    python(home, code, "import", "olist", str(olist))
    funnel = olist.parent / "olist_funnel"
    if funnel.is_dir():
        python(home, code, "import", "olist_funnel", str(funnel))


def measure(home: Path, slug: str, asked: list[str], runs: int, pages: int) -> dict[str, Any]:
    shop, *how = asked
    given = (slug, shop, str(pages), *how)
    found = [json.loads(python(home, INSIDE, *given)) for _ in range(runs + 1)]
    known = found[1:]  # the first one compiles what nobody has asked before

    def middle(name: str) -> float:
        return statistics.median(run[name] for run in known)

    return {
        **{name: middle(name) for name in ("start", "first", "cpu", "count", "tiles")},
        "cold": statistics.median(run["start"] + run["first"] for run in known),
        **{name: statistics.median(v for run in known for v in run[name]) for name in KINDS},
        "p95": statistics.median(run["warm"][int(pages * 0.95)] for run in known),
    }


KINDS = ("warm", "fresh")


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        if options.home is None:
            load(home, options.olist)
        head = ("tiles", "statements", "start", "first", "cold", "CPU", "warm", "p95", "asked")
        print(f"{'board':<22}" + "".join(f"{name:>11}" for name in head))
        slugs = python(home, PREPARE).split()
        for slug in options.boards.split(",") if options.boards else slugs:
            asked = [options.shop, options.period, "forget" if options.forget else ""]
            told = measure(home, slug, asked, options.runs, options.pages)
            names = ("tiles", "count", "start", "first", "cold", "cpu", "warm", "p95", "fresh")
            print(f"{slug:<22}" + "".join(f"{told[n]:>11.0f}" for n in names), flush=True)


if __name__ == "__main__":
    main()
