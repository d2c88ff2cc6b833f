"""How far visits went, and what was bought in them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.catalogue.visits import of_visits
from niaga.metrics.metric import Measure, Metric


def saw_product(t: Any) -> Any:
    return t.saw_product


def had_cart(t: Any) -> Any:
    return t.had_cart


def reached_checkout(t: Any) -> Any:
    return t.reached_checkout


def has_ordered(t: Any) -> Any:
    return t.ordered


def has_converted(t: Any) -> Any:
    return t.converted


def _rate(name: str, label: Any, describe: Any, doc: str, top: Any, below: Any) -> Metric:
    return of_visits(
        name,
        label,
        describe,
        doc,
        unit="ratio",
        noun="",
        numerator=Measure("count", where=top),
        denominator=Measure("count", where=below),
    )


_FUNNEL = (
    of_visits(
        "product_visits",
        _("Kunjungan yang melihat produk"),
        _("Kunjungan yang sampai ke halaman produk, atau lebih jauh."),
        "Visits that saw a product, or went further.",
        numerator=Measure("count", where=saw_product),
    ),
    of_visits(
        "cart_visits",
        _("Kunjungan yang mengisi keranjang"),
        _("Kunjungan yang memasukkan barang ke keranjang, atau lebih jauh."),
        "Visits that put something into the cart, or went further.",
        numerator=Measure("count", where=had_cart),
    ),
    of_visits(
        "checkout_visits",
        _("Kunjungan yang membuka pembayaran"),
        _("Kunjungan yang membuka halaman bayar, atau lebih jauh."),
        "Visits that opened the checkout, or went further.",
        numerator=Measure("count", where=reached_checkout),
    ),
    of_visits(
        "ordering_visits",
        _("Kunjungan yang memesan"),
        _("Kunjungan dengan pesanan, apa pun nasibnya."),
        "Visits in which an order was placed, whatever became of it.",
        numerator=Measure("count", where=has_ordered),
    ),
    of_visits(
        "converted_visits",
        _("Kunjungan yang membeli"),
        _("Kunjungan dengan paling sedikit satu pesanan yang dihitung."),
        "Visits with at least one counted order, joined by the visit that the order names.",
        numerator=Measure("count", where=has_converted),
    ),
    _rate(
        "product_view_rate",
        _("Kunjungan → produk"),
        _("Bagian kunjungan yang melihat produk."),
        "product_visits ÷ visits.",
        saw_product,
        None,
    ),
    _rate(
        "cart_rate",
        _("Produk → keranjang"),
        _("Bagian kunjungan yang mengisi keranjang, dari yang melihat produk."),
        "cart_visits ÷ product_visits.",
        had_cart,
        saw_product,
    ),
    _rate(
        "checkout_rate",
        _("Keranjang → bayar"),
        _("Bagian kunjungan yang membuka pembayaran, dari yang mengisi keranjang."),
        "checkout_visits ÷ cart_visits.",
        reached_checkout,
        had_cart,
    ),
    _rate(
        "payment_rate",
        _("Bayar → dibayar"),
        _("Bagian kunjungan yang membeli, dari yang membuka pembayaran."),
        "converted_visits ÷ checkout_visits.",
        has_converted,
        reached_checkout,
    ),
    _rate(
        "conversion_rate",
        _("Konversi"),
        _("Kunjungan yang membeli dibagi semua kunjungan."),
        "Visits with at least one counted order ÷ visits, joined by the visit that the order names "
        "and not by time. Orders of marketplaces and of visitors who did not agree are in neither.",
        has_converted,
        None,
    ),
    of_visits(
        "visitor_conversion_rate",
        _("Konversi per pengunjung"),
        _("Pengunjung yang membeli dibagi semua pengunjung."),
        "Distinct devices with a converted visit ÷ distinct devices with a visit, in the period.",
        unit="ratio",
        noun="",
        numerator=Measure("distinct", "visitor_key", has_converted),
        denominator=Measure("distinct", "visitor_key"),
    ),
    of_visits(
        "visit_revenue",
        _("Pendapatan dari kunjungan"),
        _("Pendapatan pesanan yang dibuat dalam kunjungan terukur, pada hari kunjungannya."),
        "Σ order_revenue of the counted orders placed in measured visits, on the day of the visit.",
        unit="money",
        noun="",
        numerator=Measure("sum", "revenue"),
    ),
    of_visits(
        "revenue_per_visit",
        _("Pendapatan per kunjungan"),
        _("Pendapatan dari kunjungan dibagi banyaknya kunjungan."),
        "visit_revenue ÷ visits.",
        unit="money",
        noun="",
        numerator=Measure("sum", "revenue"),
        denominator=Measure("count"),
    ),
)

METRICS = _FUNNEL
