"""The board of sellers and leads as data."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.sellers import cards, lead_tiles, tiles
from niaga.web.dashboards.sellers.figures import SellersFigures
from niaga.web.dashboards.sellers.options import DETAIL, ORDER

BOARD = Board(
    name="sellers",
    slug="penjual",
    title=_("Penjual & calon penjual"),
    tab=pgettext_lazy("many", "Penjual"),
    sentence=_(
        "Berapa calon jadi penjual, apa yang mereka jual, dan pada siapa toko bergantung: untuk "
        "pengembangan usaha."
    ),
    area="sellers",
    figures=SellersFigures,
    cards=(
        Part("leads", pgettext_lazy("many", "Calon penjual"), cards.leads),
        Part("lead_conversion", _("Konversi calon penjual"), cards.lead_conversion),
        Part("days_to_close", _("Hari sampai sepakat (tengah)"), cards.days_to_close),
        Part("first_sale_share", _("Bagian yang sudah menjual"), cards.first_sale_share),
        Part("won_seller_sales", _("Penjualan penjual baru"), cards.won_seller_sales),
        Part("top_share", _("Andil 10 penjual teratas"), cards.top_share),
    ),
    tiles=(
        Part("funnel", _("Dari calon sampai penjualan pertama"), lead_tiles.funnel, 7),
        Part("time_to_close", _("Lama sampai sepakat"), lead_tiles.time_to_close, 5),
        Part("won_sales", _("Penjualan dari penjual baru"), lead_tiles.won_sales, 7),
        Part("spread", _("Sebaran penjualan di antara penjual"), tiles.spread, 5),
        Part("top_sellers", _("Penjual: penjualan dan pelayanan"), tiles.top_sellers, 8),
        Part("idle", _("Berhenti menjual"), tiles.idle, 4),
    ),
    filters=("origin", "category", "region", "channel"),
    options=(DETAIL, ORDER),
)
