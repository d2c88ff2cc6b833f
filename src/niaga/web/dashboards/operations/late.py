"""Which orders are past their promise and not there yet, the longest waiting first."""

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from niaga.web.dashboards.chips import value_texts
from niaga.web.dashboards.links import order_page
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.operations.figures import OperationsFigures
from niaga.web.dashboards.operations.stages import untold
from niaga.web.dashboards.tiles import Column, Table, Tile

SHOWN = 10
STAGES: dict[str, str | Promise] = {
    "payment": gettext_lazy("belum dibayar"),
    "processing": gettext_lazy("dibayar"),
    "packing": gettext_lazy("dibayar"),
    "handover": gettext_lazy("dikemas"),
    "delivery": gettext_lazy("di jalan"),
}


def late(figures: OperationsFigures) -> Tile:
    title = _("Pesanan lewat janji")
    if not figures.tells_deliveries:
        return Tile("late", title, empty=untold())
    count, orders = figures.late(SHOWN)
    if not orders:
        return Tile("late", title, empty=_("Tak ada pesanan terbuka yang lewat waktu janji."))
    lead = ngettext(
        "%(n)s pesanan belum sampai padahal janjinya sudah lewat.",
        "%(n)s pesanan belum sampai padahal janjinya sudah lewat.",
        count,
    ) % {"n": Writer("count", "").exact(count)}
    regions = value_texts("region", [one.region for one in orders])
    shop, end = figures.selection.shop.code, figures.selection.end
    last = min(end - timedelta(days=1), figures.selection.today)
    table = Table(
        columns=(
            Column(pgettext("one", "Pesanan"), "id"),
            Column(_("Keadaan")),
            Column(_("Wilayah")),
            Column(_("Lama (hari)"), "count"),
        ),
        rows=tuple(
            (
                one.order,
                str(STAGES.get(one.stage, one.stage)),
                region,
                (last - one.placed_on).days if one.placed_on else None,
            )
            for one, region in zip(orders, regions, strict=True)
        ),
        currency="",
        links=tuple(order_page(shop, one.order) for one in orders),
        footnote=_("Hari sejak dipesan, sampai akhir periode. Yang terlama di atas.")
        if count <= len(orders)
        else _("Hari sejak dipesan, sampai akhir periode. %(n)s yang terlama.")
        % {"n": len(orders)},
    )
    return Tile("late", title, lead=lead, table=table, metrics=("open_late_orders",))
