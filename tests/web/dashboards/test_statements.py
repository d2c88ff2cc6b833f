"""No board asks more than six statements: its later tiles counted, and nothing remembered."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.http import QueryDict

from niaga.kernel.permissions import SYSTEM
from niaga.metrics import answers, questions
from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.web.dashboards import boards, making
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.selection import selected
from tests.metrics.conftest import olist, olist_home

__all__ = ["olist", "olist_home"]
pytestmark = pytest.mark.django_db
MOST = 6
EVERY = list(boards.BOARDS.values())
PERIODS = ("bulan-ini", "12-bulan", "semua")


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Those that the engine is asked from now on."""
    asked: list[str] = []
    original = duckdb.rows

    def counting(sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return original(sql, *rest)

    monkeypatch.setattr(duckdb, "rows", counting)
    monkeypatch.setattr(answers, "kept", lambda sql, paths, values, ask: ask())
    return asked


def too_many(board: Board, queries: Sequence[str], statements: list[str]) -> dict[str, int]:
    """Queries of the address for which the board asks more than it may → how many."""
    found = {}
    for query in queries:
        questions._cache.clear()
        statements.clear()
        options = {option.name: tuple(option.values) for option in board.options}
        selection = selected(QueryDict(query), snapshot.current(), options=options)
        assert selection
        tiles = making.tiles_of(board, board.figures(selection, SYSTEM))
        assert [name for name, tile in tiles.items() if tile.error or tile.waits] == []
        if len(statements) > MOST:
            found[query] = len(statements)
    return found


def addresses(board: Board, shop: str, periods: Sequence[str] = PERIODS) -> list[str]:
    """Every period, and each filter and switch of the board once."""
    plain = [f"toko={shop}&periode={period}" for period in periods]
    narrowed = [
        f"{plain[-1]}&{FILTERS[name].parameter}=new" for name in board.filters if name in FILTERS
    ]
    switched = [
        f"{plain[-1]}&{option.name}={value}" for option in board.options for value in option.values
    ]
    return [*plain, *narrowed, *switched]


@pytest.mark.usefixtures("in_march")
@pytest.mark.parametrize("board", EVERY, ids=lambda board: board.slug)
def test_of_the_pencil_shop(board: Board, pencil: str, statements: list[str]) -> None:
    assert too_many(board, addresses(board, pencil, ["semua"]), statements) == {}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("board", EVERY, ids=lambda board: board.slug)
def test_of_the_public_data_set(board: Board, olist: str, statements: list[str]) -> None:
    assert too_many(board, addresses(board, olist), statements) == {}
