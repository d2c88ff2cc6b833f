"""The operations board as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.operations import punctuality, service, stages
from niaga.web.dashboards.operations.figures import OperationsFigures
from niaga.web.dashboards.operations.late import late

BOARD = Board(
    name="operations",
    slug="operasi",
    title=_("Operasi"),
    sentence=_(
        "Apakah pesanan sampai tepat waktu dan utuh, dan di tahap mana tertahan: untuk yang "
        "menjalankan gudang, pengiriman dan layanan."
    ),
    area="operations",
    figures=OperationsFigures,
    cards=(
        Part("on_time_share", _("Tepat waktu"), service.on_time_share),
        Part("processing_hours_p90", _("Waktu proses P90"), stages.processing),
        Part("overdue_orders", _("Terlalu lama di satu tahap"), stages.overdue),
        Part("review_score", _("Nilai ulasan"), service.review_score),
        Part("return_rate", _("Tingkat retur"), service.return_rate),
        Part("damage_rate", _("Tingkat rusak"), service.damage_rate),
    ),
    tiles=(
        Part("lead_times", _("Lama tiap tahap"), stages.lead_times, 7),
        Part("punctuality", _("Ketepatan waktu"), punctuality.punctuality, 5),
        Part("course", _("Ulasan, penjualan dan ketepatan waktu"), service.course, 7),
        Part("waiting", _("Pesanan yang belum sampai"), stages.waiting, 5),
        Part("late", _("Pesanan lewat janji"), late, 5, later=True),
    ),
    filters=("region", "channel", "category", "seller", "condition", "carrier"),
    options=(stages.HOURS, punctuality.BY),
)
