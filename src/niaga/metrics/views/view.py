"""A view: a fact that no table holds and that is worked out from tables when it is asked.

`build(tables, as_of)` gets the base tables of one shop as Ibis expressions, and a time; it answers
one Ibis expression with exactly `columns`. Which time is told by `View.as_of`:

- end: a date, the first day after the period asked; without one as `known`;
- known: a date, the first day of which the shop knows nothing, whatever period is asked: tomorrow
  for a shop that trades, else the day after its last order;
- now: an instant, now (up to the next five minutes), or the end of what is known if that is
  earlier, whatever period is asked;
- moment: an instant, the end of the period asked, or now (up to the next five minutes) if that
  is earlier.

A view with `date_local` is cut to the period
like a table. One without tells the state as of the period's end: its metrics have the clock `as_of`
and no grains. Ibis is imported inside `build`, so that pages load without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

from niaga.warehouse.schema import Column

Build: TypeAlias = Callable[[Mapping[str, Any], Any], Any]


@dataclass(frozen=True)
class View:
    """`dimensions`: dimension → the column that holds it (`lists`: a list of values, which can only
    filter). `rows`: the columns that a person sees of a row behind a number; none: all of them.
    `reads`: the views that it is made of besides, of whose `tables` it has all; a big shop keeps
    the rows of these.
    `settled`, `unsettled`: builders of those of its rows that no later moment changes, and of the
    others; none: no row changes by the moment asked.
    """

    name: str
    doc: str
    tables: tuple[str, ...]
    columns: tuple[Column, ...]
    build: Build
    dimensions: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    as_of: Literal["end", "known", "now", "moment"] = "end"
    reads: tuple[str, ...] = ()
    settled: Build | None = None
    unsettled: Build | None = None

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)
