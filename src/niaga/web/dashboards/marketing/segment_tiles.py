"""Who the customers are: cards, the RFM grid, and the segments with what to do for each."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import ratio
from niaga.metrics.views.rfm import SEGMENT_LABELS, cut_points_day
from niaga.web.dashboards.cards import delta, few, size_note
from niaga.web.dashboards.charts.heat import Heat, HeatCell
from niaga.web.dashboards.figures import Pair
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.marketing.segment_figures import Group, SegmentFigures
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.tiles import Card, Column, Table, Tile

SCORES = (1, 2, 3, 4, 5)
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


def _cut_points(figures: SegmentFigures) -> date:
    """The day that scores are by."""
    first, end = figures.selection.shop.first_date, figures.selection.end
    return cut_points_day(date.fromisoformat(first) if first else end, end)


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
            Column(pgettext("many", "Pembeli"), "count"),
            Column(_("Bagian"), "ratio"),
            Column(_("Pendapatan"), "money"),
        ),
        rows=rows,
        currency=figures.selection.shop.currency,
    )
    ties: tuple[str, ...] = ()
    if len({frequency for _recency, frequency in figures.grid}) < len(SCORES):
        ties = (_("Baris kosong: yang sama kerapnya mendapat skor yang sama."),)
    return Tile(
        "rfm_grid",
        title,
        lead=lead,
        picture=heat,
        table=table,
        notes=(
            *ties,
            _("Angka: pembeli dalam 365 hari. Makin pekat, makin besar pendapatannya."),
            _("Batas nilai ditetapkan menurut pembeli per %(day)s dan tetap selama sebulan.")
            % {"day": date_format(_cut_points(figures), "j M Y")},
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
            Column(pgettext("many", "Pembeli"), "count"),
            Column(_("Bagian"), "ratio"),
            Column(_("Perubahan bagian"), "points"),
            Column(_("Pendapatan"), "short_money"),
            Column(_("Per pembeli"), "short_money"),
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
