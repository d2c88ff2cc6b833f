"""What the books of the warehouse say, in words."""

import json
from datetime import timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niaga.collect.problems import REASONS
from niaga.kernel import clock
from niaga.warehouse.attempts import Attempt
from niaga.warehouse.books import Test
from niaga.warehouse.expectations import DECLARED, EXPECTATIONS
from niaga.warehouse.sources import SourceState
from niaga.web.design.templatetags.design import whole

STATES: dict[str, tuple[str | Promise, str, str]] = {
    # state → word, badge, mark
    "fresh": (gettext_lazy("Segar"), "badge--good", "●"),
    "still": (gettext_lazy("Diimpor"), "", "■"),
    "late": (gettext_lazy("Terlambat"), "badge--warn", "▲"),
    "stale": (gettext_lazy("Basi"), "badge--danger", "◆"),
    "failed": (gettext_lazy("Gagal"), "badge--danger", "✕"),
    "outdated": (gettext_lazy("Perlu dimuat ulang"), "badge--warn", "▲"),
}
_FEEDS = {
    "shop": gettext_lazy("Toko ini"),
    "visits": gettext_lazy("Kunjungan situs"),
    "stock": gettext_lazy("Stok toko"),
}
# What a source is called beside others, where its kind's own label would be too long.
SHORT = {
    **_FEEDS,
    "olist": "Olist",
    "olist_funnel": gettext_lazy("Calon penjual"),
    "marketing_campaign": "marketing_campaign",
    "hillstrom": "Hillstrom",
    "completejourney": "The Complete Journey",
    "spend": gettext_lazy("Biaya pemasaran"),
    "social": gettext_lazy("Media sosial"),
    "mailing": gettext_lazy("Kampanye dan e-mail"),
    "cdnow": "CDNOW",
    "cdnow_sample": "CDNOW",
    "ab": gettext_lazy("Uji A/B"),
    "survey": gettext_lazy("Survei"),
    "settlement": gettext_lazy("Pencairan"),
    "midtrans_settlement": gettext_lazy("Pencairan Midtrans"),
    "orders": gettext_lazy("Berkas pesanan"),
    "shopee": "Shopee",
    "tokopedia": "Tokopedia",
    "tiktok_shop": "TikTok Shop",
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
    "simulation": gettext_lazy("Simulasi"),
}
TABLES = {
    "orders": gettext_lazy("Pesanan"),
    "order_lines": gettext_lazy("Baris pesanan"),
    "sales_events": gettext_lazy("Buku penjualan"),
    "payments": gettext_lazy("Pembayaran"),
    "shipments": gettext_lazy("Pengiriman"),
    "reviews": gettext_lazy("Ulasan"),
    "sessions": gettext_lazy("Kunjungan"),
    "page_views": gettext_lazy("Tayangan halaman"),
    "campaign_contacts": gettext_lazy("Kontak kampanye"),
    "spend": gettext_lazy("Biaya pemasaran"),
    "experiments": gettext_lazy("Percobaan"),
    "exposures": gettext_lazy("Paparan percobaan"),
    "surveys": gettext_lazy("Survei"),
    "social": gettext_lazy("Media sosial"),
    "settlements": gettext_lazy("Pencairan dana"),
    "leads": gettext_lazy("Calon penjual"),
    "stock_days": gettext_lazy("Stok harian"),
    "loads": gettext_lazy("Muatan"),
    "people": gettext_lazy("Pelanggan"),
    "products": gettext_lazy("Produk"),
    "sellers": gettext_lazy("Penjual"),
    "purchase_totals": gettext_lazy("Ringkasan belanja"),
}
RULES = {"email": gettext_lazy("Surel sama"), "phone": gettext_lazy("Nomor telepon sama")}
_SAYS = {
    **{key: each.says for key, each in EXPECTATIONS.items()},
    **{(each.table, each.name): each.says for each in DECLARED},
}


def short_label(source: str) -> str:
    """Of a source without asking the readers, which load an engine."""
    return str(SHORT.get(source, source))


def source_label(source: str) -> str:
    from niaga.collect.registry import KINDS  # its readers load an engine, which no page waits for

    if source in _FEEDS:
        return str(_FEEDS[source])
    return str(KINDS[source].label) if source in KINDS else source


def told(state: SourceState, label: str = "") -> dict[str, Any]:
    """A source's state for a template; `label`: in place of the source's full name."""
    word, badge, mark = STATES[state.state]
    return {
        "state": state,
        "label": label or source_label(state.source),
        "word": word,
        "badge": badge,
        "mark": mark,
        "age": age_text(state.age),
        "usual": _("terus-menerus") if state.is_feed else every_text(state.usual),
        "failure": failure(state.failure) if state.failure else None,
    }


def failure(attempt: Attempt) -> dict[str, Any]:
    """An error without words of its own is told as one, with its details."""
    reason = attempt.reason
    if not attempt.code.islower():  # the name of a class, where ours have codes
        reason = _(
            "Galat yang tak terduga. Coba muat lagi; bila terulang, sampaikan rincian ini kepada "
            "pengelola sistem: %(detail)s."
        ) % {"detail": reason.rstrip(".")}
    return {
        "at": parse_datetime(attempt.failed_at or ""),
        "reason": reason,
        "file": attempt.file,
        "failures": attempt.failures,
    }


def table_label(table: str) -> str:
    return str(TABLES.get(table, table))


def test(each: Test) -> dict[str, Any]:
    """One tested expectation for a template, with what was found and what may be."""
    failing, slash, rows = each.measured.partition("/")
    found, limit = whole(int(failing)), each.expected
    if slash:
        values = {"failing": found, "rows": whole(int(rows))}
        found = _("%(failing)s dari %(rows)s baris") % values
        share = limit.removeprefix("<= ").removesuffix("%")
        limit = (
            _("paling banyak %(share)s %%") % {"share": share} if share != "0" else _("tidak ada")
        )
    else:
        least, _dots, most = limit.partition("..")
        limit = f"{whole(int(least))}–{whole(int(most))}"
    return {
        "is": each,
        "table": table_label(each.table),
        "says": expectation_says(each.table, each.name),
        "found": found,
        "limit": limit,
    }


def expectation_says(table: str, name: str) -> str:
    return str(_SAYS.get((table, name), name))


def reason_text(reason: str) -> str:
    return str(REASONS.get(reason, reason))


def age_text(age: timedelta | None) -> str:
    if age is None:
        return "–"
    if age < timedelta(minutes=1):
        return _("baru saja")
    now = clock.now()
    return _("%(age)s lalu") % {"age": timesince(now - age, now, depth=1)}


def row_text(raw: str | None) -> str:
    """A refused row as its columns say it, where it was kept as such."""
    try:
        cells = json.loads(raw or "")
    except ValueError:
        return raw or ""
    if not isinstance(cells, dict):
        return raw or ""
    return " · ".join(
        f"{name}: {value}" for name, value in cells.items() if value not in (None, "")
    )


def every_text(usual: timedelta | None) -> str:
    if usual is None:
        return "—"
    if usual < timedelta(minutes=1):
        return _("tiap menit")
    now = clock.now()
    return _("tiap %(span)s") % {"span": timesince(now - usual, now, depth=1)}
