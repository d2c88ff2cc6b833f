"""The tiles of sellers: who sells how much, with what service, and who stopped."""

from django.utils.translation import gettext as _

from niaga.metrics.formulas import ratio
from niaga.web.dashboards.cards import SMALL
from niaga.web.dashboards.links import rows_behind
from niaga.web.dashboards.numbers import Writer, decimal
from niaga.web.dashboards.sellers.figures import IDLE, Seller, SellersFigures
from niaga.web.dashboards.sellers.options import ORDER
from niaga.web.dashboards.sellers.words import place_said
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Column, Table, Tile

COUNT = Writer("count", "")


def top_sellers(figures: SellersFigures) -> Tile:
    title = _("Penjual: penjualan dan pelayanan")
    order = chosen(figures, ORDER)
    switch = choices(figures, ORDER)
    found = figures.ranked
    if not found:
        text = _("Tak ada penjual dengan paling sedikit %(n)s data pada periode ini.")
        if order == "penjualan":
            text = _("Tak ada penjualan pada periode ini.")
        empty = text % {"n": SMALL} if "%(n)s" in text else text
        return Tile("top_sellers", title, empty=empty, choices=switch)
    lead = {
        "penjualan": _("Penjualan terbesar lebih dulu; pelayanannya di samping."),
        "terlambat": _("Di antara penjual dengan paling sedikit %(n)s paket yang dapat dinilai."),
        "nilai": _("Di antara penjual dengan paling sedikit %(n)s ulasan."),
    }[order] % {"n": SMALL}
    has_before = figures.has_before
    table = Table(
        columns=(
            Column(_("Penjual"), "seller"),
            Column(_("Asal")),
            Column(_("Penjualan bersih"), "money"),
            Column(_("Perubahan"), "change"),
            Column(_("Terlambat"), "ratio"),
            Column(_("n paket"), "count"),
            Column(_("Nilai ulasan"), "score"),
            Column(_("n ulasan"), "count"),
        ),
        rows=tuple(
            (
                seller.name,
                _home(figures, seller),
                seller.net,
                _growth(seller) if has_before else None,
                seller.late_share,
                seller.parcels,
                seller.score,
                seller.reviews,
            )
            for seller in figures.first
        ),
        currency=figures.selection.shop.currency,
        links=tuple(
            rows_behind("net_sales", figures.selection, penjual=seller.name)
            for seller in figures.first
        ),
        footnote=_("%(shown)s dari %(all)s penjual.")
        % {"shown": len(figures.first), "all": COUNT.exact(len(found))},
    )
    return Tile(
        "top_sellers", title, lead=lead, table=table, choices=switch,
        metrics=("net_sales", "seller_late_share", "seller_review_score"),
    )  # fmt: skip


def _home(figures: SellersFigures, seller: Seller) -> str:
    region, city = figures.homes.get(seller.name, (None, None))
    return place_said(city, region)


def _growth(seller: Seller) -> float | None:
    return (seller.net - seller.before) / seller.before if seller.before > 0 else None


def spread(figures: SellersFigures) -> Tile:
    title = _("Sebaran penjualan di antara penjual")
    now, before = figures.spread
    if now is None:
        return Tile("spread", title, empty=_("Tak ada penjualan pada periode ini."))
    if len(figures.sellers) < 2:
        return Tile("spread", title, empty=_("Toko ini punya satu penjual: tokonya sendiri."))
    if now.count <= 10:
        text = _(
            "Hanya %(n)s penjual berjualan pada periode ini; sebaran baru bermakna dari sebelas."
        )
        return Tile("spread", title, empty=text % {"n": now.count})
    lead = _("%(half)s dari %(all)s penjual membuat separuh penjualan.") % {
        "half": COUNT.exact(now.half_count),
        "all": COUNT.exact(now.count),
    }
    parts = [
        (_("10 teratas"), now.top, before.top_share if before else None),
        (
            _("sepersepuluh teratas (%(n)s)") % {"n": COUNT.exact(now.tenth_count)},
            now.tenth,
            before.tenth_share if before else None,
        ),
        (
            _("lainnya (%(n)s)") % {"n": COUNT.exact(now.count - now.tenth_count)},
            now.total - now.tenth,
            1 - before.tenth_share if before else None,
        ),
    ]
    table = Table(
        columns=(
            Column(_("Penjual")),
            Column(_("Penjualan bersih"), "money"),
            Column(_("Andil"), "ratio"),
            Column(_("Andil sebelumnya"), "ratio"),
        ),
        rows=tuple((label, value, ratio(value, now.total), was) for label, value, was in parts),
        currency=figures.selection.shop.currency,
        footnote=_("Indeks Herfindahl–Hirschman %(hhi)s: 1 berarti satu penjual saja.")
        % {"hhi": decimal(now.hhi, 4)},
    )
    return Tile("spread", title, lead=lead, table=table, metrics=("net_sales",))


def idle(figures: SellersFigures) -> Tile:
    """Sellers who sold in the period compared with and nothing in this one."""
    title = _("Berhenti menjual")
    if not figures.has_before:
        text = _("Pilih periode yang punya pembanding.")
        return Tile("idle", title, empty=text)
    if len(figures.sellers) < 2:
        return Tile("idle", title, empty=_("Toko ini punya satu penjual: tokonya sendiri."))
    found = figures.idle
    sold_before = sum(s.before > 0 for s in figures.sellers)
    if not found:
        text = _("Semua %(n)s penjual periode pembanding menjual lagi pada periode ini.")
        if not sold_before:
            text = _("Tak ada penjualan pada periode pembanding.")
        empty = text % {"n": COUNT.exact(sold_before)} if sold_before else text
        return Tile("idle", title, empty=empty)
    money = Writer("money", figures.selection.shop.currency)
    lead = _(
        "%(n)s dari %(all)s penjual periode pembanding tak menjual apa pun; nilai mereka dulu "
        "%(worth)s."
    ) % {
        "n": COUNT.exact(len(found)),
        "all": COUNT.exact(sold_before),
        "worth": money.short(sum(s.before for s in found)),
    }
    table = Table(
        columns=(
            Column(_("Penjual"), "seller"),
            Column(_("Asal")),
            Column(_("Penjualan dulu"), "money"),
        ),
        rows=tuple((seller.name, _home(figures, seller), seller.before) for seller in found[:IDLE]),
        currency=money.currency,
        footnote=_("%(shown)s terbesar dari %(all)s.")
        % {"shown": min(IDLE, len(found)), "all": COUNT.exact(len(found))},
    )
    return Tile("idle", title, lead=lead, table=table, metrics=("net_sales",))
