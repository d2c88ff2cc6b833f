"""The tiles of what lies on the shelves."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.insight.forecast.reorder import REVIEW_DAYS, SERVICE
from niaga.insight.forecast.shelves import NoLeadTime
from niaga.metrics.formulas import ratio
from niaga.metrics.views.shelves import EXCESS_DAYS
from niaga.web.dashboards.cards import metric_card
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.stock.figures import LISTED, Line, StockFigures
from niaga.web.dashboards.stock.outlook import not_told
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

SHOWN = 10  # of a list, unless all of it is asked for
CATEGORIES = 10


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
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("SKU")),
            Column(_("Bebas"), "count"),
            Column(_("Per hari"), "score"),
            Column(_("Titik pesan"), "count"),
            Column(_("Pesan"), "count"),
        ),
        rows=tuple(
            (
                each.shelf.name,
                each.shelf.sku,
                each.shelf.available,
                each.advice.point.daily,
                each.advice.point.point,
                each.advice.quantity,
            )
            for each in found[: _shown(figures)]
        ),
        currency="",
        links=tuple(
            rows_behind("demand_units", figures.selection, sku=each.shelf.sku)
            for each in found[: _shown(figures)]
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
    return Tile(
        "reorder",
        title,
        lead=lead,
        table=table,
        choices=choices(figures, LISTED),
        metrics=("demand_units",),
    )


def by_category(figures: StockFigures) -> Tile:
    title = _("Ketersediaan menurut kategori")
    found = figures.by_category if figures.has_stock else ()
    if not found:
        empty = _("Tidak ada barang baru yang dijual di sini.") if figures.has_stock else not_told()
        return Tile("by_category", title, empty=empty)
    share = Writer("ratio", "")
    has_before = figures.has_before
    lead = _("Paling sering habis: %(name)s, tersedia %(rate)s.") % {
        "name": found[0].category.split(" › ")[-1] or _("tanpa keterangan"),
        "rate": percent(found[0].rate),
    }
    top = found[:CATEGORIES]
    bars = Bars(
        name="by_category",
        title=title,
        summary=lead,
        labels=tuple(each.category.split(" › ")[-1] for each in top),
        values=tuple(each.rate for each in top),
        short=share.short,
        exact=share.exact,
        before=tuple(each.before for each in top) if has_before else (),
        before_label=_("Periode pembanding"),
    )
    table = Table(
        columns=(
            Column(_("Kategori")),
            Column(_("Tersedia"), "ratio"),
            Column(_("Hari-varian"), "count"),
            *((Column(_("Sebelumnya"), "ratio"),) if has_before else ()),
        ),
        rows=tuple(
            (each.category, each.rate, each.days, *((each.before,) if has_before else ()))
            for each in found
        ),
        currency="",
        links=tuple(
            rows_behind("stockout_days", figures.selection, kategori=each.category)
            if each.category
            else ""
            for each in found
        ),
    )
    return Tile(
        "by_category",
        title,
        lead=lead,
        picture=bars,
        legend=(("target", _("Periode pembanding")),) if has_before else (),
        table=table,
        metrics=("in_stock_rate",),
    )


def out(figures: StockFigures) -> Tile:
    title = _("Laku tetapi habis")
    if not figures.has_stock:
        return Tile("out", title, empty=not_told())
    gone = [line for line in figures.lines if line.is_out]
    if not gone:
        return Tile("out", title, empty=_("Semua yang dipesan orang masih dapat dipesan."))
    gone.sort(key=lambda line: (-line.shelf.daily, line.shelf.sku))
    missed = sum(line.shelf.daily for line in gone)
    lead = ngettext(
        "%(n)s varian habis; biasanya dipesan %(daily)s barang sehari.",
        "%(n)s varian habis; biasanya dipesan %(daily)s barang sehari.",
        len(gone),
    ) % {"n": len(gone), "daily": Writer("score", "").exact(missed)}
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("SKU")),
            Column(_("Per hari"), "score"),
        ),
        rows=tuple(
            (line.shelf.name, line.shelf.sku, line.shelf.daily) for line in gone[: _shown(figures)]
        ),
        currency="",
        links=tuple(_rows(figures, "stockout_days", line) for line in gone[: _shown(figures)]),
        footnote=_("Permintaan per hari pada hari ketika masih ada, yang terbanyak di atas."),
    )
    return Tile(
        "out",
        title,
        lead=lead,
        table=table,
        choices=choices(figures, LISTED),
        metrics=("variants_out_wanted",),
    )


def excess(figures: StockFigures) -> Tile:
    figures.require("stock_excess_value")
    title = _("Stok berlebih terbesar")
    if not figures.has_stock:
        return Tile("excess", title, empty=not_told())
    much = sorted(
        (line for line in figures.lines if line.excess > 0),
        key=lambda line: (-line.excess, line.shelf.sku),
    )
    if not much:
        return Tile("excess", title, empty=_("Tidak ada stok di luar kebutuhan 180 hari."))
    idle = [line for line in much if not line.shelf.daily]
    currency = figures.selection.shop.currency
    lead = ngettext(
        "%(n)s varian berlebih; %(idle)s di antaranya tidak dipesan sama sekali dalam 56 hari.",
        "%(n)s varian berlebih; %(idle)s di antaranya tidak dipesan sama sekali dalam 56 hari.",
        len(much),
    ) % {"n": Writer("count", "").exact(len(much)), "idle": Writer("count", "").exact(len(idle))}
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("SKU")),
            Column(_("Bebas"), "count"),
            Column(_("Cukup (hari)"), "count"),
            Column(_("Berlebih"), "money"),
        ),
        rows=tuple(
            (line.shelf.name, line.shelf.sku, line.shelf.available, line.cover, line.excess)
            for line in much[:SHOWN]
        ),
        currency=currency,
        links=tuple(_rows(figures, "stock_excess_value", line) for line in much[:SHOWN]),
        footnote=_(
            "Berlebih: nilai barang di luar kebutuhan %(days)s hari; %(n)s terbesar, semuanya pada "
            "baris kartunya."
        )
        % {"days": EXCESS_DAYS, "n": min(SHOWN, len(much))},
    )
    return Tile(
        "excess",
        title,
        lead=lead,
        table=table,
        metrics=("stock_excess_value",),
    )
