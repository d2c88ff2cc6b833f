"""The values that a reader can filter by."""

import logging
from dataclasses import dataclass

from django.utils.functional import Promise

from niaga import metrics
from niaga.metrics.dimensions import DIMENSIONS
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.columns import shown
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.filters import FILTERS, takes

logger = logging.getLogger(__name__)
MOST = 300  # of the greatest; who looks for another writes it into the address or comes by its rows
MEASURE = "net_sales"


@dataclass(frozen=True)
class FilterChoices:
    """One filter of the form: `values` are (value, text), the greatest sellers first."""

    parameter: str
    label: str | Promise
    values: tuple[tuple[str, str], ...]
    chosen: str


def choices_of(board: Board, figures: Figures) -> list[FilterChoices]:
    """A filter whose values cannot be had just now offers the chosen one only."""
    chosen = dict(figures.selection.chosen)
    result = []
    for dimension in board.filters:
        if dimension not in DIMENSIONS:
            continue
        values = _values(figures, dimension)
        mine = chosen.get(dimension, "")
        if mine and mine not in values:
            values.append(mine)
        if values:
            texts = tuple((value, shown(dimension, value)) for value in values)
            each = FILTERS[dimension]
            result.append(FilterChoices(each.parameter, each.label, texts, mine))
    return result


def _values(figures: Figures, dimension: str) -> list[str]:
    if not takes(MEASURE, dimension):
        return []
    try:
        shop, actor = figures.selection.shop.code, figures.actor
        rows = metrics.query([MEASURE], shop, by=[dimension], actor=actor)[0].rows
    except Exception:
        logger.exception("filter %s", dimension)
        return []
    known = sorted((row for row in rows if row.key[0]), key=lambda row: -(row.value or 0))
    return [str(row.key[0]) for row in known[:MOST]]
