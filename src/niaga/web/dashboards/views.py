"""The page of any board, its refresh while it is open, and its files. They ask the catalogue and
show the answer; nothing is computed here.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise

from niaga.kernel.permissions import permissions_of
from niaga.warehouse import snapshot
from niaga.warehouse.snapshot import ShopEntry
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.dashboards import boards, making
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.choices import choices_of
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.frame import not_for_you, show
from niaga.web.dashboards.selection import COMPARISONS, PRESETS, Selection, said, selected

NO_CONTENT = 204


def executive_summary(request: HttpRequest) -> HttpResponse:
    """The first of the boards that the reader may open."""
    return board(request, slug="")


@page("metrics.view")
def board(request: StaffRequest, slug: str) -> HttpResponse:
    actor = request.user.actor
    if not slug:
        open_to = boards.boards_for(actor)
        found = open_to[0] if open_to else boards.EXECUTIVE
    elif slug in boards.BOARDS:
        found = boards.BOARDS[slug]
    else:
        raise Http404
    if not boards.may_open(actor, found):
        return not_for_you(request)
    if slug == boards.EXECUTIVE.slug:
        return redirect(f"{reverse('dashboards:executive')}?{request.GET.urlencode()}")
    selection = _selected(request, found)
    if selection is None:
        return show(request, "empty.html", found.title, {"tabs": _tabs(request, found, "")})
    figures = found.figures(selection, actor)
    context = _tiles(found, figures) | _filters(request, found, figures)
    context["tabs"] = _tabs(request, found, selection.query(**dict.fromkeys(_own_options(found))))
    return show(request, "board.html", found.title, context)


@page("metrics.view")
def tiles(request: StaffRequest, slug: str) -> HttpResponse:
    """The tiles alone, for a page that is open: nothing (204) while the numbers are the same."""
    found = _found(request, slug)
    if isinstance(found, HttpResponse):
        return found
    selection = _selected(request, found)
    if selection is None or request.GET.get("versi") == _version(selection):
        return HttpResponse(status=NO_CONTENT)
    permissions = permissions_of(request.user.actor.role)
    context = _tiles(found, found.figures(selection, request.user.actor))
    context |= {"can_see_rows": "metrics.rows" in permissions, "rights": permissions}
    return render(request, "dashboards/tiles.html", context)


@page("metrics.view")
def tile_csv(request: StaffRequest, slug: str, name: str) -> HttpResponse:
    """The table twin of a tile, unrounded; money in the smallest unit."""
    found = _found(request, slug)
    if isinstance(found, HttpResponse):
        return found
    selection, part = _selected(request, found), found.part(name)
    if selection is None or part is None:
        raise Http404
    table = part.build(found.figures(selection, request.user.actor)).table
    if table is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    file = f"{selection.shop.code}-{name}-{selection.start}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    writer = csv.writer(response)
    writer.writerow(table.head)
    writer.writerows(["" if cell is None else cell for cell in row] for row in table.plain)
    return response


def _found(request: StaffRequest, slug: str) -> Board | HttpResponse:
    """The board, or the page that says that it is not for this reader. Raises Http404."""
    if slug not in boards.BOARDS:
        raise Http404
    found = boards.BOARDS[slug]
    return found if boards.may_open(request.user.actor, found) else not_for_you(request)


def _selected(request: HttpRequest, board: Board) -> Selection | None:
    options = {option.name: tuple(option.values) for option in board.options}
    return selected(request.GET, snapshot.current(), options=options)


def _own_options(board: Board) -> list[str]:
    return [option.name for option in board.options]


def _version(selection: Selection) -> str:
    """Changes with the shop's tables, with its loads and with its business day."""
    shop = selection.shop
    newest = max((source.at.timestamp() for source in sources_of(shop) if source.at), default=0)
    return f"{sum(shop.tables.values())}-{newest:.0f}-{selection.today:%j}"


@dataclass(frozen=True)
class SourceState:
    """One source of a shop's numbers, and when it was last loaded."""

    shop: str
    name: str
    at: datetime | None
    rejected: int
    last_date: date | None
    is_shown: bool = False


def sources_of(shop: ShopEntry, is_shown: bool = False) -> list[SourceState]:
    loads: Any = getattr(shop, "loads", None) or {"": getattr(shop, "load", {})}
    return [
        SourceState(
            shop=shop.name,
            name=str(load.get("source", name)),
            at=parse_datetime(str(load.get("finished_at", ""))),
            rejected=int(load.get("rejected") or 0),
            last_date=date.fromisoformat(shop.last_date) if shop.last_date else None,
            is_shown=is_shown,
        )
        for name, load in loads.items()
    ]


def _tiles(board: Board, figures: Figures) -> dict[str, Any]:
    selection = figures.selection
    made = making.tiles_of(board, figures)
    return {
        "board": board,
        "selection": selection,
        "cards": [made[part.name] for part in board.cards],
        "tiles": [(part, made[part.name]) for part in board.tiles],
        "period": said(selection.start, selection.end),
        "compared": said(*selection.compared) if selection.compared else "",
        "query": selection.query(),
        "version": _version(selection),
        "sources": [
            source
            for shop in snapshot.current().shops.values()
            for source in sources_of(shop, shop.code == selection.shop.code)
        ],
    }


def _filters(request: HttpRequest, board: Board, figures: Figures) -> dict[str, Any]:
    selection = figures.selection
    chips = [
        (FILTERS[name].label, value, selection.query(**{FILTERS[name].parameter: None}))
        for name, value in selection.chosen
    ]
    is_open = "saringan" in request.GET or not selection.preset
    none = {FILTERS[name].parameter: None for name in FILTERS}
    return {
        "shops": [
            (shop, selection.query(**{**none, "toko": shop.code, "periode": None}))
            for shop in snapshot.current().shops.values()
            if shop.last_date
        ],
        "presets": [
            (name, text, selection.query(periode=name, dari=None, sampai=None))
            for name, text in PRESETS.items()
        ],
        "comparisons": COMPARISONS.items(),
        "filters_open": is_open,
        "filters_link": selection.query(saringan="1"),
        "choices": choices_of(board, figures) if is_open else [],
        "kept": list(selection.options),
        "chips": chips,
        "last_day": selection.end.fromordinal(selection.end.toordinal() - 1),
    }


@dataclass(frozen=True)
class Tab:
    text: str | Promise
    address: str
    is_current: bool


def _tabs(request: StaffRequest, current: Board, query: str) -> list[Tab]:
    """The boards that the reader may open; the choice of shop, period and filters goes along."""
    tabs = []
    for each in boards.boards_for(request.user.actor):
        if each.under:
            continue
        is_first = each is boards.EXECUTIVE
        name = reverse("dashboards:executive") if is_first else _address(each)
        tabs.append(
            Tab(
                each.title,
                f"{name}?{query}" if query else name,
                current in (each, *boards.below(each)),
            )
        )
    return tabs


def _address(board: Board) -> str:
    return reverse("dashboards:board", args=[board.slug])
