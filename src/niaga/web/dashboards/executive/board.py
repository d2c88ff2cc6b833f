"""The executive summary as data."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.web.dashboards.alerts.tile import alerts
from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.executive import tiles
from niaga.web.dashboards.executive.changed import changed
from niaga.web.dashboards.executive.figures import ExecutiveFigures
from niaga.web.dashboards.executive.loyalty import loyalty

BOARD = Board(
    name="executive",
    slug="ringkasan",
    title=_("Ringkasan eksekutif"),
    tab=_("Ringkasan"),
    sentence=_("Bagaimana usaha berjalan dibanding target, dan mengapa: untuk pemilik."),
    area="sales",
    figures=ExecutiveFigures,
    cards=(
        Part("net_sales", _("Penjualan bersih"), tiles.net_sales),
        Part("counted_orders", _("Pesanan"), tiles.counted_orders),
        Part("buyers", pgettext_lazy("many", "Pembeli"), tiles.buyers),
        Part("active_sellers", _("Penjual aktif"), tiles.active_sellers),
        Part("products_sold", _("Produk terjual"), tiles.products_sold),
        Part("average_order_value", _("Rata-rata nilai pesanan"), tiles.average_order_value),
    ),
    tiles=(
        Part("monthly", _("Penjualan bersih per bulan terhadap target"), tiles.monthly, 7),
        Part("changed", _("Apa yang berubah"), changed, 5),
        Part("quarters", _("Pertumbuhan per triwulan"), tiles.quarters),
        Part("customer_types", _("Pesanan dari pembeli baru dan lama"), tiles.customer_types),
        Part("loyalty", _("Konversi, kampanye dan retensi"), loyalty, 7, later=True),
        Part("alerts", _("Peringatan"), alerts, 5),
    ),
    filters=("category", "region", "channel", "segment", "condition", "customer_type"),
)
