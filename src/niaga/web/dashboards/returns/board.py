"""The board of returns as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.returns import cards, places, rates, reasons
from niaga.web.dashboards.returns.figures import ReturnsFigures

BOARD = Board(
    name="returns",
    slug="retur",
    title=_("Retur dan barang kembali"),
    tab=_("Retur"),
    sentence=_(
        "Barang apa yang kembali, mengapa, dan lewat siapa: untuk yang memperbaiki produk, "
        "kemasan dan pengiriman."
    ),
    area="operations",
    figures=ReturnsFigures,
    cards=(
        Part("reversed_units", _("Barang kembali"), cards.reversed_units),
        Part("reversed_value", _("Nilai barang kembali"), cards.reversed_value),
        Part("reversed_orders", _("Pesanan dengan barang kembali"), cards.reversed_orders),
        Part("return_rate", _("Tingkat retur"), cards.return_rate),
        Part("damage_rate", _("Tingkat rusak"), cards.damage_rate),
        Part("return_value_rate", _("Tingkat retur menurut nilai"), cards.return_value_rate),
    ),
    tiles=(
        Part("courses", _("Barang kembali per bulan"), reasons.over_time, 7),
        Part("reasons", _("Barang kembali menurut alasan"), reasons.reasons, 5),
        Part("products", _("Produk yang paling banyak kembali"), places.products, 7),
        Part("where", _("Dari mana barang kembali"), places.where, 5),
        Part("rates", _("Tingkat retur dan rusak per bulan"), rates.over_time, 7),
        Part("returned_by", _("Tingkat retur menurut bagian"), rates.by_part, 5),
    ),
    filters=("category", "region", "channel", "seller", "condition", "carrier", "reason"),
    options=(rates.BY, places.BY),
)
