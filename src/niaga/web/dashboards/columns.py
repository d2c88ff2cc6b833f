"""How the columns of rows behind a number are called, and how their values are shown."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from niaga.metrics.views.rfm import SEGMENT_LABELS
from niaga.web.dashboards.codes import word_for
from niaga.web.dashboards.sellers.words import origin_said, seller_said

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
    "cost": gettext_lazy("Biaya"),
    "month_local": gettext_lazy("Bulan"),
    "channel": gettext_lazy("Kanal"),
    "months_after": gettext_lazy("Bulan sesudahnya"),
    "size": gettext_lazy("Ukuran angkatan"),
    "retained": gettext_lazy("Kembali"),
    "quarter": gettext_lazy("Triwulan"),
    "days": gettext_lazy("Hari"),
    "active": gettext_lazy("Aktif"),
    "churned": gettext_lazy("Berhenti"),
    "reactivated": gettext_lazy("Aktif lagi"),
    "revenue": gettext_lazy("Pendapatan"),
    "placed_on": gettext_lazy("Dipesan"),
    "segment": gettext_lazy("Segmen"),
    "stage": gettext_lazy("Tahap"),
    "overdue": gettext_lazy("Terlalu lama"),
    "returned_units": gettext_lazy("Diretur"),
    "campaign": gettext_lazy("Kampanye"),
    "arm": gettext_lazy("Kelompok"),
    "converted": gettext_lazy("Membeli"),
    "platform": gettext_lazy("Platform"),
    "impressions": gettext_lazy("Tayangan"),
    "reach": gettext_lazy("Jangkauan"),
    "engagements": gettext_lazy("Keterlibatan"),
    "clicks": gettext_lazy("Klik"),
    "followers": gettext_lazy("Pengikut"),
    "posts": gettext_lazy("Kiriman"),
    "started_at": gettext_lazy("Mulai"),
    "landing_page": gettext_lazy("Halaman pertama"),
    "device": gettext_lazy("Perangkat"),
    "pages": gettext_lazy("Halaman"),
    "seconds": gettext_lazy("Detik"),
    "visitor_key": gettext_lazy("Pengunjung (samaran)"),
    "person": gettext_lazy("Orang (samaran)"),
    "visitor_kind": gettext_lazy("Jenis pengunjung"),
    "visits": gettext_lazy("Kunjungan"),
    "page": gettext_lazy("Halaman"),
    "audience": gettext_lazy("Penonton"),
    "touch": gettext_lazy("Sentuhan ke"),
    "touches": gettext_lazy("Sentuhan"),
    "sales_quarter": gettext_lazy("Triwulan"),
    "place": gettext_lazy("Peringkat"),
    "product_name": gettext_lazy("Produk"),
    "other_id": gettext_lazy("Produk lain"),
    "other_name": gettext_lazy("Produk lain"),
    "name": gettext_lazy("Nama"),
    "city": gettext_lazy("Kota"),
    "condition": gettext_lazy("Kondisi"),
    "lead_id": gettext_lazy("Calon"),
    "origin": gettext_lazy("Asal"),
    "won": gettext_lazy("Jadi penjual"),
    "won_date": gettext_lazy("Sepakat"),
    "first_sale_date": gettext_lazy("Penjualan pertama"),
    "answer_id": gettext_lazy("Jawaban"),
    "settlement_ref": gettext_lazy("Referensi"),
    "gateway": gettext_lazy("Gerbang pembayaran"),
    "match": gettext_lazy("Kecocokan"),
    "settled_on": gettext_lazy("Dicairkan"),
    "experiment": gettext_lazy("Uji"),
    "outcome": gettext_lazy("Hasil"),
    "variant": gettext_lazy("Varian"),
    "reason": gettext_lazy("Alasan"),
    "carrier": gettext_lazy("Kurir"),
    "sku": gettext_lazy("SKU"),
    "location": gettext_lazy("Lokasi"),
    "on_hand": gettext_lazy("Di gudang"),
    "available": gettext_lazy("Bebas"),
    "free_demand": gettext_lazy("Dipesan (56 hari)"),
    "free_days": gettext_lazy("Hari buka"),
    "closing": gettext_lazy("Stok akhir"),
    "held": gettext_lazy("Dijanjikan"),
    "demanded": gettext_lazy("Dipesan"),
    "day": gettext_lazy("Hari"),
    "pieces": gettext_lazy("Dipesan"),
    "repeats": gettext_lazy("Pembelian ulang"),
    "recency_weeks": gettext_lazy("Minggu sampai pembelian terakhir"),
    "age_weeks": gettext_lazy("Minggu sejak pembelian pertama"),
    "mean_value": gettext_lazy("Rata-rata belanja"),
    "later": gettext_lazy("Pembelian sesudahnya"),
    "profit": gettext_lazy("Laba"),
    "ended": gettext_lazy("Selesai"),
    "abc": gettext_lazy("Kelas ABC"),
    "xyz": gettext_lazy("Kelas XYZ"),
    "units": gettext_lazy("Terjual"),
    "weeks": gettext_lazy("Minggu"),
    "asked": gettext_lazy("Dipesan (182 hari)"),
    "free": gettext_lazy("Hari buka"),
}


REASONS: dict[str, str | Promise] = {
    "cancelled": gettext_lazy("batal setelah dibayar"),
    "refused": gettext_lazy("ditolak penerima"),
    "returned": gettext_lazy("dikembalikan pembeli"),
    "damaged": gettext_lazy("rusak"),
    "lost": gettext_lazy("hilang di jalan"),
}
CARRIERS = {"jne": "JNE", "jnt": "J&T", "sicepat": "SiCepat"}  # of others the code as it is

MONEY = frozenset({"cost", "mean_value", "profit", "revenue"})  # in the smallest unit
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
        "payment": _("pembayaran"),
        "refund": _("pengembalian dana"),
        "fee": _("biaya"),
        "adjustment": _("penyesuaian"),
        "matched": _("cocok"),
        "no_order": _("tanpa nomor pesanan"),
        "unknown_order": _("pesanan tidak dikenal"),
        "other_amount": _("jumlah berbeda"),
        "own": _("milik gerbang"),
        "used": _("bekas"),
    }
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        return date_format(value, "j M Y H:i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if column == "sku":
        return str(value)  # made by people, for people
    if column in ("seller", "seller_id"):
        return seller_said(str(value))
    if column == "origin":
        return origin_said(str(value))
    if column == "segment" and value in SEGMENT_LABELS:
        return str(SEGMENT_LABELS[str(value)])
    if column in ("category", "segment"):
        return str(value).replace("_", " ")
    if column == "reason":
        return str(REASONS.get(str(value), value))
    if column == "carrier":
        return CARRIERS.get(str(value), str(value))
    if column in ("kind", "customer_type", "match", "condition"):
        return words.get(str(value), str(value))
    return word_for(column, value)
