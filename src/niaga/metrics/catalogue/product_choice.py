"""What people choose: by quarter, by segment, and together in one basket."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric

SEGMENT = ("segment", "product", "product_name")
PAIR = ("segment", "product", "product_name", "other_product", "other_product_name")


def _sum(
    name: str, fact: str, column: str, dimensions: tuple[str, ...], label: Any, describe: Any,
    doc: str, **more: Any,
) -> Metric:  # fmt: skip
    return Metric(
        name=name,
        label=label,
        describe=describe,
        unit=more.pop("unit", "count"),
        doc=doc,
        fact=fact,
        area=more.pop("area", "marketing"),
        clock="as_of",
        grains=(),
        numerator=Measure("sum", column),
        dimensions=dimensions,
        needs=more.pop("needs", dimensions[:1]),
        **more,
    )


METRICS = (
    _sum(
        "quarter_product_units",
        "quarter_products",
        "units",
        ("sales_quarter", "product", "product_name"),
        _("Produk terlaris per triwulan"),
        _("Barang terjual dikurangi yang batal atau kembali, sepuluh produk teratas."),
        "Units sold less units taken back, of the ten most ordered products of each quarter; "
        "ties by net sales, then id.",
        noun=_("barang"),
    ),
    _sum(
        "quarter_product_net_sales",
        "quarter_products",
        "net",
        ("sales_quarter", "product", "product_name"),
        _("Penjualan bersih produk terlaris"),
        _("Penjualan bersih dari sepuluh produk terlaris tiap triwulan."),
        "net_sales of the ten most ordered products of each quarter.",
        unit="money",
    ),
    _sum(
        "segment_product_units",
        "segment_products",
        "units",
        SEGMENT,
        _("Produk terlaris per segmen"),
        _("Barang terjual kepada segmen ini dalam 365 hari, sepuluh produk teratas."),
        "Units of counted orders less returned ones, in the 365 days before the period's end, of "
        "the ten most ordered products of each RFM segment.",
        noun=_("barang"),
    ),
    _sum(
        "segment_product_orders",
        "segment_products",
        "orders",
        SEGMENT,
        _("Pesanan segmen dengan produk ini"),
        _("Pesanan segmen ini yang berisi produk itu."),
        "Counted orders of the segment with the product.",
        noun=_("pesanan"),
    ),
    *(
        _sum(
            name, "segment_products", column, SEGMENT, label, describe, doc,
            noun=_("pesanan"), direction="neutral", needs=("segment", "product"),
        )
        for name, column, label, describe, doc in (
            (
                "segment_orders_beside_product",
                "segment_orders",
                _("Pesanan segmen"),
                _("Semua pesanan segmen ini dalam 365 hari."),
                "Counted orders of the segment in these 365 days, beside each of its products.",
            ),
            (
                "product_orders_of_all",
                "all_product_orders",
                _("Pesanan semua pembeli dengan produk ini"),
                _("Pesanan semua segmen yang berisi produk itu."),
                "Counted orders of all segments with the product, beside each segment.",
            ),
            (
                "orders_of_all_beside_product",
                "all_orders",
                _("Pesanan semua pembeli"),
                _("Semua pesanan dalam 365 hari."),
                "Counted orders of all segments in these 365 days, beside each product.",
            ),
        )
    ),
    *(
        _sum(
            name, "product_pairs", column, PAIR, label, describe, doc,
            noun=_("keranjang"), direction="neutral",
            needs=("segment", "product", "other_product"),
        )
        for name, column, label, describe, doc in (
            (
                "pair_baskets",
                "together",
                _("Keranjang berisi keduanya"),
                _("Pesanan segmen ini yang berisi kedua produk."),
                "Baskets of the segment with both products, in the 365 days before the period's "
                "end.",
            ),
            (
                "pair_baskets_first",
                "with_product",
                _("Keranjang berisi produk pertama"),
                _("Pesanan segmen ini yang berisi produk pertama."),
                "Baskets of the segment with the product that is there already.",
            ),
            (
                "pair_baskets_second",
                "with_other",
                _("Keranjang berisi produk yang disarankan"),
                _("Pesanan segmen ini yang berisi produk yang disarankan."),
                "Baskets of the segment with the recommended product.",
            ),
            (
                "pair_baskets_all",
                "baskets",
                _("Semua keranjang segmen"),
                _("Semua pesanan segmen ini."),
                "Baskets of the segment, beside each pair.",
            ),
        )
    ),
)  # fmt: skip
