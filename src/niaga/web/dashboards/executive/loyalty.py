"""Whether visitors buy, campaigns bring orders, and buyers come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.web.dashboards.axis import names
from niaga.web.dashboards.cards import SMALL, delta, size_note
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.executive.figures import AFTER, ExecutiveFigures
from niaga.web.dashboards.figures import Course
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Column, Delta, Table, Tile

LEAST = 2  # cohorts make a line


@dataclass(frozen=True)
class Vital:
    """A rate beside the chart. `why`: said in place of one that does not exist."""

    label: str
    value: str
    size: str
    change: Delta | None
    why: str = ""


def loyalty(figures: ExecutiveFigures) -> Tile:
    title = _("Konversi, kampanye dan retensi")
    cohorts = figures.cohorts
    vitals = (
        _vital(
            figures, "conversion_rate", figures.conversion, _("Kunjungan toko ini tidak diukur.")
        ),
        _vital(
            figures, "campaign_rate", figures.campaigns, _("Toko ini tidak menceritakan kampanye.")
        ),
        *(_retained(figures, after) for after in AFTER),
    )
    drawn = [cohort for cohort in cohorts if (_size(figures, cohort) or 0) >= SMALL]
    if len(drawn) < LEAST:
        return Tile(
            "loyalty",
            title,
            lead=_("Retensi digambar bila ada dua angkatan dengan paling sedikit 30 pembeli.")
            if cohorts
            else _("Retensi mulai ada sebulan setelah pembeli pertama."),
            body="dashboards/executive/loyalty.html",
            data=vitals,
            metrics=("conversion_rate", "campaign_rate", "retention_rate"),
        )
    writer = Writer("ratio", "")
    short, full = names(drawn, "month")

    def rates(of: Sequence[date], after: int) -> tuple[float | None, ...]:
        return tuple(_rate(figures.retained.get((cohort, after))) for cohort in of)

    chart = Chart(
        name="loyalty",
        title=_("Retensi menurut bulan pembelian pertama"),
        summary=_("Bagian pembeli tiap angkatan yang kembali membeli."),
        labels=short,
        full_labels=full,
        series=tuple(
            Series(_label(after), "line", tone, rates(drawn, after))
            for after, tone in zip(AFTER, ("main", "second"), strict=True)
        ),
        tick=writer.tick,
        exact=writer.exact,
        size=(540, 200),
    )
    table = Table(
        columns=(
            Column(_("Angkatan"), "month"),
            Column(pgettext("many", "Pembeli"), "count"),
            *(Column(_label(after), "ratio") for after in AFTER),
        ),
        rows=tuple(
            (
                cohort,
                _size(figures, cohort),
                *(rates([cohort], after)[0] for after in AFTER),
            )
            for cohort in cohorts
        ),
        currency=figures.selection.shop.currency,
        footnote=_("Bulan yang belum selesai tidak dihitung."),
    )
    return Tile(
        "loyalty",
        title,
        picture=chart,
        legend=chart.legend,
        table=table,
        notes=(_("Angkatan di bawah 30 pembeli hanya ada di tabel: data masih sedikit."),)
        if len(drawn) < len(cohorts)
        else (),
        body="dashboards/executive/loyalty.html",
        data=vitals,
        metrics=("conversion_rate", "campaign_rate", "retention_rate"),
    )


def _label(after: int) -> str:
    return _("Retensi bulan ke-%(after)s") % {"after": after}


def _rate(cell: tuple[int, int] | None) -> float | None:
    return ratio(*cell) if cell else None


def _size(figures: ExecutiveFigures, cohort: date) -> int | None:
    cells = [figures.retained.get((cohort, after)) for after in AFTER]
    return next((cell[1] for cell in cells if cell), None)


def _vital(figures: ExecutiveFigures, name: str, course: Course | None, why: str) -> Vital:
    metric = metric_named(name)
    label = str(metric.label)
    if course is None or course.pair.now is None:
        return Vital(label, "—", "", None, why)
    writer = Writer("ratio", "")
    return Vital(
        label,
        writer.short(course.pair.now),
        size_note(course.pair.n or 0),
        delta(figures.selection, course.pair, writer, metric.direction),
    )


def _retained(figures: ExecutiveFigures, after: int) -> Vital:
    """Over the cohorts of the last twelve months whose month has ended: Σ retained ÷ Σ size."""
    cells = [
        cell
        for cohort in figures.cohorts[-12 - after :]
        if (cell := figures.retained.get((cohort, after)))
    ]
    top, bottom = sum(cell[0] for cell in cells), sum(cell[1] for cell in cells)
    value = ratio(top, bottom)
    if value is None:
        return Vital(_label(after), "—", "", None, _("Belum ada angkatan yang cukup lama."))
    return Vital(_label(after), percent(value), size_note(bottom), None)
