"""Categories and search: one page of products with filters that ride in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.store.catalog.listing import FacetValue
from niaga.store.catalog.queries import CategoryNode
from niaga.store.catalog.search import SearchAnswer, search
from niaga.web.design.templatetags.design import rupiah_compact
from niaga.web.storefront.cards import cards_html
from niaga.web.storefront.catalogue import (
    BEST_RATED,
    BEST_SELLING,
    BRAND,
    CHEAPEST,
    CONDITION,
    DEAREST,
    NEWEST,
    PRICE,
    SIZE,
    Catalogue,
    current_catalogue,
)
from niaga.web.storefront.pages import absolute, render
from niaga.web.storefront.structured import as_script, breadcrumb, crumbs_of

PAGE_SIZE = 24
RELEVANCE = "cocok"
_MOST_CHOICES = 30

ORDERS: dict[str, str | Promise] = {
    BEST_SELLING: gettext_lazy("Terlaris"),
    NEWEST: gettext_lazy("Terbaru"),
    CHEAPEST: gettext_lazy("Harga terendah"),
    DEAREST: gettext_lazy("Harga tertinggi"),
    BEST_RATED: gettext_lazy("Ulasan terbaik"),
}
_FACETS: dict[str, str | Promise] = {
    SIZE: gettext_lazy("Ukuran"),
    PRICE: gettext_lazy("Harga"),
    CONDITION: gettext_lazy("Kondisi"),
    BRAND: gettext_lazy("Merek"),
}
_CONDITIONS: dict[str, str | Promise] = {
    "new": gettext_lazy("Baru"),
    "used": gettext_lazy("Bekas"),
}


@dataclass(frozen=True)
class ShownValue:
    value: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class ShownFacet:
    name: str
    label: str | Promise
    values: tuple[ShownValue, ...]


@dataclass(frozen=True)
class Chip:
    text: str
    url: str


def _by_size(value: FacetValue) -> tuple[int, float, str]:
    """Numbers by size, before words."""
    try:
        return (0, float(value.value.replace(",", ".")), "")
    except ValueError:
        return (1, 0.0, value.value)


def value_text(catalogue: Catalogue, facet: str, value: str) -> str:
    """A chosen value in words."""
    if facet == BRAND:
        return catalogue.brands.get(value, value)
    if facet == CONDITION:
        return str(_CONDITIONS.get(value, value))
    if facet == SIZE:
        return value
    band = next((band for band in catalogue.bands if band.key == value), None)
    if band is None:
        return value
    if band.high is None:
        return _("%(low)s ke atas") % {"low": rupiah_compact(band.low)}
    if not band.low:
        return _("Di bawah %(high)s") % {"high": rupiah_compact(band.high)}
    return f"{rupiah_compact(band.low)} – {rupiah_compact(band.high)}"


def _show_facets(
    catalogue: Catalogue, facets: Mapping[str, Sequence[FacetValue]]
) -> list[ShownFacet]:
    shown = []
    for name, label in _FACETS.items():
        values = list(facets[name])
        if name == SIZE:
            values.sort(key=_by_size)
        elif name == BRAND:
            values.sort(key=lambda value: catalogue.brands.get(value.value, "").lower())
        elif name == PRICE:
            values.sort(key=lambda value: int(value.value.partition("-")[0] or 0))
        elif name == CONDITION:
            values.sort(key=lambda value: value.value)
        if len(values) < 2 and not any(value.chosen for value in values):
            continue  # nothing to choose between
        shown.append(
            ShownFacet(
                name,
                label,
                tuple(
                    ShownValue(v.value, value_text(catalogue, name, v.value), v.count, v.chosen)
                    for v in values
                ),
            )
        )
    return shown


class Address:
    """The page's address, and what it becomes when one thing about it changes."""

    def __init__(self, request: HttpRequest, default_order: str, orders: Mapping[str, Any]) -> None:
        self.path = request.path
        self.query = request.GET.get("q", "").strip()[:80]
        self.chosen: dict[str, list[str]] = {
            name: list(dict.fromkeys(v[:60] for v in request.GET.getlist(name)))[:_MOST_CHOICES]
            for name in _FACETS
        }
        self.default_order = default_order
        asked = request.GET.get("urut", "")
        self.order = asked if asked in orders else default_order
        page = request.GET.get("halaman", "1")
        self.page = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1

    def pairs(self, *, without: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        pairs = [("q", self.query)] if self.query else []
        pairs += [
            (name, value)
            for name, values in self.chosen.items()
            for value in values
            if (name, value) != without
        ]
        if self.order != self.default_order:
            pairs.append(("urut", self.order))
        return pairs

    def url(self, pairs: Sequence[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def page_url(self, page: int) -> str:
        return self.url([*self.pairs(), *([("halaman", str(page))] if page > 1 else [])])

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())


def _page_numbers(page: int, last: int) -> list[int | None]:
    """First, last, and those around `page`; None stands for a gap."""
    wanted = sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)})
    numbers: list[int | None] = []
    for number in wanted:
        if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


