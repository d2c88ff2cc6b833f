"""The page of any board and its refresh while it is open. They ask the catalogue and show the
answer; nothing is computed here.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from niaga.kernel.permissions import permissions_of
from niaga.warehouse import snapshot
from niaga.warehouse.sources import sources_of
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.dashboards import boards, making, saved
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.chips import chips_of
from niaga.web.dashboards.chips import told as told_of
from niaga.web.dashboards.choices import choices_of
from niaga.web.dashboards.data.words import short_label, told
from niaga.web.dashboards.exports import about
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.frame import not_for_you, show
from niaga.web.dashboards.opened import opened, selection_of
from niaga.web.dashboards.selection import COMPARISONS, PRESETS, Selection, said

NO_CONTENT = 204
WHOLE = "lengkap"  # in the address: with the tiles that would come later


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
    selection = selection_of(request, found)
    if selection is None:
        return show(request, "empty.html", found.title, {"tabs": _tabs(request, found, "")})
    figures = found.figures(selection, actor)
    context = _tiles(found, figures, WHOLE in request.GET) | _filters(request, found, figures)
    context |= _saved(request, found, selection)
    context["tabs"] = _tabs(request, found, selection.query(**dict.fromkeys(_own_options(found))))
    return show(request, "board.html", found.title, context)


@page("metrics.view")
def tiles(request: StaffRequest, slug: str) -> HttpResponse:
    """The tiles alone, for a page that is open: nothing (204) while the numbers are the same."""
    found = opened(request, slug)
    if isinstance(found, HttpResponse):
        return found
    if found.selection is None or request.GET.get("versi") == _version(found.selection):
        return HttpResponse(status=NO_CONTENT)
    permissions = permissions_of(request.user.actor.role)
    context = _tiles(found.board, found.figures(), WHOLE in request.GET)
    context |= {"can_see_rows": "metrics.rows" in permissions, "rights": permissions}
    return render(request, "dashboards/tiles.html", context)


@page("metrics.view")
def tile(request: StaffRequest, slug: str, name: str) -> HttpResponse:
    """One tile alone, for a page that came without it."""
    found = opened(request, slug)
    if isinstance(found, HttpResponse):
        return found
    part = found.board.part(name)
    if part is None or part not in found.board.tiles or found.selection is None:
        raise Http404
    permissions = permissions_of(request.user.actor.role)
    context = {
        "board": found.board,
        "selection": found.selection,
        "part": part,
        "tile": making.make(found.board, part, found.figures()),
        "query": found.selection.query(),
        "can_see_rows": "metrics.rows" in permissions,
        "rights": permissions,
    }
    return render(request, "dashboards/tile.html", context)


def _own_options(board: Board) -> list[str]:
    return [option.name for option in board.options]


def _version(selection: Selection) -> str:
    """Changes with the shop's tables, with its loads and their state, and with its business day."""
    shop, sources = selection.shop, sources_of(selection.shop)
    newest = shop.newest_load.get("finished_at", "")
    states = "".join(source.state[:2] for source in sources)
    return f"{sum(shop.tables.values())}-{newest}-{states}-{selection.today:%j}"


def _tiles(board: Board, figures: Figures, whole: bool) -> dict[str, Any]:
    selection = figures.selection
    made = making.tiles_of(board, figures, whole)
    sources = [
        told(state, short_label(state.source)) | {"is_shown": shop.code == selection.shop.code}
        for shop in snapshot.current().shops.values()
        for state in sources_of(shop)
    ]
    others = [source for source in sources if not source["is_shown"]]
    return {
        "board": board,
        "selection": selection,
        "cards": [made[part.name] for part in board.cards],
        "tiles": [(part, made[part.name]) for part in board.tiles],
        "period": said(selection.start, selection.end),
        "compared": said(*selection.compared) if selection.compared else "",
        "narrowed": told_of(selection),
        "query": selection.query(),
        "version": _version(selection),
        "sources": sources,
        "other_sources": others,
        "others_need_care": any(source["state"].needs_care for source in others),
        "facts": about.facts(board, selection),
        "definitions": about.definitions(made.values()),
    }


def _filters(request: HttpRequest, board: Board, figures: Figures) -> dict[str, Any]:
    selection = figures.selection
    is_open = "saringan" in request.GET or not selection.preset
    none = {FILTERS[name].parameter: None for name in FILTERS}
    return {
        "shops": [
            (shop, selection.query(**{**none, "toko": shop.code, "periode": None}))
            for shop in snapshot.current().shops.values()
            if shop.last_date or shop.loads
        ],
        "presets": [
            (name, text, selection.query(periode=name, dari=None, sampai=None))
            for name, text in PRESETS.items()
        ],
        "comparisons": COMPARISONS.items(),
        "filters_open": is_open,
        "filters_link": selection.query(saringan="1"),
        "choices": choices_of(board, figures) if is_open else [],
        "kept": [
            *selection.options,
            *(
                (FILTERS[n].parameter, value)
                for n, values in selection.chosen
                if n not in board.filters
                for value in values
            ),
        ],
        "chips": chips_of(selection),
        "last_day": selection.end.fromordinal(selection.end.toordinal() - 1),
    }


def _saved(request: StaffRequest, board: Board, selection: Selection) -> dict[str, Any]:
    """The views that the reader may open here; those of others were shared."""
    views = saved.views_for(request.user, board.slug)
    return {
        "saved_views": views,
        "query_to_save": selection.query(),
        "mine": request.user.pk,
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
                each.tab or each.title,
                f"{name}?{query}" if query else name,
                current in (each, *boards.below(each)),
            )
        )
    return tabs


def _address(board: Board) -> str:
    return reverse("dashboards:board", args=[board.slug])
