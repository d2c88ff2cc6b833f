"""Of what was delivered, how much came back: by month, and by category, region or seller."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.cards import SMALL
from niaga.web.dashboards.charts import Bars, Chart, Series
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.returns.figures import ReturnsFigures, rate_named
from niaga.web.dashboards.returns.words import no_rate, without_rates
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

BY = Option(
    "bagian",
    {
        "kategori": gettext_lazy("Kategori"),
        "wilayah": gettext_lazy("Wilayah"),
        "penjual": gettext_lazy("Penjual"),
        "kurir": gettext_lazy("Kurir"),
    },
)
DIMENSIONS = {"kategori": "category", "wilayah": "region", "penjual": "seller", "kurir": "carrier"}
SHOWN = 10


def over_time(figures: ReturnsFigures) -> Tile:
    title, months = _("Tingkat retur dan rusak per bulan"), figures.months
    returned, damaged = figures.rates["return_rate"], figures.rates["damage_rate"]
    if not any(value is not None for value in returned.values):
        return without_rates(figures, "rates", title)
    short, full = names(months, "month")
    share, partial = Writer("ratio", ""), figures.running_among(months)
    pair = returned.pair
    lead = (
        _("%(share)s dari %(n)s barang yang diterima dikembalikan.")
        % {"share": percent(float(pair.now)), "n": Writer("count", "").exact(pair.n)}
        if pair.now is not None and pair.n
        else no_rate(figures.tells_deliveries, returned)
    )
    chart = Chart(
        name="rates",
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
        partial=partial,
    )
    table = Table(
        columns=(
            Column(_("Bulan diterima"), "month"),
            Column(_("Barang diterima"), "count"),
            Column(_("Dikembalikan"), "count"),
            Column(_("Tingkat retur"), "ratio"),
            Column(_("Tingkat rusak"), "ratio"),
            Column(_("Menurut nilai"), "ratio"),
        ),
        rows=tuple(
            zip(
                months,
                figures.rates["delivered_units"].values,
                figures.rates["returned_units"].values,
                returned.values,
                damaged.values,
                figures.rates["return_value_rate"].values,
                strict=True,
            )
        ),
        currency="",
        running=partial,
        footnote=_("Menurut bulan barang diterima; yang belum berumur 30 hari belum dinilai."),
    )
    return Tile(
        "rates",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        metrics=("return_rate", "damage_rate", "return_value_rate", "delivered_units"),
    )


def by_part(figures: ReturnsFigures) -> Tile:
    """Those with enough units to tell, the highest above."""
    title, switch, by = _("Tingkat retur menurut bagian"), choices(figures, BY), chosen(figures, BY)
    dimension = DIMENSIONS[by]
    found, metric = figures.rate_by(dimension), rate_named(dimension)
    if not found:
        return without_rates(figures, "returned_by", title, switch)
    rows = sorted(
        ((name, ratio(*pair) or 0.0, *pair) for name, pair in found.items()),
        key=lambda row: (-row[1], -row[3], row[0]),
    )
    texts = dict(zip(found, value_texts(dimension, list(found)), strict=True))
    parameter = FILTERS[dimension].parameter
    table = Table(
        columns=(
            Column(str(BY.values[by])),
            Column(_("Tingkat retur"), "ratio"),
            Column(_("Dikembalikan"), "count"),
            Column(_("Barang dinilai"), "count"),
        ),
        rows=tuple((texts[name], value, top, n) for name, value, top, n in rows),
        currency="",
        links=tuple(
            rows_behind(metric, figures.selection, **{parameter: name}) for name, *_rest in rows
        ),
        footnote=_("Menurut hari barang diterima, setelah 30 hari."),
    )
    told = [row for row in rows if row[3] >= SMALL][:SHOWN]
    if not told:
        lead = _("Masing-masing punya kurang dari 30 barang: data masih sedikit.")
        return Tile(
            "returned_by",
            title,
            lead=lead,
            table=table,
            choices=switch,
            metrics=(metric,),
        )
    share = Writer("ratio", "")
    name, value, _top, n = told[0]
    lead = _("Tak ada yang dikembalikan dari bagian yang punya paling sedikit 30 barang.")
    if value:
        lead = _("Tertinggi: %(name)s, %(value)s dari %(n)s barang.") % {
            "name": texts[name],
            "value": share.short(value),
            "n": Writer("count", "").exact(n),
        }
    bars = Bars(
        name="returned_by",
        title=f"{title}: {BY.values[by]}",
        summary=lead,
        labels=tuple(texts[name] for name, *_rest in told),
        values=tuple(value for _name, value, *_rest in told),
        short=share.short,
        exact=share.exact,
    )
    return Tile(
        "returned_by",
        title,
        lead=lead,
        picture=bars,
        table=table,
        choices=switch,
        notes=(_("Yang punya paling sedikit 30 barang, yang tertinggi di atas."),)
        if len(told) < len(rows)
        else (),
        metrics=(metric,),
    )
