"""Why things came back: cancelled after payment, refused, returned, damaged or lost."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from niaga.web.dashboards.axis import names
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.returns.breakdown import breakdown
from niaga.web.dashboards.returns.figures import ReturnsFigures
from niaga.web.dashboards.returns.words import without_returns
from niaga.web.dashboards.tiles import Column, Table, Tile

# Each keeps its colour; what never left the shop is grey.
TONES = {
    "returned": "main",
    "damaged": "third",
    "refused": "fourth",
    "lost": "fifth",
    "cancelled": "second",
}


def reasons(figures: ReturnsFigures) -> Tile:
    return breakdown(
        figures,
        "reasons",
        _("Barang kembali menurut alasan"),
        _("Alasan"),
        "reason",
        figures.reasons,
        tells_value=True,
    )


def over_time(figures: ReturnsFigures) -> Tile:
    """Units by month, stacked by reason."""
    title, months = _("Barang kembali per bulan"), figures.months
    by_reason: dict[str, dict[str, int]] = {}
    for row in figures.reversed_by_reason["reversed_units"].rows:
        by_reason.setdefault(row.key[0] or "", {})[row.key[-1]] = int(row.value or 0)
    courses: Mapping[str, tuple[int, ...]] = {
        reason: tuple(values.get(month.isoformat(), 0) for month in months)
        for reason, values in by_reason.items()
    }
    ranked = sorted(
        (reason for reason, values in courses.items() if any(values)),
        key=lambda reason: (-sum(courses[reason]), reason),
    )
    if not ranked:
        return without_returns(figures, "courses", title)
    named = value_texts("reason", ranked)
    texts = [
        text if reason else _("tanpa keterangan")
        for reason, text in zip(ranked, named, strict=True)
    ]
    short, full = names(months, "month")
    count = Writer("count", "")
    totals = [sum(each) for each in zip(*(courses[reason] for reason in ranked), strict=True)]
    partial = figures.running_among(months)
    ended = [at for at in range(len(months)) if at not in partial and totals[at]]
    lead = ""
    if ended:
        most = max(ended, key=lambda at: totals[at])
        lead = _("Terbanyak pada %(month)s: %(units)s barang.") % {
            "month": full[most],
            "units": count.exact(totals[most]),
        }
    chart = Chart(
        name="courses",
        title=title,
        summary=lead or title,
        labels=short,
        full_labels=full,
        series=tuple(
            Series(text, "stack", TONES.get(reason, "second"), courses[reason])
            for reason, text in zip(ranked, texts, strict=True)
        ),
        tick=count.tick,
        exact=count.exact,
        partial=partial,
    )
    orders = figures.reversed["reversed_orders"].values
    worth = figures.reversed["reversed_value"].values
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            *(Column(text, "count") for text in texts),
            Column(_("Barang"), "count"),
            Column(_("Nilai"), "money"),
            Column(_("Pesanan"), "count"),
        ),
        rows=tuple(
            (
                month,
                *(courses[reason][at] for reason in ranked),
                totals[at],
                worth[at],
                orders[at],
            )
            for at, month in enumerate(months)
        ),
        currency=figures.selection.shop.currency,
        running=partial,
        footnote=_("* bulan berjalan") if partial else "",
    )
    return Tile(
        "courses",
        title,
        lead=lead,
        picture=chart,
        legend=chart.legend,
        table=table,
        metrics=("reversed_units", "reversed_value", "reversed_orders"),
    )
