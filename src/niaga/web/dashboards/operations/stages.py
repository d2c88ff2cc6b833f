"""How long each stage takes, and which orders are still in one."""

from dataclasses import replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.metrics.catalogue import metric_named
from niaga.web.dashboards.board import Option
from niaga.web.dashboards.cards import SMALL, metric_card
from niaga.web.dashboards.charts import DotRow, Dots
from niaga.web.dashboards.figures import Course, Pair
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.operations.figures import OperationsFigures
from niaga.web.dashboards.switches import choices
from niaga.web.dashboards.tiles import Column, Table, Tile

NAMES: dict[str, str | Promise] = {
    "payment": gettext_lazy("Dipesan sampai dibayar"),
    "packing": gettext_lazy("Dibayar sampai dikemas"),
    "handover": gettext_lazy("Dikemas sampai dikirim"),
    "processing": gettext_lazy("Dibayar sampai dikirim"),
    "delivery": gettext_lazy("Dikirim sampai diterima"),
    "total": gettext_lazy("Seluruhnya"),
}
HOURS = Option(
    "jam", {"kalender": gettext_lazy("Jam kalender"), "kerja": gettext_lazy("Jam kerja")}
)
MARKS = ("P50", "P90", "P95")
DAY = 24


def processing(figures: OperationsFigures) -> Tile:
    """In the hours that the board shows: calendar hours, or those in which the shop works."""
    empty = _("Sumber toko ini tidak menceritakan kapan paket dikirim.")
    course = figures.stage_course("processing")
    if not figures.in_business_hours:
        return metric_card(figures, "processing_hours_p90", course, empty=empty)
    notes = [str(NAMES["processing"])] if course.pair.now is not None else []
    tile = metric_card(figures, "stage_business_hours_p90", course, notes, rows=False, empty=empty)
    return replace(tile, name="processing_hours_p90")


def untold() -> str:
    return _("Sumber toko ini tidak menceritakan pengiriman: mana yang sudah sampai tak diketahui.")


def overdue(figures: OperationsFigures) -> Tile:
    if not figures.tells_deliveries:
        return Tile("overdue_orders", str(metric_named("overdue_orders").label), empty=untold())
    waiting = figures.waiting
    pair = Pair(sum(one.overdue for one in waiting), None)
    opened = sum(one.orders for one in waiting)
    note = _("dari %(n)s pesanan yang belum sampai") % {"n": Writer("count", "").exact(opened)}
    return metric_card(figures, "overdue_orders", Course(pair, ()), [note], compared=False)


def lead_times(figures: OperationsFigures) -> Tile:
    title, stages, switch = _("Lama tiap tahap"), figures.stages(), choices(figures, HOURS)
    if not stages:
        return Tile(
            "lead_times",
            title,
            empty=_("Sumber toko ini tidak menceritakan waktu tahap pesanan."),
        )
    working = figures.in_business_hours
    longest = max(stage.p95 or stage.p90 or 0 for stage in stages)
    in_days = longest > 3 * DAY and not working
    divisor, unit = (DAY, "days") if in_days else (1, "hours")
    word = _("jam kerja") if working else _("hari") if in_days else _("jam")
    writer, count = Writer(unit, ""), Writer("count", "")

    def scaled(value: float | None) -> float | None:
        return None if value is None else value / divisor

    whole = next((stage for stage in stages if stage.name == "total"), None)
    lead = ""
    if whole and whole.p90 is not None:
        lead = (
            _("Dalam jam kerja toko: separuh sampai dalam %(p50)s, sembilan dari sepuluh %(p90)s.")
            if working
            else _(
                "Dari pesan sampai terima: separuh dalam %(p50)s, sembilan dari sepuluh dalam "
                "%(p90)s."
            )
        ) % {
            "p50": writer.short(scaled(whole.p50)),
            "p90": writer.short(scaled(whole.p90)),
        }
    dots = Dots(
        name="lead_times",
        title=title,
        summary=lead,
        marks=MARKS,
        rows=tuple(
            DotRow(
                str(NAMES[stage.name]),
                (scaled(stage.p50), scaled(stage.p90), scaled(stage.p95)),
                _("n = %(n)s") % {"n": count.exact(stage.n)},
            )
            for stage in stages
        ),
        tick=lambda value: f"{value:g}",
        exact=writer.exact,
        unit=word,
    )
    table = Table(
        columns=(
            Column(_("Tahap")),
            *(Column(f"{mark} ({word})", unit) for mark in MARKS),
            Column(_("Pesanan"), "count"),
            *(
                ()
                if working
                else (Column(_("Masih di sini"), "count"), Column(_("Waktu terbalik"), "count"))
            ),
        ),
        rows=tuple(
            (
                str(NAMES[stage.name]),
                scaled(stage.p50),
                scaled(stage.p90),
                scaled(stage.p95),
                stage.n,
                *(() if working else (stage.still, stage.quarantined)),
            )
            for stage in stages
        ),
        currency="",
        footnote=_(
            "Menurut hari tahap dimulai; yang masih di tahap ikut dihitung selama ia menunggu. P90 "
            "tiap tahap tidak berjumlah menjadi P90 seluruhnya."
        ),
    )
    notes = []
    if any(stage.n < SMALL for stage in stages):
        notes.append(_("Sebagian tahap bersandar pada kurang dari 30 pesanan: data masih sedikit."))
    return Tile(
        "lead_times",
        title,
        lead=lead,
        picture=dots,
        legend=dots.legend,
        table=table,
        choices=switch,
        notes=tuple(notes),
        metrics=figures.stage_names,
    )


def waiting(figures: OperationsFigures) -> Tile:
    title = _("Pesanan yang belum sampai")
    if not figures.tells_deliveries:
        return Tile("waiting", title, empty=untold())
    every = figures.waiting
    if not every:
        return Tile("waiting", title, empty=_("Semua pesanan sudah sampai pada akhir periode ini."))
    count = Writer("count", "")
    lead = _(
        "%(open)s belum sampai; %(overdue)s terlalu lama di tahapnya, %(late)s lewat janji."
    ) % {
        "open": count.exact(sum(one.orders for one in every)),
        "overdue": count.exact(sum(one.overdue for one in every)),
        "late": count.exact(sum(one.late for one in every)),
    }
    address = reverse("dashboards:rows", args=["overdue_orders"])
    table = Table(
        columns=(
            Column(_("Menunggu di tahap")),
            Column(_("Pesanan"), "count"),
            Column(_("Terlalu lama"), "count"),
            Column(_("Lewat janji"), "count"),
        ),
        rows=tuple(
            (str(NAMES.get(one.stage, one.stage)), one.orders, one.overdue, one.late)
            for one in every
        ),
        currency="",
        links=tuple(f"{address}?{figures.selection.query(tahap=one.stage)}" for one in every),
        footnote=_(
            "Terlalu lama: lebih lama daripada 9 dari 10 pesanan pada tahap itu dalam 180 hari "
            "sebelumnya. Keadaan pada akhir periode."
        ),
    )
    return Tile(
        "waiting",
        title,
        lead=lead,
        table=table,
        metrics=("open_orders", "overdue_orders", "open_late_orders"),
    )
