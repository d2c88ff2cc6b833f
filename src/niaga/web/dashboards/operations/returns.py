"""What came back after delivery, and what arrived damaged."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.cards import metric_card
from niaga.web.dashboards.charts import Bars, Chart, Series
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.operations.figures import OperationsFigures
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Choice, Column, Table, Tile

BY = Option(
    "kembali",
    {
        "alasan": gettext_lazy("Alasan"),
        "produk": gettext_lazy("Produk"),
        "kurir": gettext_lazy("Kurir"),
        "bulan": gettext_lazy("Tingkat per bulan"),
    },
)
DIMENSIONS = {
    "alasan": ("reason",),
    "produk": ("product", "product_name"),
    "kurir": ("carrier",),
}
SHOWN = 10


def _untold() -> str:
    return _("Sumber toko ini tidak menceritakan retur.")


def return_rate(figures: OperationsFigures) -> Tile:
    return metric_card(
        figures, "return_rate", figures.returned["return_rate"], empty=_none(figures)
    )


def damage_rate(figures: OperationsFigures) -> Tile:
    return metric_card(
        figures, "damage_rate", figures.returned["damage_rate"], empty=_none(figures)
    )


def _none(figures: OperationsFigures) -> str:
    """Why there is no rate: nothing is told of deliveries or of returns, or it is too early."""
    if not figures.tells_deliveries:
        return _("Sumber toko ini tidak menceritakan kapan barang diterima.")
    if any(value is not None for value in figures.returned["return_rate"].values):
        return _("Pengiriman periode ini belum berumur 30 hari: terlalu dini untuk dinilai.")
    return _untold()


def taken_back(figures: OperationsFigures) -> Tile:
    """What was taken back by reason, product or carrier; or the rates of return by month."""
    switch, by = choices(figures, BY), chosen(figures, BY)
    if by == "bulan":
        return _over_time(figures, switch)
    dimension = DIMENSIONS[by][0]
    title = _("Barang kembali")
    found = [one for one in figures.reversed(*DIMENSIONS[by]) if one.units or one.units_before]
    if not any(one.units for one in found):
        return Tile("returns", title, empty=_nothing(figures), choices=switch)
    money = Writer("money", figures.selection.shop.currency)
    count = Writer("count", "")
    named = value_texts(dimension, [one.name for one in found])
    texts = [
        (one.label or text) if one.name else _("tanpa keterangan")
        for one, text in zip(found, named, strict=True)
    ]
    total, worth = sum(one.units for one in found), sum(one.value for one in found)
    lead = _("%(units)s barang senilai %(value)s kembali; terbanyak: %(name)s, %(share)s.") % {
        "units": count.exact(total),
        "value": money.short(worth),
        "name": texts[0],
        "share": percent(ratio(found[0].units, total)),
    }
    has_before = figures.has_before
    top = found[:SHOWN]
    bars = Bars(
        name="returns",
        title=f"{title}: {BY.values[by]}",
        summary=lead,
        labels=tuple(texts[: len(top)]),
        values=tuple(one.units for one in top),
        short=count.exact,
        exact=count.exact,
        before=tuple(one.units_before for one in top) if has_before else (),
        before_label=_("Periode pembanding"),
    )
    delivered = {name: n for name, (_top, n) in figures.on_time_by(1).items()}
    carriers = by == "kurir"
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
                *((delivered.get(one.name),) if carriers else ()),
                *((one.units_before,) if has_before else ()),
            )
            for one, text in zip(found, texts, strict=True)
        ),
        currency=money.currency,
        links=tuple(
            rows_behind(
                "reversed_units",
                figures.selection,
                **{FILTERS[dimension].parameter: one.name},
            )
            if one.name
            else ""
            for one in found
        ),
        footnote=_("Menurut hari diproses; termasuk batal setelah dibayar dan ditolak penerima."),
    )
    notes = (
        (_("Kurir dengan lebih banyak paket menerima lebih banyak; lihat paket pada tabel."),)
        if carriers
        else ()
    )
    return Tile(
        "returns",
        title,
        lead=lead,
        notes=notes,
        picture=bars,
        legend=(("target", _("Periode pembanding")),) if has_before else (),
        table=table,
        choices=switch,
        metrics=("reversed_units", "reversed_value", "reversed_orders"),
    )


def _nothing(figures: OperationsFigures) -> str:
    """Nothing here, or a source that never told of anything taken back: no data is not zero."""
    if figures.tells_reversals:
        return _("Tak ada barang kembali pada periode dan saringan ini.")
    return _("Sumber toko ini tidak menceritakan pembatalan maupun retur.")


def _over_time(figures: OperationsFigures, switch: tuple[Choice, ...]) -> Tile:
    title, months = _("Barang kembali"), figures.months
    returned, damaged = (figures.returned[name] for name in ("return_rate", "damage_rate"))
    if not any(value is not None for value in returned.values):
        return Tile("returns", title, empty=_none(figures), choices=switch)
    short, full = names(months, "month")
    share = Writer("ratio", "")
    pair = returned.pair
    lead = (
        _("%(share)s dari %(n)s barang yang diterima dikembalikan.")
        % {"share": percent(float(pair.now)), "n": Writer("count", "").exact(pair.n)}
        if pair.now is not None and pair.n
        else _none(figures)
    )
    chart = Chart(
        name="returns",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(
            Series(_("Tingkat retur"), "bar", "main", returned.values),
            Series(_("Tingkat rusak"), "bar", "second", damaged.values),
        ),
        tick=share.tick,
        exact=share.exact,
    )
    delivered = figures.returned["delivered_units"].values
    back = figures.returned["returned_units"].values
    table = Table(
        columns=(
            Column(_("Bulan diterima"), "month"),
            Column(_("Barang diterima"), "count"),
            Column(_("Dikembalikan"), "count"),
            Column(_("Tingkat retur"), "ratio"),
            Column(_("Tingkat rusak"), "ratio"),
        ),
        rows=tuple(zip(months, delivered, back, returned.values, damaged.values, strict=True)),
        currency="",
        footnote=_("Menurut bulan barang diterima; yang belum berumur 30 hari belum dinilai."),
    )
    return Tile(
        "returns",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        choices=switch,
        metrics=("return_rate", "damage_rate", "delivered_units", "returned_units"),
    )
