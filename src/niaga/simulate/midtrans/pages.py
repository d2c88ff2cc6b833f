"""The pay page that the buyer sees, in the language of the thread. No script."""

import html
import random
import urllib.parse
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from niaga.kernel.money import Money, format_money
from niaga.simulate.midtrans.transactions import METHODS, Transaction, local

if TYPE_CHECKING:
    from niaga.simulate.midtrans.gateway import Gateway

GROUPS = (
    (
        gettext_lazy("Transfer virtual account"),
        ("bca_va", "bni_va", "bri_va", "permata_va", "echannel"),
    ),
    (gettext_lazy("Dompet digital dan QRIS"), ("other_qris", "gopay", "shopeepay")),
    (gettext_lazy("Kartu"), ("credit_card",)),
    (gettext_lazy("Gerai"), ("indomaret",)),
)
DONE = {
    "settlement": (
        "good",
        gettext_lazy("Pembayaran berhasil"),
        gettext_lazy("Terima kasih. Toko sudah diberi tahu."),
    ),
    "capture": (
        "good",
        gettext_lazy("Pembayaran berhasil"),
        gettext_lazy("Terima kasih. Toko sudah diberi tahu."),
    ),
    "deny": (
        "bad",
        gettext_lazy("Pembayaran ditolak"),
        gettext_lazy("Bank menolak pembayaran ini. Dana tidak ditarik."),
    ),
    "cancel": (
        "bad",
        gettext_lazy("Pembayaran dibatalkan"),
        gettext_lazy("Transaksi ini sudah dibatalkan oleh toko."),
    ),
    "expire": (
        "bad",
        gettext_lazy("Waktu pembayaran habis"),
        gettext_lazy("Silakan kembali ke toko untuk memesan lagi."),
    ),
    "failure": (
        "bad",
        gettext_lazy("Pembayaran gagal"),
        gettext_lazy("Terjadi gangguan. Dana tidak ditarik."),
    ),
}
STYLE = """
*{box-sizing:border-box}body{margin:0;background:#eef1f5;color:#1d2733;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:440px;margin:0 auto;min-height:100vh;background:#fff;box-shadow:0 0 40px #1d27331a}
header{padding:20px 24px;background:#12335e;color:#fff}header p{margin:0;opacity:.8;font-size:14px}
header strong{display:block;font-size:28px;line-height:1.3;font-variant-numeric:tabular-nums}
section{padding:20px 24px;border-top:1px solid #e3e8ee}h1,h2{font-size:16px;margin:0 0 12px}
.test{background:#fff6dd;color:#6a4d00;font-size:14px;padding:10px 24px;margin:0}
label{display:flex;gap:12px;align-items:center;padding:12px 14px;border:1px solid #d5dce4;
border-radius:10px;margin-bottom:8px;cursor:pointer}label+h2{margin-top:20px}label:has(:checked){border-color:#12335e;
background:#f2f6fb}input[type=radio]{accent-color:#12335e;width:18px;height:18px}
button,.button{display:block;width:100%;border:0;border-radius:10px;padding:14px;font:inherit;
font-weight:600;text-align:center;text-decoration:none;cursor:pointer;background:#12335e;color:#fff;
margin-top:10px}button.quiet,.button.quiet{background:#eef1f5;color:#1d2733}
button:focus-visible,input:focus-visible,.button:focus-visible{outline:3px solid #5b9bf5;
outline-offset:2px}.number{font-size:24px;font-weight:700;letter-spacing:.04em;
font-variant-numeric:tabular-nums;word-break:break-all;margin:4px 0}dl{display:flex;margin:0 0 4px;
justify-content:space-between;gap:16px;font-size:14px}dd{margin:0;text-align:right}
dt{color:#56636f}.good h1{color:#0d6b45}.bad h1{color:#a3301f}svg{display:block;margin:8px auto}
table{width:100%;border-collapse:collapse;font-size:14px}td,th{text-align:left;padding:6px 0}
"""


def rupiah(amount: int) -> str:
    return format_money(Money(amount, "IDR"), get_language() or "id")


def _page(title: str, content: str) -> str:
    notice = _("Gerbang pembayaran tiruan untuk uji coba. Tidak ada uang sungguhan yang berpindah.")
    return (
        f'<!doctype html><html lang="{get_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>"
        f'<body><main><p class="test">{notice}</p>{content}</main></body></html>'
    )


def _button(action: str, text: str, quiet: bool = True) -> str:
    kind = ' class="quiet"' if quiet else ""
    return f'<button{kind} name="action" value="{action}">{text}</button>'


def _form(*parts: str) -> str:
    return f'<form method="post">{"".join(parts)}</form>'


def unknown_page() -> str:
    title, text = _("Halaman tidak ditemukan"), _("Tautan pembayaran ini tidak dikenal.")
    return _page(title, f"<section><h1>{title}</h1><p>{text}</p></section>")


def overview(transactions: list[Transaction]) -> str:
    nothing = _("belum dipilih")
    rows = "".join(
        f'<tr><td><a href="/snap/v4/redirection/{t.token}">{html.escape(t.order_id)}</a></td>'
        f"<td>{rupiah(t.gross_amount)}</td><td>{t.status or nothing}</td></tr>"
        for t in reversed(transactions[-100:])
    )
    names = "".join(
        f"<th>{name}" for name in (_("Nomor pesanan"), pgettext("money", "Jumlah"), _("Status"))
    )
    table = f"<table><tr>{names}</tr>{rows}</table>"
    title, empty = _("Transaksi terbaru"), _("Belum ada transaksi.")
    return _page(title, f"<section><h1>{title}</h1>{table if rows else empty}</section>")


