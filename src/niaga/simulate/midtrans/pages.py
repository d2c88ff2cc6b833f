"""The pay page that the buyer sees, in Indonesian. No script; it works in any browser."""

import html
import random
import urllib.parse
from typing import TYPE_CHECKING

from niaga.simulate.midtrans.transactions import METHODS, Transaction, local

if TYPE_CHECKING:
    from niaga.simulate.midtrans.gateway import Gateway

GROUPS = (
    ("Transfer virtual account", ("bca_va", "bni_va", "bri_va", "permata_va", "echannel")),
    ("Dompet digital dan QRIS", ("other_qris", "gopay", "shopeepay")),
    ("Kartu", ("credit_card",)),
    ("Gerai", ("indomaret",)),
)
DONE = {
    "settlement": ("good", "Pembayaran berhasil", "Terima kasih. Toko sudah diberi tahu."),
    "capture": ("good", "Pembayaran berhasil", "Terima kasih. Toko sudah diberi tahu."),
    "deny": ("bad", "Pembayaran ditolak", "Bank menolak pembayaran ini. Dana tidak ditarik."),
    "cancel": ("bad", "Pembayaran dibatalkan", "Transaksi ini sudah dibatalkan oleh toko."),
    "expire": ("bad", "Waktu pembayaran habis", "Silakan kembali ke toko untuk memesan lagi."),
    "failure": ("bad", "Pembayaran gagal", "Terjadi gangguan. Dana tidak ditarik."),
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
    return "Rp" + f"{amount:,}".replace(",", ".")


def _page(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>"
        '<body><main><p class="test">Gerbang pembayaran tiruan untuk uji coba. '
        f"Tidak ada uang sungguhan yang berpindah.</p>{content}</main></body></html>"
    )


def unknown_page() -> str:
    text = "<section><h1>Halaman tidak ditemukan</h1><p>Tautan pembayaran ini tidak dikenal.</p>"
    return _page("Tidak ditemukan", text + "</section>")


def overview(transactions: list[Transaction]) -> str:
    rows = "".join(
        f'<tr><td><a href="/snap/v4/redirection/{t.token}">{html.escape(t.order_id)}</a></td>'
        f"<td>{rupiah(t.gross_amount)}</td><td>{t.status or 'belum dipilih'}</td></tr>"
        for t in reversed(transactions[-100:])
    )
    table = f"<table><tr><th>Pesanan<th>Jumlah<th>Status</tr>{rows}</table>"
    empty = "<p>Belum ada transaksi.</p>"
    return _page(
        "Transaksi", f"<section><h1>Transaksi terbaru</h1>{table if rows else empty}</section>"
    )


def payment_page(transaction: Transaction) -> str:
    head = (
        f"<header><p>Total pembayaran</p><strong>{rupiah(transaction.gross_amount)}</strong>"
        f"<p>Nomor pesanan {html.escape(transaction.order_id)}</p></header>"
    )
    if transaction.status in DONE:
        body = _finished(transaction)
    elif transaction.status:
        body = _instructions(transaction)
    else:
        body = _choice(transaction)
    return _page("Pembayaran", head + _items(transaction) + body)


def _items(transaction: Transaction) -> str:
    if not transaction.items:
        return ""
    rows = "".join(
        f"<dl><dt>{html.escape(str(item['name']))} × {item['quantity']}</dt>"
        f"<dd>{rupiah(item['price'] * item['quantity'])}</dd></dl>"
        for item in transaction.items
    )
    return f"<section><h2>Rincian</h2>{rows}</section>"


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
    return (
        f'<section><form method="post">{groups}<button name="action" value="pick">Lanjutkan'
        "</button></form>"
        '<form method="post"><button class="quiet" name="action" value="leave">'
        "Kembali ke toko</button></form></section>"
    )


def _instructions(transaction: Transaction) -> str:
    fields = transaction.payment_fields()
    if "va_numbers" in fields:
        what, number = "Nomor virtual account", fields["va_numbers"][0]["va_number"]
    elif "permata_va_number" in fields:
        what, number = "Nomor virtual account", fields["permata_va_number"]
    elif "bill_key" in fields:
        what, number = f"Kode perusahaan {fields['biller_code']}, nomor tagihan", fields["bill_key"]
    elif "payment_code" in fields:
        what, number = "Kode pembayaran di kasir", fields["payment_code"]
    else:
        what, number = "", ""
    shown = f'<p>{what}</p><p class="number">{number}</p>' if number else ""
    if transaction.method in {"other_qris", "gopay", "shopeepay"}:
        shown = (
            _code_picture(transaction.token)
            + "<p>Kode ini tiruan; lanjutkan dengan tombol di bawah.</p>"
        )
    until = local(transaction.expires_at) if transaction.expires_at else ""
    return (
        f"<section><h1>{METHODS[transaction.method][1]}</h1>{shown}"
        f"<dl><dt>Bayar sebelum</dt><dd>{until} WIB</dd></dl></section>"
        '<section><form method="post">'
        '<button name="action" value="pay">Bayar sekarang</button>'
        '<button class="quiet" name="action" value="fail">Buat pembayaran gagal</button>'
        '<button class="quiet" name="action" value="leave">Tinggalkan, bayar nanti</button>'
        "</form></section>"
    )


def _finished(transaction: Transaction) -> str:
    tone, title, text = DONE[transaction.status]
    back = (
        '<form method="post"><button name="action" value="leave">Kembali ke toko</button></form>'
        if transaction.finish_url
        else ""
    )
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
    return (
        '<svg viewBox="-2 -2 29 29" width="220" height="220" role="img" '
        f'aria-label="Kode pembayaran tiruan"><path d="{cells}"/>{corners}</svg>'
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
