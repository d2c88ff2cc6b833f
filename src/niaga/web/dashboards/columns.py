"""How the columns of rows behind a number are called, and how their values are shown."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

LABELS: dict[str, str | Promise] = {
    "order_id": pgettext_lazy("one", "Pesanan"),
    "line_no": gettext_lazy("Baris"),
    "payment_no": gettext_lazy("Pembayaran ke"),
    "kind": gettext_lazy("Jenis"),
    "date_local": gettext_lazy("Tanggal"),
    "delivered_date_local": gettext_lazy("Diterima"),
    "status": gettext_lazy("Status"),
    "region": gettext_lazy("Wilayah"),
    "customer_type": gettext_lazy("Jenis pembeli"),
    "category": gettext_lazy("Kategori"),
    "product_id": gettext_lazy("Produk"),
    "method": gettext_lazy("Cara bayar"),
    "late": gettext_lazy("Terlambat"),
    "score": gettext_lazy("Nilai"),
    "customer_key": gettext_lazy("Pelanggan (samaran)"),
    "seller_id": gettext_lazy("Penjual"),
    "orders": gettext_lazy("Pesanan"),
    "counted_orders": gettext_lazy("Pesanan dihitung"),
    "entries": gettext_lazy("Catatan"),
    "first_date": gettext_lazy("Pertama"),
    "last_date": gettext_lazy("Terakhir"),
    "first_order_date": gettext_lazy("Pesanan pertama"),
}


LONGEST = 14  # an identifier of a machine is told by its beginning; in full where one points


def short(text: str) -> str:
    """As it is, or the beginning of a long word that no person made."""
    return text if len(text) <= LONGEST or " " in text or "_" in text else f"{text[:12]}…"


def column_label(column: str) -> str:
    return str(LABELS.get(column, column))


def shown(column: str, value: object) -> str:
    words = {
        "sale": _("penjualan"),
        "reversal": _("pembatalan"),
        "new": _("baru"),
        "returning": _("lama"),
    }
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if column in ("kind", "customer_type"):
        return words.get(str(value), str(value))
    return str(value)
