"""What changed: the change of net sales, taken apart by factors, then by segments.

Where the shop measures its visits: visits × conversion × value of a visit that buys make the
revenue of measured visits; what net sales are beside it (orders of visitors who did not agree or of
marketplaces, returns, other days) is a part of its own. Elsewhere: buyers × orders per buyer × net
sales per order. Either way the parts sum to the change to the last unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import growth, ratio
from niaga.web.dashboards.charts import Contributions, draw
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.codes import leaf
from niaga.web.dashboards.executive.figures import SEGMENTS, ExecutiveFigures
from niaga.web.dashboards.explain import split
from niaga.web.dashboards.figures import BEFORE, NOW, Pair, divided
from niaga.web.dashboards.filters import FILTERS
from niaga.web.dashboards.numbers import Cell, Writer, percent
from niaga.web.dashboards.selection import said
from niaga.web.dashboards.tiles import Column, Table, Tile

TOLD = 3  # segments of each dimension


@dataclass(frozen=True)
class Factor:
    """One of a product, or with `part` a part that is added. `unit`: of `before` and `now`."""

    label: str
    before: float | None
    now: float | None
    unit: str
    part: float = 0.0


@dataclass(frozen=True)
class Segment:
    """Net sales of one value of a dimension; of new and returning buyers the value of orders."""

    dimension: str
    value: str
    label: str
    before: int
    now: int

    @property
    def change(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class Mover:
    """A segment as the tile lists it; `link` narrows the board to it."""

    name: str
    link: str
    change: str
    course: str
    is_up: bool


def changed(figures: ExecutiveFigures) -> Tile:
    title, selection = _("Apa yang berubah"), figures.selection
    net = figures.net_sales.pair
    if selection.compared is None:
        return Tile("changed", title, empty=_("Pilih periode yang punya pembanding."))
    if net.before is None:
        return Tile(
            "changed",
            title,
            empty=_("Data toko ini mulai %(day)s: belum ada periode sebelumnya untuk dibandingkan.")
            % {"day": date_format(figures.first_day, "j M Y")},
        )
    factors, note = _by_visits(figures), _visits_note()
    if factors is None:
        factors, note = _by_buyers(figures), _buyers_note(figures)
    if factors is None:
        return Tile(
            "changed",
            title,
            empty=_("Salah satu periode tanpa penjualan: tak ada yang dapat diurai."),
        )
    writer = Writer("money", selection.shop.currency)
    lead = _("Penjualan bersih %(change)s (%(share)s) %(against)s.") % {
        "change": writer.signed((net.now or 0) - net.before),
        "share": percent(growth(int(net.now or 0), int(net.before)), signed=True),
        "against": _("dibanding %(period)s") % {"period": said(*selection.compared)},
    }
    segments = _segments(figures)
    return Tile(
        "changed",
        title,
        lead=lead,
        table=_table(figures, factors, segments, note),
        body="dashboards/executive/changed.html",
        data={
            "chart": draw(_picture(factors, lead, writer)),
            "groups": _movers(figures, segments, writer),
            "note": note,
        },
        metrics=("net_sales", "visits", "conversion_rate", "visit_revenue", "buyers"),
    )


def _by_visits(figures: ExecutiveFigures) -> list[Factor] | None:
    """None where visits do not cover both periods, or cannot take the chosen filters."""
    span = figures.selection.shop.span("sessions")
    if span is None or span[0] > figures.periods[BEFORE][0].isoformat():
        return None
    visits = None if figures.selection.chosen else figures.visits
    if visits is None:
        return None
    rate, revenue = visits["conversion_rate"].pair, visits["visit_revenue"].pair
    sizes = Pair(rate.n, rate.n_before)
    value = Pair(
        _worth(revenue.now, rate.now, rate.n), _worth(revenue.before, rate.before, rate.n_before)
    )
    factors = [
        Factor(str(metric_named("visits").label), sizes.before, sizes.now, "count"),
        Factor(str(metric_named("conversion_rate").label), rate.before, rate.now, "ratio"),
        Factor(_("Nilai per pembelian"), value.before, value.now, "money"),
    ]
    parted = _parted(factors)
    if parted is None:
        return None
    net = figures.net_sales.pair
    before = int(net.before or 0) - int(revenue.before or 0)
    now = int(net.now or 0) - int(revenue.now or 0)
    rest = Factor(_("Di luar kunjungan"), before, now, "money", now - before)
    return [*parted, rest]


def _worth(
    revenue: int | float | None, rate: int | float | None, visits: int | None
) -> float | None:
    bought = round((rate or 0) * (visits or 0))
    return ratio(int(revenue or 0), bought)


def _by_buyers(figures: ExecutiveFigures) -> list[Factor] | None:
    net, orders, buyers = figures.net_sales.pair, figures.counted_orders, figures.buyers
    per_buyer, per_order = divided(orders, buyers), divided(net, orders)
    return _parted(
        [
            Factor(label, pair.before, pair.now, unit)
            for label, pair, unit in (
                (str(metric_named("buyers").label), buyers, "count"),
                (str(metric_named("orders_per_buyer").label), per_buyer, "score"),
                (_("Nilai per pesanan"), per_order, "money"),
            )
        ]
    )


def _parted(factors: Sequence[Factor]) -> list[Factor] | None:
    parts = split([each.before for each in factors], [each.now for each in factors])
    if parts is None:
        return None
    return [
        Factor(each.label, each.before, each.now, each.unit, part)
        for each, part in zip(factors, parts, strict=True)
    ]


def _visits_note() -> str:
    return _(
        "Kunjungan × konversi × nilai membentuk pendapatan kunjungan terukur; sisanya pesanan "
        "tanpa kunjungan terukur, retur dan beda hari. Semua andil berjumlah tepat sebesar "
        "perubahannya. Ini hitungan, bukan sebab."
    )


def _buyers_note(figures: ExecutiveFigures) -> str:
    why = (
        _("Kunjungan tidak dapat disaring begini, jadi diurai menurut pembeli.")
        if figures.selection.chosen
        else _("Kunjungan tidak terukur di kedua periode, jadi diurai menurut pembeli.")
    )
    return (
        why
        + " "
        + _(
            "Andil pembeli, pesanan per pembeli dan nilai per pesanan berjumlah tepat sebesar "
            "perubahannya. Ini hitungan, bukan sebab."
        )
    )


def _picture(factors: Sequence[Factor], lead: str, writer: Writer) -> Contributions:
    def words(each: Factor) -> str:
        own = Writer(each.unit, writer.currency)
        return f"{each.label}: {own.exact(each.before)} → {own.exact(each.now)}"

    return Contributions(
        name="changed",
        title=_("Andil tiap faktor dalam perubahan"),
        summary=lead,
        labels=tuple(each.label for each in factors),
        values=tuple(each.part for each in factors),
        short=writer.signed,
        hovers=tuple(f"{words(each)}\n{writer.signed(each.part)}" for each in factors),
    )


def _segments(figures: ExecutiveFigures) -> list[Segment]:
    """Of each dimension that has more than one value, those that moved most."""
    result = []
    for position, dimension in enumerate(SEGMENTS):
        sums: dict[str, dict[str, int]] = {}
        for row in figures.net_by_segment.rows:
            bucket = sums.setdefault(row.key[position] or "", {NOW: 0, BEFORE: 0})
            bucket[row.key[-1]] += int(row.value or 0)
        if len(sums) < 2:
            continue
        moved = sorted(sums.items(), key=lambda item: -abs(item[1][NOW] - item[1][BEFORE]))[:TOLD]
        texts = value_texts(dimension, [value for value, _pair in moved])
        result += [
            Segment(dimension, value, text, pair[BEFORE], pair[NOW])
            for (value, pair), text in zip(moved, texts, strict=True)
        ]
    return result + _types(figures)


def _types(figures: ExecutiveFigures) -> list[Segment]:
    result = []
    for value, name in (("new", "new_order_value"), ("returning", "returning_order_value")):
        pair = figures.orders[name].pair
        (text,) = value_texts("customer_type", [value])
        result.append(
            Segment("customer_type", value, text, int(pair.before or 0), int(pair.now or 0))
        )
    return sorted(result, key=lambda each: -abs(each.change))


def _movers(
    figures: ExecutiveFigures, segments: Sequence[Segment], writer: Writer
) -> list[tuple[str, list[Mover]]]:
    groups: dict[str, list[Mover]] = {}
    for each in segments:
        groups.setdefault(str(FILTERS[each.dimension].label), []).append(
            Mover(
                leaf(each.label) if each.value else _("tanpa keterangan"),
                _narrowed(figures, each),
                writer.signed(each.change),
                f"{writer.short(each.before)} → {writer.short(each.now)}",
                each.change >= 0,
            )
        )
    return list(groups.items())


def _narrowed(figures: ExecutiveFigures, segment: Segment) -> str:
    if not segment.value:
        return ""
    parameter = FILTERS[segment.dimension].parameter
    query = figures.selection.query(**{parameter: segment.value})
    return f"{reverse('dashboards:executive')}?{query}"


def _table(
    figures: ExecutiveFigures, factors: Sequence[Factor], segments: Sequence[Segment], note: str
) -> Table:
    rows: list[tuple[object, ...]] = [
        (each.label, Cell(each.before, each.unit, True), Cell(each.now, each.unit, True), each.part)
        for each in factors
    ]
    untold = _("tanpa keterangan")
    rows += [
        (
            f"{FILTERS[each.dimension].label}: {each.label or untold}",
            Cell(each.before, "money", True),
            Cell(each.now, "money", True),
            each.change,
        )
        for each in segments
    ]
    return Table(
        columns=(
            Column(_("Faktor")),
            Column(_("Sebelum"), "count"),
            Column(_("Sekarang"), "count"),
            Column(_("Andil"), "signed"),
        ),
        rows=tuple(rows),
        currency=figures.selection.shop.currency,
        links=(*("" for _each in factors), *(_narrowed(figures, each) for each in segments)),
        link_right="metrics.view",
        footnote=note,
    )
