"""No board of the demo shop, which tells of visits and campaigns too, asks over six statements."""

import json
import subprocess
import sys

import pytest

from tests.serving import Served, environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
COUNTING = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "niaga.config.settings"
import django
django.setup()
from niaga.metrics import answers
from niaga.warehouse.engines import duckdb
from tests.web.dashboards import test_statements as counted
asked, real = [], duckdb.rows
duckdb.rows = lambda *given: (asked.append(given[0]), real(*given))[1]
answers.kept = lambda sql, paths, values, ask: ask()
most, over = {}, {}
for board in counted.EVERY:
    most[board.slug] = 0
    for query in counted.addresses(board, "kshoes"):
        over |= counted.too_many(board, [query], asked)
        most[board.slug] = max(most[board.slug], len(asked))
print(json.dumps({"most": most, "over": over}))
"""


def test_of_the_demo_shop(shop: Served) -> None:
    for name, code in (("sync", ["-m", "niaga", "sync"]), ("count", ["-c", COUNTING])):
        done = subprocess.run(
            [sys.executable, *code], env=environment(shop.home), capture_output=True, text=True
        )
        assert done.returncode == 0, (name, done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["over"] == {}
    # It tells of all that the executive summary can ask: none is left out for lack of data.
    assert told["most"]["ringkasan"] == 6
    assert set(told["most"]) >= {"operasi", "retur", "pemasaran"}
