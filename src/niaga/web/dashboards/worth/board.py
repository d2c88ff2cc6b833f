"""The board of customers' worth as data."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Board, Part
from niaga.web.dashboards.worth import tiles
from niaga.web.dashboards.worth.figures import WorthFigures

BOARD = Board(
    name="worth",
    slug="nilai-pelanggan",
    title=_("Nilai pelanggan"),
    sentence=_(
        "Berapa yang sudah dan masih akan dibawa pelanggan: untuk yang menentukan biaya menarik "
        "dan menjaga mereka."
    ),
    area="customers",
    figures=WorthFigures,
    cards=(
        Part("customer_value", _("Nilai pelanggan sampai kini"), tiles.revenue),
        Part("customer_margin", _("Laba per pelanggan sampai kini"), tiles.margin),
        Part("alive", _("Masih aktif"), tiles.alive),
        Part("orders", _("Pesanan 12 bulan"), tiles.orders),
        Part("value", _("Nilai 12 bulan"), tiles.value),
    ),
    tiles=(Part("segments", _("Yang masih akan dibawa tiap segmen"), tiles.segments, 12),),
    filters=(),
)
