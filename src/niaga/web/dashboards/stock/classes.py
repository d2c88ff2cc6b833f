"""Products by what they bring and how evenly they sell."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.formulas import ratio
from niaga.metrics.views.product_classes import CLASSES, EVENNESS, LEAST_WEEKS
from niaga.web.dashboards.charts.heat import Heat, HeatCell
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.stock.figures import ProductClass, StockFigures
from niaga.web.dashboards.tiles import Column, Table, Tile

# How goods of a class are usually ordered; of A what is told of the evenness weighs most.
_SMALL_RESERVE = gettext_lazy("pesan teratur, cadangan kecil")
_LARGE_RESERVE = gettext_lazy("pesan teratur, cadangan lebih besar")
_BY_HAND = gettext_lazy("pantau tiap minggu, pesan menurut kabar pasar")
_LITTLE = gettext_lazy("pesan sedikit, atau habiskan")
_WAIT = gettext_lazy("tunggu polanya")
ADVICE: Mapping[str, str | Promise] = {
    "AX": _SMALL_RESERVE,
    "BX": _SMALL_RESERVE,
    "CX": _SMALL_RESERVE,
    "AY": _LARGE_RESERVE,
    "BY": _LARGE_RESERVE,
    "CY": _LITTLE,
    "AZ": _BY_HAND,
    "BZ": _BY_HAND,
    "CZ": _LITTLE,
    "AN": _WAIT,
    "BN": _WAIT,
    "CN": _WAIT,
}


def grid(figures: StockFigures) -> Tile:
    title = _("Kelas produk: ABC × XYZ")
    found = {(each.abc, each.xyz): each for each in figures.classes}
    if not found:
        empty = _("Tidak ada produk baru yang terjual dalam 52 minggu terakhir.")
        return Tile("classes", title, empty=empty)
    whole = sum(each.products for each in found.values())
    has_sales = all(each.sales is not None for each in found.values())
    sold = sum(max(each.sales or 0, 0) for each in found.values())

    def share(each: ProductClass) -> float | None:
        if has_sales:
            return ratio(max(each.sales or 0, 0), sold)
        return ratio(each.products, whole)

    most = max((share(each) or 0 for each in found.values()), default=0) or 1
    count = Writer("count", "")

    def cell(abc: str, xyz: str) -> HeatCell:
        each = found.get((abc, xyz), ProductClass(abc, xyz, 0, 0 if has_sales else None))
        said = _("%(name)s: %(n)s produk") % {
            "name": f"{abc}{xyz}",
            "n": count.exact(each.products),
        }
        if has_sales:
            said += " · " + _("%(share)s penjualan bersih") % {"share": percent(share(each))}
        dark = (share(each) or 0) / most if each.products else 0.0
        return HeatCell(count.short(each.products), said, dark)

    best = sum(each.products for each in found.values() if each.abc == "A")
    even = sum(each.products for each in found.values() if each.xyz == "X")
    lead = _(
        "%(best)s dari %(n)s produk menyumbang 80 persen penjualan bersih (A); %(even)s laku "
        "merata tiap minggu (X)."
    ) % {"best": count.exact(best), "n": count.exact(whole), "even": count.exact(even)}
    rows = [
        each
        for abc in CLASSES
        for xyz in EVENNESS
        if (each := found.get((abc, xyz))) and each.products
    ]
    currency = figures.selection.shop.currency
    money = (Column(_("Penjualan bersih"), "money"), Column(_("Bagian"), "ratio"))
    table = Table(
        columns=(
            Column(_("Kelas")),
            Column(_("Produk"), "count"),
            *(money if has_sales else ()),
            Column(_("Cara memesan")),
        ),
        rows=tuple(
            (
                f"{each.abc}{each.xyz}",
                each.products,
                *((each.sales, share(each)) if has_sales else ()),
                str(ADVICE[f"{each.abc}{each.xyz}"]),
            )
            for each in rows
        ),
        currency=currency,
        links=tuple(
            rows_behind("classed_products", figures.selection, abc=each.abc, xyz=each.xyz)
            for each in rows
        ),
        footnote=_(
            "52 minggu sampai akhir periode. A: produk terlaris sampai 80 persen penjualan bersih, "
            "B: sampai 95 persen, C: sisanya. X, Y, Z: variasi penjualan mingguan (simpangan "
            "dibagi rata-rata) sampai 0,5, sampai 1, dan di atasnya; N: belum %(weeks)s minggu. "
            "Minggu ketika raknya kosong tidak dihitung."
        )
        % {"weeks": LEAST_WEEKS},
    )
    heat = Heat(
        name="classes",
        title=title,
        summary=lead,
        columns=EVENNESS,
        rows=CLASSES,
        cells=tuple(tuple(cell(abc, xyz) for xyz in EVENNESS) for abc in CLASSES),
        across=_("Merata (X) sampai tak terduga (Z); N: baru"),
        down=_("Bagian"),
        size=(540, 46),
    )
    notes = [
        _("Angka: banyaknya produk; makin pekat, makin besar bagiannya dari penjualan bersih.")
        if has_sales
        else _("Angka: banyaknya produk; makin pekat, makin banyak.")
    ]
    return Tile(
        "classes",
        title,
        lead=lead,
        picture=heat,
        table=table,
        notes=tuple(notes),
        metrics=("classed_products", *(("classed_net_sales",) if has_sales else ())),
    )
