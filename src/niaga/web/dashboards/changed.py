"""What changed: the change of net sales, taken apart by factors and by segments."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from niaga.metrics.catalogue import metric_named
from niaga.metrics.formulas import growth, ratio
from niaga.web.dashboards.explain import split
from niaga.web.dashboards.figures import BEFORE, NOW, Figures
from niaga.web.dashboards.numbers import Writer, percent
from niaga.web.dashboards.selection import said
from niaga.web.dashboards.tiles import Table, Tile


def what_changed_title() -> str:
    return _("Apa yang berubah")


def changed(figures: Figures) -> Tile:
    """The change of net sales over its factors: buyers × orders per buyer × net sales per order."""
    title, selection = what_changed_title(), figures.selection
    net = figures.net_sales
    if selection.compared is None or net.before is None:
        return Tile("changed", title, empty=_("Pilih periode yang punya pembanding."))
    writer = Writer("money", figures.selection.shop.currency)
    factors = _factors(figures)
    parts = split([before for _l, before, _n, _w in factors], [now for _l, _b, now, _w in factors])
    if parts is None:
        return Tile(
            "changed",
            title,
            empty=_("Salah satu periode tanpa penjualan: tak ada yang dapat diurai."),
        )
    change = (net.now or 0) - net.before
    share = growth(int(net.now or 0), int(net.before))
    lead = _("Penjualan bersih %(change)s (%(share)s) %(against)s.") % {
        "change": writer.signed(change),
        "share": percent(share, signed=True),
        "against": _("dibanding %(period)s") % {"period": said(*selection.compared)},
    }
    rows = [
        (name, write(before), write(now), writer.signed(part))
        for (name, before, now, write), part in zip(factors, parts, strict=True)
    ]
    plain: list[tuple[Any, ...]] = [
        (name, before, now, part)
        for (name, before, now, _w), part in zip(factors, parts, strict=True)
    ]
    for kind, name, before, now in _segments(figures):
        rows.append(
            (
                f"{kind}: {name}",
                writer.short(before),
                writer.short(now),
                writer.signed(now - before),
            )
        )
        plain.append((f"{kind}: {name}", before, now, now - before))
    table = Table(
        head=(_("Faktor"), _("Sebelum"), _("Sekarang"), _("Andil")),
        rows=tuple(rows),
        plain=tuple(plain),
        footnote=_(
            "Andil pembeli, pesanan per pembeli dan nilai per pesanan berjumlah tepat sebesar "
            "perubahannya. Ini hitungan, bukan sebab."
        ),
    )
    return Tile("changed", title, lead=lead, table=table)


def _factors(figures: Figures) -> list[tuple[str, float | None, float | None, Callable[..., str]]]:
    net, orders, buyers = figures.net_sales, figures.counted_orders, figures.buyers
    per_buyer = metric_named("orders_per_buyer").label
    per_order = metric_named("net_sales_per_order").label
    count, money = (
        Writer("count", figures.selection.shop.currency),
        Writer("money", figures.selection.shop.currency),
    )
    plain = Writer("score", figures.selection.shop.currency)

    def divided(top: float | None, bottom: float | None) -> float | None:
        return None if top is None or bottom is None else ratio(int(top), int(bottom))

    return [
        (str(metric_named("buyers").label), buyers.before, buyers.now, count.short),
        (
            str(per_buyer),
            divided(orders.before, buyers.before),
            divided(orders.now, buyers.now),
            plain.exact,
        ),
        (
            str(per_order),
            divided(net.before, orders.before),
            divided(net.now, orders.now),
            money.short,
        ),
    ]


def _segments(figures: Figures, count: int = 3) -> list[tuple[str, str, int, int]]:
    """The categories and regions that moved most: kind, name, before, now."""
    result = []
    for position, kind in enumerate((_("Kategori"), _("Wilayah"))):
        sums: dict[str, dict[str, int]] = {}
        for row in figures.net_by_segment.rows:
            name = row.key[position] or _("tanpa keterangan")
            bucket = sums.setdefault(name, {NOW: 0, BEFORE: 0})
            bucket[row.key[-1]] += int(row.value or 0)
        moved = sorted(sums.items(), key=lambda item: -abs(item[1][NOW] - item[1][BEFORE]))
        result += [(kind, name, pair[BEFORE], pair[NOW]) for name, pair in moved[:count]]
    return result