def payment_page(transaction: Transaction) -> str:
    total, number = _("Total pembayaran"), _("Nomor pesanan")
    head = (
        f"<header><p>{total}</p><strong>{rupiah(transaction.gross_amount)}</strong>"
        f"<p>{number} {html.escape(transaction.order_id)}</p></header>"
    )
    if transaction.status in DONE:
        body = _finished(transaction)
    elif transaction.status:
        body = _instructions(transaction)
    else:
        body = _choice(transaction)
    return _page(pgettext("one", "Pembayaran"), head + _items(transaction) + body)


def _items(transaction: Transaction) -> str:
    if not transaction.items:
        return ""
    rows = "".join(
        f"<dl><dt>{html.escape(str(item['name']))} × {item['quantity']}</dt>"
        f"<dd>{rupiah(item['price'] * item['quantity'])}</dd></dl>"
        for item in transaction.items
    )
    title = _("Rincian")
    return f"<section><h2>{title}</h2>{rows}</section>"


def _choice(transaction: Transaction) -> str:
    enabled = set(transaction.enabled_payments) or set(METHODS)
    groups, checked = "", " checked"
    for title, methods in GROUPS:
        offered = [method for method in methods if method in enabled]
        if not offered:
            continue
        groups += f"<h2>{title}</h2>"
        for method in offered:
            groups += (
                f'<label><input type="radio" name="method" value="{method}"{checked}> '
                f"{METHODS[method][1]}</label>"
            )
            checked = ""
    choose = _form(groups, _button("pick", _("Lanjutkan"), quiet=False))
    leave = _form(_button("leave", pgettext("button", "Kembali ke toko")))
    return f"<section>{choose}{leave}</section>"


def _instructions(transaction: Transaction) -> str:
    fields = transaction.payment_fields()
    if "va_numbers" in fields:
        what, number = _("Nomor virtual account"), fields["va_numbers"][0]["va_number"]
    elif "permata_va_number" in fields:
        what, number = _("Nomor virtual account"), fields["permata_va_number"]
    elif "bill_key" in fields:
        what = _("Kode perusahaan %(code)s, nomor tagihan") % {"code": fields["biller_code"]}
        number = fields["bill_key"]
    elif "payment_code" in fields:
        what, number = _("Kode pembayaran di kasir"), fields["payment_code"]
    else:
        what, number = "", ""
    shown = f'<p>{what}</p><p class="number">{number}</p>' if number else ""
    if transaction.method in {"other_qris", "gopay", "shopeepay"}:
        text = _("Kode ini tiruan; lanjutkan dengan tombol di bawah.")
        shown = f"{_code_picture(transaction.token)}<p>{text}</p>"
    before = _("Bayar sebelum")
    until = local(transaction.expires_at) if transaction.expires_at else ""
    deeds = _form(
        _button("pay", _("Bayar sekarang"), quiet=False),
        _button("fail", _("Buat pembayaran gagal")),
        _button("leave", _("Tinggalkan, bayar nanti")),
    )
    return (
        f"<section><h1>{METHODS[transaction.method][1]}</h1>{shown}"
        f"<dl><dt>{before}</dt><dd>{until} WIB</dd></dl></section>"
        f"<section>{deeds}</section>"
    )


def _finished(transaction: Transaction) -> str:
    tone, title, text = DONE[transaction.status]
    button = _button("leave", pgettext("button", "Kembali ke toko"), quiet=False)
    back = _form(button) if transaction.finish_url else ""
    return f'<section class="{tone}"><h1>{title}</h1><p>{text}</p>{back}</section>'


def _code_picture(token: str) -> str:
    """A square of dots in the manner of a QR code; it carries no data."""
    dots = random.Random(token)
    cells = "".join(
        f"M{x} {y}h1v1h-1z"
        for y in range(25)
        for x in range(25)
        if dots.random() < 0.48 and not _in_corner(x, y)
    )
    corners = "".join(
        f'<path d="M{x} {y}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z" fill-rule="evenodd"/>'
        for x, y in ((0, 0), (18, 0), (0, 18))
    )
    label = _("Kode pembayaran tiruan")
    return (
        '<svg viewBox="-2 -2 29 29" width="220" height="220" role="img" '
        f'aria-label="{label}"><path d="{cells}"/>{corners}</svg>'
    )


def _in_corner(x: int, y: int) -> bool:
    return (x < 8 and y < 8) or (x > 16 and y < 8) or (x < 8 and y > 16)


def act(gateway: "Gateway", transaction: Transaction, form: dict[str, str]) -> str:
    """Does what the buyer pressed; returns the address to go to."""
    action, here = form.get("action"), f"/snap/v4/redirection/{transaction.token}"
    if action == "pick" and not transaction.status:
        method = form.get("method", "")
        if method in METHODS:
            gateway.pick(transaction, method)
        return here
    if action == "pay" and transaction.status == "pending":
        card = transaction.method == "credit_card"
        gateway.move(transaction, "capture" if card else "settlement")
    elif action == "fail" and transaction.status == "pending":
        gateway.move(transaction, "deny")
    elif action != "leave":
        return here
    return _back_to_shop(transaction) or here


def _back_to_shop(transaction: Transaction) -> str:
    address = urllib.parse.urlsplit(transaction.finish_url)
    if address.scheme not in {"http", "https"}:
        return ""
    document = {
        "order_id": transaction.order_id,
        "transaction_status": transaction.status or "pending",
    }
    query = "&".join(filter(None, [address.query, urllib.parse.urlencode(document)]))
    return urllib.parse.urlunsplit(address._replace(query=query))
