"""Which process of a run takes which tests.

A file stays in one process, for the servers and the shops that it starts. All files of the browser
stay in one, for the demo shop that they share; and what takes long comes first, so that at the end
no process works alone.
"""

from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

TESTS = Path(__file__).parent
BROWSER = "tests/browser"
LONG = (
    BROWSER,
    "tests/metrics/test_generated.py",
    "tests/house/test_run.py",
    "tests/kernel/test_killed.py",
    "tests/store/test_races.py",
    "tests/simulate",
    "tests/warehouse",
    "tests/config",
    "tests/metrics",
    "tests/web/dashboards",
    "tests/insight",
)


class LongFirst(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(f"{BROWSER}/") else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LongFirst | None:
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # as collected: see below
    return LongFirst(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = [TESTS.parent / place for place in LONG]

    def rank(item: pytest.Item) -> int:
        above = (item.path, *item.path.parents)
        return next((n for n, place in enumerate(places) if place in above), len(places))

    items.sort(key=rank)
