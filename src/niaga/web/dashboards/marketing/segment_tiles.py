"""Who the customers are and what they choose: segments, products, quarters."""

from django.utils.translation import gettext as _

from niaga.insight.recommendation import Offer
from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.metrics.periods import label, start_of
from niaga.metrics.views.rfm import SEGMENT_LABELS
from niaga.web.dashboards.cards import delta, few, size_note
from niaga.web.dashboards.charts.bump import Bump, Ranked
from niaga.web.dashboards.charts.heat import Heat, HeatCell
from niaga.web.dashboards.figures import Pair
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.marketing.segment_figures import Group, QuarterProduct, SegmentFigures
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Card, Column, Table, Tile

SCORES = (1, 2, 3, 4, 5)
TOP = 2
BUMPED = 5
TONES = ("main", "second", "third", "fourth", "fifth")
COUNT = Writer("count", "")


def segment_said(name: str) -> str:
    return str(SEGMENT_LABELS.get(name, name))


def _advice() -> dict[str, str]:
    """What a shop can do for each segment."""
    return {
        "champion": _("Beri kabar lebih dulu tentang barang baru, minta ulasan."),
        "loyal": _("Tawarkan paket atau barang pelengkap."),
        "promising": _("Ajak membeli sekali lagi dalam bulan ini."),
        "new": _("Sambut, dan pastikan pesanan pertama memuaskan."),
        "attention": _("Ingatkan dengan barang yang sejenis."),
        "cannot_lose": _("Hubungi sendiri; tanyakan apa yang kurang."),
        "at_risk": _("Kirim penawaran yang ada batas waktunya."),
        "asleep": _("Satu pesan murah; jangan keluarkan biaya besar."),
        "lost": _("Lepaskan dari kampanye berbayar."),
    }


def nothing(figures: SegmentFigures) -> str:
    if figures.selection.filters:
        return _("Tidak ada pembeli dengan saringan ini. Lepaskan satu saringan.")
    return _("Belum ada pesanan dari pembeli yang dikenal dalam 365 hari sampai akhir periode.")


def value_card(
    figures: SegmentFigures, metric: str, pair: Pair, *, notes: tuple[str, ...] = (),
    compared: bool = True, rows: bool = False, empty: str = "",
) -> Tile:  # fmt: skip
    """A card of a metric that no `course` has; `compared` only where `pair` is of both periods."""
    found = metric_named(metric)
    title = str(found.label)
    if pair.now is None:
        return Tile(metric, title, empty=empty, metrics=(metric,))
    writer = Writer(found.unit, figures.selection.shop.currency)
    counted = (size_note(pair.n),) if pair.n is not None else ()
    card = Card(
        metric=metric if rows else "",
        label=found.label,
        describe=found.describe,
        value=writer.short(pair.now),
        exact=writer.exact(pair.now),
        delta=delta(figures.selection, pair, writer, found.direction) if compared else None,
        notes=(*notes, *counted),
    )
    return Tile(metric, title, card=card, metrics=(metric,))


def buyers(figures: SegmentFigures) -> Tile:
    now, before = figures.total
    pair = Pair(now.customers or None, before.customers if before else None)
    return value_card(figures, "rfm_customers", pair, empty=nothing(figures))


def best_share(figures: SegmentFigures) -> Tile:
    """What champions and the loyal bring of all revenue."""
    title = _("Andil juara dan setia")
    now, _before = figures.total
    if not now.revenue:
        return Tile("best_share", title, empty=nothing(figures))
    best = [figures.segments[name][0] for name in ("champion", "loyal") if name in figures.segments]
    mine = sum(best, Group())
    card = Card(
        metric="",
        label=title,
        describe=_("Bagian pendapatan 365 hari yang datang dari segmen juara dan setia."),
        value=percent(ratio(mine.revenue, now.revenue)),
        exact=percent(ratio(mine.revenue, now.revenue)),
        delta=None,
        notes=(
            _("dari %(share)s pembeli") % {"share": percent(ratio(mine.customers, now.customers))},
        ),
    )
    return Tile("best_share", title, card=card, metrics=("rfm_revenue", "rfm_customers"))


