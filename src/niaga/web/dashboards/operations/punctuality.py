"""Where, and with which carrier, parcels are late."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.cards import SMALL
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.operations.figures import OperationsFigures
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

BY = Option("tepat", {"wilayah": gettext_lazy("Wilayah"), "kurir": gettext_lazy("Kurir")})
DIMENSIONS = {"wilayah": (0, "region"), "kurir": (1, "carrier")}
SHOWN = 10


def punctuality(figures: OperationsFigures) -> Tile:
    """Those with enough parcels to tell, the worst above."""
    title, switch = _("Ketepatan waktu"), choices(figures, BY)
    position, dimension = DIMENSIONS[chosen(figures, BY)]
    found = figures.on_time_by(position)
    if not found:
        why = (
            _("Sumber toko ini tidak menceritakan kurir.")
            if position and figures.on_time_by(0)
            else _("Sumber toko ini tidak menceritakan waktu janji dan waktu diterima.")
        )
        return Tile("punctuality", title, empty=why, choices=switch)
    rows = sorted(
        ((name, ratio(*pair) or 0.0, pair[1]) for name, pair in found.items()),
        key=lambda row: (row[1], row[0]),
    )
    texts = dict(zip(found, value_texts(dimension, list(found)), strict=True))
    told = [row for row in rows if row[2] >= SMALL][:SHOWN]
    share, parameter = Writer("ratio", ""), FILTERS[dimension].parameter
    table = Table(
        columns=(
            Column(str(FILTERS[dimension].label)),
            Column(_("Tepat waktu"), "ratio"),
            Column(_("Paket dinilai"), "count"),
        ),
        rows=tuple((texts[name], value, n) for name, value, n in rows),
        currency="",
        links=tuple(
            rows_behind("on_time_share", figures.selection, **{parameter: name})
            for name, _value, _n in rows
        ),
    )
    if not told:
        lead = _("Masing-masing punya kurang dari 30 paket: data masih sedikit.")
        return Tile(
            "punctuality", title, lead=lead, table=table, choices=switch, metrics=("on_time_share",)
        )
    name, value, n = told[0]
    lead = _("Paling sering terlambat: %(name)s, %(value)s tepat waktu dari %(n)s paket.") % {
        "name": texts[name],
        "value": share.short(value),
        "n": Writer("count", "").exact(n),
    }
    bars = Bars(
        name="punctuality",
        title=title,
        summary=lead,
        labels=tuple(texts[name] for name, _value, _n in told),
        values=tuple(value for _name, value, _n in told),
        short=share.short,
        exact=share.exact,
    )
    return Tile(
        "punctuality",
        title,
        lead=lead,
        picture=bars,
        table=table,
        choices=switch,
        notes=(_("Yang punya paling sedikit 30 paket, yang terendah di atas."),)
        if len(told) < len(rows)
        else (),
        metrics=("on_time_share",),
    )
