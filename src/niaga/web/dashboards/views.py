"""The pages of the dashboards. They ask the catalogue and show the answer; nothing is computed
here.
"""

import csv
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from niaga import metrics
from niaga.kernel.permissions import permissions_of
from niaga.kernel.shop import current_shop
from niaga.metrics.catalogue import CATALOGUE, metric_named
from niaga.warehouse import snapshot
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.backoffice.menu import navigation
from niaga.web.dashboards import executive
from niaga.web.dashboards.columns import column_label, short, shown
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.selection import COMPARISONS, PRESETS, Selection, said, selected

PER_PAGE = 100
NO_CONTENT = 204


def _show(
    request: StaffRequest, template: str, heading: object, context: dict[str, Any]
) -> HttpResponse:
    permissions = permissions_of(request.user.actor.role)
    frame = {
        "heading": heading,
        "navigation": navigation(request.path, permissions),
        "can_see_rows": "metrics.rows" in permissions,
        "shop": current_shop(),
    }
    return render(request, f"dashboards/{template}", {**frame, **context})


@page("metrics.view")
def executive_summary(request: StaffRequest) -> HttpResponse:
    selection = selected(request.GET, snapshot.current())
    if selection is None:
        return _show(request, "empty.html", _("Ringkasan eksekutif"), {})
    figures = Figures(selection, request.user.actor)
    context = _tiles(figures) | _filters(figures)
    return _show(request, "executive.html", _("Ringkasan eksekutif"), context)


@page("metrics.view")
def executive_tiles(request: StaffRequest) -> HttpResponse:
    """The tiles alone, for a page that is open: nothing (204) while the numbers are the same."""
    state = snapshot.current()
    selection = selected(request.GET, state)
    if selection is None or request.GET.get("versi") == _version(selection):
        return HttpResponse(status=NO_CONTENT)
    permissions = permissions_of(request.user.actor.role)
    context = _tiles(Figures(selection, request.user.actor))
    context["can_see_rows"] = "metrics.rows" in permissions
    return render(request, "dashboards/tiles.html", context)


def _version(selection: Selection) -> str:
    """Changes with the shop's tables and with its business day."""
    newest = sum(selection.shop.tables.values())
    return f"{newest}-{selection.shop.load.get('load_id', '')}-{selection.today:%j}"


def _tiles(figures: Figures) -> dict[str, Any]:
    selection = figures.selection
    made = executive.tiles(figures)
    return {
        "selection": selection,
        "cards": [made[name] for name in executive.CARDS],
        "tiles": {name: made[name] for name in executive.CHARTS},
        "period": said(selection.start, selection.end),
        "compared": said(*selection.compared) if selection.compared else "",
        "query": selection.query(),
        "version": _version(selection),
        "sources": [
            {
                "name": shop.name,
                "source": shop.load.get("source", ""),
                "at": parse_datetime(str(shop.load.get("finished_at", ""))),
                "rejected": shop.load.get("rejected", 0),
                "last_date": date.fromisoformat(shop.last_date) if shop.last_date else None,
                "is_shown": shop.code == selection.shop.code,
            }
            for shop in snapshot.current().shops.values()
        ],
    }


def _filters(figures: Figures) -> dict[str, Any]:
    selection = figures.selection
    try:
        choices = figures.choices
    except Exception:
        executive.logger.exception("filters")
        choices = {"category": [], "region": []}
    chips = [
        (dimension, value, selection.query(**{name: None}))
        for name, dimension, value in (
            ("kategori", _("Kategori"), selection.category),
            ("wilayah", _("Wilayah"), selection.region),
        )
        if value
    ]
    return {
        "shops": [
            (shop, selection.query(toko=shop.code, kategori=None, wilayah=None, periode=None))
            for shop in snapshot.current().shops.values()
            if shop.last_date
        ],
        "presets": [
            (name, text, selection.query(periode=name, dari=None, sampai=None))
            for name, text in PRESETS.items()
        ],
        "comparisons": COMPARISONS.items(),
        "categories": choices["category"],
        "regions": choices["region"],
        "chips": chips,
        "last_day": selection.end.fromordinal(selection.end.toordinal() - 1),
    }


