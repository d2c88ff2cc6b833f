"""How long the executive dashboard takes on the server: `python benchmarks/dashboards.py [FOLDER]`.

Loads Olist from FOLDER (default: ../shared/data/olist) into a data home of its own, then measures
whole page builds, all tiles: in a new process (cold: start of Python, Django and the engine and the
first page, with the compiled SQL that the previous process left), and again in the same process
(warm). Prints wall time and processor time; machines that do other work show it in the first only.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5

INSIDE = """
import json, sys, time
started = time.perf_counter()
import django
django.setup()
from django.http import QueryDict
from django.template.loader import render_to_string
from niaga.kernel.permissions import SYSTEM
from niaga.warehouse import snapshot
from niaga.web.dashboards import views
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.selection import selected
from niaga.warehouse.engines import duckdb
asked = []
rows = duckdb.rows
duckdb.rows = lambda *a: (asked.append(1), rows(*a))[1]
def page(query="toko=olist"):
    figures = Figures(selected(QueryDict(query), snapshot.current()), SYSTEM)
    context = views._tiles(figures) | views._filters(figures)
    return render_to_string("dashboards/tiles.html", context | {"can_see_rows": True})
ready = time.perf_counter()
page()
first = time.perf_counter()
cpu = time.process_time()
count = len(asked)
warm, warm_cpu = [], []
for _ in range(20):
    t, c = time.perf_counter(), time.process_time()
    page()
    warm.append(time.perf_counter() - t)
    warm_cpu.append(time.process_time() - c)
print(json.dumps({"start": ready - started, "first": first - ready, "cpu": cpu, "count": count,
                  "warm": sorted(warm)[10], "warm_p95": sorted(warm)[18],
                  "warm_cpu": sorted(warm_cpu)[10]}))
"""


def main() -> None:
    folder = sys.argv[1] if len(sys.argv) > 1 else str(ROOT.parent / "shared" / "data" / "olist")
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "NIAGA_HOME": home,
            "DJANGO_SETTINGS_MODULE": "niaga.config.settings",
        }
        started = time.perf_counter()
        command = [sys.executable, "-m", "django", "import", "olist", folder]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        print(f"import of Olist, process start to end   {time.perf_counter() - started:8.2f} s")
        runs = []
        for _run in range(RUNS + 1):
            begun = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", INSIDE],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
            runs.append(json.loads(done.stdout) | {"process": time.perf_counter() - begun})
        known = sorted(runs[1:], key=lambda run: run["start"] + run["first"])
        middle = known[len(known) // 2]
        print(f"statements for all tiles                {middle['count']:8d}")
        for label, key in (
            ("cold process: start of Django", "start"),
            ("cold process: first page after start", "first"),
        ):
            print(f"{label:<40}{middle[key] * 1000:8.0f} ms")
        total = (middle["start"] + middle["first"]) * 1000
        print(f"cold process: both together             {total:8.0f} ms")
        print(f"cold process: processor time, both      {middle['cpu'] * 1000:8.0f} ms")
        print(f"warm page, median                       {middle['warm'] * 1000:8.0f} ms")
        print(f"warm page, 95th percentile              {middle['warm_p95'] * 1000:8.0f} ms")
        print(f"warm page, processor time               {middle['warm_cpu'] * 1000:8.0f} ms")


if __name__ == "__main__":
    main()
