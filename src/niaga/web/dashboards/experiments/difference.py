"""How large the difference is at the end, for a test whose days are not told."""

from django.utils.translation import gettext as _

from niaga.insight.experiments.comparison import Comparison
from niaga.web.dashboards.charts import IntervalRow, Intervals
from niaga.web.dashboards.experiments.chosen import METRICS, difference_unit, shown_of
from niaga.web.dashboards.experiments.figures import ExperimentFigures
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Column, Table, Tile


def at_the_end(figures: ExperimentFigures) -> Tile | None:
    """None: there is nothing to compare, or nothing that may be."""
    shown = shown_of(figures)
    if shown is None or not shown.is_readable:
        return None
    title, plan = _("Besarnya beda"), shown.judgement.plan
    compared = [
        (verdict.variant, verdict.comparison)
        for verdict in shown.judgement.verdicts
        if isinstance(verdict.comparison, Comparison)
    ]
    if not compared:
        return None
    lead = _("Titik adalah beda dengan %(control)s, garis adalah selang %(level)s.") % {
        "control": plan.control,
        "level": percent(1 - plan.alpha, decimals=0),
    }
    picture = Intervals(
        name="effect",
        title=title,
        summary=lead,
        rows=tuple(
            IntervalRow(
                name,
                found.low,
                found.difference,
                found.high,
                "n = " + Writer("count", "").exact(found.visitors),
            )
            for name, found in compared
        ),
        tick=shown.scale.tick,
        exact=shown.scale.difference,
    )
    unit = difference_unit(shown.scale)
    table = Table(
        columns=(
            Column(_("Varian")),
            Column(_("Beda"), unit),
            Column(_("Batas bawah"), unit),
            Column(_("Batas atas"), unit),
            Column("p", "p"),
        ),
        rows=tuple(
            (name, found.difference, found.low, found.high, found.p) for name, found in compared
        ),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "effect",
        title,
        lead=lead,
        picture=picture,
        table=table,
        notes=(
            _(
                "Berkas uji ini tidak memuat tanggal, jadi tidak ada gambaran per hari: hanya "
                "keadaan akhir yang dapat dinilai. Impor berkas dengan kolom tanggal untuk "
                "melihatnya."
            ),
        ),
        metrics=METRICS,
    )
