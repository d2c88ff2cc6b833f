"""Orders on the order clock: all counts on the business day when the order was placed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.metrics.metric import Formula, Measure, Metric

ORDER = ("status", "region", "channel", "customer_type", "uncounted_reason")
LINE = ("status", "region", "channel", "category", "condition", "product", "seller")
COSTED = (*LINE, "product_name")
COUNTED = (
    "A counted order is no test, its money was captured, and it was not cancelled before shipment."
)


def not_test(t: Any) -> Any:
    return ~t.is_test


def is_counted(t: Any) -> Any:
    return t.counted


def is_first(t: Any) -> Any:
    return t.counted & (t.customer_type == "new")


def is_later(t: Any) -> Any:
    return t.counted & (t.customer_type == "returning")


def is_captured(t: Any) -> Any:
    return t.captured & ~t.is_test


def is_worthless(t: Any) -> Any:
    return t.counted & (t.value == 0)


def is_costed(t: Any) -> Any:
    return t.counted & t.profit.notnull()


METRICS = (
    Metric(
        name="orders",
        label=_("Pesanan masuk"),
        describe=_("Semua pesanan yang dibuat, apa pun nasibnya."),
        unit="count",
        noun=_("pesanan"),
        doc="Orders placed, whatever became of them; tests left out.",
        fact="orders",
        numerator=Measure("count", where=not_test),
        dimensions=ORDER,
    ),
    Metric(
        name="counted_orders",
        label=_("Pesanan"),
        describe=_("Pesanan yang dibayar dan tidak dibatalkan sebelum dikirim."),
        unit="count",
        noun=_("pesanan"),
        doc=COUNTED + " Refunded orders remain counted; the refund is its own event.",
        fact="orders",
        numerator=Measure("count", where=is_counted),
        dimensions=ORDER,
    ),
    Metric(
        name="order_value",
        label=_("Nilai pesanan"),
        describe=_("Harga barang dikurangi potongan, dari pesanan yang dihitung."),
        unit="money",
        doc="Σ (gross − discount) of counted orders, before refunds, on the day they were placed.",
        fact="orders",
        numerator=Measure("sum", "value", is_counted),
        dimensions=ORDER,
    ),
    Metric(
        name="new_order_value",
        label=_("Nilai pesanan pembeli baru"),
        describe=_("Nilai pesanan pertama tiap pembeli."),
        unit="money",
        doc="order_value of each person's first counted order over all history.",
        fact="orders",
        numerator=Measure("sum", "value", is_first),
        dimensions=ORDER,
    ),
    Metric(
        name="returning_order_value",
        label=_("Nilai pesanan pembeli lama"),
        describe=_("Nilai pesanan dari orang yang sudah pernah membeli."),
        unit="money",
        doc="order_value of the orders after each person's first.",
        fact="orders",
        numerator=Measure("sum", "value", is_later),
        dimensions=ORDER,
    ),
    Metric(
        name="order_revenue",
        label=_("Pendapatan pesanan"),
        describe=_("Nilai pesanan dikurangi pengembalian dana sampai hari ini."),
        unit="money",
        doc="order_value less refunds to date, on the day the order was placed: restated when "
        "refunded.",
        fact="orders",
        numerator=Measure("sum", "revenue", is_counted),
        dimensions=ORDER,
    ),
    Metric(
        name="average_order_value",
        label=_("Rata-rata nilai pesanan"),
        describe=_("Nilai pesanan dibagi banyaknya pesanan."),
        unit="money",
        doc="order_value ÷ counted_orders: Σ (gross − discount) before refunds.",
        fact="orders",
        numerator=Measure("sum", "value", is_counted),
        denominator=Measure("count", where=is_counted),
        dimensions=ORDER,
        source=("Shopify's average order value"),
    ),
    Metric(
        name="median_order_value",
        label=_("Nilai pesanan tengah"),
        describe=_("Separuh pesanan bernilai sebesar ini atau kurang."),
        unit="money",
        doc="Median of (gross − discount) over counted orders, before refunds.",
        fact="orders",
        numerator=Measure("quantile", "value", is_counted),
        dimensions=ORDER,
        tolerance=1e-6,
    ),
    Metric(
        name="zero_value_orders",
        label=_("Pesanan bernilai nol"),
        describe=_("Pesanan yang dihitung dengan nilai nol; ikut dalam rata-rata."),
        unit="count",
        noun=_("pesanan"),
        doc="Counted orders whose value is 0: they are in average_order_value, and told.",
        fact="orders",
        numerator=Measure("count", where=is_worthless),
        dimensions=ORDER,
        direction="neutral",
    ),
    Metric(
        name="gross_profit",
        label=_("Laba kotor"),
        describe=_("Nilai barang dikurangi biayanya, dari baris yang biayanya diketahui."),
        unit="money",
        doc="Σ (gross − discount − cost) over the lines of counted orders whose cost is told, on "
        "the day of the order. cost_coverage tells how much of the sales that is.",
        fact="costed_lines",
        numerator=Measure("sum", "profit", is_costed),
        dimensions=COSTED,
    ),
    Metric(
        name="gross_margin",
        label=_("Margin kotor"),
        describe=_("Laba kotor dibagi nilai barang yang biayanya diketahui."),
        unit="ratio",
        doc="gross_profit ÷ Σ (gross − discount) of the same lines; null where no cost is told.",
        fact="costed_lines",
        numerator=Measure("sum", "profit", is_costed),
        denominator=Measure("sum", "net", is_costed),
        dimensions=COSTED,
    ),
    Metric(
        name="cost_coverage",
        label=_("Cakupan biaya"),
        describe=_("Bagian nilai barang terjual yang biayanya diketahui."),
        unit="ratio",
        doc="Σ (gross − discount) of the lines of counted orders whose cost is told ÷ that of all.",
        fact="costed_lines",
        numerator=Measure("sum", "net", is_costed),
        denominator=Measure("sum", "net", is_counted),
        dimensions=COSTED,
    ),
    Metric(
        name="net_sales_per_order",
        label=_("Penjualan bersih per pesanan"),
        describe=_("Penjualan bersih dibagi banyaknya pesanan."),
        unit="money",
        doc="net_sales ÷ counted_orders of the same period. The two clocks differ; it is what "
        "explains "
        "a change of net_sales by orders.",
        formula=Formula("quotient", ("net_sales", "counted_orders")),
        dimensions=("region", "channel"),
    ),
    Metric(
        name="item_sales",
        label=_("Nilai semua barang dipesan"),
        describe=_("Harga satuan kali jumlah dari semua pesanan, juga yang batal."),
        unit="money",
        doc="Σ unit price × quantity over the lines of all orders placed, cancelled ones among "
        "them; "
        "tests left out.",
        fact="order_lines",
        numerator=Measure("sum", "gross", not_test),
        dimensions=LINE,
    ),
    Metric(
        name="items",
        label=_("Barang dipesan"),
        describe=_("Jumlah barang dari semua pesanan, juga yang batal."),
        unit="count",
        noun=_("barang"),
        doc="Σ quantity over the lines of all orders placed, cancelled ones among them; tests "
        "left out.",
        fact="order_lines",
        numerator=Measure("sum", "quantity", not_test),
        dimensions=LINE,
    ),
    Metric(
        name="freight",
        label=_("Ongkos kirim barang"),
        describe=_("Ongkos kirim pada baris semua pesanan, juga yang batal."),
        unit="money",
        doc="Σ shipping charged on the lines of all orders placed, cancelled ones among them; "
        "tests left "
        "out. Shipping charged on an order as a whole is in total_sales, not here.",
        fact="order_lines",
        numerator=Measure("sum", "shipping", not_test),
        dimensions=LINE,
        direction="neutral",
    ),
    Metric(
        name="sellers",
        label=pgettext_lazy("many", "Penjual"),
        describe=_("Penjual yang barangnya dipesan, juga bila pesanannya batal."),
        unit="count",
        noun=_("penjual"),
        doc="Distinct sellers on the lines of all orders placed; tests left out.",
        fact="order_lines",
        numerator=Measure("distinct", "seller_id", not_test),
        dimensions=LINE,
    ),
    Metric(
        name="payments_total",
        label=_("Pembayaran diterima"),
        describe=_("Jumlah semua pembayaran yang diterima."),
        unit="money",
        doc="Σ captured payments of all orders placed, whatever became of them, on the day of "
        "the order; "
        "tests left out.",
        fact="payments",
        numerator=Measure("sum", "amount", is_captured),
        dimensions=("method", "status", "region", "channel"),
    ),
)
