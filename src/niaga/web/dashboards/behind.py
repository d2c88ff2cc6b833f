"""What is behind a number: its rows, and one order as the warehouse knows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from niaga import metrics
from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor, may, permissions_of
from niaga.kernel.shop import current_shop
from niaga.metrics import RowsBehind
from niaga.metrics.catalogue import CATALOGUE, metric_named
from niaga.warehouse import snapshot
from niaga.web.backoffice.access import StaffRequest, page
from niaga.web.dashboards.chips import told
from niaga.web.dashboards.columns import MONEY, column_label, short, shown
from niaga.web.dashboards.filters import FILTERS, takes
from niaga.web.dashboards.frame import not_for_you, show
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.selection import said, selected

PER_PAGE = 100


@dataclass(frozen=True)
class Cell:
    """`head`: of its column, for where each row is a card."""

    text: str
    full: str
    head: str
    is_number: bool


@page("metrics.rows")
def rows(request: StaffRequest, name: str) -> HttpResponse:
    """The rows behind a number; their total is the number."""
    selection = selected(request.GET, snapshot.current())
    if selection is None or name not in CATALOGUE or CATALOGUE[name].formula:
        raise Http404
    metric, shop = metric_named(name), selection.shop
    filters = {k: v for k, v in selection.filters.items() if takes(name, k)}
    if any(len(filters.get(needed, ())) != 1 for needed in metric.needs):
        raise Http404  # without them the number has no meaning
    is_dated = metric.clock != "none"
    number = max(1, _whole(request.GET.get("halaman")))
    try:
        behind = metrics.rows(
            name,
            shop.code,
            period=(selection.start, selection.end) if is_dated else (None, None),
            filters=filters,
            limit=PER_PAGE,
            offset=(number - 1) * PER_PAGE,
            actor=request.user.actor,
        )
    except NotAllowed:
        return not_for_you(request)
    names = _product_names(shop.code, [behind], request.user.actor)
    cells = _cells(behind.columns, behind.rows, names, shop.currency)
    writer = Writer(metric.unit, shop.currency)
    each = Writer(
        "count" if metric.denominator and metric.unit != "money" else metric.unit, shop.currency
    )
    context = {
        "selection": selection,
        "metric": metric,
        "total": writer.exact(behind.total),
        "row_count": behind.row_count,
        "head": _head(behind.columns, behind.rows),
        "rows": [
            {
                "cells": of_row,
                "value": each.exact(row[-2]),
                "order": row[0] if behind.columns[0] == "order_id" else None,
                "person": row[0] if behind.columns[0] == "customer_key" else None,
            }
            for row, of_row in zip(behind.rows, cells, strict=True)
        ],
        "left_out": [
            FILTERS[dimension].label
            for dimension in selection.filters
            if not takes(name, dimension)
        ],
        "period": said(selection.start, selection.end) if is_dated else _("seluruh waktu"),
        "narrowed": told(selection),
        "query": selection.query(),
        "page": number,
        "pages": max(1, -(-behind.row_count // PER_PAGE)),
        "crumbs": [
            (_("Ringkasan eksekutif"), f"{reverse('dashboards:executive')}?{selection.query()}"),
            (metric.label, ""),
        ],
    }
    return show(request, "rows.html", metric.label, context)


def _head(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[tuple[str, bool]]:
    """How each column is called, and whether it holds numbers."""
    numbers = [any(_is_number(row[at]) for row in rows) for at in range(len(columns))]
    return [(column_label(name), number) for name, number in zip(columns, numbers, strict=True)]


def _cells(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], names: Mapping[str, str], currency: str
) -> list[list[Cell]]:
    """Of each row the values of `columns`. `names`: of products."""
    head = _head(columns, rows)
    return [
        [
            Cell(*_told(column, value, names, currency), label, is_number)
            for column, value, (label, is_number) in zip(columns, row, head, strict=False)
        ]
        for row in rows
    ]


def _told(column: str, value: Any, names: Mapping[str, str], currency: str) -> tuple[str, str]:
    """As shown in a narrow cell, and in full."""
    if _is_number(value):
        unit = "money" if column in MONEY else "count" if value == round(value) else "score"
        text = Writer(unit, currency).exact(value)
        return text, text
    text = shown(column, value)
    if column == "sku":
        return text, text  # people read it as it is on the shelf
    if column == "product_id":  # without a name by its beginning, as tiles call it
        brief = text if short(text) == text else f"{text[:8]}…"
        return names.get(text, brief), text
    if column == "seller_id" and value:
        return text, str(value)
    return short(text), text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _product_names(shop: str, behind: Iterable[RowsBehind], actor: Actor) -> Mapping[str, str]:
    """Product → how it is called, of those in the rows that have a name, for who may know."""
    wanted = {
        str(row[each.columns.index("product_id")])
        for each in behind
        if "product_id" in each.columns
        for row in each.rows
    }
    asked = sorted(wanted)[:PER_PAGE]
    if not asked:
        return {}
    asked += asked[-1:] * (PER_PAGE - len(asked))  # one count of values, one statement to compile
    try:
        known = metrics.rows(
            "listed_products", shop, filters={"product": asked}, limit=PER_PAGE, actor=actor
        )
    except NotAllowed:
        return {}
    key, name = known.columns.index("product_id"), known.columns.index("name")
    return {row[key]: row[name] for row in known.rows if row[name]}


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


@page("metrics.rows")
def order(request: StaffRequest, shop: str, order_id: str) -> HttpResponse:
    """One order as the warehouse knows it: its lines, its ledger entries, its payments."""
    entry = snapshot.current().shop(shop)
    if entry is None:
        raise Http404
    asked: dict[str, Any] = {"filters": {"order": [order_id]}, "actor": request.user.actor}
    try:
        head = metrics.rows("orders", shop, **asked)
    except NotAllowed:
        return not_for_you(request)
    if not head.rows:
        raise Http404
    money = Writer("money", entry.currency)
    behinds = {
        name: metrics.rows(name, shop, **asked)
        for name in ("item_sales", "net_sales", "payments_total")
    }
    names = _product_names(shop, behinds.values(), request.user.actor)
    parts = []
    for name, behind in behinds.items():
        parts.append(
            {
                "title": metric_named(name).label,
                "head": _head(behind.columns, behind.rows)[1:],
                "rows": [
                    (of_row[1:], money.exact(row[-2]))
                    for row, of_row in zip(
                        behind.rows,
                        _cells(behind.columns, behind.rows, names, entry.currency),
                        strict=True,
                    )
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
        "person": may(request.user.actor, "customers.profile"),
        "order_id": order_id,
        "crumbs": [
            (_("Ringkasan eksekutif"), f"{reverse('dashboards:executive')}?toko={entry.code}"),
            (order_id, ""),
        ],
    }
    heading = _("Pesanan %(id)s") % {"id": short(order_id)}
    return show(request, "order.html", heading, context)


def _back_office_url(request: HttpRequest, shop: str, order_id: str) -> str:
    """Where staff work on the order, when it is the live shop's and they may."""
    allowed = "orders.view" in permissions_of(request.user.actor.role)  # type: ignore[union-attr]
    if shop != current_shop().code or not allowed:
        return ""
    try:
        return reverse("backoffice:order", args=[order_id])
    except NoReverseMatch:
        return ""
