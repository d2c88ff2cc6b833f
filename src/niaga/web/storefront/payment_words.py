"""How the ways to pay are named to a buyer."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.store.payments.queries import payment_methods


@dataclass(frozen=True)
class ShownMethod:
    code: str
    name: str | Promise
    explanation: str | Promise
    icon: str
    chosen: bool = False


_WORDS: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "bank_transfer": (
        _("Transfer bank"),
        _("Jumlahnya dibuat unik agar transfer Anda dikenali. Bayar dalam 24 jam."),
        "bank",
    ),
    "cod": (
        _("Bayar di tempat (COD)"),
        _("Bayar tunai kepada kurir saat paket diterima."),
        "cash",
    ),
    "midtrans": (
        _("Kartu, QRIS, e-wallet, virtual account"),
        _("Dibayar di halaman aman Midtrans. Tanpa biaya tambahan."),
        "card",
    ),
}


def method_of(code: str, chosen: bool = False) -> ShownMethod:
    name, explanation, icon = _WORDS.get(code, (code, "", "card"))
    return ShownMethod(code, name, explanation, icon, chosen)


def shown_methods(chosen: str) -> list[ShownMethod]:
    """The ways to pay that are set up here."""
    return [method_of(method.code, method.code == chosen) for method in payment_methods()]
