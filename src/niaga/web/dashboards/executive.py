"""The executive summary, tile by tile: how the business does against target, and why."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.metrics.periods import label, shifted, start_of
from niaga.web.dashboards.changed import changed, what_changed_title
from niaga.web.dashboards.charts import Chart, Series, draw, sparkline
from niaga.web.dashboards.figures import Figures, Pair
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.selection import Selection, said
from niaga.web.dashboards.tiles import Card, Delta, Table, Tile

logger = logging.getLogger(__name__)
NEUTRAL = 0.005  # a change of half a percent either way is no news
SMALL = 30  # below so many, a percentage is told with its absolute size
CARDS = (
    "net_sales",
    "counted_orders",
    "buyers",
    "active_sellers",
    "products_sold",
    "average_order_value",
)


def tiles(figures: Figures) -> dict[str, Tile]:
    """All tiles by name, in reading order. One that fails says so and leaves the others be."""
    made = {name: _guarded(name, partial(_card, figures, name)) for name in CARDS}
    charts = {name: _guarded(name, partial(build, figures)) for name, build in CHARTS.items()}
    return made | charts


def _guarded(name: str, build: Callable[[], Tile]) -> Tile:
    try:
        return build()
    except Exception:
        logger.exception("tile %s", name)
        title = str(metric_named(name).label) if name in CARDS else str(TITLES[name]())
        return Tile(name, title, error=True)


def _writer(figures: Figures, unit: str) -> Writer:
    return Writer(unit, figures.selection.shop.currency)


def _card(figures: Figures, name: str) -> Tile:
    metric = metric_named(name)
    pair: Pair = getattr(figures, name)
    writer = _writer(figures, metric.unit)
    notes: list[str] = []
    progress = None
    if name == "net_sales":
        notes, progress = _against_target(figures, writer)
    card = Card(
        metric=name,
        label=metric.label,
        describe=metric.describe,
        value=writer.short(pair.now),
        exact=writer.exact(pair.now),
        delta=_delta(figures.selection, pair, writer),
        spark=sparkline(figures.course(name)),
        notes=tuple(notes),
        progress=progress,
    )
    return Tile(name, str(metric.label), card=card)


def _delta(selection: Selection, pair: Pair, writer: Writer) -> Delta | None:
    if selection.compared is None:
        return None
    against = _("dibanding %(period)s") % {"period": said(*selection.compared)}
    if pair.now is None or not pair.before or pair.before < 0:
        return Delta(_("baru") if pair.now else "—", "even", against)
    change = (pair.now - pair.before) / pair.before
    if not change:
        return Delta(_("tetap"), "even", against)
    text = percent(change, signed=True)
    if writer.unit == "count" and pair.before < SMALL:
        text += f" ({writer.signed(pair.now - pair.before)})"
    mood = "even" if abs(change) < NEUTRAL else "good" if change > 0 else "bad"
    return Delta(text, mood, against)


def _against_target(figures: Figures, writer: Writer) -> tuple[list[str], int | None]:
    """For one month: its target and how much of it is there; a running month tells its days too."""
    selection = figures.selection
    if not selection.is_one_month:
        return [], None
    month = start_of(selection.start, "month")
    target = figures.targets.get(month)
    if not target:
        return [_("Bulan ini belum punya target.")], None
    share = ratio(int(figures.net_sales.now or 0), target) or 0.0
    notes = [
        _("%(share)s dari target %(target)s")
        % {"share": percent(share), "target": writer.short(target)}
    ]
    if figures.running_month == month:
        following = shifted(month, "month", 1)
        days = ratio((selection.end - month).days, (following - month).days)
        notes.append(_("%(share)s hari bulan ini sudah lewat") % {"share": percent(days)})
    return notes, max(0, min(100, round(share * 100)))


def _month_names(months: Sequence[date]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    short = tuple(
        date_format(month, "M y") if month.month == 1 or n == 0 else date_format(month, "M")
        for n, month in enumerate(months)
    )
    return short, tuple(date_format(month, "F Y") for month in months)


def _partial(figures: Figures) -> frozenset[int]:
    running = figures.running_month
    return frozenset(n for n, month in enumerate(figures.months) if month == running)


def monthly(figures: Figures) -> Tile:
    months, net = figures.months, figures.net_by_month
    writer = _writer(figures, "money")
    values = tuple(net.get(month, 0) for month in months)
    targets = tuple(figures.targets.get(month) for month in months)
    earlier = tuple(net.get(shifted(month, "month", -12)) for month in months)
    if not any(values):
        return Tile("monthly", TITLES["monthly"](), empty=_nothing(figures))
    short, full = _month_names(months)
    lead = _monthly_lead(figures, months, values, targets)
    series = [
        Series(_("Penjualan bersih"), "bar", "main", values),
        Series(_("Tahun lalu"), "line", "context", earlier),
        Series(_("Target"), "step", "target", targets),
    ]
    if not any(value is not None for value in earlier):
        del series[1]
    chart = Chart(
        name="monthly",
        title=TITLES["monthly"](),
        summary=lead,
        labels=short,
        full_labels=full,
        series=tuple(series),
        tick=writer.short,
        exact=writer.exact,
        partial=_partial(figures),
        size=(640, 420),
    )
    rows = list(zip(months, values, targets, earlier, strict=True))
    running = figures.running_month
    table = Table(
        head=(_("Bulan"), _("Penjualan bersih"), _("Target"), _("Pencapaian"), _("Tahun lalu")),
        rows=tuple(
            (
                date_format(month, "M Y") + (" *" if month == running else ""),
                writer.exact(value),
                writer.exact(target),
                percent(ratio(value, target)),
                writer.exact(before),
            )
            for month, value, target, before in rows
        ),
        plain=tuple(
            (label(month, "month"), value, target, ratio(value, target), before)
            for month, value, target, before in rows
        ),
        metric="net_sales",
        links=tuple(
            figures.selection.within(month, shifted(month, "month", 1)).query() for month in months
        ),
        footnote=_("* bulan berjalan") if running in months else "",
    )
    return Tile(
        "monthly",
        chart.title,
        lead=lead,
        chart=draw(chart),
        legend=tuple((s.tone, s.label) for s in chart.series),
        table=table,
    )


def _monthly_lead(
    figures: Figures,
    months: Sequence[date],
    values: Sequence[int],
    targets: Sequence[int | None],
) -> str:
    closed = [
        (value, target)
        for month, value, target in zip(months, values, targets, strict=True)
        if target and month != figures.running_month
    ]
    if not closed:
        return _("Target mulai ada pada bulan kedua.")
    met = sum(value >= target for value, target in closed)
    return _("Target tercapai pada %(met)s dari %(all)s bulan yang sudah tutup.") % {
        "met": met,
        "all": len(closed),
    }


def _percent_tick(value: float) -> str:
    """Without decimals; what is beyond tenfold is no longer told apart."""
    if value >= 10:
        return "> 999%"
    return percent(value).replace(",0%", "%").replace(".0%", "%")


def quarters(figures: Figures) -> Tile:
    title = TITLES["quarters"]()
    ended = [row for row in figures.quarters.rows if row.key[0] < figures.selection.end][-8:]
    if not any(row.value is not None for row in ended):
        return Tile("quarters", title, empty=_("Pertumbuhan mulai ada pada triwulan kedua."))
    writer = _writer(figures, "money")
    names = tuple(label(row.key[0], "quarter").replace("-", " ") for row in ended)
    last = ended[-1]
    lead = _("%(quarter)s: %(growth)s terhadap triwulan sebelumnya.") % {
        "quarter": names[-1],
        "growth": percent(last.value, signed=True),
    }
    chart = Chart(
        name="quarters",
        title=title,
        summary=lead,
        labels=tuple(name[-2:] + " ’" + name[2:4] for name in names),
        full_labels=names,
        series=(Series(_("Pertumbuhan"), "bar", "main", tuple(row.value for row in ended)),),
        tick=_percent_tick,
        exact=lambda value: percent(float(value), signed=True),
        partial=frozenset(n for n, row in enumerate(ended) if row.partial),
        clip=1.0 if any(abs(row.value or 0) > 1 for row in ended) else None,
    )
    table = Table(
        head=(_("Triwulan"), _("Penjualan bersih"), _("Dasar pembanding"), _("Pertumbuhan")),
        rows=tuple(
            (
                name + (" *" if row.partial else ""),
                writer.exact(row.numerator),
                writer.exact(row.denominator),
                percent(row.value, signed=True),
            )
            for name, row in zip(names, ended, strict=True)
        ),
        plain=tuple(
            (label(row.key[0], "quarter"), row.numerator, row.denominator, row.value)
            for row in ended
        ),
        footnote=_("* triwulan berjalan, dibanding hari yang sama banyaknya")
        if last.partial
        else "",
    )
    return Tile("quarters", title, lead=lead, chart=draw(chart), table=table)


def customer_types(figures: Figures) -> Tile:
    title, months = TITLES["customer_types"](), figures.months
    new, returning = (figures.orders_by_month(kind) for kind in ("new", "returning"))
    first = tuple(new.get(month, 0) for month in months)
    later = tuple(returning.get(month, 0) for month in months)
    total = sum(first) + sum(later)
    if not total:
        return Tile("customer_types", title, empty=_nothing(figures))
    writer = _writer(figures, "count")
    short, full = _month_names(months)
    lead = _("%(share)s pesanan dalam bulan-bulan ini datang dari pembeli lama.") % {
        "share": percent(ratio(sum(later), total))
    }
    chart = Chart(
        name="customer_types",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(
            Series(_("Pembeli lama"), "stack", "main", later),
            Series(_("Pembeli baru"), "stack", "second", first),
        ),
        tick=writer.short,
        exact=writer.exact,
        partial=_partial(figures),
    )
    rows = tuple(zip(months, first, later, strict=True))
    table = Table(
        head=(_("Bulan"), _("Pembeli baru"), _("Pembeli lama"), _("Bagian pembeli lama")),
        rows=tuple(
            (
                date_format(month, "M Y"),
                writer.exact(a),
                writer.exact(b),
                percent(ratio(b, a + b)),
            )
            for month, a, b in rows
        ),
        plain=tuple((label(month, "month"), a, b, ratio(b, a + b)) for month, a, b in rows),
    )
    return Tile(
        "customer_types",
        title,
        lead=lead,
        chart=draw(chart),
        legend=tuple((s.tone, s.label) for s in chart.series),
        table=table,
    )


def _nothing(figures: Figures) -> str:
    if figures.selection.filters:
        return _("Tidak ada penjualan dengan saringan ini. Lepaskan satu saringan.")
    return _("Belum ada penjualan pada periode ini. Pilih periode lain.")


TITLES: dict[str, Callable[[], str]] = {
    "monthly": lambda: _("Penjualan bersih per bulan terhadap target"),
    "changed": what_changed_title,
    "quarters": lambda: _("Pertumbuhan per triwulan"),
    "customer_types": lambda: _("Pesanan dari pembeli baru dan lama"),
}
CHARTS: dict[str, Callable[[Figures], Tile]] = {
    "monthly": monthly,
    "changed": changed,
    "quarters": quarters,
    "customer_types": customer_types,
}
