"""What a board is: data. `boards` lists them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from niaga.kernel.permissions import Actor
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.selection import Selection
from niaga.web.dashboards.tiles import Tile


@dataclass(frozen=True)
class Part:
    """One tile: `build` makes it of the board's figures. `span`: of the page's twelve columns.

    `later`: below the first screen and dear: the page comes without it and it is asked for by
    itself. The whole page at once, for readers without scripts, has `lengkap=1` in its address.
    """

    name: str
    title: str | Promise
    build: Callable[[Any], Tile]
    span: int = 6
    later: bool = False


@dataclass(frozen=True)
class Option:
    """A switch of one tile that rides in the address: `name=value`; the first value is default. No
    values: any text.
    """

    name: str
    values: Mapping[str, str | Promise]


@dataclass(frozen=True)
class Board:
    """`sentence`: answers what for whom, who decide what. `area`: of the right `metrics.<area>`
    that opens it. `filters`: dimensions that it offers to filter by, of `filters.FILTERS`.
    `figures`: makes its answers from a selection and an actor. `has_period`: a period is chosen.
    `under`: the slug of the board whose tab it shares; empty: it has a tab of its own. `tab`: what
    stands there if the title is too long for it.
    """

    name: str
    slug: str
    title: str | Promise
    sentence: str | Promise
    area: str
    figures: Callable[[Selection, Actor], Figures]
    cards: tuple[Part, ...]
    tiles: tuple[Part, ...]
    filters: tuple[str, ...] = ("category", "region")
    options: tuple[Option, ...] = ()
    has_period: bool = True
    under: str = ""
    tab: str | Promise = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.cards + self.tiles

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)
