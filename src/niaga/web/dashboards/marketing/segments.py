"""The board of segments and cohorts as data."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.marketing import (
    cohort_tiles,
    quarter_tiles,
    segment_products,
    segment_tiles,
)
from niaga.web.dashboards.marketing.segment_figures import SegmentFigures

BOARD = Board(
    name="segments",
    slug="segmen",
    title=_("Segmen & angkatan"),
    tab=pgettext_lazy("many", "Segmen"),
    sentence=_("Siapa pembeli kita, apa yang mereka pilih, dan siapa yang bertahan."),
    area="customers",
    figures=SegmentFigures,
    cards=(
        Part("rfm_customers", _("Pembeli per segmen"), segment_tiles.buyers),
        Part("best_share", _("Andil juara dan setia"), segment_tiles.best_share),
        Part("retention_1", _("Retensi bulan ke-1"), cohort_tiles.retention_1),
        Part("retention_3", _("Retensi bulan ke-3"), cohort_tiles.retention_3),
        Part("churn_rate", _("Tingkat pergi"), cohort_tiles.churn_card),
    ),
    tiles=(
        Part("rfm_grid", _("Skor RFM: kebaruan dan kekerapan"), segment_tiles.rfm_grid, 4),
        Part("rfm_segments", _("Segmen pembeli"), segment_tiles.rfm_segments, 8),
        Part(
            "products",
            _("Produk per segmen: terlaris dan yang disarankan"),
            segment_products.products,
            12,
            later=True,
        ),
        Part(
            "quarters",
            _("Produk paling banyak dipesan per triwulan"),
            quarter_tiles.quarters,
            12,
        ),
        Part("cohorts", _("Retensi per angkatan"), cohort_tiles.cohorts, 8),
        Part("churn", _("Pembeli yang pergi dan kembali"), cohort_tiles.churn, 4),
    ),
    filters=("region",),
)
