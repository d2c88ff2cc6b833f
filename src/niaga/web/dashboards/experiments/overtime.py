"""One test day by day: effect with its confidence sequence, evidence, power, visits."""

from django.utils.translation import gettext as _

from niaga.insight.experiments.course import Day, day_of_power
from niaga.insight.experiments.samples import Proportion, Sample
from niaga.web.dashboards.charts import Band, Chart, Mark, Series
from niaga.web.dashboards.experiments import words
from niaga.web.dashboards.experiments.chosen import (
    METRICS,
    Shown,
    course_of,
    difference_unit,
    label,
    none,
    shown_of,
    undated,
    unit_of,
)
from niaga.web.dashboards.experiments.difference import at_the_end
from niaga.web.dashboards.experiments.figures import ExperimentFigures
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Column, Table, Tile


def effect(figures: ExperimentFigures) -> Tile:
    title = _("Beda dari waktu ke waktu")
    found = course_of(figures, "effect", title)
    if isinstance(found, Tile):
        return at_the_end(figures) or found
    shown, days = found
    last, level = days[-1], percent(1 - shown.judgement.plan.alpha, decimals=0)
    lead = _effect_lead(shown, last)
    positions = {day.day: n for n, day in enumerate(days)}
    marks = tuple(
        Mark(
            positions[look.at.day],
            look.edge * look.at.error,
            _("Batas pemeriksaan ke-%(look)s") % {"look": look.number},
        )
        for look in shown.verdict.looks
        if look.at is not None and look.at.error
    )
    picture = Band(
        name="effect",
        title=title,
        summary=lead,
        labels=tuple(label(each.day, n == 0) for n, each in enumerate(days)),
        full_labels=tuple(words.day(each.day) for each in days),
        lines=tuple(each.difference for each in days),
        lows=tuple(each.low for each in days),
        highs=tuple(each.high for each in days),
        said=(
            _("Beda sampai hari itu, dalam poin")
            if shown.scale.kind == "rate"
            else _("Beda sampai hari itu"),
            _("Deret kepercayaan %(level)s") % {"level": level},
            _("Batas pemeriksaan terencana"),
        ),
        tick=shown.scale.tick,
        exact=shown.scale.difference,
        marks=marks,
    )
    unit = difference_unit(shown.scale)
    table = Table(
        columns=(
            Column(_("Hari"), "day"),
            Column(_("Pengunjung"), "count"),
            Column(_("Beda"), unit),
            Column(_("Batas bawah"), unit),
            Column(_("Batas atas"), unit),
            Column(_("Beda terdeteksi"), unit),
        ),
        rows=tuple(
            (
                each.day,
                each.visitors,
                each.difference,
                each.low,
                each.high,
                each.detectable,
            )
            for each in days
        ),
        currency=figures.selection.shop.currency,
        footnote=_("Semua angka dihitung dari hari pertama sampai hari itu."),
    )
    return Tile(
        "effect",
        title,
        lead=lead,
        picture=picture,
        legend=picture.legend,
        table=table,
        metrics=METRICS,
    )


def _effect_lead(shown: Shown, last: Day) -> str:
    if last.low is None or last.high is None:
        return _("Pengunjungnya belum cukup untuk menilai beda.")
    if last.low > 0 or last.high < 0:
        return _("Deret kepercayaan tidak lagi memuat nol, kapan pun orang melihatnya.")
    return _(
        "Deret kepercayaan masih memuat nol: lebarnya berlaku kapan pun dilihat, maka lebih lebar "
        "daripada selang biasa."
    )


