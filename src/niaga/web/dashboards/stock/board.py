"""The board of stock as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.stock import classes, missed, outlook, tiles
from niaga.web.dashboards.stock.figures import FORETOLD, LISTED, MISSED, StockFigures

BOARD = Board(
    name="stock",
    slug="stok",
    title=_("Stok & perkiraan"),
    sentence=_(
        "Apa yang akan habis, apa yang berlebih, dan berapa yang akan dipesan: untuk yang "
        "mengatur pembelian barang."
    ),
    area="operations",
    figures=StockFigures,
    cards=(
        Part("stock_value", _("Nilai stok"), tiles.value),
        Part("in_stock_rate", _("Ketersediaan stok"), tiles.availability),
        Part("stock_cover_days", _("Ketahanan stok"), tiles.cover),
        Part("variants_out_soon", _("Varian habis dalam 14 hari"), tiles.soon),
        Part("stock_excess_value", _("Stok berlebih"), tiles.excess_value),
        Part("forecast_error", _("Kesalahan perkiraan"), outlook.error),
    ),
    tiles=(
        Part("outlook", _("Perkiraan permintaan"), outlook.course, 7),
        Part("reorder", _("Perlu dipesan sekarang"), tiles.reorder, 5),
        Part("classes", _("Kelas produk: ABC × XYZ"), classes.grid, 6),
        Part("forecast_scores", _("Seberapa tepat perkiraan"), outlook.scores, 6),
        Part("slow", _("Stok lambat dan mati"), tiles.slow, 6),
        Part("missed", _("Hilang karena kosong"), missed.missed, 6),
    ),
    filters=("category",),
    options=(FORETOLD, LISTED, MISSED),
)
