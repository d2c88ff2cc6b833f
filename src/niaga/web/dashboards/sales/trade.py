"""Sales against target: cards, the course by month, week or day, and what was attained."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.periods import shifted, start_of
from niaga.web.dashboards.axis import names, since
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.cards import metric_card
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.executive.target import against_target
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.sales.figures import SalesFigures
from niaga.web.dashboards.switches import choices
from niaga.web.dashboards.tiles import Column, Table, Tile

GRAIN = Option(
    "butir",
    {
        "bulan": gettext_lazy("Bulan"),
        "minggu": gettext_lazy("Minggu"),
        "hari": gettext_lazy("Hari"),
    },
)
GRAINS = {"bulan": ("month", 24), "minggu": ("week", 26), "hari": ("day", 62)}


def net_sales(figures: SalesFigures) -> Tile:
    notes, progress = against_target(figures, figures.net_sales.pair, figures.targets, figures.pace)
    return metric_card(figures, "net_sales", figures.net_sales, notes, progress)


def growth(figures: SalesFigures) -> Tile:
    course = figures.monthly(figures.growth)
    against = (
        _("terhadap hari yang sama banyaknya pada bulan sebelumnya")
        if figures.last_month == figures.running_month
        else _("terhadap bulan sebelumnya")
    )
    return metric_card(
        figures,
        "growth_by_month",
        course,
        [_month_note(figures), against],
        empty=_("Pertumbuhan mulai ada pada bulan kedua."),
        compared=False,
        signed=True,
    )


def attainment(figures: SalesFigures) -> Tile:
    course = figures.monthly(figures.attainment)
    return metric_card(
        figures,
        "target_attainment",
        course,
        [_month_note(figures)],
        empty=_("Target mulai ada pada bulan kedua."),
        compared=False,
    )


def _month_note(figures: SalesFigures) -> str:
    month = figures.last_month
    said = names([month], "month")[1][0]
    if month == figures.running_month:
        return _("%(month)s, masih berjalan") % {"month": said}
    return said


def counted_orders(figures: SalesFigures) -> Tile:
    return metric_card(figures, "counted_orders", figures.over_regions("counted_orders"))


def average_order_value(figures: SalesFigures) -> Tile:
    return metric_card(figures, "average_order_value", figures.over_regions("average_order_value"))


def new_customers(figures: SalesFigures) -> Tile:
    return metric_card(figures, "new_customers", figures.over_regions("new_customers"))


def over_time(figures: SalesFigures) -> Tile:
    title = _("Penjualan terhadap target")
    grain, count = GRAINS[figures.selection.option(GRAIN.name, "bulan")]
    shop, writer = figures.selection.shop, Writer("money", figures.selection.shop.currency)
    last = min(shifted(figures.selection.end, "day", -1), figures.selection.today)
    starts = since(start_of(last, grain), grain, count, start_of(figures.first_day, grain))
    sums: dict[date, int] = {}
    for day, value in figures.net_by_day.items():
        sums[start_of(day, grain)] = sums.get(start_of(day, grain), 0) + value
    values = tuple(sums.get(start, 0) for start in starts)
    switch = choices(figures, GRAIN)
    if not any(values):
        return Tile(
            "over_time", title, empty=_("Tidak ada penjualan pada rentang ini."), choices=switch
        )
    targets = tuple(figures.targets.get(start) if grain == "month" else None for start in starts)
    back = {"month": ("month", 12), "week": ("week", 52), "day": ("week", 52)}[grain]
    earlier = tuple(sums.get(shifted(start, back[0], -back[1])) for start in starts)
    series = [Series(_("Penjualan bersih"), "bar", "main", values)]
    if any(value is not None for value in earlier):
        series.append(Series(_("Tahun lalu"), "line", "context", earlier))
    if any(value is not None for value in targets):
        series.append(Series(_("Target"), "step", "target", targets))
    running = figures.running(grain)
    partial = frozenset(n for n, start in enumerate(starts) if start == running)
    closed = [
        (value, start)
        for n, (value, start) in enumerate(zip(values, starts, strict=True))
        if n not in partial
    ]
    best = max(closed, default=(values[-1], starts[-1]))
    short, full = names(starts, grain)
    lead = _("Tertinggi: %(period)s, %(value)s.") % {
        "period": full[starts.index(best[1])],
        "value": writer.short(best[0]),
    }
    chart = Chart(
        name="over_time",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=tuple(series),
        tick=writer.tick,
        exact=writer.exact,
        partial=partial,
        size=(700, 400),
    )
    columns = [
        Column(str(GRAIN.values[_grain_key(grain)]), grain),
        Column(_("Penjualan bersih"), "money"),
    ]
    rows = [(start, value) for start, value in zip(starts, values, strict=True)]
    table = Table(
        columns=(*columns, Column(_("Tahun lalu"), "money")),
        rows=tuple((*row, before) for row, before in zip(rows, earlier, strict=True)),
        currency=shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection.within(start, shifted(start, grain, 1)))
            for start in starts
        ),
        running=partial,
        footnote=_("* masih berjalan") if partial else "",
    )
    notes = () if grain == "month" else (_("Target ditetapkan per bulan; lihat per bulan."),)
    return Tile(
        "over_time",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        choices=switch,
        notes=notes,
        metrics=("net_sales", "net_sales_target"),
    )


def _grain_key(grain: str) -> str:
    return next(key for key, (name, _count) in GRAINS.items() if name == grain)


def attained(figures: SalesFigures) -> Tile:
    """Growth and attainment by month, the newest first."""
    title = _("Pencapaian per bulan")
    growths = {row.key[0]: row for row in figures.growth.rows}
    months = [month for month in reversed(figures.months) if month in growths][:12]
    if not months:
        return Tile("attained", title, empty=_("Target mulai ada pada bulan kedua."))
    values = {row.key[0]: row for row in figures.attainment.rows}
    running = figures.running_month
    rows = tuple(
        (
            month,
            growths[month].numerator,
            figures.targets.get(month),
            values[month].value if month in values else None,
            growths[month].value,
        )
        for month in months
    )
    told = [values[m].value for m in months if m in values and m != running]
    reached = [value for value in told if value is not None]
    lead = (
        _("Target tercapai pada %(met)s dari %(all)s bulan yang sudah tutup.")
        % {"met": sum(value >= 1 for value in reached), "all": len(reached)}
        if reached
        else ""
    )
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Penjualan"), "short_money"),
            Column(_("Target"), "short_money"),
            Column(_("Tercapai"), "ratio"),
            Column(_("Tumbuh"), "change"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection.within(m, shifted(m, "month", 1)))
            for m in months
        ),
        running=frozenset(n for n, month in enumerate(months) if month == running),
        footnote=_("* bulan berjalan; tumbuhnya dibanding hari yang sama banyaknya")
        if running in months
        else "",
    )
    return Tile(
        "attained",
        title,
        lead=lead,
        table=table,
        metrics=("net_sales", "net_sales_target", "target_attainment", "growth_by_month"),
    )
