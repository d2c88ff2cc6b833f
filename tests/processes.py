"""Tests that run in processes of their own, on an empty database of the suite's kind."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from niaga.kernel.ids import new_id

ROOT = Path(__file__).resolve().parents[1]

Live = Callable[..., dict[str, Any]]


def empty_database() -> Iterator[dict[str, str]]:
    """The environment of an empty database of the kind that the suite runs on."""
    if connection.vendor == "sqlite":
        yield {"NIAGA_DATABASE_URL": ""}
        return
    given = connection.settings_dict
    server = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    name = f"killed_{new_id().hex}"

    def tell(statement: str) -> None:
        with psycopg.connect(**server, dbname="postgres", autocommit=True) as session:
            session.execute(sql.SQL(statement).format(sql.Identifier(name)))

    tell("CREATE DATABASE {}")
    yield {"NIAGA_DATABASE_URL": "postgresql://{user}@{host}:{port}/".format(**server) + name}
    tell("DROP DATABASE {} WITH (FORCE)")


@pytest.fixture
def live_in_own_process(tmp_path: Path) -> Iterator[Live]:
    """`live(part, module)` runs a function of a module there and returns what it found."""
    for database in empty_database():
        environment = os.environ | database
        environment |= {"NIAGA_HOME": str(tmp_path), "NIAGA_LOG_LEVEL": "ERROR"}

        def live(*arguments: str, environment: dict[str, str] = environment) -> dict[str, Any]:
            done = subprocess.run(
                [sys.executable, "-m", "tests.kernel.killing", *arguments],
                env=environment,
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=280,
                check=False,
            )
            assert done.returncode == 0, done.stderr[-4000:]
            found: dict[str, Any] = json.loads(done.stdout)
            return found

        yield live
