"""One test's variants side by side, in the outcome that decides and in the others."""

from django.utils.translation import gettext as _

from niaga.insight.experiments.comparison import Comparison, wilson
from niaga.insight.experiments.samples import Proportion, Sample
from niaga.insight.experiments.srm import Srm
from niaga.web.dashboards.cards import few
from niaga.web.dashboards.charts import IntervalRow, Intervals
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.chosen import METRICS, Shown, hidden, none, shown_of, unit_of
from niaga.web.dashboards.experiments.figures import ExperimentFigures
from niaga.web.dashboards.numbers import Cell, Writer, percent
from niaga.web.dashboards.tiles import Column, Table, Tile


def variants(figures: ExperimentFigures) -> Tile:
    title = _("Hasil utama per varian")
    shown = shown_of(figures)
    if shown is None:
        return none(figures, "variants", title)
    plan, seen = shown.judgement.plan, shown.experiment.seen
    names = [plan.control, *plan.treatments]
    samples = [(name, seen.total(plan.primary, name)) for name in names]
    known = [(name, sample) for name, sample in samples if sample is not None and sample.visitors]
    if not known:
        return Tile("variants", title, empty=_("Belum ada pengunjung."))
    if not shown.is_readable:
        return _divided(figures, shown, known)
    rows = [_interval(shown, name, sample) for name, sample in known]
    is_rate = shown.scale.kind == "rate"
    lead = _(
        "Titik adalah hasil, garis adalah selang %(level)s. Sumbunya tidak mulai dari nol."
    ) % {"level": percent(1 - plan.alpha, decimals=0)}
    picture = Intervals(
        name="variants",
        title=title,
        summary=lead,
        rows=tuple(rows),
        tick=shown.scale.value,
        exact=shown.scale.value,
    )
    table = Table(
        columns=(
            Column(_("Varian")),
            Column(_("Pengunjung"), "count"),
            Column(_("Konversi") if is_rate else _("Dengan nilai"), "count"),
            Column(_("Tingkat konversi") if is_rate else _("Rata-rata"), unit_of(shown.scale)),
            Column(_("Batas bawah"), unit_of(shown.scale)),
            Column(_("Batas atas"), unit_of(shown.scale)),
        ),
        rows=tuple(
            (
                name + (_(" (kontrol)") if name == plan.control else ""),
                sample.visitors,
                sample.conversions if isinstance(sample, Proportion) else None,
                row.value,
                row.low,
                row.high,
            )
            for (name, sample), row in zip(known, rows, strict=True)
        ),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "variants",
        title,
        lead=lead,
        picture=picture,
        table=table,
        notes=few(min(sample.visitors for _name, sample in known)),
        metrics=METRICS,
    )


def _divided(figures: ExperimentFigures, shown: Shown, known: list[tuple[str, Sample]]) -> Tile:
    """Of a test that is not valid: how many came to each variant, and how many should have."""
    srm = shown.judgement.srm
    expected = srm.expected if isinstance(srm, Srm) else {}
    table = Table(
        columns=(
            Column(_("Varian")),
            Column(_("Pengunjung"), "count"),
            Column(_("Seharusnya"), "count"),
        ),
        rows=tuple((name, sample.visitors, expected.get(name)) for name, sample in known),
        currency=figures.selection.shop.currency,
    )
    return Tile("variants", _("Pengunjung per varian"), table=table, metrics=METRICS[:1])


def _interval(shown: Shown, name: str, sample: Sample) -> IntervalRow:
    plan = shown.judgement.plan
    estimate = sample.estimate or 0.0
    if isinstance(sample, Proportion):
        low, high = wilson(sample, plan.alpha)
        note = _("%(conversions)s dari %(visitors)s") % {
            "conversions": Writer("count", "").exact(sample.conversions),
            "visitors": Writer("count", "").exact(sample.visitors),
        }
    else:
        from niaga.insight.experiments.distributions import normal_quantile

        reach = normal_quantile(1 - plan.alpha / 2) * (sample.error or 0.0)
        low, high = estimate - reach, estimate + reach
        note = "n = " + Writer("count", "").exact(sample.visitors)
    tone = "context" if name == plan.control else "main"
    return IntervalRow(name, low, estimate, high, note, tone)


def others(figures: ExperimentFigures) -> Tile:
    title = _("Hasil lain")
    shown = shown_of(figures)
    if shown is None:
        return none(figures, "others", title)
    if not shown.is_readable:
        return hidden("others", title)
    plan = shown.judgement.plan
    if not shown.judgement.others:
        return Tile("others", title, empty=_("Uji ini hanya mengukur satu hasil."))
    currency = figures.selection.shop.currency
    is_early = shown.judgement.decision == "running"
    rows: list[tuple[object, ...]] = []
    notes = []
    for other in shown.judgement.others:
        compared = other.comparison
        if not isinstance(compared, Comparison):
            notes.append(f"{other.outcome}: {words.reason(compared)}")
            continue
        unit = unit_of(words.scale_of(plan, other.outcome, compared, currency))
        rows.append(
            (
                other.outcome,
                other.variant,
                Cell(compared.control, unit),
                Cell(compared.treatment, unit),
                compared.lift,
                _("menunggu") if is_early else other.p,
            )
        )
    table = Table(
        columns=(
            Column(_("Hasil")),
            Column(_("Varian")),
            Column(plan.control, "score"),
            Column(_("Varian itu"), "score"),
            Column(_("Beda relatif"), "change"),
            Column(_("p disesuaikan"), "p"),
        ),
        rows=tuple(rows),
        currency=currency,
        footnote=_(
            "Hasil lain tidak memutuskan. p disesuaikan menurut Benjamini–Hochberg, dan baru ada "
            "setelah uji diputuskan: di antara yang tampak nyata, paling banyak %(level)s yang "
            "palsu."
        )
        % {"level": percent(plan.alpha, decimals=0)},
    )
    if not rows:
        return Tile("others", title, empty=" ".join(dict.fromkeys(notes)))
    return Tile("others", title, table=table, notes=tuple(dict.fromkeys(notes)), metrics=METRICS)
