"""What a board is made of, as its templates, files and prints show it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from niaga.web.dashboards.charts import Picture, draw
from niaga.web.dashboards.numbers import cell_label, cell_text

HALF_PHONE = 20  # letters of a head and its value beside each other
PAPER_ROWS = 14  # of a table on paper (print.css says the same); the rest is on the page, in files


@dataclass(frozen=True)
class Delta:
    """`mood`: good, bad or even, said in words and by shape as well as by colour."""

    text: str
    mood: str
    against: str
    rises: bool = True

    @property
    def icon(self) -> str:
        return "trend-up" if self.rises else "trend-down"


@dataclass(frozen=True)
class Card:
    """`metric`: the rows behind it are that metric's; empty: it has none. `notes`: n, target, …"""

    metric: str
    label: str | Promise
    describe: str | Promise
    value: str
    exact: str
    delta: Delta | None
    spark: SafeString = field(default=SafeString(""))
    notes: tuple[str, ...] = ()
    progress: int | None = None  # percent of the target, for the bar


@dataclass(frozen=True)
class Column:
    """`unit`: of the values below it, as `numbers.cell_text` writes them."""

    head: str
    unit: str = "text"

    @property
    def is_number(self) -> bool:
        return self.unit not in ("text", "id", "seller", "day", "week", "month", "quarter")

    @property
    def is_whole(self) -> bool:
        """Its values are not divided between two lines."""
        return self.unit in ("day", "week", "month", "quarter", "id", "seller")


@dataclass(frozen=True)
class Table:
    """The twin of a chart. `rows` have plain values: money in the smallest unit, rates as shares,
    periods as their first day; None: there is no number. What a person reads is made of them.

    `links`: for each row the address of what is behind it, or "", for readers with `link_right`.
    `running`: rows whose period has not ended.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    currency: str
    links: tuple[str, ...] = ()
    link_right: str = "metrics.rows"
    running: frozenset[int] = frozenset()
    footnote: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)

    @property
    def shown(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as it is read."""
        return tuple(
            tuple(
                cell_text(value, column.unit, self.currency)
                + (" *" if at == 0 and position in self.running else "")
                for at, (column, value) in enumerate(zip(self.columns, row, strict=True))
            )
            for position, row in enumerate(self.rows)
        )

    @property
    def beyond_paper(self) -> int:
        """So many rows are left out where it is printed."""
        return max(0, len(self.rows) - PAPER_ROWS)

    @property
    def plain(self) -> tuple[tuple[Any, ...], ...]:
        """Every cell for a file: numbers as they are, periods by their label."""
        return tuple(
            tuple(
                cell_label(value, column.unit)
                for column, value in zip(self.columns, row, strict=True)
            )
            for row in self.rows
        )

    @property
    def linked(self) -> list[tuple[list[tuple[str, Column, bool]], str]]:
        """Each row's cells as they are read, with their column and whether it is of `halves`."""
        links, halves = self.links or ("",) * len(self.rows), self.halves
        return [
            (list(zip(row, self.columns, halves, strict=True)), link)
            for row, link in zip(self.shown, links, strict=True)
        ]

    @property
    def halves(self) -> tuple[bool, ...]:
        """Columns of numbers that stand two by two where each row is a card: neighbours whose head
        and values are short enough for half a phone."""
        longest = [max(map(len, texts), default=0) for texts in zip(*self.shown, strict=True)]
        halves = [False] * len(self.columns)
        at = 1
        while at + 1 < len(longest):
            pair = range(at, at + 2)
            if all(
                self.columns[n].is_number and len(self.columns[n].head) + longest[n] <= HALF_PHONE
                for n in pair
            ):
                for n in pair:
                    halves[n] = True
                at += 1
            at += 1
        return tuple(halves)


@dataclass(frozen=True)
class Choice:
    """One of a tile's switches: an address's query that shows the tile another way."""

    text: str | Promise
    query: str
    is_current: bool


@dataclass(frozen=True)
class Tile:
    """`card`, or `picture` with its twin `table`, or `table` alone, or a template of its own
    (`body`, given `data`; a `table` beside it is its file).

    `empty`: why there is nothing, and `remedy` (text, address) what to do. `notes`: what a reader
    must know of the numbers: few data, partial sources. `left_out`: filters that were chosen and
    that its numbers cannot take. `error`: this tile alone could not be made; with content, it is
    the last that was made, at `made_at`. `waits`: it is on its way (`Part.later`). `paper`: what a
    body that fetches its content says where nothing can be fetched.
    """

    name: str
    title: str
    error: bool = False
    empty: str = ""
    remedy: tuple[str, str] | None = None
    lead: str = ""
    card: Card | None = None
    picture: Picture | None = None
    legend: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()
    body: str = ""
    data: Any = None
    metrics: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    made_at: datetime | None = None
    waits: bool = False
    paper: Callable[[], Sequence[str]] | None = None

    @property
    def has_content(self) -> bool:
        return bool(self.card or self.picture or self.table or self.body)

    @property
    def chart(self) -> SafeString:
        return draw(self.picture) if self.picture else SafeString("")


Tiles = Mapping[str, Tile]
