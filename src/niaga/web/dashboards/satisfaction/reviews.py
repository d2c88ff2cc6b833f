"""What buyers wrote of their orders: the spread of scores, and which products fare worst."""

from django.utils.translation import gettext as _

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.cards import few
from niaga.web.dashboards.charts import Bars
from niaga.web.dashboards.columns import short
from niaga.web.dashboards.links import rows_behind
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


def worst(figures: SatisfactionFigures) -> Tile:
    title, shown = _("Produk dengan ulasan terburuk"), figures.worst_reviewed
    if not shown:
        return Tile("worst", title, empty=_("Belum ada ulasan produk pada periode ini."))
    lead = _("%(name)s: rata-rata %(score)s dari %(n)s ulasan.") % {
        "name": shown[0].name or short(shown[0].product),
        "score": Writer("score", "").short(shown[0].mean),
        "n": Writer("count", "").exact(shown[0].n),
    }
    table = Table(
        columns=(
            Column(_("Produk")),
            Column(_("Nilai ulasan"), "score"),
            Column(_("Ulasan"), "count"),
            Column(_("Untuk peringkat"), "score"),
        ),
        rows=tuple((one.name or short(one.product), one.mean, one.n, one.ranked) for one in shown),
        currency="",
        links=tuple(
            rows_behind("product_reviews", figures.selection, produk=one.product) for one in shown
        ),
        footnote=_(
            "Peringkat menarik nilai ke rata-rata semua produk bila ulasannya sedikit: satu ulasan "
            "buruk belum membuat produk terburuk."
        ),
    )
    return Tile(
        "worst",
        title,
        lead=lead,
        table=table,
        metrics=("product_score", "product_score_ranked", "product_reviews"),
    )
