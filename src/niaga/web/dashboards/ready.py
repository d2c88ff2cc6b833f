"""Having the dashboards' questions compiled before anyone asks them.

Compiling loads Ibis, which takes a second or two that no reader should wait for. It is done where
Ibis is loaded anyway: after an import, and in the worker. The SQL does not depend on the shop.
"""

from itertools import product

from django.http import QueryDict

from niaga.kernel.permissions import SYSTEM
from niaga.warehouse import snapshot
from niaga.web.dashboards import boards, making
from niaga.web.dashboards.choices import choices_of
from niaga.web.dashboards.selection import selected

PERIODS = ("periode=12-bulan", "periode=semua")  # with and without a comparison
FILTERS = ("", "&kategori=x", "&wilayah=x", "&kategori=x&wilayah=x")


_done = False


def compile_questions() -> None:
    """Ask what every choice of filters asks, once for a process; nothing while there is no shop."""
    global _done
    if _done:
        return
    for period, filters in product(PERIODS, FILTERS):
        selection = selected(QueryDict(period + filters), snapshot.current())
        if selection is None:
            return
        for board in boards.BOARDS.values():
            figures = board.figures(selection, SYSTEM)
            making.tiles_of(board, figures)
            choices_of(board, figures)
    _done = True
