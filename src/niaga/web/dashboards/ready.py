"""Having the dashboards' answers at hand before anyone asks for them.

Compiling a question loads Ibis, which takes a second or two, and a question about millions of
orders takes longer still: nobody should wait for either. After an import the shop's boards are
asked what they ask at first sight, and the slow answers are kept. The worker compiles what the
choice of filters will ask; that SQL does not depend on the shop.
"""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from django.http import QueryDict

from niaga.kernel.permissions import SYSTEM
from niaga.metrics import compiled
from niaga.metrics.builder import Shape
from niaga.warehouse import snapshot
from niaga.web.dashboards import boards, making
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.choices import choices_of
from niaga.web.dashboards.filters import takes
from niaga.web.dashboards.selection import selected

PERIODS = ("periode=12-bulan", "periode=semua")  # with and without a comparison
DIMENSIONS = ("category", "region")  # what is filtered by most

_steps: Iterator[None] | None = None


def answer_questions(shop: str) -> None:
    """Ask what each board asks at first sight of the shop."""
    for board in boards.BOARDS.values():
        _ask(board, f"toko={shop}")


def prepare(seconds: float) -> None:
    """Go on with compiling for about so long; nothing once all is done, while there is no shop, or
    while the machine is busy: buyers come first.
    """
    global _steps
    if not snapshot.current().shops or is_busy():
        return
    if _steps is None:
        _steps = _compiling()
    until = time.monotonic() + seconds
    for _step in _steps:
        if time.monotonic() > until:
            return


def is_busy() -> bool:
    """Whether, in the last minute, more wanted to run than half the processors."""
    return os.getloadavg()[0] > (os.cpu_count() or 1) / 2


def _compiling() -> Iterator[None]:
    for period in PERIODS:
        for board in boards.BOARDS.values():
            _ask(board, period)
            yield
    for shape in compiled.asked():
        for filters in _filtered(shape):
            compiled.sql(replace(shape, filters=filters, rollups=(), kept=()))
            yield


def _ask(board: Board, query: str) -> None:
    selection = selected(QueryDict(query), snapshot.current())
    if selection is not None:
        figures = board.figures(selection, SYSTEM)
        making.tiles_of(board, figures)
        choices_of(board, figures)


def _filtered(shape: Shape) -> Iterator[tuple[tuple[str, int], ...]]:
    """The filters of a shape under each choice of DIMENSIONS that all its metrics can take."""
    taken: Sequence[str] = [
        name
        for name in DIMENSIONS
        if name not in dict(shape.filters) and all(takes(metric, name) for metric in shape.metrics)
    ]
    for count in range(1, len(taken) + 1):
        for chosen in combinations(taken, count):
            yield tuple(sorted((*shape.filters, *((name, 1) for name in chosen))))
