"""What was taken back, by reason: on the day it was processed, as it lowers net sales."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.metrics.metric import Measure, Metric

DIMENSIONS = (
    "reason",
    "carrier",
    "region",
    "channel",
    "category",
    "condition",
    "product",
    "product_name",
    "seller",
)


def _taken_back(
    name: str, numerator: Measure, label: Any, describe: Any, doc: str, **more: Any
) -> Metric:
    return Metric(
        name=name,
        area="operations",
        label=label,
        describe=describe,
        doc=doc + " On the day it was processed. What an order as a whole was credited is not in.",
        fact="reversals",
        numerator=numerator,
        clock="sale",
        dimensions=DIMENSIONS,
        direction="down",
        **more,
    )


METRICS = (
    _taken_back(
        "reversed_units",
        Measure("sum", "units"),
        _("Barang kembali"),
        _("Barang yang dibatalkan setelah dibayar, ditolak, diretur, rusak atau hilang."),
        "Units of lines cancelled after payment, refused, returned, damaged or lost.",
        unit="count",
        noun=_("barang"),
    ),
    _taken_back(
        "reversed_value",
        Measure("sum", "value"),
        _("Nilai barang kembali"),
        _("Nilai barang yang dibatalkan setelah dibayar, ditolak, diretur, rusak atau hilang."),
        "Σ (gross − discount) of the lines taken back: the part of `returns` that is of products.",
        unit="money",
    ),
    _taken_back(
        "reversed_orders",
        Measure("distinct", "order_id"),
        _("Pesanan dengan barang kembali"),
        _("Pesanan berbeda yang barangnya kembali, seluruhnya atau sebagian."),
        "Distinct orders with a line taken back.",
        unit="count",
        noun=_("pesanan"),
    ),
)
