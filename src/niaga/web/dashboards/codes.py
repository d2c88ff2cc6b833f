"""The words for states, ways of payment and channels that rows hold as codes: the shop's own, and
those that imported shops know besides. What has no word is shown as it is.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niaga.web.backoffice.words import METHOD, ORDER, PAYMENT, SHIPMENT

_STATES: Mapping[str, Promise | str] = {
    **{code: word for code, (word, _tone) in SHIPMENT.items()},
    **{code: word for code, (word, _tone) in PAYMENT.items()},
    **{code: word for code, (word, _tone) in ORDER.items()},
    "approved": _("Disetujui"),
    "canceled": _("Dibatalkan"),
    "created": _("Dibuat"),
    "delivered": _("Sudah diterima"),
    "invoiced": _("Ditagih"),
    "processing": _("Diproses"),
    "recorded": _("Tercatat"),
    "shipped": _("Dikirim"),
    "unavailable": _("Barang tidak ada"),
}
_METHODS: Mapping[str, Promise | str] = {
    **{code: word for code, (word, _tone) in METHOD.items()},
    "boleto": "Boleto",
    "credit_card": _("Kartu kredit"),
    "debit_card": _("Kartu debit"),
    "voucher": _("Voucer"),
}
_CHANNELS: Mapping[str, Promise | str] = {
    "direct": _("langsung"),
    "email": "e-mail",
    "facebook": "Facebook",
    "google": "Google",
    "instagram": "Instagram",
    "marketplace": _("lokapasar"),
    "meta": "Meta",
    "organic": _("pencarian"),
    "paid": _("iklan"),
    "referral": _("rujukan"),
    "shopee": "Shopee",
    "social": _("media sosial"),
    "tiktok": "TikTok",
    "tokopedia": "Tokopedia",
    "whatsapp": "WhatsApp",
    "x": "X",
    "youtube": "YouTube",
}
_WORDS: Mapping[str, Mapping[str, Promise | str]] = {
    "status": _STATES,
    "method": _METHODS,
    "channel": _CHANNELS,
    "platform": _CHANNELS,
}


def leaf(category: str) -> str:
    """The last part of a category that is told with those above it."""
    return category.split(" › ")[-1]


def word_for(column: str, code: object) -> str:
    """Of a value in that column."""
    return str(_WORDS.get(column, {}).get(str(code), code))
