"""Which products came back, and from where: by carrier, region or channel."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.web.dashboards.board import Option
from niaga.web.dashboards.returns.breakdown import breakdown
from niaga.web.dashboards.returns.figures import ReturnsFigures
from niaga.web.dashboards.switches import choices, chosen
from niaga.web.dashboards.tiles import Tile

BY = Option(
    "kembali",
    {
        "kurir": gettext_lazy("Kurir"),
        "wilayah": gettext_lazy("Wilayah"),
        "kanal": gettext_lazy("Kanal"),
    },
)
DIMENSIONS = {"kurir": "carrier", "wilayah": "region", "kanal": "channel"}


def products(figures: ReturnsFigures) -> Tile:
    return breakdown(
        figures,
        "products",
        _("Produk yang paling banyak kembali"),
        _("Produk"),
        "product",
        figures.reversed_by_product,
    )


def where(figures: ReturnsFigures) -> Tile:
    by = chosen(figures, BY)
    found = figures.reversed_by(DIMENSIONS[by])
    return breakdown(
        figures,
        "where",
        _("Dari mana barang kembali"),
        str(BY.values[by]),
        DIMENSIONS[by],
        found,
        parcels=figures.parcels_by_carrier if by == "kurir" and found else None,
        choices=choices(figures, BY),
    )
