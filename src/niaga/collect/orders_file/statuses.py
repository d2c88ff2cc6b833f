"""What a status says of an order, in the words of many shops."""

import re
from collections.abc import Mapping
from typing import Literal, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.collect.orders_file import abroad
from niaga.collect.tabular.layout import plain

Meaning = Literal["unpaid", "paid", "shipped", "delivered", "cancelled", "returned", "test"]

MEANINGS: Mapping[str, Promise] = {
    "unpaid": _("Belum dibayar"),
    "paid": _("Sudah dibayar"),
    "shipped": _("Dikirim"),
    "delivered": _("Selesai, sudah diterima"),
    "cancelled": _("Dibatalkan"),
    "returned": _("Barangnya kembali"),
    "test": _("Percobaan, jangan dihitung"),
}
_WORDS: Mapping[str, str] = {
    "unpaid": "pending, unpaid, belum bayar, belum dibayar, menunggu pembayaran, awaiting payment, "
    "pending payment, on hold, draft, failed, gagal, expired, kedaluwarsa, kadaluarsa, pendente, "
    "aguardando pagamento, pendiente, pendiente de pago, created, new, baru, not paid, open",
    "paid": "paid, lunas, dibayar, sudah dibayar, processing, diproses, sedang diproses, perlu "
    "dikirim, perlu diproses, pesanan diproses, siap dikirim, siap dikemas, dikemas, confirmed, "
    "dikonfirmasi, approved, aprovado, "
    "pago, em processamento, pagado, procesando, en proceso, invoiced, sold, terjual, accepted, "
    "to ship, awaiting shipment, authorized, partially paid, sale, penjualan, venda, venta, "
    "ready to ship, in process, ok, sukses, success, successful, berhasil, unfulfilled, valid",
    "shipped": "shipped, dikirim, sedang dikirim, telah dikirim, in transit, dispatched, enviado, "
    "a caminho, out for delivery, fulfilled, dalam pengiriman, en camino, awaiting collection",
    "delivered": "delivered, completed, complete, selesai, terkirim, sampai, sampai tujuan, "
    "diterima, telah diterima, telah diterima pembeli, diterima pembeli, "
    "received, done, finished, closed, entregue, concluido, finalizado, "
    "entregado, completado, terminado, pesanan selesai, transaksi selesai, tiba di tujuan",
    "cancelled": "cancelled, canceled, cancel, batal, dibatalkan, pesanan dibatalkan, void, "
    "voided, cancelado, cancelada, anulado, anulada, ditolak, rejected, declined, unavailable, "
    "pembatalan, cancellation",
    "returned": "returned, return, refunded, refund, retur, diretur, dikembalikan, dana "
    "dikembalikan, pengembalian, devolvido, devolucao, reembolsado, devuelto, devolucion, "
    "chargeback, credit note, nota kredit",
    "test": "test, tes, percobaan, teste, prueba",
}
KNOWN: Mapping[str, Meaning] = {
    plain(word): cast(Meaning, meaning)
    for words_of in (abroad.STATUSES, _WORDS)
    for meaning, words in words_of.items()
    for word in words.split(",")
}
# Of a longer status these words say what became of the order, unless another leaves it open.
_ENDINGS = ("cancelled", "returned")
_OPEN_WORDS = (
    "belum tidak bukan menunggu ditolak diajukan permintaan pengajuan proses diproses sebagian "
    "not no never waiting awaiting pending requested request rejected declined partial partially "
    "in process nao nicht kein"
)
_OPEN = frozenset(_OPEN_WORDS.split())


_PARTS = re.compile(r"\s+[-–|/]\s+|:\s+")


def meaning_of(status: str, told: Mapping[str, Meaning]) -> Meaning | None:
    """`told` (keys made `plain`) goes before what is known; None: nobody knows this word.

    Of "Shipped - Delivered to Buyer" the last part counts that begins with a known word.
    """
    key = plain(status)
    if meaning := told.get(key) or KNOWN.get(key):
        return meaning
    parts = _PARTS.split(status)
    if len(parts) > 1:
        found = (_begun(plain(part)) for part in reversed(parts))
        return next((meaning for meaning in found if meaning), None)
    return _ended(key)


def _ended(key: str) -> Meaning | None:
    """Dibatalkan Pembeli is cancelled; Retur Ditolak is for a person to say."""
    words = key.split()
    if _OPEN & set(words):
        return None
    found = {KNOWN[word] for word in words if KNOWN.get(word) in _ENDINGS}
    return found.pop() if len(found) == 1 else None


def _begun(part: str) -> Meaning | None:
    words = part.split()
    beginnings = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return next((KNOWN[each] for each in beginnings if each in KNOWN), None)
