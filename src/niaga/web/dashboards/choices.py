"""The values that a reader can filter by."""

import logging
from dataclasses import dataclass

from django.utils.functional import Promise

from niaga import metrics
from niaga.metrics.builder import SEGMENT
from niaga.metrics.dimensions import DIMENSIONS
from niaga.metrics.views.rfm import SEGMENTS
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.filters import FILTERS, takes

logger = logging.getLogger(__name__)
MOST = 300  # of the greatest; who looks for another writes it into the address or comes by its rows
LONG = 12  # so many values are searched rather than scrolled
MEASURE = "net_sales"
# of dimensions that sales know nothing of
MEASURES = {"carrier": "delivered_parcels", "reason": "reversed_units", "origin": "leads"}


@dataclass(frozen=True)
class Value:
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class FilterChoices:
    """One filter of the form: the chosen values first, then the greatest sellers."""

    parameter: str
    label: str | Promise
    values: tuple[Value, ...]

    @property
    def is_long(self) -> bool:
        return len(self.values) > LONG

    @property
    def chosen(self) -> list[Value]:
        return [value for value in self.values if value.is_chosen]


def choices_of(board: Board, figures: Figures) -> list[FilterChoices]:
    """A filter whose values cannot be had just now offers the chosen ones only."""
    result = []
    for dimension in board.filters:
        if dimension not in DIMENSIONS:
            continue
        mine = figures.selection.filters.get(dimension, [])
        others = [value for value in _values(figures, dimension) if value not in mine]
        texts = value_texts(dimension, [*mine, *others])
        if texts:
            values = tuple(
                Value(value, text, value in mine)
                for value, text in zip([*mine, *others], texts, strict=True)
            )
            each = FILTERS[dimension]
            result.append(FilterChoices(each.parameter, each.label, values))
    return result


def _values(figures: Figures, dimension: str) -> list[str]:
    if dimension == SEGMENT:
        return list(SEGMENTS)
    if dimension == "customer_type":
        return ["new", "returning"]
    measure = MEASURES.get(dimension, MEASURE)
    if not takes(measure, dimension):
        return []
    try:
        shop, actor = figures.selection.shop.code, figures.actor
        rows = metrics.query([measure], shop, by=[dimension], actor=actor)[0].rows
    except Exception:
        logger.exception("filter %s", dimension)
        return []
    known = sorted((row for row in rows if row.key[0]), key=lambda row: -(row.value or 0))
    return [str(row.key[0]) for row in known[:MOST]]
