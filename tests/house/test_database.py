"""The suite runs on the database that was asked for, in a data home of its own."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import postgres


@pytest.mark.django_db
def test_the_database_answers(request: pytest.FixtureRequest) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    asked = request.config.getoption("--database")
    assert connection.vendor == asked


def test_the_data_home_is_not_the_installations() -> None:
    assert Path(__file__).resolve().parents[2] not in settings.NIAGA_HOME.parents


@pytest.mark.postgres
def test_a_second_cluster_has_databases_of_its_own(postgresql: postgres.Cluster) -> None:
    import psycopg

    url = postgresql.create_database("apart")
    with psycopg.connect(url) as session:
        row = session.execute("SELECT current_database(), current_setting('lc_ctype')").fetchone()
    postgresql.drop_database("apart")
    assert row == ("apart", "C.UTF-8")