@page("metrics.view")
def executive_csv(request: StaffRequest, name: str) -> HttpResponse:
    """The table twin of a tile, unrounded; money in the smallest unit."""
    selection = selected(request.GET, snapshot.current())
    if selection is None or name not in executive.CHARTS:
        raise Http404
    tile = executive.CHARTS[name](Figures(selection, request.user.actor))
    if tile.table is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    file = f"{selection.shop.code}-{name}-{selection.start}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    writer = csv.writer(response)
    writer.writerow(tile.table.head)
    writer.writerows(["" if cell is None else cell for cell in row] for row in tile.table.plain)
    return response


@page("metrics.rows")
def rows(request: StaffRequest, name: str) -> HttpResponse:
    """The rows behind a number; their total is the number."""
    selection = selected(request.GET, snapshot.current())
    if selection is None or name not in CATALOGUE or CATALOGUE[name].formula:
        raise Http404
    metric, shop = metric_named(name), selection.shop
    number = max(1, _whole(request.GET.get("halaman")))
    behind = metrics.rows(
        name,
        shop.code,
        period=(selection.start, selection.end),
        filters=selection.filters,
        limit=PER_PAGE,
        offset=(number - 1) * PER_PAGE,
        actor=request.user.actor,
    )
    writer = Writer(metric.unit, shop.currency)
    each = Writer(
        "count" if metric.denominator and metric.unit != "money" else metric.unit, shop.currency
    )
    context = {
        "selection": selection,
        "metric": metric,
        "total": writer.exact(behind.total),
        "row_count": behind.row_count,
        "head": [column_label(column) for column in behind.columns],
        "rows": [
            {
                "cells": _cells(behind.columns, row),
                "value": each.exact(row[-2]),
                "order": row[0] if behind.columns[0] == "order_id" else None,
            }
            for row in behind.rows
        ],
        "period": said(selection.start, selection.end),
        "query": selection.query(),
        "page": number,
        "pages": max(1, -(-behind.row_count // PER_PAGE)),
        "crumbs": [
            (_("Ringkasan eksekutif"), f"{reverse('dashboards:executive')}?{selection.query()}"),
            (metric.label, ""),
        ],
    }
    return _show(request, "rows.html", metric.label, context)


def _cells(columns: Sequence[str], row: Sequence[Any]) -> list[tuple[str, str]]:
    """Each value as shown in a narrow cell, and in full."""
    full = [shown(column, value) for column, value in zip(columns, row, strict=False)]
    return [(short(text), text) for text in full]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


@page("metrics.rows")
def order(request: StaffRequest, shop: str, order_id: str) -> HttpResponse:
    """One order as the warehouse knows it: its lines, its ledger entries, its payments."""
    entry = snapshot.current().shop(shop)
    if entry is None:
        raise Http404
    asked: dict[str, Any] = {"filters": {"order": [order_id]}, "actor": request.user.actor}
    head = metrics.rows("orders", shop, **asked)
    if not head.rows:
        raise Http404
    money = Writer("money", entry.currency)
    parts = []
    for name in ("item_sales", "net_sales", "payments_total"):
        behind = metrics.rows(name, shop, **asked)
        parts.append(
            {
                "title": metric_named(name).label,
                "head": [column_label(column) for column in behind.columns[1:]],
                "rows": [
                    (_cells(behind.columns[1:], row[1:]), money.exact(row[-2]))
                    for row in behind.rows
                ],
                "total": money.exact(behind.total),
            }
        )
    context = {
        "facts": [
            (column_label(c), shown(c, v)) for c, v in zip(head.columns, head.rows[0], strict=False)
        ],
        "parts": parts,
        "entry": entry,
        "in_shop": _back_office_url(request, entry.code, order_id),
        "crumbs": [
            (_("Ringkasan eksekutif"), f"{reverse('dashboards:executive')}?toko={entry.code}"),
            (order_id, ""),
        ],
    }
    heading = _("Pesanan %(id)s") % {"id": order_id[:12]}
    return _show(request, "order.html", heading, context)


def _back_office_url(request: HttpRequest, shop: str, order_id: str) -> str:
    """Where staff work on the order, when it is the live shop's and they may."""
    allowed = "orders.view" in permissions_of(request.user.actor.role)  # type: ignore[union-attr]
    if shop != current_shop().code or not allowed:
        return ""
    try:
        return reverse("backoffice:order", args=[order_id])
    except NoReverseMatch:
        return ""
