"""What gateways pay out, what they keep, and what meets no order.

A line counts on the day of its transaction; what is paid out later belongs to that day too.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, family

DIMENSIONS = ("gateway", "settlement_kind")


def is_payment(t: Any) -> Any:
    return t.kind == "payment"


def is_refund(t: Any) -> Any:
    return t.kind == "refund"


def is_open(t: Any) -> Any:
    return t.open


def meets_no_order(t: Any) -> Any:
    return t.match.isin(("no_order", "unknown_order"))


def differs(t: Any) -> Any:
    return t.match == "other_amount"


_line = family(
    unit="money",
    fact="settlement_lines",
    area="sales",
    clock="event",
    dimensions=DIMENSIONS,
    direction="up",
)


METRICS = (
    _line(
        "settlement_gross",
        _("Pembayaran di laporan pencairan"),
        _("Jumlah pembayaran menurut laporan gerbang pembayaran, sebelum biaya."),
        "Σ gross of payment lines.",
        numerator=Measure("sum", "gross", is_payment),
    ),
    _line(
        "settlement_refunds",
        _("Pengembalian di laporan pencairan"),
        _("Jumlah yang dikembalikan lewat gerbang pembayaran; bertanda kurang."),
        "Σ gross of refund lines, negative.",
        numerator=Measure("sum", "gross", is_refund),
        direction="neutral",
    ),
    _line(
        "settlement_fees",
        _("Biaya gerbang pembayaran"),
        _("Biaya yang dipotong gerbang pembayaran dari semua baris."),
        "Σ fee of all lines.",
        numerator=Measure("sum", "fee"),
        direction="down",
    ),
    _line(
        "settlement_net",
        _("Pencairan bersih"),
        _("Pembayaran dikurangi pengembalian dan biaya: yang sampai di rekening."),
        "Σ net of all lines: gross − fee.",
        numerator=Measure("sum", "net"),
    ),
    _line(
        "settlement_fee_rate",
        _("Biaya per pembayaran"),
        _("Biaya gerbang pembayaran dibagi jumlah pembayaran."),
        "settlement_fees ÷ settlement_gross.",
        unit="ratio",
        dimensions=("gateway",),
        numerator=Measure("sum", "fee"),
        denominator=Measure("sum", "gross", is_payment),
        direction="down",
    ),
    _line(
        "settlement_open",
        _("Belum dicairkan"),
        _("Uang di laporan yang sampai sekarang belum dicairkan."),
        "Σ net of lines without a day of payout to date.",
        numerator=Measure("sum", "net", is_open),
        direction="down",
    ),
    _line(
        "settlement_unmatched",
        _("Pencairan tanpa pesanan"),
        _("Pembayaran dan pengembalian yang tidak bertemu pesanan mana pun."),
        "Σ gross of payment and refund lines that name no order, or one that is not known.",
        numerator=Measure("sum", "gross", meets_no_order),
        direction="down",
    ),
    _line(
        "settlement_unmatched_lines",
        _("Baris pencairan tanpa pesanan"),
        _("Banyaknya baris pembayaran dan pengembalian yang tidak bertemu pesanan mana pun."),
        "Payment and refund lines that name no order, or one that is not known.",
        unit="count",
        noun=_("baris"),
        numerator=Measure("count", where=meets_no_order),
        direction="down",
    ),
    _line(
        "settlement_other_amount_lines",
        _("Baris pencairan berbeda jumlah"),
        _("Pembayaran yang jumlahnya di laporan berbeda dari yang dibayar di pesanan."),
        "Payment lines of orders whose payments add up to another amount than the captured ones.",
        unit="count",
        noun=_("baris"),
        numerator=Measure("count", where=differs),
        direction="down",
    ),
    _line(
        "unsettled_payments",
        _("Pembayaran tanpa pencairan"),
        _("Pembayaran diterima yang tidak disebut laporan pencairan mana pun."),
        "Σ captured payments that no payout names: of payment methods that payouts are known of, "
        "placed between the first and the last day that payouts tell of.",
        fact="unsettled_payments",
        dimensions=("method", "channel"),
        numerator=Measure("sum", "amount"),
        direction="down",
    ),
)
