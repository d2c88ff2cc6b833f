"""Files of order lines: of any retailer, mapped by a person; and known exports, mapped as data."""

from django.utils.translation import gettext_lazy as _

from niaga.collect.orders_file.reader import detect, examine, fingerprint, read

LABEL = _("Baris pesanan (CSV atau XLSX)")
DESCRIPTION = _(
    "Daftar penjualan dari kasir, gudang, atau toko mana pun: satu baris untuk tiap barang. "
    "Kolomnya dicocokkan sekali, lalu diingat."
)
TABLES = (
    "orders", "lines", "reversals", "payments", "shipments", "products", "sellers", "customers",
)  # fmt: skip

__all__ = ["DESCRIPTION", "LABEL", "TABLES", "detect", "examine", "fingerprint", "read"]
