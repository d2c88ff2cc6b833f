"""Which products and categories sell, and which do not."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.columns import short
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.sales.figures import SalesFigures, Sold
from niaga.web.dashboards.sales.trade import choices
from niaga.web.dashboards.tiles import Column, Table, Tile

ORDER = Option(
    "urut", {"terlaris": gettext_lazy("Terlaris"), "kurang-laku": gettext_lazy("Kurang laku")}
)
SHOWN = 10
CATEGORIES = 10


def products(figures: SalesFigures) -> Tile:
    title, switch = _("Produk"), choices(figures, ORDER)
    sold = figures.sold
    if not any(one.units > 0 for one in sold):
        return Tile(
            "products", title, empty=_("Tidak ada produk yang terjual di sini."), choices=switch
        )
    popular = figures.selection.option(ORDER.name, "terlaris") == "terlaris"
    chosen = [one for one in sold if one.units > 0][:SHOWN] if popular else _unpopular(sold)
    names = figures.names(one.product for one in chosen)
    has_before = figures.has_before
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("Kategori")),
            Column(_("Terjual"), "count"),
            Column(_("Penjualan bersih"), "money"),
            *((Column(_("Geser"), "rank"),) if has_before else ()),
        ),
        rows=tuple(
            (
                names.get(one.product) or short(one.product),
                _leaf(one.category) or None,
                one.units,
                one.net,
                *((_moved(one),) if has_before else ()),
            )
            for one in chosen
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection, produk=one.product) for one in chosen
        ),
        footnote=_("Geser: naik atau turun berapa peringkat sejak periode pembanding.")
        if has_before
        else "",
    )
    if popular:
        top = sum(max(one.net, 0) for one in chosen)
        total = sum(max(one.net, 0) for one in sold)
        lead = _("%(count)s produk terlaris membawa %(share)s penjualan.") % {
            "count": len(chosen),
            "share": percent(ratio(top, total)),
        }
    else:
        stopped = sum(one.units <= 0 for one in sold)
        lead = (
            _("%(count)s produk laku pada periode pembanding dan tidak pada periode ini.")
            % {"count": Writer("count", "").exact(stopped)}
            if has_before
            else _("Yang paling sedikit terjual di antara yang terjual.")
        )
    return Tile(
        "products",
        title,
        lead=lead,
        table=table,
        choices=switch,
        metrics=("products_sold", "net_sales"),
    )


def _unpopular(sold: Sequence[Sold]) -> list[Sold]:
    """The least sold; among those that no longer sell, what sold most before comes first."""
    return sorted(sold, key=lambda one: (one.units, -one.units_before, one.product))[:SHOWN]


def _moved(one: Sold) -> int | str:
    """Ranks gained; or that it is new."""
    return _("baru") if one.rank_before is None else one.rank_before - one.rank


def _leaf(category: str) -> str:
    return category.split(" › ")[-1]


def categories(figures: SalesFigures) -> Tile:
    title = _("Kategori")
    sums: dict[str, list[int]] = {}
    for one in figures.sold:
        each = sums.setdefault(one.category, [0, 0, 0])
        each[0] += one.units
        each[1] += one.net
        each[2] += one.net_before
    ranked = sorted(sums.items(), key=lambda item: (-item[1][1], item[0]))
    if not any(values[1] > 0 for _name, values in ranked):
        return Tile("categories", title, empty=_("Tidak ada penjualan menurut kategori di sini."))
    if set(sums) <= {""}:
        return Tile("categories", title, empty=_("Sumber toko ini tidak menceritakan kategori."))
    writer = Writer("money", figures.selection.shop.currency)
    total = sum(values[1] for _name, values in ranked)
    labels = [name or _("tanpa keterangan") for name, _values in ranked]
    has_before = figures.has_before
    lead = _("%(name)s terbesar: %(share)s dari penjualan.") % {
        "name": _leaf(labels[0]),
        "share": percent(ratio(ranked[0][1][1], total)),
    }
    top = ranked[:CATEGORIES]
    bars = Bars(
        name="categories",
        title=title,
        summary=lead,
        labels=tuple(_leaf(label) for label in labels[:CATEGORIES]),
        values=tuple(values[1] for _name, values in top),
        short=writer.short,
        exact=writer.exact,
        before=tuple(values[2] for _name, values in top) if has_before else (),
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
                values[0],
                values[1],
                ratio(values[1], total),
                *((values[2],) if has_before else ()),
            )
            for label, (_name, values) in zip(labels, ranked, strict=True)
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection, kategori=name) if name else ""
            for name, _values in ranked
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
