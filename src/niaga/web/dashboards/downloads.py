"""Files of tiles and boards. Who may open the board may have its files, with the same numbers."""

import csv

from django.http import Http404, HttpResponse

from niaga.kernel.money import exponent
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.csv_cells import harmless
from niaga.web.dashboards import making
from niaga.web.dashboards.exports import about, pictures, report, sheet
from niaga.web.dashboards.exports.sheet import MONEY
from niaga.web.dashboards.opened import opened
from niaga.web.dashboards.tiles import Column, Tile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("metrics.view")
def tile_file(request: StaffRequest, slug: str, name: str, ending: str) -> HttpResponse:
    """csv: the table twin, unrounded, money in the smallest unit. xlsx: with formats and
    definitions. png: the chart."""
    found = opened(request, slug)
    if isinstance(found, HttpResponse):
        return found
    part = found.board.part(name)
    if part is None or found.selection is None:
        raise Http404
    tile = making.make(found.board, part, found.figures(), use_last=False)
    if ending == "png":
        if tile.picture is None:
            raise Http404
        told = [f"{name}: {value}" for name, value in about.facts(found.board, found.selection)[1:]]
        body: bytes = pictures.png(tile.picture, tile.legend, " · ".join(told))
        return _file(body, "image/png", about.file_name(found.selection, name, "png"))
    if tile.table is None:
        raise Http404
    if ending == "xlsx":
        body = sheet.workbook(found.board, found.selection, tile, tile.table)
        return _file(body, XLSX, about.file_name(found.selection, name, "xlsx"))
    return _csv(tile, about.file_name(found.selection, name, "csv"))


@page("metrics.view")
def board_file(request: StaffRequest, slug: str) -> HttpResponse:
    """The board as PDF."""
    found = opened(request, slug)
    if isinstance(found, HttpResponse):
        return found
    if found.selection is None:
        raise Http404
    tiles = list(making.tiles_of(found.board, found.figures()).values())
    body = report.pdf(found.board, found.selection, tiles)
    return _file(body, "application/pdf", about.file_name(found.selection, found.board.slug, "pdf"))


def _csv(tile: Tile, name: str) -> HttpResponse:
    assert tile.table is not None
    response = _file(b"", "text/csv; charset=utf-8", name)
    writer = csv.writer(response)
    heads = (_with_unit(column, tile.table.currency) for column in tile.table.columns)
    writer.writerow(harmless(head) for head in heads)
    writer.writerows([harmless(cell) for cell in row] for row in tile.table.plain)
    return response


def _with_unit(column: Column, currency: str) -> str:
    """Money says its currency, and that it is written in the smallest unit where there is one."""
    if column.unit not in MONEY or not currency:
        return column.head
    digits = exponent(currency)
    return f"{column.head} ({currency}{f' 1/{10**digits}' if digits else ''})"


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
