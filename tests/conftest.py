"""The suite's ground: which database, a data home of its own, and what may be skipped where.

The data home and the database are chosen here, before Django's settings are read; so the suite
never touches the data of an installation, and `--database=postgresql` runs all of it on a
throw-away cluster (see postgres.py).
"""

import atexit
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.utils import translation

from tests import postgres
from tests.emptying import let_append_only_tables_be_emptied

CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
NO_POSTGRESQL = "PostgreSQL's server is not installed here (Debian, Ubuntu: apt install postgresql)"
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def _asked_for_postgresql() -> bool:
    chosen = os.environ.get("NIAGA_TEST_DATABASE", "sqlite")
    for position, argument in enumerate(sys.argv):
        if argument.startswith("--database="):
            chosen = argument.partition("=")[2]
        elif argument == "--database":
            chosen = "".join(sys.argv[position + 1 : position + 2])
    return chosen == "postgresql"


def _choose_home() -> None:
    home = tempfile.mkdtemp(prefix="niaga tests ")  # a blank, as people have
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["NIAGA_HOME"] = home
    (Path(home) / "static").mkdir()


def _choose_database() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # inherited from the process that started this worker
    os.environ.pop("NIAGA_DATABASE_URL", None)
    if not _asked_for_postgresql():
        return
    if postgres.binaries() is None:
        raise pytest.UsageError(f"--database=postgresql: {NO_POSTGRESQL}")
    running = contextlib.ExitStack()
    cluster = running.enter_context(postgres.cluster())
    atexit.register(running.close)
    os.environ["NIAGA_DATABASE_URL"] = cluster.create_database("niaga")


def _set_up_django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "niaga.config.settings"
    import django

    from niaga.config.translations import compile_catalogues

    compile_catalogues()  # as every way to start Niaga does
    django.setup()
    _hash_passwords_quickly()


def _hash_passwords_quickly() -> None:
    """A fifth of a second for each member of staff is what a guesser should pay, not the tests."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    PBKDF2PasswordHasher.iterations = 1


# Machines of many kinds run this: time is no fault, and CI tries the same examples each time.
hypothesis.settings.register_profile("niaga", deadline=None, derandomize=CI)
hypothesis.settings.load_profile("niaga")

_choose_home()
_choose_database()
_set_up_django()
let_append_only_tables_be_emptied()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="run the suite on SQLite (default), or on a PostgreSQL cluster that it starts itself",
    )
    parser.addoption(
        "--slow",
        action="store_true",
        help="also the tests marked slow: many deaths, every metric, every page under axe",
    )


def pytest_report_header() -> str:
    from django.db import connection

    return f"database: {connection.vendor}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that speaks of one database's own behaviour waits for the run on that database.

    Where there is no PostgreSQL, and so no such run, its tests are shown as skipped.
    """
    from django.db import connection

    for marker, wanted in (("spark", False), ("slow", config.getoption("--slow"))):
        if not wanted and marker not in config.getoption("-m"):
            asked = {item for item in items if item.get_closest_marker(marker)}
            config.hook.pytest_deselected(items=list(asked))
            items[:] = [item for item in items if item not in asked]
    foreign = "postgres" if connection.vendor == "sqlite" else "sqlite"
    left_out = {item for item in items if item.get_closest_marker(foreign)}
    if foreign == "postgres" and not CI and postgres.binaries() is None:
        for item in left_out:
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRESQL))
    elif left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def skip_or_fail(reason: str) -> None:
    """What a user's machine may lack is skipped with its reason; CI has to have it."""
    if CI:
        pytest.fail(f"CI may not skip this: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets beside the project; tests that need it skip without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the public data sets are not at {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Cluster]:
    """A cluster of the test's own, whichever database the suite runs on."""
    if postgres.binaries() is None:
        skip_or_fail(
            "PostgreSQL's server is not installed (Debian, Ubuntu: apt install postgresql)"
        )
    with postgres.cluster() as running:
        yield running


pytest_plugins = ("tests.kept", "tests.processes", "tests.spreading")


@pytest.fixture(autouse=True)
def _default_language() -> None:
    """A request leaves its language to its thread: no test speaks that of the one before it."""
    translation.deactivate()
