"""The tiles of what lies on the shelves."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.insight.forecast.reorder import REVIEW_DAYS, SERVICE
from niaga.insight.forecast.shelves import NoLeadTime
from niaga.metrics.formulas import ratio
from niaga.metrics.views.shelves import DEAD_DAYS, DEAD_KNOWN_DAYS, EXCESS_DAYS
from niaga.web.dashboards.cards import metric_card
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.stock.figures import LISTED, Line, StockFigures
from niaga.web.dashboards.stock.outlook import not_told
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

SHOWN = 10  # of a list, unless all of it is asked for


def _card(figures: StockFigures, name: str, *notes: str) -> Tile:
    return metric_card(figures, name, figures.now(name), notes, empty=_none(figures))


def _none(figures: StockFigures) -> str:
    """Why a card has no value."""
    return _("Tidak ada barang yang cocok di sini.") if figures.has_stock else not_told()


def value(figures: StockFigures) -> Tile:
    return _card(figures, "stock_value")


def cover(figures: StockFigures) -> Tile:
    return _card(figures, "stock_cover_days")


def soon(figures: StockFigures) -> Tile:
    return _card(figures, "variants_out_soon")


def availability(figures: StockFigures) -> Tile:
    return metric_card(figures, "in_stock_rate", figures.availability, empty=_none(figures))


def excess_value(figures: StockFigures) -> Tile:
    whole = figures.now("stock_value").pair.now
    part = figures.now("stock_excess_value").pair.now
    share = ratio(int(part or 0), int(whole or 0))
    notes = [] if share is None else [_("%(share)s dari nilai stok") % {"share": percent(share)}]
    return _card(figures, "stock_excess_value", *notes)


def _shown(figures: StockFigures) -> int | None:
    """How much of a list to act on; its files hold what is shown."""
    return None if chosen(figures, LISTED) == "semua" else SHOWN


def _rows(figures: StockFigures, metric: str, line: Line) -> str:
    return rows_behind(metric, figures.selection, sku=line.shelf.sku)


def reorder(figures: StockFigures) -> Tile:
    title = _("Perlu dipesan sekarang")
    if not figures.has_stock:
        return Tile("reorder", title, empty=not_told())
    found = figures.due
    if isinstance(found, NoLeadTime):
        return Tile(
            "reorder",
            title,
            empty=_(
                "Belum diketahui berapa lama pemasok mengirim barang: tulis supplier_lead_days "
                "di shop.toml, maka titik pesan dapat dihitung."
            ),
        )
    if not found:
        return Tile("reorder", title, empty=_("Semua stok masih di atas titik pesannya."))
    pieces = sum(each.advice.quantity for each in found)
    lead = ngettext(
        "%(n)s varian di bawah titik pesan; seluruhnya %(pieces)s barang.",
        "%(n)s varian di bawah titik pesan; seluruhnya %(pieces)s barang.",
        len(found),
    ) % {"n": len(found), "pieces": Writer("count", "").exact(pieces)}
    top = found[: _shown(figures)]
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("SKU")),
            Column(_("Bebas"), "count"),
            Column(_("Titik pesan"), "count"),
            Column(_("Cukup (hari)"), "count"),
            Column(_("Pesan"), "count"),
        ),
        rows=tuple(
            (
                each.shelf.name,
                each.shelf.sku,
                each.shelf.available,
                each.advice.point.point,
                math.floor(each.days_left),
                each.advice.quantity,
            )
            for each in top
        ),
        currency="",
        links=tuple(
            rows_behind("demand_units", figures.selection, sku=each.shelf.sku) for each in top
        ),
        footnote=_(
            "Titik pesan: permintaan selama %(lead)s ± %(sd)s hari kirim pemasok yang terlampaui "
            "hanya 1 dari %(risk)s kali, menurut 182 hari terakhir. Pesan: sampai titik itu "
            "ditambah %(review)s hari. Yang sudah dipesan ke pemasok tidak dicatat di sini."
        )
        % {
            "lead": round(figures.lead.mean),
            "sd": round(figures.lead.deviation),
            "risk": round(1 / (1 - SERVICE)),
            "review": REVIEW_DAYS,
        },
    )
    notes = (_("Keadaan hari ini, apa pun periode yang dipilih."),) if figures.is_past else ()
    return Tile(
        "reorder",
        title,
        lead=lead,
        notes=notes,
        table=table,
        choices=choices(figures, LISTED),
        metrics=("demand_units",),
    )


def slow(figures: StockFigures) -> Tile:
    """What lies there for longer than it is needed, and of that what nobody asks for at all."""
    figures.require("stock_excess_value")
    title = _("Stok lambat dan mati")
    if not figures.has_stock:
        return Tile("slow", title, empty=not_told())
    much = sorted(
        (line for line in figures.lines if line.excess > 0),
        key=lambda line: (-line.excess, line.shelf.sku),
    )
    if not much:
        return Tile("slow", title, empty=_("Tidak ada stok di luar kebutuhan 180 hari."))
    dead = figures.now("stock_dead_value").pair.now
    currency = figures.selection.shop.currency
    count = Writer("count", "")
    lead = ngettext(
        "%(n)s varian berlebih; %(dead)s varian mati senilai %(value)s tidak dipesan sekali pun "
        "dalam %(days)s hari.",
        "%(n)s varian berlebih; %(dead)s varian mati senilai %(value)s tidak dipesan sekali pun "
        "dalam %(days)s hari.",
        len(much),
    ) % {
        "n": count.exact(len(much)),
        "dead": count.exact(sum(line.is_dead for line in figures.lines)),
        "value": Writer("money", currency).short(dead),
        "days": DEAD_DAYS,
    }
    top = much[: _shown(figures)]
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("SKU")),
            Column(_("Bebas"), "count"),
            Column(_("Cukup (hari)"), "count"),
            Column(_("Berlebih"), "money"),
            Column(_("Keadaan")),
        ),
        rows=tuple(
            (
                line.shelf.name,
                line.shelf.sku,
                line.shelf.available,
                line.cover,
                line.excess,
                _("mati") if line.is_dead else _("lambat"),
            )
            for line in top
        ),
        currency=currency,
        links=tuple(_rows(figures, "stock_excess_value", line) for line in top),
        footnote=_(
            "Berlebih: nilai barang di luar kebutuhan %(days)s hari, yang terbesar di atas. Tanpa "
            "lama cukup: tidak dipesan dalam 56 hari. Mati: tidak dipesan dalam %(dead)s hari, "
            "padahal paling sedikit %(known)s hari dapat dipesan."
        )
        % {"days": EXCESS_DAYS, "dead": DEAD_DAYS, "known": DEAD_KNOWN_DAYS},
    )
    return Tile(
        "slow",
        title,
        lead=lead,
        table=table,
        choices=choices(figures, LISTED),
        metrics=("stock_excess_value", "stock_dead_value", "variants_dead"),
    )
