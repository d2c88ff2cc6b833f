"""Tiles of a board, each by itself: one that fails leaves the others be, and shows what it last
said with the age of that.
"""

import logging
from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from django.utils.translation import gettext as _

from niaga.kernel import clock
from niaga.kernel.errors import NotAllowed
from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.tiles import Tile

logger = logging.getLogger(__name__)
KEPT = 512
_good: OrderedDict[tuple[str, ...], Tile] = OrderedDict()
_lock = Lock()


def tiles_of(board: Board, figures: Figures, whole: bool = True) -> dict[str, Tile]:
    """All tiles by name, in reading order. `whole`: False leaves the later ones waiting."""
    return {
        part.name: Tile(part.name, str(part.title), waits=True)
        if part.later and not whole
        else make(board, part, figures)
        for part in board.parts
    }


def make(board: Board, part: Part, figures: Figures, use_last: bool = True) -> Tile:
    """`use_last`: False for a file, which must not pass old numbers off as new: it raises."""
    key = (board.name, part.name, figures.selection.query(), str(figures.actor.role))
    figures.left_out = set()
    try:
        tile = part.build(figures)
    except NotAllowed:
        return Tile(part.name, str(part.title), empty=_("Peran Anda tidak melihat angka ini."))
    except Exception:
        if not use_last:
            raise
        logger.exception("tile %s of %s", part.name, board.name)
        with _lock:
            last = _good.get(key)
        return replace(last, error=True) if last else Tile(part.name, str(part.title), error=True)
    left_out = tuple(str(FILTERS[name].label) for name in FILTERS if name in figures.left_out)
    tile = replace(tile, left_out=left_out, made_at=clock.now())
    with _lock:
        _good[key] = tile
        _good.move_to_end(key)
        while len(_good) > KEPT:
            _good.popitem(last=False)
    return tile
