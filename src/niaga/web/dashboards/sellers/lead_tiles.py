"""The tiles of leads: from the first contact to the first sale, and what won sellers sell."""

from collections.abc import Sequence
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.cards import SMALL, few
from niaga.web.dashboards.charts import Bars, Chart, Series, draw
from niaga.web.dashboards.charts.funnel import Funnel, Step
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.sellers.figures import SellersFigures
from niaga.web.dashboards.sellers.options import DETAIL
from niaga.web.dashboards.sellers.words import origin_said, segment_said
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Choice, Column, Table, Tile

COUNT = Writer("count", "")


def _import() -> tuple[str, str] | None:
    try:
        return _("Impor data calon penjual"), reverse("backoffice:imports")
    except NoReverseMatch:
        return None


def _no_leads(name: str, title: str) -> Tile:
    text = _("Toko ini belum punya data calon penjual.")
    return Tile(name, title, empty=text, remedy=_import())


def funnel(figures: SellersFigures) -> Tile:
    title = _("Dari calon sampai penjualan pertama")
    if not figures.has_leads:
        return _no_leads("funnel", title)
    origins = figures.origins
    total = [sum(getattr(o, name) for o in origins) for name in ("leads", "won", "selling")]
    if not total[0]:
        return Tile("funnel", title, empty=_("Tak ada calon penjual pada periode ini."))
    labels = (_("Calon penjual"), _("Jadi penjual"), _("Sudah menjual"))
    steps = tuple(
        Step(label, value, ratio(value, total[0]), ratio(value, total[n - 1]) if n else None)
        for n, (label, value) in enumerate(zip(labels, total, strict=True))
    )
    lead = _(
        "Dari %(leads)s calon, %(won)s jadi penjual (%(share)s) dan %(selling)s sudah menjual."
    ) % {
        "leads": COUNT.exact(total[0]),
        "won": COUNT.exact(total[1]),
        "share": percent(ratio(total[1], total[0])),
        "selling": COUNT.exact(total[2]),
    }
    table = Table(
        columns=(
            Column(_("Asal")),
            Column(_("Calon"), "count"),
            Column(_("Jadi penjual"), "count"),
            Column(_("Konversi"), "ratio"),
            Column(_("Sudah menjual"), "count"),
            Column(_("Bagian menjual"), "ratio"),
        ),
        rows=tuple(
            (
                origin_said(o.name),
                o.leads,
                o.won,
                ratio(o.won, o.leads),
                o.selling,
                ratio(o.selling, o.won),
            )
            for o in origins
        ),
        currency=figures.selection.shop.currency,
        footnote=_(
            "Menurut hari kontak pertama; bulan-bulan terakhir masih terbuka. Bagian dari kurang "
            "dari %(n)s data bacalah dengan hati-hati."
        )
        % {"n": SMALL},
    )
    picture = Funnel(
        name="funnel",
        title=title,
        summary=lead,
        steps=steps,
        exact=COUNT.exact,
        percent=percent,
        passing=_("%(share)s lanjut"),
        size=(560, 170),
    )
    return Tile(
        "funnel",
        title,
        lead=lead,
        picture=picture,
        body="dashboards/sellers/funnel.html",
        data=_by_origin(figures),
        table=table,
        metrics=("leads", "won_leads", "selling_leads"),
    )


def _by_origin(figures: SellersFigures) -> SafeString:
    """The conversion of each origin with enough leads to tell."""
    known = [o for o in figures.origins if o.leads >= SMALL]
    if len(known) < 2:
        return SafeString("")
    title = _("Konversi per asal")
    known.sort(key=lambda o: -(o.won / o.leads))
    return draw(
        Bars(
            name="origins",
            title=title,
            summary=_("Tertinggi: %(name)s.") % {"name": origin_said(known[0].name)},
            labels=tuple(origin_said(o.name) for o in known),
            values=tuple(o.won / o.leads for o in known),
            short=percent,
            exact=percent,
            notes=tuple(_("dari %(n)s") % {"n": COUNT.exact(o.leads)} for o in known),
        )
    )


