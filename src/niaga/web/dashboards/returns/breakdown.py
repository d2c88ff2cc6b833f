"""What came back by one of its dimensions: the largest as bars, all of them in a table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.returns.figures import PARCELS, ReturnsFigures, Reversed
from niaga.web.dashboards.returns.words import without_returns
from niaga.web.dashboards.tiles import Choice, Column, Table, Tile

SHOWN = 10
MOST = 100  # in the table; the rows behind the card tell them all


def _texts(found: list[Reversed], dimension: str) -> list[str]:
    named = value_texts(dimension, [one.name for one in found])
    return [
        (one.label or text) if one.name else _("tanpa keterangan")
        for one, text in zip(found, named, strict=True)
    ]


def breakdown(
    figures: ReturnsFigures,
    name: str,
    title: str,
    column: str,
    dimension: str,
    found: list[Reversed],
    *,
    tells_value: bool = False,
    parcels: Mapping[str, int] | None = None,
    choices: tuple[Choice, ...] = (),
) -> Tile:
    """`found`: the largest first. `tells_value`: the lead says what all was worth. `parcels`: how
    many each carrier delivered.
    """
    if not any(one.units for one in found):
        return without_returns(figures, name, title, choices)
    texts, count = _texts(found, dimension), Writer("count", "")
    currency = figures.selection.shop.currency
    total, has_before = sum(one.units for one in found), figures.has_before
    top, listed = found[:SHOWN], found[:MOST]
    lead = _lead(found, texts[0], total, currency if tells_value else "")
    parameter = FILTERS[dimension].parameter
    bars = Bars(
        name=name,
        title=f"{title}: {column}" if choices else title,
        summary=lead,
        labels=tuple(texts[: len(top)]),
        values=tuple(one.units for one in top),
        short=count.exact,
        exact=count.exact,
        before=tuple(one.units_before for one in top) if has_before else (),
        before_label=_("Periode pembanding"),
    )
    table = Table(
        columns=(
            Column(column),
            Column(_("Barang"), "count"),
            Column(_("Nilai"), "money"),
            Column(_("Pesanan"), "count"),
            Column(_("Bagian"), "ratio"),
            *((Column(_("Paket diterima"), "count"),) if parcels is not None else ()),
            *((Column(_("Sebelumnya"), "count"),) if has_before else ()),
        ),
        rows=tuple(
            (
                text,
                one.units,
                one.value,
                one.orders,
                ratio(one.units, total),
                *((parcels.get(one.name),) if parcels is not None else ()),
                *((one.units_before,) if has_before else ()),
            )
            for one, text in zip(listed, texts, strict=False)
        ),
        currency=currency,
        links=tuple(
            rows_behind("reversed_units", figures.selection, **{parameter: one.name})
            if one.name
            else ""
            for one in listed
        ),
        footnote=_("%(n)s produk yang paling banyak kembali.") % {"n": MOST}
        if len(listed) < len(found)
        else _("Menurut hari diproses; termasuk batal setelah dibayar dan ditolak penerima."),
    )
    return Tile(
        name,
        title,
        lead=lead,
        picture=bars,
        legend=(("target", _("Periode pembanding")),) if has_before else (),
        table=table,
        choices=choices,
        notes=(_("Kurir dengan lebih banyak paket menerima lebih banyak; lihat paket pada tabel."),)
        if parcels is not None
        else (),
        metrics=(
            "reversed_units",
            "reversed_value",
            "reversed_orders",
            *((PARCELS,) if parcels is not None else ()),
        ),
    )


def _lead(found: list[Reversed], first: str, total: int, currency: str) -> str:
    count, share = Writer("count", ""), percent(ratio(found[0].units, total))
    if not currency:
        return _("Terbanyak: %(name)s, %(units)s barang (%(share)s).") % {
            "name": first,
            "units": count.exact(found[0].units),
            "share": share,
        }
    return _("%(units)s barang senilai %(value)s kembali; terbanyak: %(name)s, %(share)s.") % {
        "units": count.exact(total),
        "value": Writer("money", currency).short(sum(one.value for one in found)),
        "name": first,
        "share": share,
    }