def _browse(
    request: HttpRequest,
    catalogue: Catalogue,
    address: Address,
    *,
    within: int | None,
    ranking: Sequence[int] | None,
    orders: Mapping[str, str | Promise],
    context: dict[str, Any],
) -> HttpResponse:
    """The page that categories and search share. `ranking` is of the relevance order."""
    order: str | Sequence[int] = address.order
    if address.order == RELEVANCE:
        order = ranking or ()
    found = catalogue.listing.select(
        within=within,
        chosen=address.chosen,
        order=order,
        start=(address.page - 1) * PAGE_SIZE,
        size=PAGE_SIZE,
        count_facets=tuple(_FACETS),
    )
    last = max(1, -(-found.count // PAGE_SIZE))
    if address.page > last:
        raise Http404
    chips = [
        Chip(value_text(catalogue, name, value), address.url(address.pairs(without=(name, value))))
        for name, values in address.chosen.items()
        for value in values
    ]
    pages = [
        (number, address.page_url(number) if number else "")
        for number in _page_numbers(address.page, last)
    ]
    return render(
        request,
        "storefront/browse.html",
        {
            "count": found.count,
            "cards": cards_html(found.items, eager=4),
            "facets": _show_facets(catalogue, found.facets),
            "chips": chips,
            "clear_url": address.url([("q", address.query)] if address.query else []),
            "orders": orders.items(),
            "order": address.order,
            "default_order": address.default_order,
            "kept": [pair for pair in address.pairs() if pair[0] != "urut"],
            "pages": pages,
            "page_number": address.page,
            "canonical": absolute(
                f"{address.path}?halaman={address.page}" if address.page > 1 else address.path
            ),
            "previous_url": address.page_url(address.page - 1) if address.page > 1 else "",
            "next_url": address.page_url(address.page + 1) if address.page < last else "",
            "suggestions": ""
            if found.count
            else cards_html(catalogue.listing.select(order=BEST_SELLING, size=4).items),
            **context,
        },
    )


def category(request: HttpRequest, path: str) -> HttpResponse:
    catalogue = current_catalogue()
    node = catalogue.by_slug.get(path.rstrip("/").rpartition("/")[2])
    if node is None:
        raise Http404
    if node.path != path.rstrip("/"):
        return HttpResponsePermanentRedirect(f"/k/{node.path}/")
    way = catalogue.path_to(node.id)
    crumbs = crumbs_of(way)
    children: list[CategoryNode] = [
        catalogue.tree[pk] for pk in node.children if catalogue.within(catalogue.tree[pk])
    ]
    return _browse(
        request,
        catalogue,
        Address(request, BEST_SELLING, ORDERS),
        within=catalogue.within(node),
        ranking=None,
        orders=ORDERS,
        context={
            "heading": node.name,
            "crumbs": [(_("Beranda"), "/"), *crumbs],
            "subcategories": children,
            "structured": as_script(breadcrumb(crumbs)),
            "empty_hint": _("Coba lepas satu saringan, atau lihat yang paling laku di bawah."),
        },
    )


def _note(answer: SearchAnswer, query: str) -> str:
    if not answer.product_ids:
        return ""
    if answer.unknown:
        words = ", ".join(f"“{word}”" for word in answer.unknown)
        return _("Tidak ada yang persis bernama %(words)s; ini yang paling mirip.") % {
            "words": words
        }
    if answer.relaxed:
        return _("Tidak ada yang memuat semua kata; ini yang memuat sebagian.")
    return ""


def search_page(request: HttpRequest) -> HttpResponse:
    """Without words it is the whole catalogue, with the same filters."""
    catalogue = current_catalogue()
    query = request.GET.get("q", "").strip()[:80]
    if not query:
        only = request.GET.getlist(CONDITION)
        heading = _("Semua produk")
        if only == ["new"]:
            heading = _("Semua yang baru")
        elif only == ["used"]:
            heading = _("Bekas pilihan")
        return _browse(
            request,
            catalogue,
            Address(request, BEST_SELLING, ORDERS),
            within=None,
            ranking=None,
            orders=ORDERS,
            context={
                "heading": heading,
                "crumbs": [(_("Beranda"), "/"), (heading, "")],
                "subcategories": catalogue.filled_roots,
                "empty_hint": _("Coba lepas satu saringan."),
            },
        )
    answer = search(query)
    found = catalogue.listing.ordinals(answer.product_ids)
    # what can be bought stands before what is sold out, each in the order of the search
    gone = catalogue.gone
    ranking = [n for n in found if n not in gone] + [n for n in found if n in gone]
    orders = {RELEVANCE: gettext_lazy("Paling cocok"), **ORDERS}
    return _browse(
        request,
        catalogue,
        Address(request, RELEVANCE, orders),
        within=catalogue.listing.bits(ranking),
        ranking=ranking,
        orders=orders,
        context={
            "query": query,
            "heading": _("Hasil untuk “%(query)s”") % {"query": query},
            "note": _note(answer, query),
            "private": True,
            "empty_hint": _("Periksa ejaannya, atau pakai kata yang lebih umum."),
        },
    )
