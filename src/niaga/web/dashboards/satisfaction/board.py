"""The board of satisfaction and payouts as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.satisfaction import reviews, tiles
from niaga.web.dashboards.satisfaction.figures import SatisfactionFigures

BOARD = Board(
    name="satisfaction",
    slug="kepuasan",
    title=_("Kepuasan & pencairan"),
    sentence=_(
        "Puaskah pelanggan, dan sampaikah uang mereka: untuk layanan dan yang mencocokkan kas."
    ),
    area="operations",
    figures=SatisfactionFigures,
    cards=(
        Part("csat", _("Kepuasan pelanggan (CSAT)"), tiles.csat),
        Part("csat_response_rate", _("Bagian yang menjawab"), tiles.response_rate),
        Part("nps", _("Net Promoter Score (NPS)"), tiles.nps),
        Part("settlement_net", _("Pencairan bersih"), tiles.net),
        Part("settlement_fee_rate", _("Biaya per pembayaran"), tiles.fee_rate),
        Part("settlement_unmatched", _("Pencairan tanpa pesanan"), tiles.unmatched),
    ),
    tiles=(
        Part("csat_course", _("Kepuasan per bulan"), tiles.over_time, 7),
        Part("csat_scores", _("Sebaran jawaban kepuasan"), tiles.distribution, 5),
        Part("distribution", _("Sebaran nilai ulasan"), reviews.distribution, 5),
        Part("worst", _("Produk dengan ulasan terburuk"), reviews.worst, 7, later=True),
        Part("gateways", _("Pencairan per gerbang pembayaran"), tiles.gateways, 12),
    ),
    filters=("region", "channel", "category", "condition"),
)
