"""People: who ordered, who is new, who came back. A person is a pseudonym."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.metrics.catalogue.orders import is_counted, not_test
from niaga.metrics.metric import Formula, Measure, Metric

ORDER = ("status", "region", "channel", "customer_type")


def is_first(t: Any) -> Any:
    return t.counted & (t.customer_type == "new")


def is_later(t: Any) -> Any:
    return t.counted & (t.customer_type == "returning")


def has_ordered(t: Any) -> Any:
    return t.orders > 0


def has_reordered(t: Any) -> Any:
    return t.orders > 1


METRICS = (
    Metric(
        name="customers",
        area="customers",
        label=_("Pelanggan"),
        describe=_("Orang yang membuat pesanan, juga bila pesanannya batal."),
        unit="count",
        noun=_("orang"),
        doc="Distinct people who placed an order, whatever became of it; tests left out.",
        fact="orders",
        numerator=Measure("distinct", "customer_key", not_test),
        dimensions=ORDER,
    ),
    Metric(
        name="buyers",
        area="customers",
        label=pgettext_lazy("many", "Pembeli"),
        describe=_("Orang dengan paling sedikit satu pesanan yang dihitung."),
        unit="count",
        noun=_("orang"),
        doc="Distinct people with at least one counted order.",
        fact="orders",
        numerator=Measure("distinct", "customer_key", is_counted),
        dimensions=ORDER,
    ),
    Metric(
        name="new_customers",
        area="customers",
        label=_("Pembeli baru"),
        describe=_("Orang yang pesanan pertamanya jatuh dalam periode ini."),
        unit="count",
        noun=_("orang"),
        doc="Counted orders of rank 1: the person's first over all history and channels, whether "
        "or not it was taken back later; ties by order id.",
        fact="orders",
        numerator=Measure("count", where=is_first),
        dimensions=ORDER,
        source="Shopify's first-time customers",
    ),
    Metric(
        name="returning_orders",
        area="customers",
        label=_("Pesanan pembeli lama"),
        describe=_("Pesanan dari orang yang sudah pernah membeli."),
        unit="count",
        noun=_("pesanan"),
        doc="Counted orders of rank above 1.",
        fact="orders",
        numerator=Measure("count", where=is_later),
        dimensions=ORDER,
    ),
    Metric(
        name="orders_per_buyer",
        area="customers",
        label=_("Pesanan per pembeli"),
        describe=_("Pesanan dibagi banyaknya pembeli dalam periode yang sama."),
        unit="ratio",
        doc="counted_orders ÷ buyers of the same period.",
        formula=Formula("quotient", ("counted_orders", "buyers")),
        dimensions=("region", "channel"),
    ),
    Metric(
        name="repeat_customers",
        area="customers",
        label=_("Pelanggan berulang"),
        describe=_("Orang dengan lebih dari satu pesanan sepanjang riwayat."),
        unit="count",
        noun=_("orang"),
        doc="People with more than one order over all history, whatever became of the orders; "
        "tests left "
        "out.",
        fact="customers",
        numerator=Measure("count", where=has_reordered),
        clock="none",
        grains=(),
        dimensions=("region",),
    ),
    Metric(
        name="repeat_customer_share",
        area="customers",
        label=_("Bagian pelanggan berulang"),
        describe=_("Pelanggan berulang dibagi semua pelanggan."),
        unit="ratio",
        doc="People with more than one order ÷ people with an order, over all history.",
        fact="customers",
        numerator=Measure("count", where=has_reordered),
        denominator=Measure("count", where=has_ordered),
        clock="none",
        grains=(),
        dimensions=("region",),
    ),
)
