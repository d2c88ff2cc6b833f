"""The board of marketing as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.marketing import page_tiles, tiles
from niaga.web.dashboards.marketing.figures import MarketingFigures

BOARD = Board(
    name="marketing",
    slug="pemasaran",
    title=_("Pemasaran"),
    sentence=_("Siapa yang datang, sejauh mana mereka jalan, dan apakah biayanya kembali."),
    area="marketing",
    figures=MarketingFigures,
    cards=(
        Part("monthly_active_people", _("Orang aktif 30 hari"), tiles.active),
        Part("first_orders", _("Pembeli baru"), tiles.new_customers),
        Part("conversion_rate", _("Konversi"), tiles.conversion),
        Part("cost_per_order", _("Biaya per pesanan (CPA)"), tiles.per_order),
        Part("roas", _("ROAS"), tiles.roas),
        Part("repeat_rate_30", _("Beli lagi dalam 30 hari"), tiles.repeat),
    ),
    tiles=(
        Part("monthly_active", _("Orang aktif per bulan"), tiles.monthly_active),
        Part("funnel", _("Dari kunjungan sampai bayar"), tiles.funnel),
        Part("quality", _("Pentalan dan lama kunjungan"), tiles.quality),
        Part("page_views", _("Halaman dilihat"), page_tiles.page_views),
        Part("cost_by_month", _("Biaya dan pendapatan dari kampanye"), tiles.cost_by_month, 12),
        Part("by_campaign", _("Biaya dan hasil per kampanye"), tiles.by_campaign, 12),
    ),
    filters=("channel",),
)
