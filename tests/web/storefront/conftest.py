"""A shop front before each test: nothing of an earlier one is remembered."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niaga.store.catalog.search import forget_open_index
from niaga.web.storefront.catalogue import forget_catalogue


@pytest.fixture(autouse=True)
def nothing_remembered(settings: Any, tmp_path: Path) -> Iterator[None]:
    # A folder of its own: a writer of an earlier test may still be tidying up in that one's.
    settings.NIAGA_SEARCH = tmp_path / "search"
    forget_catalogue()
    yield
    forget_catalogue()
    forget_open_index()


@pytest.fixture
def statements() -> Callable[[Callable[[], Any]], list[str]]:
    """The SQL statements of a deed, transaction marks left out."""

    def statements(deed: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            deed()
        marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
        return [
            query["sql"]
            for query in captured.captured_queries
            if not query["sql"].startswith(marks)
        ]

    return statements


@pytest.fixture
def english() -> Client:
    client = Client()
    client.cookies["niaga_language"] = "en"
    return client
