"""What buyers wrote of their orders: the spread of scores."""

from django.utils.translation import gettext as _

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.cards import few
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.satisfaction.figures import SatisfactionFigures
from niaga.web.dashboards.tiles import Column, Table, Tile

SCORES = (5, 4, 3, 2, 1)


def distribution(figures: SatisfactionFigures) -> Tile:
    title, counts = _("Sebaran nilai ulasan"), figures.review_scores
    total = sum(counts.values())
    if not total:
        return Tile("distribution", title, empty=_("Belum ada ulasan pada periode ini."))
    share = Writer("ratio", "")
    low = sum(counts.get(s, 0) for s in (1, 2))
    lead = _("%(share)s dari %(n)s ulasan bernilai 1 atau 2.") % {
        "share": percent(ratio(low, total)),
        "n": Writer("count", "").exact(total),
    }
    bars = Bars(
        name="distribution",
        title=title,
        summary=lead,
        labels=tuple(f"{s}★" for s in SCORES),
        values=tuple(ratio(counts.get(s, 0), total) for s in SCORES),
        short=share.short,
        exact=share.exact,
        tones=tuple(f"score-{s}" for s in SCORES),
    )
    table = Table(
        columns=(
            Column(_("Nilai")),
            Column(_("Ulasan"), "count"),
            Column(_("Bagian"), "ratio"),
        ),
        rows=tuple((f"{s}★", counts.get(s, 0), ratio(counts.get(s, 0), total)) for s in SCORES),
        currency="",
    )
    return Tile(
        "distribution",
        title,
        lead=lead,
        picture=bars,
        table=table,
        notes=few(total),
        metrics=("review_share", "reviews"),
    )