def evidence(figures: ExperimentFigures) -> Tile:
    title = _("Bukti dan daya per hari")
    found = course_of(figures, "evidence", title)
    if isinstance(found, Tile):
        return found
    shown, days = found
    plan = shown.judgement.plan
    reached = day_of_power(days, plan.power)
    if plan.effect is None:
        lead = _("Perubahan yang penting tidak diberi tahu sebelum mulai, maka daya tak dihitung.")
    elif reached is not None:
        lead = _(
            "Perubahan %(effect)s yang direncanakan sudah dapat dilihat dengan daya %(power)s "
            "sejak %(day)s (hari ke-%(number)s)."
        ) % {
            "effect": percent(plan.effect, decimals=0),
            "power": percent(plan.power, decimals=0),
            "day": words.day(reached.day),
            "number": reached.number,
        }
    else:
        lead = _(
            "Perubahan %(effect)s yang direncanakan belum dapat dilihat; daya kini %(power)s."
        ) % {
            "effect": percent(plan.effect, decimals=0),
            "power": percent(days[-1].power, decimals=0),
        }
    series = [
        Series(_("p selalu-sah"), "line", "main", tuple(each.always_p for each in days)),
        Series(_("Daya pada rencana"), "line", "third", tuple(each.power for each in days)),
        Series(
            _("Batas %(level)s") % {"level": percent(plan.alpha, decimals=0)},
            "step",
            "target",
            (plan.alpha,) * len(days),
        ),
    ]
    if plan.effect is None:
        del series[1]
    picture = Chart(
        name="evidence",
        title=title,
        summary=lead,
        labels=tuple(label(each.day, n == 0) for n, each in enumerate(days)),
        full_labels=tuple(words.day(each.day) for each in days),
        series=tuple(series),
        tick=lambda value: percent(value, decimals=0),
        exact=lambda value: percent(float(value), decimals=1),
    )
    table = Table(
        columns=(
            Column(_("Hari"), "day"),
            Column(_("p selalu-sah"), "p"),
            Column(_("Daya pada rencana"), "ratio"),
        ),
        rows=tuple((each.day, each.always_p, each.power) for each in days),
        currency=figures.selection.shop.currency,
        footnote=_(
            "p selalu-sah boleh dilihat tiap hari: peluang alarm palsu selama seluruh uji tetap "
            "paling banyak %(level)s."
        )
        % {"level": percent(plan.alpha, decimals=0)},
    )
    return Tile(
        "evidence",
        title,
        lead=lead,
        picture=picture,
        legend=picture.legend,
        table=table,
        metrics=METRICS,
    )


def daily(figures: ExperimentFigures) -> Tile:
    title = _("Kunjungan dan konversi per hari")
    shown = shown_of(figures)
    if shown is None:
        return none(figures, "daily", title)
    plan, seen = shown.judgement.plan, shown.experiment.seen
    names = [name for name in (plan.control, *plan.treatments) if seen.by_day(plan.primary, name)]
    if not names:
        return undated("daily", title)
    by_variant = {name: seen.by_day(plan.primary, name) for name in names}
    days = seen.days
    tones = ("context", "main", "third", "fourth", "fifth")
    lead = _("Tiap pengunjung dihitung pada hari pertama ia melihat variannya.")
    if not shown.is_readable:
        title = _("Kunjungan per hari")
        lead = _("Carilah hari ketika pembagiannya mulai timpang: di situ sebabnya.")

    def drawn(sample: Sample | None) -> float | None:
        """The outcome; of a test that is not valid the visitors alone."""
        if sample is None:
            return None
        return sample.estimate if shown.is_readable else sample.visitors

    writer = Writer("count", "")
    picture = Chart(
        name="daily",
        title=title,
        summary=lead,
        labels=tuple(label(day, n == 0) for n, day in enumerate(days)),
        full_labels=tuple(words.day(day) for day in days),
        series=tuple(
            Series(
                name,
                "line",
                tone,
                tuple(drawn(by_variant[name].get(day)) for day in days),
            )
            for name, tone in zip(names, tones, strict=False)
        ),
        tick=shown.scale.short if shown.is_readable else writer.short,
        exact=shown.scale.value if shown.is_readable else writer.exact,
        size=(640, 270),
    )
    columns = [Column(_("Hari"), "day")]
    for name in names:
        columns.append(Column(_("%(name)s: kunjungan") % {"name": name}, "count"))
        if not shown.is_readable:
            continue
        columns += [
            Column(_("%(name)s: konversi") % {"name": name}, "count"),
            Column(_("%(name)s: hasil") % {"name": name}, unit_of(shown.scale)),
        ]
    table = Table(
        columns=tuple(columns),
        rows=tuple(
            (
                day,
                *(
                    cell
                    for name in names
                    for cell in _cells(by_variant[name].get(day))[: 3 if shown.is_readable else 1]
                ),
            )
            for day in days
        ),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "daily",
        title,
        lead=lead,
        picture=picture,
        legend=picture.legend,
        table=table,
        metrics=METRICS,
    )


def _cells(sample: Sample | None) -> tuple[object, ...]:
    if sample is None:
        return (0, 0, None)
    conversions = sample.conversions if isinstance(sample, Proportion) else None
    return (sample.visitors, conversions, sample.estimate)


def raw(figures: ExperimentFigures) -> Tile:
    """The p-value that everybody peeks at, where it cannot be taken for a decision."""
    title = _("Angka harian untuk ahli")
    found = course_of(figures, "raw", title)
    if isinstance(found, Tile):
        return found
    shown, days = found
    table = Table(
        columns=(
            Column(_("Hari"), "day"),
            Column(_("p mentah"), "p"),
            Column(_("p selalu-sah"), "p"),
            Column(_("Galat baku"), difference_unit(shown.scale)),
        ),
        rows=tuple(
            (
                each.day,
                each.raw_p,
                each.always_p,
                each.error,
            )
            for each in days
        ),
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "raw",
        title,
        body="dashboards/experiments/raw.html",
        table=table,
        metrics=METRICS,
    )
