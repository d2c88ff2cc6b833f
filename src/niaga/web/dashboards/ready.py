"""Having the dashboards' questions compiled before anyone asks them.

Compiling loads Ibis, which takes a second or two that no reader should wait for. It is done where
Ibis is loaded anyway: after an import, and in the worker. The SQL does not depend on the shop.
"""

from itertools import product

from django.http import QueryDict

from niaga.kernel.permissions import SYSTEM
from niaga.warehouse import snapshot
from niaga.web.dashboards import executive
from niaga.web.dashboards.figures import Figures
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
        figures = Figures(selection, SYSTEM)
        executive.tiles(figures)
        assert figures.choices is not None
    _done = True
