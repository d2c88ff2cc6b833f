"""The words for what is stored as codes, with the tone that its badge has.

A tone is good, warn, bad, accent or nothing; a code without a word is shown as it is.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.kernel.permissions import Role

Words = dict[str, tuple[Promise | str, str]]

ROLES: Words = {
    Role.OWNER: (_("Pemilik"), "accent"),
    Role.SALES: (_("Penjualan"), ""),
    Role.WAREHOUSE: (_("Gudang"), ""),
    Role.MARKETING: (_("Pemasaran"), ""),
    Role.ANALYST: (_("Analis"), ""),
    Role.SUPPORT: (_("Layanan pelanggan"), ""),
}
ORDER: Words = {
    "placed": (_("Dipesan"), "warn"),
    "confirmed": (_("Dikonfirmasi"), "good"),
    "completed": (pgettext_lazy("order", "Selesai"), "good"),
    "cancelled": (_("Dibatalkan"), ""),
    "expired": (_("Kedaluwarsa"), ""),
}
PAYMENT: Words = {
    "created": (_("Dibuat"), ""),
    "pending": (_("Menunggu"), "warn"),
    "authorized": (_("Disetujui bank"), "warn"),
    "captured": (_("Uang diterima"), "good"),
    "settled": (_("Masuk rekening"), "good"),
    "reversed": (_("Ditarik kembali"), "bad"),
    "failed": (_("Gagal"), "bad"),
    "expired": (_("Kedaluwarsa"), ""),
    "cancelled": (_("Dibatalkan"), ""),
    "voided": (_("Dibatalkan bank"), ""),
}
SHIPMENT: Words = {
    "open": (_("Siap diambil"), "warn"),
    "picking": (_("Sedang diambil"), "warn"),
    "packed": (_("Sudah dikemas"), "accent"),
    "handed_over": (_("Diserahkan ke kurir"), "accent"),
    "in_transit": (_("Dalam perjalanan"), "accent"),
    "delivered": (_("Sudah diterima"), "good"),
    "exception": (_("Terkendala"), "bad"),
    "lost": (_("Hilang"), "bad"),
    "returning": (_("Kembali ke toko"), "bad"),
    "returned_to_origin": (_("Sudah kembali"), "bad"),
    "cancelled": (_("Dibatalkan"), ""),
    "note": (_("Catatan"), ""),
}
METHOD: Words = {
    "bank_transfer": (_("Transfer bank"), ""),
    "cod": (_("Bayar di tempat"), ""),
    "midtrans": (_("Midtrans"), ""),
}
OUTCOME: Words = {
    "received": (_("Menunggu diproses"), "warn"),
    "applied": (_("Diterapkan"), "good"),
    "no_change": (_("Tanpa perubahan"), ""),
    "suspense": (_("Uang titipan"), "bad"),
    "refused": (_("Ditolak"), "bad"),
}
SUSPENSE: Words = {
    "amount_differs": (_("Jumlahnya berbeda"), "bad"),
    "already_paid": (_("Sudah dibayar sebelumnya"), "bad"),
    "order_cancelled": (_("Pesanannya sudah dibatalkan"), "bad"),
    "order_expired": (_("Pesanannya kedaluwarsa, stoknya habis"), "bad"),
    "unknown_payment": (_("Pembayaran tidak dikenal"), "bad"),
    "refund_due": (_("Harus dikembalikan ke pembeli"), "bad"),
    "reversed_after_shipment": (_("Ditarik kembali setelah dikirim"), "bad"),
}
# What to do about money that fits nothing.
SUSPENSE_HELP: Words = {
    "amount_differs": (
        _("Hubungi pembeli: minta kekurangannya, atau kembalikan lalu minta jumlah yang tepat."),
        "",
    ),
    "already_paid": (_("Kembalikan pembayaran kedua ke pembeli."), ""),
    "order_cancelled": (_("Kembalikan ke pembeli, atau buatkan pesanan baru."), ""),
    "order_expired": (_("Stok sudah terjual ke orang lain: kembalikan uangnya."), ""),
    "unknown_payment": (_("Cari di dasbor penyedia siapa yang membayar."), ""),
    "refund_due": (_("Kembalikan uangnya, lalu catat nomor transfernya di sini."), ""),
    "reversed_after_shipment": (
        _("Barang sudah dikirim tetapi uang ditarik: hubungi pembeli dan bank."),
        "",
    ),
}
MOVEMENT: Words = {
    "receipt": (_("Barang masuk"), "good"),
    "sale": (_("Terjual"), ""),
    "adjustment": (_("Koreksi"), "warn"),
    "transfer": (_("Pindah lokasi"), ""),
    "restock": (_("Kembali ke rak"), "good"),
}
HOLD: Words = {
    "active": (_("Aktif"), "warn"),
    "consumed": (_("Terkirim"), "good"),
    "released": (_("Dilepas"), ""),
    "expired": (_("Kedaluwarsa"), ""),
}
UNIT: Words = {
    "inspecting": (_("Diperiksa"), ""),
    "graded": (_("Dinilai"), ""),
    "listed": (_("Dijual"), "good"),
    "held": (pgettext_lazy("unit", "Dipesan"), "warn"),
    "sold": (_("Terjual"), ""),
    "written_off": (_("Dihapus"), ""),
}
GRADE: Words = {
    "like_new": (_("Seperti baru"), ""),
    "a": (_("A: sangat baik"), ""),
    "b": (_("B: baik"), ""),
    "c": (_("C: layak pakai"), ""),
}
PRODUCT: Words = {
    "draft": (_("Draf"), "warn"),
    "active": (_("Tayang"), "good"),
    "archived": (_("Diarsipkan"), ""),
}
CONDITION: Words = {"new": (_("Baru"), ""), "used": (_("Bekas"), "accent")}
ATTRIBUTE: Words = {
    "text": (_("Teks"), ""),
    "number": (_("Angka"), ""),
    "yes_no": (_("Ya/tidak"), ""),
}
MACHINE: Words = {
    "order": (pgettext_lazy("one", "Pesanan"), ""),
    "payment": (pgettext_lazy("one", "Pembayaran"), ""),
    "shipment": (pgettext_lazy("one", "Pengiriman"), ""),
}
REASON: Words = {
    "not paid in time": (_("tidak dibayar tepat waktu"), ""),
    "payment reversed": (_("pembayaran ditarik kembali"), ""),
    "cash on delivery": (_("bayar di tempat"), ""),
    "paid": (_("sudah dibayar"), ""),
    "lost": (_("paket hilang"), ""),
    "returned to origin": (_("paket kembali ke toko"), ""),
    "reversed by the provider": (_("ditarik kembali oleh penyedia"), ""),
}
DEAD_LETTER: Words = {
    "open": (_("Menunggu"), "bad"),
    "redelivered": (_("Dikirim ulang"), "good"),
    "dismissed": (_("Diabaikan"), ""),
}
ACTOR: Words = {
    "system": (_("Sistem"), ""),
    "guest": (_("Pembeli"), ""),
    "customer": (pgettext_lazy("one", "Pelanggan"), ""),
    "staff": (_("Staf"), ""),
}
STATUS: Words = {
    "awaiting_payment": (_("Menunggu pembayaran"), "warn"),
    "payment_failed": (_("Pembayaran gagal"), "bad"),
    "paid": (_("Dibayar, akan disiapkan"), "good"),
    "confirmed": (_("Akan disiapkan"), "good"),
    "picking": (_("Sedang disiapkan"), "accent"),
    "packed": (_("Sudah dikemas"), "accent"),
    "handed_over": (_("Diserahkan ke kurir"), "accent"),
    "in_transit": (_("Dalam perjalanan"), "accent"),
    "exception": (_("Pengiriman terkendala"), "bad"),
    "delivered": (_("Sudah diterima"), "good"),
    "returning": (_("Kembali ke toko"), "bad"),
    "returned_to_origin": (pgettext_lazy("parcel", "Sudah kembali"), "bad"),
    "lost": (_("Paket hilang"), "bad"),
    "cancelled": (_("Dibatalkan"), ""),
    "expired": (_("Kedaluwarsa"), ""),
}

BY_NAME: dict[str, Words] = {
    "role": ROLES,
    "order": ORDER,
    "payment": PAYMENT,
    "shipment": SHIPMENT,
    "method": METHOD,
    "outcome": OUTCOME,
    "suspense": SUSPENSE,
    "suspense_help": SUSPENSE_HELP,
    "movement": MOVEMENT,
    "hold": HOLD,
    "unit": UNIT,
    "grade": GRADE,
    "product": PRODUCT,
    "condition": CONDITION,
    "attribute": ATTRIBUTE,
    "machine": MACHINE,
    "reason": REASON,
    "dead_letter": DEAD_LETTER,
    "actor": ACTOR,
    "status": STATUS,
}


def word(code: str, kind: str) -> Promise | str:
    return BY_NAME[kind].get(code, (code, ""))[0]


def tone(code: str, kind: str) -> str:
    return BY_NAME[kind].get(code, ("", ""))[1]


def choices(kind: str, *, empty: object = None) -> list[tuple[str, object]]:
    """For a select: every code with its word, after an entry for none if `empty` names it."""
    listed: list[tuple[str, object]] = [(code, text) for code, (text, _t) in BY_NAME[kind].items()]
    return [("", empty), *listed] if empty is not None else listed
