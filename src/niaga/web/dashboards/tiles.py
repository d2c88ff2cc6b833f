"""What a dashboard is made of, as its templates show it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Delta:
    """`mood`: good, bad or even, said in words and by shape as well as by colour."""

    text: str
    mood: str
    against: str


@dataclass(frozen=True)
class Card:
    metric: str
    label: str | Promise
    describe: str | Promise
    value: str
    exact: str
    delta: Delta | None
    spark: SafeString
    notes: tuple[str, ...] = ()
    progress: int | None = None  # percent of the target, for the bar


@dataclass(frozen=True)
class Table:
    """The twin of a chart. Cells are as shown; `plain` are the same for CSV, unrounded.

    `links`: for each row, the address query of the rows behind it, which are those of `metric`.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain: tuple[tuple[Any, ...], ...]
    metric: str = ""
    links: tuple[str, ...] = ()
    footnote: str = ""

    @property
    def linked(self) -> list[tuple[tuple[str, ...], str]]:
        links = self.links or ("",) * len(self.rows)
        return list(zip(self.rows, links, strict=True))


@dataclass(frozen=True)
class Tile:
    """`error`: this tile alone could not be made. `content` is a card, or `chart` with `table`."""

    name: str
    title: str
    error: bool = False
    empty: str = ""
    lead: str = ""
    card: Card | None = None
    chart: SafeString = field(default=SafeString(""))
    legend: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
