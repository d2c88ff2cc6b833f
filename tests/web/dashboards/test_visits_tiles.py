"""What the board of marketing tells of visits, on the ten visits of `tests.metrics.test_visits`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from niaga.kernel import clock
from niaga.kernel.permissions import SYSTEM
from niaga.warehouse import snapshot
from niaga.web.dashboards import boards, making
from niaga.web.dashboards.selection import selected
from tests.metrics.test_visits import shop, visits_home

__all__ = ["shop", "visits_home"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]


@pytest.fixture(autouse=True)
def in_february() -> Iterator[None]:
    with clock.at(datetime(2026, 2, 20, 3, tzinfo=UTC)), translation.override("id"):
        yield


def tiles(query: str = "periode=bulan-ini") -> dict[str, Any]:
    selection = selected(QueryDict(query), snapshot.current())
    assert selection
    board = boards.BOARDS["pemasaran"]
    return making.tiles_of(board, board.figures(selection, SYSTEM))


def test_pages_and_how_many_of_them_are_of_visits_that_are_known() -> None:
    tile = tiles()["page_views"]
    assert tile.lead == "68 halaman pada periode ini, 50,0% oleh pengunjung yang mengizinkan."
    assert tile.table.rows[-1][1:] == (68, 0.5)


def test_the_funnel_counts_visits() -> None:
    rows = tiles()["funnel"].table.rows
    assert [row[1] for row in rows] == [7, 6, 4, 4, 2]


def test_the_page_shows_it(owner: Client) -> None:
    text = owner.get("/dasbor/pemasaran/?periode=bulan-ini").content.decode()
    assert "68 halaman pada periode ini" in text
