"""What was not sold because it was not there."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.codes import leaf
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.selection import said
from niaga.web.dashboards.stock.figures import BY_CATEGORY, MISSED, Missed, StockFigures
from niaga.web.dashboards.stock.outlook import not_told
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

SHOWN = 10
CATEGORIES = 10


def missed(figures: StockFigures) -> Tile:
    title = _("Hilang karena kosong")
    if not figures.has_stock:
        return Tile("missed", title, empty=not_told())
    if chosen(figures, MISSED) == BY_CATEGORY:
        return _by_category(figures, title)
    found = figures.missed
    if not found:
        return Tile(
            "missed",
            title,
            empty=_("Tidak ada barang laku yang kosong seharian dalam periode ini."),
            choices=choices(figures, MISSED),
        )
    has_sales = found[0].sales is not None
    count = Writer("count", "")
    names = {
        "days": count.exact(sum(each.days for each in found)),
        "n": count.exact(len(found)),
    }
    if has_sales:
        money = Writer("money", figures.selection.shop.currency)
        lost = figures.missed_whole("lost_sales")
        lead = ngettext(
            "Paling banyak %(lost)s penjualan hilang: %(n)s varian tidak dapat dipesan selama "
            "%(days)s hari-varian.",
            "Paling banyak %(lost)s penjualan hilang: %(n)s varian tidak dapat dipesan selama "
            "%(days)s hari-varian.",
            len(found),
        ) % (names | {"lost": money.short(lost.now)})
        if lost.before is not None and figures.selection.compared:
            lead += " " + _("%(period)s: %(before)s.") % {
                "period": said(*figures.selection.compared),
                "before": money.short(lost.before),
            }
    else:
        lead = (
            ngettext(
                "%(n)s varian tidak dapat dipesan selama %(days)s hari-varian.",
                "%(n)s varian tidak dapat dipesan selama %(days)s hari-varian.",
                len(found),
            )
            % names
        )
    top = found[:SHOWN]
    out = sum(each.is_out for each in found)
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("SKU")),
            Column(_("Hari kosong"), "count"),
            *((Column(_("Hilang"), "money"),) if has_sales else ()),
            Column(_("Masih kosong")),
        ),
        rows=tuple(_row(each, has_sales) for each in top),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("lost_sales" if has_sales else "lost_days", figures.selection, sku=each.sku)
            for each in top
        ),
        footnote=_(
            "Perkiraan: permintaan per hari ketika barang ada (182 hari sebelumnya) dikali harga "
            "jual rata-rata, untuk tiap hari tanpa stok. Yang lalu membeli barang lain tidak "
            "dikurangkan. %(out)s varian yang kosong dalam periode ini masih kosong."
        )
        % {"out": count.exact(out)},
    )
    return Tile(
        "missed",
        title,
        lead=lead,
        table=table,
        choices=choices(figures, MISSED),
        metrics=("lost_sales", "lost_days") if has_sales else ("lost_days",),
    )


def _row(each: Missed, has_sales: bool) -> tuple[object, ...]:
    still = _("ya") if each.is_out else _("tidak")
    sales = (each.sales,) if has_sales else ()
    return (each.name, each.sku, each.days, *sales, still)


def _by_category(figures: StockFigures, title: str) -> Tile:
    found, switch = figures.by_category, choices(figures, MISSED)
    if not found:
        empty = _("Tidak ada barang baru yang dijual di sini.")
        return Tile("missed", title, empty=empty, choices=switch)
    share = Writer("ratio", "")
    has_before = figures.has_before
    lead = _("Paling sering habis: %(name)s, tersedia %(rate)s.") % {
        "name": leaf(found[0].category) or _("tanpa keterangan"),
        "rate": percent(found[0].rate),
    }
    top = found[:CATEGORIES]
    bars = Bars(
        name="missed",
        title=title,
        summary=lead,
        labels=tuple(leaf(each.category) for each in top),
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
        "missed",
        title,
        lead=lead,
        picture=bars,
        legend=(("target", _("Periode pembanding")),) if has_before else (),
        table=table,
        choices=switch,
        metrics=("in_stock_rate",),
    )
