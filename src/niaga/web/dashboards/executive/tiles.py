"""The executive summary, tile by tile: how the business does against target, and why."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from niaga.metrics.formulas import ratio
from niaga.metrics.periods import shifted
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import metric_card
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.executive.figures import ExecutiveFigures
from niaga.web.dashboards.executive.target import against_target
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, percent, period_text
from niaga.web.dashboards.tiles import Column, Table, Tile


def net_sales(figures: ExecutiveFigures) -> Tile:
    notes, progress = against_target(figures, figures.net_sales.pair, figures.targets, figures.pace)
    return metric_card(figures, "net_sales", figures.net_sales, notes, progress)


def counted_orders(figures: ExecutiveFigures) -> Tile:
    return metric_card(figures, "counted_orders", figures.orders["counted_orders"])


def buyers(figures: ExecutiveFigures) -> Tile:
    return metric_card(figures, "buyers", figures.orders["buyers"])


def active_sellers(figures: ExecutiveFigures) -> Tile:
    return metric_card(figures, "active_sellers", figures.sold["active_sellers"])


def products_sold(figures: ExecutiveFigures) -> Tile:
    return metric_card(figures, "products_sold", figures.sold["products_sold"])


def average_order_value(figures: ExecutiveFigures) -> Tile:
    return metric_card(figures, "average_order_value", figures.orders["average_order_value"])


def _writer(figures: ExecutiveFigures, unit: str) -> Writer:
    return Writer(unit, figures.selection.shop.currency)


def monthly(figures: ExecutiveFigures) -> Tile:
    title = _("Penjualan bersih per bulan terhadap target")
    months, net = figures.months, figures.net_by_month
    writer = _writer(figures, "money")
    values = tuple(net.get(month, 0) for month in months)
    targets = tuple(figures.targets.get(month) for month in months)
    earlier = tuple(net.get(shifted(month, "month", -12)) for month in months)
    if not any(values):
        return Tile("monthly", title, empty=_nothing(figures))
    short, full = names(months, "month")
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
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=tuple(series),
        tick=writer.tick,
        exact=writer.exact,
        partial=figures.running_among(figures.months),
        size=(640, 480),
    )
    rows = list(zip(months, values, targets, earlier, strict=True))
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Penjualan bersih"), "money"),
            Column(_("Target"), "money"),
            Column(_("Pencapaian"), "ratio"),
            Column(_("Tahun lalu"), "money"),
        ),
        rows=tuple(
            (month, value, target, ratio(value, target), before)
            for month, value, target, before in rows
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection.within(month, shifted(month, "month", 1)))
            for month in months
        ),
        running=figures.running_among(figures.months),
        footnote=_("* bulan berjalan") if figures.running_month in months else "",
    )
    return Tile(
        "monthly",
        chart.title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        metrics=("net_sales", "net_sales_target"),
    )


def _monthly_lead(
    figures: ExecutiveFigures,
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
    """Round, as is what a bar is cut off for; beyond tenfold is no longer told apart."""
    if value >= 10:
        return ">999%"
    return percent(value, decimals=0) if abs(value) > 1 else Writer("ratio", "").tick(value)


def quarters(figures: ExecutiveFigures) -> Tile:
    title = _("Pertumbuhan per triwulan")
    ended = [row for row in figures.quarters.rows if row.key[0] < figures.selection.end][-8:]
    if not any(row.value is not None for row in ended):
        return Tile("quarters", title, empty=_("Pertumbuhan mulai ada pada triwulan kedua."))
    titles = tuple(period_text(row.key[0], "quarter") for row in ended)
    last = ended[-1]
    lead = _("%(quarter)s: %(growth)s terhadap triwulan sebelumnya.") % {
        "quarter": titles[-1],
        "growth": percent(last.value, signed=True),
    }
    chart = Chart(
        name="quarters",
        title=title,
        summary=lead,
        labels=tuple(title[-2:] + " ’" + title[2:4] for title in titles),
        full_labels=titles,
        series=(Series(_("Pertumbuhan"), "bar", "main", tuple(row.value for row in ended)),),
        tick=_percent_tick,
        exact=lambda value: percent(float(value), signed=True),
        partial=frozenset(n for n, row in enumerate(ended) if row.partial),
        clip=1.0 if any(abs(row.value or 0) > 1 for row in ended) else None,
    )
    table = Table(
        columns=(
            Column(_("Triwulan"), "quarter"),
            Column(_("Penjualan bersih"), "money"),
            Column(_("Dasar pembanding"), "money"),
            Column(_("Pertumbuhan"), "change"),
        ),
        rows=tuple((row.key[0], row.numerator, row.denominator, row.value) for row in ended),
        currency=figures.selection.shop.currency,
        running=chart.partial,
        footnote=_("* triwulan berjalan, dibanding hari yang sama banyaknya")
        if last.partial
        else "",
    )
    return Tile(
        "quarters",
        title,
        lead=lead,
        picture=chart,
        table=table,
        metrics=("growth_by_quarter",),
    )


def customer_types(figures: ExecutiveFigures) -> Tile:
    title, months = _("Pesanan dari pembeli baru dan lama"), figures.months
    first = tuple(int(value or 0) for value in figures.orders["new_customers"].values)
    later = tuple(int(value or 0) for value in figures.orders["returning_orders"].values)
    total = sum(first) + sum(later)
    if not total:
        return Tile("customer_types", title, empty=_nothing(figures))
    writer = _writer(figures, "count")
    short, full = names(months, "month")
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
        tick=writer.tick,
        exact=writer.exact,
        partial=figures.running_among(figures.months),
    )
    rows = tuple(zip(months, first, later, strict=True))
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Pembeli baru"), "count"),
            Column(_("Pembeli lama"), "count"),
            Column(_("Bagian pembeli lama"), "ratio"),
        ),
        rows=tuple((month, a, b, ratio(b, a + b)) for month, a, b in rows),
        currency=figures.selection.shop.currency,
        running=figures.running_among(figures.months),
        footnote=_("* bulan berjalan") if figures.running_month in months else "",
    )
    return Tile(
        "customer_types",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        metrics=("new_customers", "returning_orders"),
    )


def _nothing(figures: ExecutiveFigures) -> str:
    if figures.selection.filters:
        return _("Tidak ada penjualan dengan saringan ini. Lepaskan satu saringan.")
    return _("Belum ada penjualan pada periode ini. Pilih periode lain.")
