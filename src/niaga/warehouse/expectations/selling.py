"""What is expected of orders and of all that belongs to them."""

from django.utils.translation import gettext_lazy as _

from niaga.warehouse.expectations.declared import (
    Expectation,
    refers,
    required,
    rule,
    same_sum,
    unique,
)

_FUTURE = "now() + INTERVAL 1 DAY"

EXPECTATIONS: tuple[Expectation, ...] = (
    required("orders", "order_id placed_at date_local part counted is_test"),
    unique("orders", "order_id"),
    rule(
        "orders",
        "dates",
        _("Pesanan dibuat antara tahun 1990 dan besok"),
        f"placed_at > {_FUTURE} OR date_local < DATE '1990-01-01'",
    ),
    rule(
        "orders",
        "value_is_sum",
        _("Nilai pesanan = harga kotor − diskon, totalnya bersama ongkir dan pajak"),
        "value <> gross - discount OR total <> value + shipping + tax "
        "OR revenue <> value - returned",
        "error",
    ),
    rule(
        "orders",
        "value_not_negative",
        _("Nilai pesanan tidak negatif"),
        "counted AND value < 0",
    ),
    rule(
        "orders",
        "has_lines",
        _("Pesanan yang dihitung punya baris barang"),
        "counted AND line_count = 0",
    ),
    rule(
        "orders",
        "has_person",
        _("Pesanan yang dihitung diketahui pembelinya"),
        "counted AND customer_key IS NULL",
        tolerated=0.02,
    ),
    rule(
        "orders",
        "returned_within_value",
        _("Yang dikembalikan tidak lebih dari nilai pesanan"),
        "counted AND returned > value",
    ),
    required("order_lines", "order_id line_no quantity unit_price date_local"),
    unique("order_lines", "order_id line_no"),
    rule(
        "order_lines",
        "quantity_positive",
        _("Jumlah barang lebih dari nol"),
        "quantity <= 0",
    ),
    rule("order_lines", "price_not_negative", _("Harga satuan tidak negatif"), "unit_price < 0"),
    rule(
        "order_lines",
        "discount_within_price",
        _("Diskon baris tidak lebih dari harganya"),
        "discount > gross OR discount < 0",
    ),
    rule(
        "order_lines",
        "returned_within_quantity",
        _("Yang dikembalikan tidak lebih dari yang dibeli"),
        "returned_units > quantity",
    ),
    rule(
        "order_lines",
        "has_category",
        _("Barang yang terjual punya kategori"),
        "counted AND category IS NULL",
        tolerated=0.05,
    ),
    refers("order_lines", "product_id", "products", _("Barang di baris pesanan dikenal")),
    refers("order_lines", "seller_id", "sellers", _("Penjual di baris pesanan dikenal")),
    same_sum(
        "orders",
        "lines_make_orders",
        _("Jumlah baris barang = jumlah pesanan"),
        "SELECT (SELECT coalesce(sum(gross), 0) FROM orders) "
        "- (SELECT coalesce(sum(gross), 0) FROM order_lines)",
        needs=("order_lines",),
    ),
    same_sum(
        "sales_events",
        "ledger_makes_orders",
        _("Penjualan di buku = pesanan yang terjual"),
        "SELECT (SELECT coalesce(sum(gross - discount), 0) FROM sales_events WHERE kind = 'sale') "
        "- (SELECT coalesce(sum(value), 0) FROM orders WHERE sale_at IS NOT NULL AND NOT is_test)",
        needs=("orders",),
    ),
    required("sales_events", "order_id line_no kind occurred_at date_local net"),
    rule(
        "sales_events",
        "net_is_sum",
        _("Penjualan bersih = kotor − diskon − retur"),
        "net <> gross - discount - returns",
        "error",
    ),
    rule(
        "sales_events",
        "reversal_after_sale",
        _("Pembatalan tidak bertanggal di masa depan"),
        f"kind = 'reversal' AND occurred_at > {_FUTURE}",
    ),
    required("payments", "order_id payment_no"),
    unique("payments", "order_id payment_no"),
    rule("payments", "amount_not_negative", _("Pembayaran tidak negatif"), "amount < 0"),
    rule(
        "orders",
        "paid_is_total",
        _("Uang yang masuk sama dengan total pesanan, selisihnya paling banyak 1 %"),
        "counted AND paid <> 0 AND returned = 0 AND abs(paid - total) > greatest(1, total // 100)",
        tolerated=0.01,
    ),
    required("shipments", "order_id shipment_id"),
    unique("shipments", "order_id shipment_id"),
    rule(
        "shipments",
        "stages_in_order",
        _("Tahap pengiriman berurutan: dibuat, dikemas, dikirim, tiba"),
        "packed_at < placed_at OR shipped_at < packed_at OR shipped_at < placed_at "
        "OR delivered_at < shipped_at OR delivered_at < placed_at",
    ),
    required("reviews", "review_id order_id score"),
    unique("reviews", "review_id order_id"),
    rule(
        "reviews",
        "score_in_range",
        _("Nilai ulasan 1 sampai 5"),
        "score < 1 OR score > 5",
        "error",
    ),
)
