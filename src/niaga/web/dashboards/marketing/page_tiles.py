"""How many pages were seen, and of how many the visits are known."""

from django.utils.translation import gettext as _

from niaga.web.dashboards.axis import names
from niaga.web.dashboards.charts import Chart, Series
from niaga.web.dashboards.marketing.figures import MarketingFigures
from niaga.web.dashboards.marketing.tiles import COUNT, no_visits
from niaga.web.dashboards.numbers import percent
from niaga.web.dashboards.tiles import Column, Table, Tile


def page_views(figures: MarketingFigures) -> Tile:
    title = _("Halaman dilihat")
    views, coverage = figures.pages["page_views"], figures.pages["consent_coverage"]
    if not views.pair.now and not any(views.values):
        return Tile("page_views", title, empty=no_visits())
    months = figures.months
    running = figures.running_among(months)
    short, full = names(months, "month")
    lead = _("%(n)s halaman pada periode ini, %(share)s oleh pengunjung yang mengizinkan.") % {
        "n": COUNT.exact(views.pair.now or 0),
        "share": percent(coverage.pair.now),
    }
    chart = Chart(
        name="page_views",
        title=title,
        summary=lead,
        labels=short,
        full_labels=full,
        series=(Series(title, "bar", "main", views.values),),
        tick=COUNT.tick,
        exact=COUNT.exact,
        partial=running,
    )
    table = Table(
        columns=(
            Column(_("Bulan"), "month"),
            Column(title, "count"),
            Column(_("Cakupan izin"), "ratio"),
        ),
        rows=tuple(zip(months, views.values, coverage.values, strict=True)),
        currency=figures.selection.shop.currency,
        running=running,
        footnote=_("* bulan berjalan") if running else "",
    )
    return Tile(
        "page_views",
        title,
        lead=lead,
        picture=chart,
        table=table,
        notes=(_("Hanya yang mengizinkan terukur sebagai kunjungan."),),
        metrics=("page_views", "consent_coverage"),
    )