def rfm_grid(figures: SegmentFigures) -> Tile:
    title = _("Skor RFM: kebaruan dan kekerapan")
    total = figures.total[0]
    if not total.customers:
        return Tile("rfm_grid", title, empty=nothing(figures))
    money = Writer("money", figures.selection.shop.currency)
    most = max((group.revenue for group in figures.grid.values()), default=0) or 1

    def cell(recency: int, frequency: int) -> HeatCell:
        group = figures.grid.get((recency, frequency))
        where = _("Kebaruan %(r)s, kekerapan %(f)s") % {"r": recency, "f": frequency}
        if group is None:
            return HeatCell("", f"{where}\n" + _("tidak ada pembeli"), None)
        said = _("%(n)s pembeli, %(money)s") % {
            "n": COUNT.exact(group.customers),
            "money": money.short(group.revenue),
        }
        share = max(0.0, group.revenue / most)
        return HeatCell(COUNT.short(group.customers), f"{where}\n{said}", share)

    lead = _("%(share)s pembeli punya kebaruan dan kekerapan 4 atau 5.") % {
        "share": percent(
            ratio(
                sum(g.customers for (r, f), g in figures.grid.items() if r >= 4 and f >= 4),
                total.customers,
            )
        )
    }
    heat = Heat(
        name="rfm_grid",
        title=title,
        summary=lead,
        columns=tuple(str(score) for score in SCORES),
        rows=tuple(str(score) for score in reversed(SCORES)),
        cells=tuple(tuple(cell(r, f) for r in SCORES) for f in reversed(SCORES)),
        across=_("Kebaruan: 5 paling baru membeli"),
        down=_("Kekerapan"),
        size=(360, 52),
    )
    rows = tuple(
        (r, f, group.customers, ratio(group.customers, total.customers), group.revenue)
        for (r, f), group in sorted(figures.grid.items(), reverse=True)
    )
    table = Table(
        columns=(
            Column(_("Kebaruan"), "count"),
            Column(_("Kekerapan"), "count"),
            Column(_("Pembeli"), "count"),
            Column(_("Bagian"), "ratio"),
            Column(_("Pendapatan"), "money"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
    )
    return Tile(
        "rfm_grid",
        title,
        lead=lead,
        picture=heat,
        table=table,
        notes=(
            _("Angka: pembeli dalam 365 hari. Makin gelap, makin besar pendapatannya."),
            *few(total.customers),
        ),
        metrics=("rfm_customers", "rfm_revenue"),
    )


def rfm_segments(figures: SegmentFigures) -> Tile:
    title = _("Segmen pembeli")
    total, before_total = figures.total
    if not total.customers:
        return Tile("rfm_segments", title, empty=nothing(figures))
    advice = _advice()
    rows, links = [], []
    for name, (now, before) in figures.segments.items():
        share = ratio(now.customers, total.customers)
        earlier = (
            ratio(before.customers, before_total.customers) if before and before_total else None
        )
        moved = None if share is None or earlier is None else share - earlier
        rows.append(
            (
                segment_said(name),
                now.customers,
                share,
                moved,
                now.revenue,
                ratio(now.revenue, now.customers),
                advice.get(name, ""),
            )
        )
        links.append(rows_behind("rfm_customers", figures.selection, segmen=name))
    table = Table(
        columns=(
            Column(_("Segmen")),
            Column(_("Pembeli"), "count"),
            Column(_("Bagian"), "ratio"),
            Column(_("Perubahan bagian"), "points"),
            Column(_("Pendapatan"), "money"),
            Column(_("Per pembeli"), "money"),
            Column(_("Yang dapat dilakukan")),
        ),
        rows=tuple(rows),
        currency=figures.selection.shop.currency,
        links=tuple(links),
        link_right="metrics.people",
        footnote=_("Segmen dari kebaruan dan kekerapan dalam 365 hari sampai akhir periode."),
    )
    name, (group, _b) = max(figures.segments.items(), key=lambda item: item[1][0].revenue)
    lead = _("Pendapatan terbesar dari segmen %(name)s: %(share)s dari %(people)s pembeli.") % {
        "name": segment_said(name),
        "share": percent(ratio(group.revenue, total.revenue)),
        "people": percent(ratio(group.customers, total.customers)),
    }
    return Tile(
        "rfm_segments",
        title,
        lead=lead,
        table=table,
        metrics=("rfm_customers", "rfm_revenue"),
    )


def segment_products(figures: SegmentFigures) -> Tile:
    title = _("Produk terlaris per segmen")
    rows = tuple(
        (
            segment_said(segment),
            each.counts.product_name,
            each.units,
            each.counts.orders,
            ratio(each.counts.orders, each.counts.segment_orders),
        )
        for segment, listed in figures.products.items()
        for each in listed[:TOP]
    )
    if not rows:
        return Tile("segment_products", title, empty=nothing(figures))
    table = Table(
        columns=(
            Column(_("Segmen")),
            Column(_("Produk")),
            Column(_("Barang"), "count"),
            Column(_("Pesanan"), "count"),
            Column(_("Bagian"), "ratio"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
        footnote=_("Dua teratas tiap segmen, dalam 365 hari sampai akhir periode."),
    )
    return Tile("segment_products", title, table=table, metrics=("segment_product_units",))


def _reason(offer: Offer) -> str:
    lift = Writer("score", "").exact(offer.lift)
    if offer.kind == "pair":
        return _(
            "Ada di %(count)s dari %(out_of)s keranjang yang berisi %(because)s: %(lift)s kali "
            "lebih sering dari kebetulan."
        ) % {
            "count": COUNT.exact(offer.count),
            "out_of": COUNT.exact(offer.out_of),
            "because": offer.because,
            "lift": lift,
        }
    return _(
        "Ada di %(count)s dari %(out_of)s pesanan segmen ini: %(lift)s kali lebih sering dari "
        "pembeli pada umumnya."
    ) % {
        "count": COUNT.exact(offer.count),
        "out_of": COUNT.exact(offer.out_of),
        "lift": lift,
    }


def recommended(figures: SegmentFigures) -> Tile:
    title = _("Produk yang disarankan per segmen")
    rows = tuple(
        (segment_said(segment), offer.name, _reason(offer), offer.count, offer.support, offer.lift)
        for segment, listed in figures.offers.items()
        for offer in listed
    )
    if not rows:
        if not figures.products:
            return Tile("recommended", title, empty=nothing(figures))
        return Tile(
            "recommended",
            title,
            empty=_(
                "Belum ada produk yang cukup sering dibeli bersama atau lebih disukai satu segmen."
            ),
        )
    table = Table(
        columns=(
            Column(_("Segmen")),
            Column(_("Tawarkan")),
            Column(_("Alasan")),
            Column(_("Pesanan pendukung"), "count"),
            Column(_("Dukungan"), "ratio"),
            Column(_("Lift"), "score"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
        footnote=_(
            "Dukungan: bagian pesanan segmen. Lift: kali lebih sering dari kebetulan. Ini pola, "
            "bukan sebab; ujilah sebelum menaruh biaya."
        ),
    )
    metrics = ("pair_baskets", "segment_product_orders")
    return Tile("recommended", title, table=table, metrics=metrics)


def quarters(figures: SegmentFigures) -> Tile:
    title = _("Produk paling banyak dipesan per triwulan")
    found = figures.quarter_products
    if not found:
        return Tile("quarters", title, empty=_("Belum ada penjualan sampai akhir periode."))
    keys = list(found)
    last = found[keys[-1]][:BUMPED]
    places = {quarter: {p.product: p for p in listed[:BUMPED]} for quarter, listed in found.items()}
    running = _running_quarter(figures, keys)
    lines = tuple(
        Ranked(
            product.name,
            TONES[n % len(TONES)],
            tuple(p.place if (p := places[key].get(product.product)) else None for key in keys),
            tuple(_rank_said(places[key].get(product.product)) for key in keys),
        )
        for n, product in enumerate(last)
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
        size=(560, 220),
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
        notes=(_("Lima teratas triwulan terakhir; sebelumnya bila di sepuluh teratas."),),
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
