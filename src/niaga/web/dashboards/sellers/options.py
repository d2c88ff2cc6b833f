"""The switches of the board's tiles."""

from django.utils.translation import gettext_lazy as _

from niaga.web.dashboards.board import Option

DETAIL = Option("rinci", {"bulan": _("per bulan"), "bidang": _("per bidang usaha")})
ORDER = Option(
    "urut",
    {"penjualan": _("penjualan"), "terlambat": _("paling terlambat"), "nilai": _("nilai terendah")},
)
