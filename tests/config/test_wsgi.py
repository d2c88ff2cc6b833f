"""What a web process holds in memory before anybody has asked for anything."""

import json
import subprocess
import sys
from pathlib import Path

from tests.serving import environment

LOADED = """
import json, sys
from niaga.config.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
# Each takes tens of megabytes, and only tasks and dashboards need them.
HEAVY = {
    "deltalake",
    "duckdb",
    "ibis",
    "numpy",
    "pandas",
    "pyarrow",
    "pyspark",
    "python_calamine",
    "scipy",
    "typst",
    "xlsxwriter",
}


def test_the_engines_of_the_dashboards_are_not_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(done.stdout.splitlines()[-1])) & HEAVY == set()
