"""What each segment buys most, and what to offer it with the reason."""

from django.utils.translation import gettext as _

from niaga.insight.recommendation import Offer
from niaga.web.dashboards.marketing.segment_figures import Chosen, SegmentFigures
from niaga.web.dashboards.marketing.segment_tiles import COUNT, nothing, segment_said
from niaga.web.dashboards.numbers import Writer
from niaga.web.dashboards.tiles import Column, Table, Tile


def products(figures: SegmentFigures) -> Tile:
    """A row for each segment: what it orders most, and its two best offers."""
    title = _("Produk per segmen: terlaris dan yang disarankan")
    found = figures.products
    if not found:
        return Tile("products", title, empty=nothing(figures))
    offers = figures.offers
    table = Table(
        columns=(
            Column(_("Segmen")),
            Column(_("Terlaris")),
            Column(_("Barang"), "count"),
            Column(_("Tawarkan")),
            Column(_("Alasan")),
            Column(_("Dukungan"), "ratio"),
            Column(_("Tawarkan juga")),
            Column(_("Dukungan"), "ratio"),
        ),
        rows=tuple(
            _row(segment, listed, offers.get(segment, ())) for segment, listed in found.items()
        ),
        currency=figures.selection.shop.currency,
        footnote=_(
            "Dalam 365 hari sampai akhir periode. Dukungan: bagian pesanan segmen. Ini pola, bukan "
            "sebab; ujilah sebelum menaruh biaya."
        ),
    )
    metrics = ("segment_product_units", "segment_product_orders", "pair_baskets")
    notes = () if offers else (
        _("Belum ada produk yang cukup sering dibeli bersama atau lebih disukai satu segmen."),
    )  # fmt: skip
    return Tile("products", title, table=table, notes=notes, metrics=metrics)


def _row(segment: str, listed: list[Chosen], offers: tuple[Offer, ...]) -> tuple[object, ...]:
    best = listed[0]
    first, second = (*offers, None, None)[:2]
    return (
        segment_said(segment),
        best.counts.product_name,
        best.units,
        first.name if first else None,
        _reason(first) if first else None,
        first.support if first else None,
        second.name if second else None,
        second.support if second else None,
    )


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
