"""What changed: the change of net sales, taken apart by factors and by segments."""

from django.utils.translation import gettext as _

from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import growth
from niaga.web.dashboards.executive.figures import ExecutiveFigures
from niaga.web.dashboards.explain import split
from niaga.web.dashboards.figures import BEFORE, NOW, divided
from niaga.web.dashboards.numbers import Cell, Writer, percent
from niaga.web.dashboards.selection import said
from niaga.web.dashboards.tiles import Column, Table, Tile


def changed(figures: ExecutiveFigures) -> Tile:
    """The change of net sales over its factors: buyers × orders per buyer × net sales per order."""
    title, selection = _("Apa yang berubah"), figures.selection
    net = figures.net_sales.pair
    if selection.compared is None or net.before is None:
        return Tile("changed", title, empty=_("Pilih periode yang punya pembanding."))
    writer = Writer("money", figures.selection.shop.currency)
    factors = _factors(figures)
    parts = split([before for _l, before, _n, _w in factors], [now for _l, _b, now, _w in factors])
    if parts is None:
        return Tile(
            "changed",
            title,
            empty=_("Salah satu periode tanpa penjualan: tak ada yang dapat diurai."),
        )
    change = (net.now or 0) - net.before
    share = growth(int(net.now or 0), int(net.before))
    lead = _("Penjualan bersih %(change)s (%(share)s) %(against)s.") % {
        "change": writer.signed(change),
        "share": percent(share, signed=True),
        "against": _("dibanding %(period)s") % {"period": said(*selection.compared)},
    }
    rows: list[tuple[object, ...]] = [
        (name, Cell(before, unit, True), Cell(now, unit, True), part)
        for (name, before, now, unit), part in zip(factors, parts, strict=True)
    ]
    rows += [
        (f"{kind}: {name}", Cell(before, "money", True), Cell(now, "money", True), now - before)
        for kind, name, before, now in _segments(figures)
    ]
    table = Table(
        columns=(
            Column(_("Faktor")),
            Column(_("Sebelum"), "count"),
            Column(_("Sekarang"), "count"),
            Column(_("Andil"), "signed"),
        ),
        rows=tuple(rows),
        currency=selection.shop.currency,
        footnote=_(
            "Andil pembeli, pesanan per pembeli dan nilai per pesanan berjumlah tepat sebesar "
            "perubahannya. Ini hitungan, bukan sebab."
        ),
    )
    return Tile("changed", title, lead=lead, table=table)


def _factors(figures: ExecutiveFigures) -> list[tuple[str, float | None, float | None, str]]:
    """Name, before, now and unit of each."""
    net, orders, buyers = figures.net_sales.pair, figures.counted_orders, figures.buyers
    per_buyer, per_order = divided(orders, buyers), divided(net, orders)
    return [
        (str(metric_named(name).label), pair.before, pair.now, unit)
        for name, pair, unit in (
            ("buyers", buyers, "count"),
            ("orders_per_buyer", per_buyer, "score"),
            ("net_sales_per_order", per_order, "money"),
        )
    ]


def _segments(figures: ExecutiveFigures, count: int = 3) -> list[tuple[str, str, int, int]]:
    """The categories and regions that moved most: kind, name, before, now."""
    result = []
    for position, kind in enumerate((_("Kategori"), _("Wilayah"))):
        sums: dict[str, dict[str, int]] = {}
        for row in figures.net_by_segment.rows:
            name = row.key[position] or _("tanpa keterangan")
            bucket = sums.setdefault(name, {NOW: 0, BEFORE: 0})
            bucket[row.key[-1]] += int(row.value or 0)
        moved = sorted(sums.items(), key=lambda item: -abs(item[1][NOW] - item[1][BEFORE]))
        result += [(kind, name, pair[BEFORE], pair[NOW]) for name, pair in moved[:count]]
    return result
