"""The sales board as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.sales import products, regions, trade
from niaga.web.dashboards.sales.figures import SalesFigures

BOARD = Board(
    name="sales",
    slug="penjualan",
    title=_("Penjualan"),
    sentence=_(
        "Apakah penjualan mengejar target, dari produk mana dan wilayah mana: untuk yang "
        "menjalankan penjualan sehari-hari."
    ),
    area="sales",
    figures=SalesFigures,
    cards=(
        Part("net_sales", _("Penjualan bersih"), trade.net_sales),
        Part("target_attainment", _("Pencapaian target"), trade.attainment),
        Part("growth_by_month", _("Pertumbuhan bulanan"), trade.growth),
        Part("counted_orders", _("Pesanan"), trade.counted_orders),
        Part("average_order_value", _("Rata-rata nilai pesanan"), trade.average_order_value),
        Part("new_customers", _("Pembeli baru"), trade.new_customers),
    ),
    tiles=(
        Part("over_time", _("Penjualan terhadap target"), trade.over_time, 7),
        Part("attained", _("Pencapaian per bulan"), trade.attained, 5),
        Part("products", _("Produk"), products.products, 7),
        Part("categories", _("Kategori"), products.categories, 5),
        Part("map", _("Peta wilayah"), regions.on_map),
        Part("regions", _("Wilayah"), regions.in_bars),
    ),
    filters=("category", "region", "channel", "seller", "segment", "condition"),
    options=(trade.GRAIN, products.ORDER, regions.SHOW),
)