def _month_labels(months: Sequence[date]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    brief = tuple(
        date_format(month, "M y") if month.month == 1 or n == 0 else date_format(month, "M")
        for n, month in enumerate(months)
    )
    return brief, tuple(date_format(month, "F Y") for month in months)


def time_to_close(figures: SellersFigures) -> Tile:
    title = _("Lama sampai sepakat")
    if not figures.has_leads:
        return _no_leads("time_to_close", title)
    middle, long, won, early = (
        figures.measured(figures.by_deal, name)
        for name in (
            "lead_days_to_close_p50",
            "lead_days_to_close_p90",
            "sellers_won",
            "leads_won_before_contact",
        )
    )
    months = figures.won_months
    if not months:
        return Tile("time_to_close", title, empty=_("Belum ada calon yang jadi penjual."))
    days = Writer("days", "")
    lead = _("Tak ada kesepakatan pada periode ini.")
    if middle.pair.now is not None:
        lead = _("Separuh sepakat dalam %(middle)s, sembilan dari sepuluh dalam %(long)s.") % {
            "middle": days.exact(middle.pair.now),
            "long": days.exact(long.pair.now),
        }
    notes = list(few(int(won.pair.now or 0)) if middle.pair.now is not None else ())
    if early.pair.now:
        notes.append(
            ngettext(
                "%(n)s kesepakatan bertanggal sebelum kontak pertama tidak ikut dihitung.",
                "%(n)s kesepakatan bertanggal sebelum kontak pertama tidak ikut dihitung.",
                int(early.pair.now),
            )
            % {"n": COUNT.exact(early.pair.now)}
        )
    brief, full = _month_labels(months)
    shown = len(months)
    chart = Chart(
        name="time_to_close",
        title=title,
        summary=lead,
        labels=brief,
        full_labels=full,
        series=(
            Series(_("tengah (P50)"), "line", "main", middle.values[-shown:]),
            Series(_("P90"), "line", "context", long.values[-shown:]),
        ),
        tick=days.tick,
        exact=days.exact,
        partial=figures.running_among(months),
        size=(430, 280),
    )
    table = Table(
        columns=(
            Column(_("Bulan sepakat"), "month"),
            Column(_("Kesepakatan"), "count"),
            Column(_("Tengah (hari)"), "days"),
            Column(_("P90 (hari)"), "days"),
        ),
        rows=tuple(
            zip(months, *(each.values[-shown:] for each in (won, middle, long)), strict=True)
        ),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "time_to_close",
        title,
        lead=lead,
        notes=tuple(notes),
        picture=chart,
        legend=tuple((s.tone, s.label) for s in chart.series),
        table=table,
        metrics=("lead_days_to_close_p50", "lead_days_to_close_p90", "sellers_won"),
    )


def won_sales(figures: SellersFigures) -> Tile:
    title = _("Penjualan dari penjual baru")
    if not figures.has_leads:
        return _no_leads("won_sales", title)
    if not figures.won_sales:
        return Tile("won_sales", title, empty=_("Belum ada penjual baru yang menjual."))
    by_segment = chosen(figures, DETAIL) == "bidang"
    made = _won_by_segment if by_segment else _won_by_month
    return made(figures, title, choices(figures, DETAIL))


def _won_by_month(figures: SellersFigures, title: str, switch: tuple[Choice, ...]) -> Tile:
    money = Writer("money", figures.selection.shop.currency)
    course = figures.won_course
    months = figures.won_months
    values = course.values[len(course.values) - len(months) :]
    running = figures.running_among(months)
    brief, full = _month_labels(months)
    lead = _("%(sales)s pada periode ini dari penjual yang datang sebagai calon.") % {
        "sales": money.short(course.pair.now)
    }
    chart = Chart(
        name="won_sales",
        title=title,
        summary=lead,
        labels=brief,
        full_labels=full,
        series=(Series(_("Penjualan bersih"), "bar", "main", values),),
        tick=money.tick,
        exact=money.exact,
        partial=running,
    )
    table = Table(
        columns=(Column(_("Bulan"), "month"), Column(_("Penjualan bersih"), "money")),
        rows=tuple(zip(months, values, strict=True)),
        currency=money.currency,
        running=running,
        footnote=_("* bulan berjalan") if running else "",
    )
    return Tile(
        "won_sales", title, lead=lead, picture=chart, table=table, choices=switch,
        metrics=("won_seller_sales",),
    )  # fmt: skip


def _won_by_segment(figures: SellersFigures, title: str, switch: tuple[Choice, ...]) -> Tile:
    money = Writer("money", figures.selection.shop.currency)
    found = sorted(
        ((segment, value) for (segment, bucket), value in figures.won_sales.items()
         if bucket == "now" and value),
        key=lambda item: -item[1],
    )  # fmt: skip
    if not found:
        text = _("Tak ada penjualan dari penjual baru pada periode ini.")
        return Tile("won_sales", title, empty=text, choices=switch)
    before = {s: v for (s, bucket), v in figures.won_sales.items() if bucket == "before"}
    total = sum(value for _segment, value in found)
    best = found[0]
    lead = _("Terbesar: %(segment)s, %(share)s dari penjualan penjual baru.") % {
        "segment": segment_said(best[0]),
        "share": percent(ratio(best[1], total)),
    }
    picture = Bars(
        name="won_sales",
        title=title,
        summary=lead,
        labels=tuple(segment_said(segment) for segment, _value in found[:10]),
        values=tuple(value for _segment, value in found[:10]),
        short=money.short,
        exact=money.exact,
    )
    table = Table(
        columns=(
            Column(_("Bidang usaha")),
            Column(_("Penjualan bersih"), "money"),
            Column(_("Sebelumnya"), "money"),
            Column(_("Andil"), "ratio"),
        ),
        rows=tuple(
            (
                segment_said(segment),
                value,
                before.get(segment, 0) if figures.has_before else None,
                ratio(value, total),
            )
            for segment, value in found
        ),
        currency=money.currency,
    )
    return Tile(
        "won_sales", title, lead=lead, picture=picture, table=table, choices=switch,
        metrics=("won_seller_sales",),
    )  # fmt: skip
