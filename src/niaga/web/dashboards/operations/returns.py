"""What came back after delivery, and what arrived damaged."""

from django.utils.translation import gettext as _

from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import metric_card
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.operations.figures import OperationsFigures
from niaga.web.dashboards.tiles import Column, Table, Tile


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
    """Why there is no rate: nothing is told of returns at all, or it is too early to say."""
    if any(value is not None for value in figures.returned["return_rate"].values):
        return _("Pengiriman periode ini belum berumur 30 hari: terlalu dini untuk dinilai.")
    return _untold()


def over_time(figures: OperationsFigures) -> Tile:
    title, months = _("Retur dan barang rusak"), figures.months
    returned, damaged = (figures.returned[name] for name in ("return_rate", "damage_rate"))
    if not any(value is not None for value in returned.values):
        return Tile("returns", title, empty=_untold())
    short, full = names(months, "month")
    share = Writer("ratio", "")
    pair = returned.pair
    lead = (
        _("%(share)s dari %(n)s barang yang diterima dikembalikan.")
        % {"share": percent(float(pair.now)), "n": Writer("count", "").exact(pair.n)}
        if pair.now is not None
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
        tick=share.short,
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
        metrics=("return_rate", "damage_rate"),
    )
