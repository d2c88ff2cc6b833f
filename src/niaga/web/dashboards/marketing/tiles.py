"""The tiles of the board of marketing: who comes, how far they go, what it costs and brings."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import few, metric_card
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.charts.funnel import Funnel, Step
from niaga.web.dashboards.codes import word_for
from niaga.web.dashboards.marketing.figures import MarketingFigures
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.remedies import import_page
from niaga.web.dashboards.tiles import Column, Table, Tile

COUNT = Writer("count", "")


def no_visits() -> str:
    return _("Kunjungan toko ini tidak diukur: yang diukur hanya halaman toko ini sendiri.")


def _no_costs(name: str, title: str) -> Tile:
    return Tile(
        name,
        title,
        empty=_("Belum ada biaya kampanye."),
        remedy=import_page(_("Impor biaya pemasaran")),
    )


def _footnote(figures: MarketingFigures) -> str:
    return _("* bulan berjalan") if figures.running_month in figures.months else ""


def active(figures: MarketingFigures) -> Tile:
    return metric_card(
        figures, "monthly_active_people", figures.active, rows=False, empty=no_visits()
    )


def new_customers(figures: MarketingFigures) -> Tile:
    return metric_card(figures, "first_orders", figures.first_orders["first_orders"])


def conversion(figures: MarketingFigures) -> Tile:
    if not figures.has_visits:
        return Tile("conversion_rate", _("Konversi"), empty=no_visits())
    course = figures.visits["conversion_rate"]
    return metric_card(figures, "conversion_rate", course, empty=no_visits())


def per_order(figures: MarketingFigures) -> Tile:
    if not figures.has_costs:
        return _no_costs("cost_per_order", _("Biaya per pesanan (CPA)"))
    spend = figures.cost_courses["credited_spend"].pair.now
    money = Writer("money", figures.selection.shop.currency)
    return metric_card(
        figures,
        "cost_per_order",
        figures.cost_courses["cost_per_order"],
        notes=(_("biaya %(money)s") % {"money": money.short(spend)},),
        empty=_("Biaya %(money)s, belum ada pesanan yang datang darinya.")
        % {"money": money.short(spend)},
    )


def roas(figures: MarketingFigures) -> Tile:
    if not figures.has_costs:
        return _no_costs("roas", "ROAS")
    return metric_card(
        figures,
        "roas",
        figures.cost_courses["roas"],
        notes=(_("klik terakhir bukan langsung, 28 hari"),),
        empty=no_visits() if not figures.has_visits else _("Tidak ada biaya pada periode ini."),
    )


def repeat(figures: MarketingFigures) -> Tile:
    return metric_card(
        figures,
        "repeat_rate_30",
        figures.first_orders["repeat_rate_30"],
        empty=_("Pembeli baru periode ini belum genap 30 hari."),
    )


def monthly_active(figures: MarketingFigures) -> Tile:
    title = _("Orang aktif per bulan")
    months, kinds = figures.months, figures.kinds
    totals = [sum(values) for values in zip(*kinds.values(), strict=True)]
    if not any(totals):
        return Tile("monthly_active", title, empty=no_visits())
    short, full = names(months, "month")
    returning = kinds["returning_visitors"]
    whole = [n for n, month in enumerate(months) if month != figures.running_month and totals[n]]
    lead = (
        _("%(month)s: %(n)s orang, %(share)s datang juga bulan sebelumnya.")
        % {
            "month": full[whole[-1]],
            "n": COUNT.exact(totals[whole[-1]]),
            "share": percent(ratio(returning[whole[-1]], totals[whole[-1]])),
        }
        if whole
        else _("Bulan pertama belum selesai.")
    )
    chart = Chart(
        name="monthly_active",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(
            Series(_("Kembali dari bulan lalu"), "stack", "main", returning),
            Series(_("Baru"), "stack", "second", kinds["new_visitors"]),
            Series(_("Aktif lagi"), "stack", "third", kinds["reactivated_visitors"]),
        ),
        tick=COUNT.tick,
        exact=COUNT.exact,
        partial=figures.running_among(figures.months),
    )
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Orang aktif"), "count"),
            Column(_("Kembali dari bulan lalu"), "count"),
            Column(_("Baru"), "count"),
            Column(_("Aktif lagi"), "count"),
        ),
        rows=tuple(
            (month, total, *parts)
            for month, total, *parts in zip(
                months,
                totals,
                returning,
                kinds["new_visitors"],
                kinds["reactivated_visitors"],
                strict=True,
            )
        ),
        currency=figures.selection.shop.currency,
        running=figures.running_among(figures.months),
        footnote=_footnote(figures),
    )
    return Tile(
        "monthly_active",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        metrics=("month_visitors", *kinds),
    )


def funnel(figures: MarketingFigures) -> Tile:
    title = _("Dari kunjungan sampai bayar")
    if not figures.has_visits:
        return Tile("funnel", title, empty=no_visits())
    stages = (
        ("visits", _("Kunjungan")),
        ("product_visits", _("Melihat produk")),
        ("cart_visits", _("Mengisi keranjang")),
        ("checkout_visits", _("Membuka pembayaran")),
        ("converted_visits", _("Pesanan dibayar")),
    )
    values = [int(figures.visits[name].pair.now or 0) for name, _label in stages]
    if not values[0]:
        return Tile("funnel", title, empty=_("Tidak ada kunjungan pada periode ini."))
    steps = tuple(
        Step(text, value, ratio(value, values[0]), ratio(value, values[n - 1]) if n else None)
        for n, ((_name, text), value) in enumerate(zip(stages, values, strict=True))
    )
    worst = min(steps[1:], key=lambda step: 1 if step.passed is None else step.passed)
    lead = _("Yang paling banyak berhenti: sebelum “%(step)s”, hanya %(share)s yang lanjut.") % {
        "step": worst.label,
        "share": percent(worst.passed),
    }
    picture = Funnel(
        name="funnel",
        title=title,
        summary=lead,
        steps=steps,
        exact=COUNT.exact,
        percent=percent,
        passing=_("%(share)s lanjut"),
    )
    table = Table(
        columns=(
            Column(_("Langkah")),
            Column(_("Kunjungan"), "count"),
            Column(_("Dari langkah sebelumnya"), "ratio"),
            Column(_("Dari semua kunjungan"), "ratio"),
        ),
        rows=tuple((step.label, step.value, step.passed, step.share) for step in steps),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "funnel",
        title,
        lead=lead,
        picture=picture,
        table=table,
        notes=few(values[0]),
        metrics=tuple(name for name, _label in stages),
    )


def quality(figures: MarketingFigures) -> Tile:
    title = _("Pentalan dan lama kunjungan")
    if not figures.has_visits:
        return Tile("quality", title, empty=no_visits())
    found, months = figures.visits, figures.months
    bounce, minutes = found["bounce_rate"], found["visit_minutes_p50"]
    short, full = names(months, "month")
    length = Writer("score", "").exact(minutes.pair.now)
    lead = _("Pada periode ini %(bounce)s terpental; separuh kunjungan lebih dari %(min)s menit.")
    lead %= {"bounce": percent(bounce.pair.now), "min": length}
    chart = Chart(
        name="quality",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(Series(_("Pentalan"), "bar", "main", bounce.values),),
        tick=Writer("ratio", "").tick,
        exact=lambda value: percent(float(value)),
        partial=figures.running_among(figures.months),
    )
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Kunjungan"), "count"),
            Column(_("Pentalan"), "ratio"),
            Column(_("Satu halaman saja"), "ratio"),
            Column(_("Lama P50 (menit)"), "score"),
            Column(_("Konversi"), "ratio"),
        ),
        rows=tuple(
            zip(
                months,
                found["visits"].values,
                bounce.values,
                found["single_page_rate"].values,
                minutes.values,
                found["conversion_rate"].values,
                strict=True,
            )
        ),
        currency=figures.selection.shop.currency,
        running=figures.running_among(figures.months),
        footnote=_footnote(figures),
    )
    return Tile(
        "quality",
        title,
        lead=lead,
        picture=chart,
        table=table,
        notes=few(int(found["visits"].pair.now or 0)),
        metrics=("bounce_rate", "single_page_rate", "visit_minutes_p50", "conversion_rate"),
    )


def cost_by_month(figures: MarketingFigures) -> Tile:
    title = _("Biaya dan pendapatan dari kampanye")
    if not figures.has_costs:
        return _no_costs("cost_by_month", title)
    months, courses = figures.months, figures.cost_courses
    spend, revenue = courses["credited_spend"].values, courses["credited_revenue"].values
    money = Writer("money", figures.selection.shop.currency)
    short, full = names(months, "month")
    value, back = courses["roas"].pair.now, courses["roi"].pair.now
    lead = (
        _("Tiap satu rupiah biaya membawa %(value)s rupiah pendapatan pada periode ini.")
        if figures.selection.shop.currency == "IDR"
        else _("Pendapatan %(value)s kali biaya pada periode ini.")
    ) % {"value": Writer("score", "").exact(value)}
    if value is None:
        lead = no_visits() if not figures.has_visits else ""
    chart = Chart(
        name="cost_by_month",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(
            Series(_("Pendapatan dari kampanye"), "bar", "main", revenue),
            Series(_("Biaya pemasaran"), "bar", "second", spend),
        ),
        tick=money.tick,
        exact=money.exact,
        partial=figures.running_among(figures.months),
        size=(1120, 300),
    )
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(_("Biaya pemasaran"), "money"),
            Column(_("Pendapatan dari kampanye"), "money"),
            Column("CPA", "money"),
            Column("CAC", "money"),
            Column("ROAS", "score"),
            Column("ROI", "ratio"),
        ),
        rows=tuple(
            zip(
                months,
                spend,
                revenue,
                courses["cost_per_order"].values,
                courses["cost_per_new_customer"].values,
                courses["roas"].values,
                courses["roi"].values,
                strict=True,
            )
        ),
        currency=figures.selection.shop.currency,
        running=figures.running_among(figures.months),
        footnote=_footnote(figures),
    )
    notes = [] if back is not None else [_("ROI kosong: harga pokok barang tidak diketahui.")]
    return Tile(
        "cost_by_month",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        notes=tuple(notes),
        metrics=(
            "credited_spend", "credited_revenue", "cost_per_order", "cost_per_new_customer",
            "roas", "roi",
        ),
    )  # fmt: skip


def by_campaign(figures: MarketingFigures) -> Tile:
    title = _("Biaya dan hasil per kampanye")
    if not figures.has_costs:
        return _no_costs("by_campaign", title)
    rows = figures.returns
    if not rows:
        return Tile("by_campaign", title, empty=_("Tidak ada biaya pada periode ini."))
    table = Table(
        columns=(
            Column(pgettext("one", "Kampanye")),
            Column(_("Kanal")),
            Column(_("Biaya pemasaran"), "money"),
            Column(_("Pesanan"), "count"),
            Column(_("Pendapatan"), "money"),
            Column("CPA", "money"),
            Column("ROAS", "score"),
            Column("ROI", "ratio"),
        ),
        rows=tuple(
            (
                each.campaign or _("tanpa nama"),
                word_for("channel", each.channel or ""),
                each.spend,
                each.orders,
                each.revenue,
                each.per_order,
                each.roas,
                each.roi,
            )
            for each in rows
        ),
        currency=figures.selection.shop.currency,
        footnote=_(
            "Pesanan menurut kunjungan terakhir yang bukan langsung dalam 28 hari. Yang membeli "
            "tanpa iklan pun ikut terhitung; hanya kelompok pembanding yang membedakannya."
        ),
    )
    known = [each for each in rows if each.roas is not None and each.spend]
    lead = ""
    if known:
        best = max(known, key=lambda each: each.roas or 0.0)
        lead = _("ROAS tertinggi: %(name)s (%(value)s).") % {
            "name": best.campaign or word_for("channel", best.channel or ""),
            "value": Writer("score", "").exact(best.roas),
        }
    return Tile(
        "by_campaign",
        title,
        lead=lead,
        table=table,
        metrics=("credited_spend", "credited_orders", "cost_per_order", "roas", "roi"),
    )
