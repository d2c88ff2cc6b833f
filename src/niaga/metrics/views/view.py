"""A view: a fact that no table holds and that is worked out from tables when it is asked.

`build(tables, as_of)` gets the base tables of one shop as Ibis expressions, and the first day that
is not known any more (the end of the period asked, or the day after the shop's last order); it
answers one Ibis expression with exactly `columns`. A view with `date_local` is cut to the period
like a table. One without tells the state as of the period's end: its metrics have the clock `as_of`
and no grains. Ibis is imported inside `build`, so that pages load without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from niaga.warehouse.schema import Column


@dataclass(frozen=True)
class View:
    """`dimensions`: dimension → the column that holds it (`lists`: a list of values, which can only
    filter). `rows`: the columns that a person sees of a row behind a number; none: all of them.
    """

    name: str
    doc: str
    tables: tuple[str, ...]
    columns: tuple[Column, ...]
    build: Callable[[Mapping[str, Any], Any], Any]
    dimensions: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)
