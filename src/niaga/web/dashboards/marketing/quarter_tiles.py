"""The most ordered products of each quarter, and how their ranks change."""

from django.utils.translation import gettext as _

from niaga.metrics.periods import label, start_of
from niaga.web.dashboards.charts.bump import Bump, Ranked
from niaga.web.dashboards.marketing.segment_figures import QuarterProduct, SegmentFigures
from niaga.web.dashboards.marketing.segment_tiles import COUNT
from niaga.web.dashboards.tiles import Column, Table, Tile

BUMPED = 5  # of the last quarter
FIRST = 3  # of the quarters before: their lines are not lost when they fall out
TONES = ("main", "second", "third", "fourth", "fifth")


def quarters(figures: SegmentFigures) -> Tile:
    title = _("Produk paling banyak dipesan per triwulan")
    found = figures.quarter_products
    if not found:
        return Tile("quarters", title, empty=_("Belum ada penjualan sampai akhir periode."))
    keys = list(found)
    last = found[keys[-1]][:BUMPED]
    places = {quarter: {p.product: p for p in listed} for quarter, listed in found.items()}
    drawn = {product.product: product for product in last}
    for key in reversed(keys):  # who was among the first three once, and fell out
        for product in found[key][:FIRST]:
            drawn.setdefault(product.product, product)
    running = _running_quarter(figures, keys)
    lines = tuple(
        Ranked(
            product.name,
            TONES[n] if n < len(last) else "context",
            tuple(p.place if (p := places[key].get(product.product)) else None for key in keys),
            tuple(_rank_said(places[key].get(product.product)) for key in keys),
        )
        for n, product in enumerate(drawn.values())
    )
    firsts = _("Nomor satu %(quarter)s: %(name)s, %(units)s barang.") % {
        "quarter": keys[-1].replace("-", " "),
        "name": last[0].name,
        "units": COUNT.exact(last[0].units),
    }
    bump = Bump(
        name="quarters",
        title=title,
        summary=firsts,
        positions=tuple(key[-2:] + " ’" + key[2:4] for key in keys),
        lines=lines,
        deepest=max(len(listed) for listed in found.values()),
        running=running,
        size=(1120, 220),
    )
    rows = tuple(
        (key.replace("-", " ") + ("*" if n in running else ""), p.place, p.name, p.units, p.net)
        for n, key in reversed(list(enumerate(keys)))
        for p in found[key][:BUMPED]
    )
    table = Table(
        columns=(
            Column(_("Triwulan")),
            Column(_("Peringkat"), "count"),
            Column(_("Produk")),
            Column(_("Barang"), "count"),
            Column(_("Penjualan bersih"), "money"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
        footnote=_("* triwulan berjalan") if running else "",
    )
    return Tile(
        "quarters",
        title,
        lead=firsts,
        picture=bump,
        table=table,
        notes=(
            _(
                "Berwarna: lima teratas triwulan terakhir. Abu-abu: pernah tiga teratas. Lebih "
                "rendah dari sepuluh tidak digambar."
            ),
        ),
        metrics=("quarter_product_units", "quarter_product_net_sales"),
    )


def _rank_said(product: QuarterProduct | None) -> str:
    if product is None:
        return ""
    return _("%(name)s: peringkat %(place)s, %(units)s barang") % {
        "name": product.name,
        "place": product.place,
        "units": COUNT.exact(product.units),
    }


def _running_quarter(figures: SegmentFigures, keys: list[str]) -> frozenset[int]:
    """The last quarter, when it had not ended at the end of the period or still runs."""
    end = figures.selection.end
    current = label(start_of(end, "quarter"), "quarter")
    is_cut = end != start_of(end, "quarter") and keys[-1] == current
    still = figures.running("quarter")
    runs = still is not None and keys[-1] == label(still, "quarter")
    return frozenset({len(keys) - 1}) if is_cut or runs else frozenset()
