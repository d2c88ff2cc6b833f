"""The cards of the sellers' board."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niaga.metrics.catalogue import metric_named
from niaga.web.dashboards.cards import delta, metric_card
from niaga.web.dashboards.figures import Pair
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.sellers.figures import SellersFigures
from niaga.web.dashboards.tiles import Card, Tile


def _no_leads(name: str) -> Tile:
    text = _("Toko ini belum punya data calon penjual.")
    return Tile(name, str(metric_named(name).label), empty=text)


def leads(figures: SellersFigures) -> Tile:
    if not figures.has_leads:
        return _no_leads("leads")
    return metric_card(figures, "leads", figures.measured(figures.by_contact, "leads"))


def lead_conversion(figures: SellersFigures) -> Tile:
    course = figures.measured(figures.by_contact, "lead_conversion")
    empty = _("Tak ada calon penjual pada periode ini.")
    return metric_card(figures, "lead_conversion", course, empty=empty)


def days_to_close(figures: SellersFigures) -> Tile:
    name = "lead_days_to_close_p50"
    won = figures.measured(figures.by_deal, "sellers_won").pair.now
    return metric_card(
        figures,
        name,
        figures.measured(figures.by_deal, name),
        notes=[_resting_on(int(won or 0))] if won else [],
        empty=_("Tak ada kesepakatan pada periode ini."),
    )


def first_sale_share(figures: SellersFigures) -> Tile:
    course = figures.measured(figures.by_deal, "first_sale_share")
    days = figures.measured(figures.by_deal, "first_sale_days_p50").pair.now
    notes = []
    if days is not None:
        said = Writer("days", "").exact(days)
        notes.append(_("tengahnya %(days)s setelah sepakat") % {"days": said})
    empty = _("Tak ada penjual baru pada periode ini.")
    return metric_card(figures, "first_sale_share", course, notes, empty=empty)


def won_seller_sales(figures: SellersFigures) -> Tile:
    if not figures.has_leads:
        return _no_leads("won_seller_sales")
    return metric_card(figures, "won_seller_sales", figures.won_course)


def top_share(figures: SellersFigures) -> Tile:
    """How much hangs on ten sellers; a typed result of `insight`, not a metric with rows."""
    title = _("Andil 10 penjual teratas")
    now, before = figures.spread
    if now is None:
        return Tile("top_share", title, empty=_("Tak ada penjualan pada periode ini."))
    if now.count <= 10:
        text = ngettext(
            "Hanya %(n)s penjual berjualan: tak ada yang dibandingkan.",
            "Hanya %(n)s penjual berjualan: terlalu sedikit untuk dibandingkan.",
            now.count,
        )
        return Tile("top_share", title, empty=text % {"n": now.count})
    writer = Writer("ratio", "")
    pair = Pair(now.top_share, before.top_share if before else None)
    return Tile(
        "top_share",
        title,
        card=Card(
            metric="",
            label=title,
            describe=_(
                "Penjualan bersih sepuluh penjual terbesar dibagi penjualan semua penjual. "
                "Makin besar, makin bergantung toko pada sedikit penjual."
            ),
            value=writer.short(now.top_share),
            exact=percent(now.top_share),
            delta=delta(figures.selection, pair, writer, "down"),
            notes=(_("dari %(n)s penjual") % {"n": Writer("count", "").exact(now.count)},),
        ),
        metrics=("net_sales",),
    )


def _resting_on(n: int) -> str:
    said = Writer("count", "").exact(n)
    if n < 30:
        return _("n = %(n)s, data masih sedikit") % {"n": said}
    return _("n = %(n)s") % {"n": said}
