"""How much came back, of what was delivered and of what was sold."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from niaga.metrics.catalogue import metric_named
from niaga.web.dashboards.cards import metric_card
from niaga.web.dashboards.figures import Course
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.returns.figures import ReturnsFigures
from niaga.web.dashboards.returns.words import no_rate, without_returns
from niaga.web.dashboards.tiles import Tile


def return_rate(figures: ReturnsFigures) -> Tile:
    return _rate(figures, "return_rate", figures.rates["return_rate"])


def damage_rate(figures: ReturnsFigures) -> Tile:
    return _rate(figures, "damage_rate", figures.rates["damage_rate"])


def return_value_rate(figures: ReturnsFigures) -> Tile:
    """What it was divided by is money, which is said so."""
    course = figures.rates["return_value_rate"]
    below = Writer("money", figures.selection.shop.currency).short(course.pair.n)
    notes = [_("dari %(value)s yang diterima") % {"value": below}]
    course = replace(course, pair=replace(course.pair, n=None, n_before=None))
    return _rate(figures, "return_value_rate", course, notes)


def reversed_units(figures: ReturnsFigures) -> Tile:
    return _sum(figures, "reversed_units")


def reversed_value(figures: ReturnsFigures) -> Tile:
    return _sum(figures, "reversed_value")


def reversed_orders(figures: ReturnsFigures) -> Tile:
    return _sum(figures, "reversed_orders")


def _rate(figures: ReturnsFigures, name: str, course: Course, notes: Sequence[str] = ()) -> Tile:
    why = no_rate(figures.tells_deliveries, figures.rates["return_rate"])
    return metric_card(figures, name, course, notes, empty=why)


def _sum(figures: ReturnsFigures, name: str) -> Tile:
    if not figures.tells_reversals:
        return without_returns(figures, name, str(metric_named(name).label))
    return metric_card(figures, name, figures.reversed[name])
