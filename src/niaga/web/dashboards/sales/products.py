"""Which products and categories sell, and which do not."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.codes import leaf
from niaga.web.dashboards.columns import short
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.sales.figures import SalesFigures, Sold
from niaga.web.dashboards.switches import choices
from niaga.web.dashboards.tiles import Column, Table, Tile

ORDER = Option(
    "urut", {"terlaris": gettext_lazy("Terlaris"), "kurang-laku": gettext_lazy("Kurang laku")}
)
SHOWN = 10
WHOLE = 0.995  # of a product's sales: below it, that costs are told for a part only is said
CATEGORIES = 10


def products(figures: SalesFigures) -> Tile:
    title, switch = _("Produk"), choices(figures, ORDER)
    assortment = figures.assortment
    top = [one for one in assortment.most[:SHOWN] if one.units > 0]
    if not top:
        return Tile(
            "products", title, empty=_("Tidak ada produk yang terjual di sini."), choices=switch
        )
    popular = figures.selection.option(ORDER.name, "terlaris") == "terlaris"
    chosen = top if popular else assortment.least[:SHOWN]
    details = figures.details(one.product for one in chosen)
    known = [details.get(one.product) for one in chosen]
    has_before = figures.has_before
    has_margin = any(each and each.margin is not None for each in known)
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("Terjual"), "count"),
            Column(_("Penjualan bersih"), "short_money"),
            *((Column(_("Margin"), "ratio"),) if has_margin else ()),
            *((Column(_("Geser"), "rank"),) if has_before else ()),
        ),
        rows=tuple(
            (
                each.name if each and each.name else short(one.product),
                one.units,
                one.net,
                *((each.margin if each else None,) if has_margin else ()),
                *((_moved(one),) if has_before else ()),
            )
            for one, each in zip(chosen, known, strict=True)
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection, produk=one.product) for one in chosen
        ),
        footnote=" ".join(_footnotes(has_before, has_margin)),
    )
    partly = [each for each in known if each and each.margin is not None and each.coverage < WHOLE]
    notes = (_("Biaya sebagian barang belum diketahui; marginnya dari yang diketahui."),)
    if popular:
        carried = sum(max(one.net, 0) for one in chosen)
        lead = _("%(count)s produk terlaris membawa %(share)s penjualan.") % {
            "count": len(chosen),
            "share": percent(ratio(carried, assortment.net)),
        }
    else:
        lead = (
            _("%(count)s produk laku pada periode pembanding dan tidak pada periode ini.")
            % {"count": Writer("count", "").exact(assortment.stopped)}
            if has_before
            else _("Yang paling sedikit terjual di antara yang terjual.")
        )
    return Tile(
        "products",
        title,
        lead=lead,
        table=table,
        choices=switch,
        notes=notes if partly else (),
        metrics=("products_sold", "net_sales", *(("gross_margin",) if has_margin else ())),
    )


def _footnotes(has_before: bool, has_margin: bool) -> Iterator[str]:
    if has_before:
        yield _("Geser: naik atau turun berapa peringkat sejak periode pembanding.")
    if not has_margin:
        yield _("Margin muncul bila biaya barang diketahui.")


def _moved(one: Sold) -> int | str:
    """Ranks gained; or that it is new."""
    return _("baru") if one.rank_before is None else one.rank_before - one.rank


def categories(figures: SalesFigures) -> Tile:
    title = _("Kategori")
    every = figures.assortment.categories
    if not any(each.net > 0 for each in every):
        return Tile("categories", title, empty=_("Tidak ada penjualan menurut kategori di sini."))
    if all(not each.name for each in every):
        return Tile("categories", title, empty=_("Sumber toko ini tidak menceritakan kategori."))
    writer = Writer("money", figures.selection.shop.currency)
    total = sum(each.net for each in every)
    labels = [each.name or _("tanpa keterangan") for each in every]
    has_before = figures.has_before
    lead = _("%(name)s terbesar: %(share)s dari penjualan.") % {
        "name": leaf(labels[0]),
        "share": percent(ratio(every[0].net, total)),
    }
    top = every[:CATEGORIES]
    bars = Bars(
        name="categories",
        title=title,
        summary=lead,
        labels=tuple(leaf(label) for label in labels[:CATEGORIES]),
        values=tuple(each.net for each in top),
        short=writer.short,
        exact=writer.exact,
        before=tuple(each.net_before for each in top) if has_before else (),
        before_label=_("Periode pembanding"),
    )
    table = Table(
        columns=(
            Column(_("Kategori")),
            Column(_("Terjual"), "count"),
            Column(_("Penjualan bersih"), "money"),
            Column(_("Bagian"), "ratio"),
            *((Column(_("Sebelumnya"), "money"),) if has_before else ()),
        ),
        rows=tuple(
            (
                label,
                each.units,
                each.net,
                ratio(each.net, total),
                *((each.net_before,) if has_before else ()),
            )
            for label, each in zip(labels, every, strict=True)
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection, kategori=each.name) if each.name else ""
            for each in every
        ),
    )
    legend = (("target", _("Periode pembanding")),) if has_before else ()
    return Tile(
        "categories",
        title,
        lead=lead,
        picture=bars,
        legend=legend,
        table=table,
        metrics=("net_sales", "products_sold"),
    )
