"""What a metric can be split and filtered by, and the column that holds it in each fact."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Dimension:
    """`columns`: table → column. `lists`: tables whose column is a list, which can only filter. A
    view names its own columns. `personal`: its values are people; it wants `customers.profile`.
    """

    name: str
    label: str | Promise
    doc: str
    columns: Mapping[str, str]
    lists: Mapping[str, str] | None = None
    personal: bool = False


_ORDER_FACTS = ("orders", "order_lines", "sales_events", "payments", "shipments", "reviews")


def _same(column: str, *facts: str) -> dict[str, str]:
    return dict.fromkeys(facts, column)


DIMENSIONS: Mapping[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension(
            "status",
            _("Status pesanan"),
            "the order's status as the source says it now",
            _same("status", "orders", "order_lines")
            | _same("order_status", "payments", "shipments", "reviews"),
        ),
        Dimension(
            "region",
            _("Wilayah"),
            "state or province of delivery",
            _same("region", *_ORDER_FACTS, "customers", "surveys", "sellers"),
        ),
        Dimension(
            "channel",
            _("Kanal"),
            "where it was sold; of a visit, a message or a cost: by which way people were reached",
            _same("channel", *_ORDER_FACTS, "sessions", "campaign_contacts", "spend", "surveys")
            | _same("channel", "purchase_totals"),
        ),
        Dimension(
            "category",
            _("Kategori"),
            "category of the product; as a filter on orders: orders that contain it",
            _same("category", "order_lines", "sales_events", "purchase_totals", "products")
            | _same("category", "stock_days"),
            {"orders": "categories"},
        ),
        Dimension(
            "condition",
            _("Kondisi"),
            "new or used",
            _same("condition", "order_lines", "sales_events", "products", "stock_days"),
        ),
        Dimension(
            "product",
            _("Produk"),
            "product id",
            _same("product_id", "order_lines", "sales_events", "products", "stock_days"),
        ),
        Dimension("sku", _("SKU"), "stock keeping unit: one variant", _same("sku", "stock_days")),
        Dimension("pieces", _("Barang sehari"), "pieces ordered on one day", {}),
        Dimension("location", _("Lokasi"), "where stock lies", _same("location", "stock_days")),
        Dimension("abc", _("Kelas ABC"), "A, B or C: by what a product brings", {}),
        Dimension("xyz", _("Kelas XYZ"), "X, Y, Z or N: by how evenly a product sells", {}),
        Dimension("product_name", _("Produk"), "name of the product, or category and id", {}),
        Dimension("other_product", _("Produk yang disarankan"), "product id", {}),
        Dimension(
            "other_product_name", _("Produk yang disarankan"), "name, or category and id", {}
        ),
        Dimension("sales_quarter", _("Triwulan"), "YYYY-Qn of the sale", {}),
        Dimension(
            "seller",
            _("Penjual"),
            "seller id; as a filter on orders: orders with a line of the seller",
            _same("seller_id", "order_lines", "sales_events", "sellers"),
            {"orders": "sellers"},
        ),
        Dimension(
            "city", _("Kota"), "town in which the seller is at home", _same("city", "sellers")
        ),
        Dimension(
            "customer_type",
            _("Jenis pembeli"),
            "new: the person's first counted order over all history; returning: any later one",
            _same("customer_type", "orders"),
        ),
        Dimension(
            "uncounted_reason",
            _("Alasan tidak dihitung"),
            "why an order is not counted: test, unpaid, cancelled",
            _same("uncounted_reason", "orders"),
        ),
        Dimension(
            "order",
            pgettext_lazy("one", "Pesanan"),
            "order id; a filter only",
            _same("order_id", *_ORDER_FACTS),
        ),
        Dimension(
            "customer",
            _("Pelanggan"),
            "a person's pseudonym",
            _same("customer_key", "orders", "order_lines", "sales_events", "customers")
            | _same("customer_key", "sessions", "campaign_contacts", "surveys"),
            personal=True,
        ),
        Dimension("method", _("Cara bayar"), "payment method", _same("method", "payments")),
        Dimension(
            "segment",
            _("Segmen"),
            "segment of the buyer by recency and frequency, as of the end of the period",
            {},
        ),
        Dimension("recency", _("Nilai kebaruan"), "1 to 5; 5 bought most recently", {}),
        Dimension("frequency", _("Nilai kekerapan"), "1 to 5; 5 orders most", {}),
        Dimension("money", _("Nilai belanja"), "1 to 5; 5 brings most", {}),
        Dimension("repeats", _("Pembelian ulang"), "buying days after the first", {}),
        Dimension(
            "recency_weeks",
            _("Minggu sampai pembelian terakhir"),
            "weeks from the first buying day to the last",
            {},
        ),
        Dimension(
            "age_weeks",
            _("Minggu sejak pembelian pertama"),
            "weeks from the first buying day to the day asked",
            {},
        ),
        Dimension(
            "value_step", _("Tingkat belanja"), "mean amount of a purchase, in steps of 2 %", {}
        ),
        Dimension(
            "months_after", _("Bulan ke"), "months after the month of the first counted order", {}
        ),
        Dimension(
            "stage",
            _("Tahap"),
            "payment, packing, handover, processing, delivery or total",
            {},
        ),
        Dimension("carrier", _("Kurir"), "who carries the parcel", _same("carrier", "shipments")),
        Dimension(
            "reason",
            _("Alasan"),
            "why something was taken back: cancelled (after payment), refused, returned, damaged "
            "or lost",
            {},
        ),
        Dimension("score", _("Nilai ulasan"), "1 to 5", _same("score", "reviews")),
        Dimension(
            "campaign",
            _("Kampanye"),
            "name of the campaign",
            _same("campaign", "campaign_contacts", "spend") | {"sessions": "utm_campaign"},
        ),
        Dimension(
            "arm",
            _("Kelompok"),
            "treatment that a campaign gave; control for those held out",
            _same("arm", "campaign_contacts"),
        ),
        Dimension(
            "group",
            _("Kelompok orang"),
            "how the source groups people: by income, earlier spending, …",
            _same("segment", "campaign_contacts", "purchase_totals"),
        ),
        Dimension(
            "utm_source", _("Sumber kunjungan"), "utm_source", _same("utm_source", "sessions")
        ),
        Dimension(
            "utm_medium", _("Media kunjungan"), "utm_medium", _same("utm_medium", "sessions")
        ),
        Dimension("device", _("Perangkat"), "kind of device", _same("device", "sessions")),
        Dimension(
            "landing_page",
            _("Halaman pertama"),
            "first page of the visit, or of the lead",
            _same("landing_page", "sessions", "leads"),
        ),
        Dimension("page_kind", _("Jenis halaman"), "kind of page", _same("page", "page_views")),
        Dimension(
            "audience",
            _("Siapa yang melihat"),
            "agreed, declined or unasked: of people; bot, unshown or staff: of others",
            _same("audience", "page_views"),
        ),
        Dimension("visitor_kind", _("Jenis pengunjung"), "new, returning or reactivated", {}),
        Dimension("platform", _("Platform"), "social network", _same("platform", "social")),
        Dimension("origin", _("Asal prospek"), "where a lead came from", _same("origin", "leads")),
        Dimension("lead_segment", _("Bidang usaha"), "line of business", _same("segment", "leads")),
        Dimension("lead_type", _("Jenis prospek"), "kind of lead", _same("lead_type", "leads")),
        Dimension(
            "gateway", _("Gerbang pembayaran"), "who pays out", _same("gateway", "settlements")
        ),
        Dimension(
            "settlement_kind",
            _("Jenis baris"),
            "payment, refund, fee or adjustment",
            _same("kind", "settlements"),
        ),
        Dimension("survey_kind", _("Jenis survei"), "csat or nps", _same("kind", "surveys")),
        Dimension("survey_score", _("Jawaban"), "the answer given", _same("score", "surveys")),
        Dimension(
            "experiment", _("Uji"), "key of the experiment", _same("experiment", "exposures")
        ),
        Dimension("outcome", _("Hasil"), "what was measured", _same("outcome", "exposures")),
        Dimension("variant", _("Varian"), "variant of a test", _same("variant", "exposures")),
        *(
            Dimension(
                f"test_segment_{n}",
                _("Segmen uji"),
                f"of the visitors of a test, by the kind of segment that the test tells as no. {n}",
                _same(f"segment_{n}", "exposures"),
            )
            for n in (1, 2, 3)
        ),
    )
}
