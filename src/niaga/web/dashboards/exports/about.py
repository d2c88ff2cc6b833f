"""What a file must say of itself: of which shop, days and filters it is, how old the numbers are,
and what they mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.kernel import clock
from niaga.kernel.shop import current_shop
from niaga.metrics.catalogue import CATALOGUE
from niaga.warehouse.sources import sources_of
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.selection import Selection, said
from niaga.web.dashboards.tiles import Tile


@dataclass(frozen=True)
class Definition:
    """`doc`: how it is computed, written in English alone."""

    label: str
    describe: str
    doc: str


def facts(board: Board, selection: Selection) -> list[tuple[str, str]]:
    """Name and value of each."""
    pairs = [(_("Dasbor"), str(board.title)), (_("Toko"), selection.shop.name)]
    if board.has_period:
        pairs.append((_("Periode"), said(selection.start, selection.end)))
        if selection.compared:
            pairs.append((_("Dibanding"), said(*selection.compared)))
    chosen = [
        f"{FILTERS[name].label}: {', '.join(value_texts(name, values))}"
        for name, values in selection.chosen
    ]
    chosen += [f"{name}: {value}" for name, value in selection.options]
    pairs.append((_("Saringan"), "; ".join(chosen) or _("tidak ada")))
    pairs.append((_("Mata uang"), selection.shop.currency))
    loaded = [source.seen_at for source in sources_of(selection.shop) if source.seen_at]
    if loaded:
        pairs.append((_("Data dimuat"), moment(max(loaded))))
    pairs.append((_("Dibuat"), moment(clock.now())))
    return pairs


def moment(at: date) -> str:
    """Day and time in the zone of the shop that owns this house."""
    local = current_shop().local(at)  # type: ignore[arg-type]
    return date_format(local, "j M Y, H.i")


def definitions(tiles: Iterable[Tile]) -> list[Definition]:
    """Of every metric that the tiles show, once each, in reading order."""
    names = dict.fromkeys(name for tile in tiles for name in tile.metrics if name in CATALOGUE)
    return [
        Definition(str(metric.label), str(metric.describe), metric.doc)
        for metric in (CATALOGUE[name] for name in names)
    ]


def file_name(selection: Selection, what: str, ending: str) -> str:
    return f"{selection.shop.code}-{what}-{selection.start}.{ending}"
