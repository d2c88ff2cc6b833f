"""Delivery. A stage's time is taken over the parcels that have both ends; none is guessed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.metrics.metric import Measure, Metric

DIMENSIONS = ("status", "region", "channel")
DAY = 86_400


def is_delivered(t: Any) -> Any:
    return t.delivered & ~t.is_test & t.delivery_seconds.notnull()


def is_judged(t: Any) -> Any:
    return t.delivered & ~t.is_test & t.late.notnull()


def is_late(t: Any) -> Any:
    return t.delivered & ~t.is_test & t.late


METRICS = (
    Metric(
        name="delivery_days_mean",
        area="operations",
        label=_("Rata-rata lama pengiriman"),
        describe=_("Hari dari pemesanan sampai diterima, rata-rata."),
        unit="days",
        doc="Mean calendar days from placing to delivery over parcels of delivered orders with "
        "both times. "
        "Delivery times are skewed to the right; it is here to meet published figures.",
        fact="shipments",
        numerator=Measure("sum", "delivery_seconds", is_delivered),
        denominator=Measure("count", where=is_delivered),
        scale=DAY,
        dimensions=DIMENSIONS,
        direction="down",
    ),
    Metric(
        name="delivered_parcels",
        area="operations",
        label=pgettext_lazy("many", "Paket diterima"),
        describe=_("Paket yang sudah diterima dan kedua waktunya diketahui."),
        unit="count",
        noun=_("paket"),
        doc="Parcels of delivered orders with both the time of placing and of delivery.",
        fact="shipments",
        numerator=Measure("count", where=is_delivered),
        dimensions=DIMENSIONS,
    ),
    Metric(
        name="late_share",
        area="operations",
        label=_("Bagian terlambat"),
        describe=_("Paket yang diterima setelah waktu yang dijanjikan."),
        unit="ratio",
        doc="Parcels delivered after the promised time ÷ parcels of delivered orders whose "
        "promised and "
        "delivery times are both known.",
        fact="shipments",
        numerator=Measure("count", where=is_late),
        denominator=Measure("count", where=is_judged),
        dimensions=DIMENSIONS,
        direction="down",
    ),
)
