"""The chosen filters in words: on chips, above the tiles, in files."""

from collections.abc import Sequence
from dataclasses import dataclass

from niaga.web.dashboards.charts.map import country_of, region_name
from niaga.web.dashboards.columns import short, shown
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.selection import Selection

FEW = 3  # so many values are told one by one


@dataclass(frozen=True)
class Chip:
    """`text`: "3 kategori", or the one value. `full`: every value. `without`: the query that lets
    the filter go."""

    label: str
    text: str
    full: str
    without: str


def value_texts(dimension: str, values: Sequence[str]) -> list[str]:
    """Values as people call them: SP is São Paulo."""
    if dimension == "region":
        country = country_of(values)
        return [region_name(country, value) if country else value for value in values]
    return [shown(dimension, value) for value in values]


def chips_of(selection: Selection) -> list[Chip]:
    return [
        Chip(
            label=str(FILTERS[dimension].label),
            text=_counted(dimension, values),
            full=", ".join(value_texts(dimension, values)),
            without=selection.query(**{FILTERS[dimension].parameter: None}),
        )
        for dimension, values in selection.chosen
    ]


def told(selection: Selection) -> list[str]:
    """For the line that says what the numbers are of: few values by name, many by their count."""
    return [
        ", ".join(value_texts(dimension, values))
        if len(values) <= FEW
        else _counted(dimension, values)
        for dimension, values in selection.chosen
    ]


def _counted(dimension: str, values: Sequence[str]) -> str:
    each = FILTERS[dimension]
    if len(values) == 1:
        return f"{each.label}: {short(value_texts(dimension, values)[0])}"
    return str(each.counted) % {"n": len(values)}
