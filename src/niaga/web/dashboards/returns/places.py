"""Which products came back, and from where: by carrier, region or channel."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.returns.figures import PARCELS, ReturnsFigures, Reversed
from niaga.web.dashboards.returns.reasons import texts_of
from niaga.web.dashboards.returns.words import without_returns
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

BY = Option(
    "kembali",
    {
        "kurir": gettext_lazy("Kurir"),
        "wilayah": gettext_lazy("Wilayah"),
        "kanal": gettext_lazy("Kanal"),
    },
)
DIMENSIONS = {"kurir": "carrier", "wilayah": "region", "kanal": "channel"}
SHOWN = 10
MOST = 100  # products in the table; the rows behind the card tell them all


def products(figures: ReturnsFigures) -> Tile:
    title, found = _("Produk yang paling banyak kembali"), figures.reversed_by_product
    if not any(one.units for one in found):
        return without_returns(figures, "products", title)
    texts, count = texts_of(found, "product"), Writer("count", "")
    total, top = sum(one.units for one in found), found[:SHOWN]
    lead, has_before = _most(found[0], texts[0], total), figures.has_before
    bars = Bars(
        name="products",
        title=title,
        summary=lead,
        labels=tuple(texts[: len(top)]),
        values=tuple(one.units for one in top),
        short=count.exact,
        exact=count.exact,
        before=tuple(one.units_before for one in top) if has_before else (),
        before_label=_("Periode pembanding"),
    )
    parameter, listed = FILTERS["product"].parameter, found[:MOST]
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("Barang"), "count"),
            Column(_("Nilai"), "money"),
            Column(_("Pesanan"), "count"),
            Column(_("Bagian"), "ratio"),
            *((Column(_("Sebelumnya"), "count"),) if has_before else ()),
        ),
        rows=tuple(
            (
                text,
                one.units,
                one.value,
                one.orders,
                ratio(one.units, total),
                *((one.units_before,) if has_before else ()),
            )
            for one, text in zip(listed, texts, strict=False)
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("reversed_units", figures.selection, **{parameter: one.name})
            if one.name
            else ""
            for one in listed
        ),
        footnote=_("%(n)s produk yang paling banyak kembali.") % {"n": MOST}
        if len(listed) < len(found)
        else "",
    )
    return Tile(
        "products",
        title,
        lead=lead,
        picture=bars,
        legend=(("target", _("Periode pembanding")),) if has_before else (),
        table=table,
        metrics=("reversed_units", "reversed_value", "reversed_orders"),
    )


def _most(first: Reversed, text: str, total: int) -> str:
    return _("Terbanyak: %(name)s, %(units)s barang (%(share)s).") % {
        "name": text,
        "units": Writer("count", "").exact(first.units),
        "share": percent(ratio(first.units, total)),
    }


def where(figures: ReturnsFigures) -> Tile:
    title = _("Dari mana barang kembali")
    switch, by = choices(figures, BY), chosen(figures, BY)
    dimension = DIMENSIONS[by]
    found = figures.reversed_by(dimension)
    if not any(one.units for one in found):
        return without_returns(figures, "where", title, switch)
    texts, count = texts_of(found, dimension), Writer("count", "")
    total, top = sum(one.units for one in found), found[:SHOWN]
    lead, has_before = _most(found[0], texts[0], total), figures.has_before
    bars = Bars(
        name="where",
        title=f"{title}: {BY.values[by]}",
        summary=lead,
        labels=tuple(texts[: len(top)]),
        values=tuple(one.units for one in top),
        short=count.exact,
        exact=count.exact,
        before=tuple(one.units_before for one in top) if has_before else (),
        before_label=_("Periode pembanding"),
    )
    carriers = by == "kurir"
    parcels = figures.parcels_by_carrier if carriers else {}
    parameter = FILTERS[dimension].parameter
    table = Table(
        columns=(
            Column(str(BY.values[by])),
            Column(_("Barang"), "count"),
            Column(_("Nilai"), "money"),
            Column(_("Pesanan"), "count"),
            Column(_("Bagian"), "ratio"),
            *((Column(_("Paket diterima"), "count"),) if carriers else ()),
            *((Column(_("Sebelumnya"), "count"),) if has_before else ()),
        ),
        rows=tuple(
            (
                text,
                one.units,
                one.value,
                one.orders,
                ratio(one.units, total),
                *((parcels.get(one.name),) if carriers else ()),
                *((one.units_before,) if has_before else ()),
            )
            for one, text in zip(found, texts, strict=True)
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("reversed_units", figures.selection, **{parameter: one.name})
            if one.name
            else ""
            for one in found
        ),
        footnote=_("Menurut hari diproses; termasuk batal setelah dibayar dan ditolak penerima."),
    )
    return Tile(
        "where",
        title,
        lead=lead,
        picture=bars,
        legend=(("target", _("Periode pembanding")),) if has_before else (),
        table=table,
        choices=switch,
        notes=(_("Kurir dengan lebih banyak paket menerima lebih banyak; lihat paket pada tabel."),)
        if carriers
        else (),
        metrics=(
            "reversed_units",
            "reversed_value",
            "reversed_orders",
            *((PARCELS,) if carriers else ()),
        ),
    )
