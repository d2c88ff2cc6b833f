"""Delivery: how punctual, what is still on its way, what came back. Stages are in `stages`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.metrics.metric import Measure, Metric

DIMENSIONS = ("status", "region", "channel", "carrier")
OPEN = ("stage", "status", "region", "channel")
DELIVERED = ("region", "channel", "category", "condition", "product", "seller")
CARRIED = (*DELIVERED, "carrier")
DAY = 86_400


def is_delivered(t: Any) -> Any:
    return t.delivered & ~t.is_test & t.delivery_seconds.notnull()


def is_judged(t: Any) -> Any:
    return t.delivered & ~t.is_test & t.late.notnull()


def is_late(t: Any) -> Any:
    return t.delivered & ~t.is_test & t.late


def is_on_time(t: Any) -> Any:
    return t.delivered & ~t.is_test & ~t.late


def is_overdue(t: Any) -> Any:
    return t.overdue


def is_late_and_open(t: Any) -> Any:
    return t.late


def is_matured(t: Any) -> Any:
    return t.matured


def _delivered_rate(
    name: str,
    column: str,
    label: Any,
    describe: Any,
    doc: str,
    below: str = "quantity",
    carried: bool = False,
) -> Metric:
    return Metric(
        name=name,
        area="operations",
        label=label,
        describe=describe,
        unit="ratio",
        doc=doc + " By the day of delivery; only what was delivered at least 30 days ago, younger "
        "deliveries are open. Only sources that tell of returns take part: exports that have a "
        "place for them, and others as soon as they have told of one; null where there is none.",
        fact="carried_lines" if carried else "delivered_lines",
        numerator=Measure("sum", column, is_matured),
        denominator=Measure("sum", below, is_matured),
        clock="event",
        dimensions=CARRIED if carried else DELIVERED,
        direction="down",
    )


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
        "promised and delivery times are both known. Each parcel of an order is judged, not its "
        "last alone, so that a carrier answers for its own.",
        fact="shipments",
        numerator=Measure("count", where=is_late),
        denominator=Measure("count", where=is_judged),
        dimensions=DIMENSIONS,
        direction="down",
    ),
    Metric(
        name="on_time_share",
        area="operations",
        label=_("Tepat waktu"),
        describe=_("Paket yang diterima paling lambat pada waktu yang dijanjikan saat memesan."),
        unit="ratio",
        doc="Parcels delivered by the time promised at checkout ÷ parcels of delivered orders "
        "whose promised and delivery times are both known. Each parcel of an order is judged, not "
        "its last alone, so that a carrier answers for its own.",
        fact="shipments",
        numerator=Measure("count", where=is_on_time),
        denominator=Measure("count", where=is_judged),
        dimensions=DIMENSIONS,
    ),
    Metric(
        name="open_orders",
        area="operations",
        label=_("Pesanan belum sampai"),
        describe=_("Pesanan yang dihitung dan belum diterima pada akhir periode."),
        unit="count",
        noun=_("pesanan"),
        doc="Counted orders placed and not delivered at the end of the period (now, if it runs).",
        fact="open_orders",
        numerator=Measure("count"),
        clock="as_of",
        grains=(),
        dimensions=OPEN,
        direction="neutral",
    ),
    Metric(
        name="overdue_orders",
        area="operations",
        label=_("Terlalu lama di satu tahap"),
        describe=_("Pesanan yang menunggu lebih lama daripada 9 dari 10 pesanan sebelumnya."),
        unit="count",
        noun=_("pesanan"),
        doc="Open orders that have been in their stage for longer than its P90 over the orders of "
        "the 180 days before. Not told where no order of these days went through the stage.",
        fact="open_orders",
        numerator=Measure("count", where=is_overdue),
        clock="as_of",
        grains=(),
        dimensions=OPEN,
        direction="down",
    ),
    Metric(
        name="open_late_orders",
        area="operations",
        label=_("Lewat janji"),
        describe=_("Pesanan belum sampai yang waktu janjinya sudah lewat."),
        unit="count",
        noun=_("pesanan"),
        doc="Open orders whose promised time is over.",
        fact="open_orders",
        numerator=Measure("count", where=is_late_and_open),
        clock="as_of",
        grains=(),
        dimensions=OPEN,
        direction="down",
    ),
    Metric(
        name="delivered_units",
        area="operations",
        label=_("Barang diterima"),
        describe=_("Barang yang diterima pembeli, pada hari diterima."),
        unit="count",
        noun=_("barang"),
        doc="Units of counted orders on the day that the order's last parcel arrived.",
        fact="delivered_lines",
        numerator=Measure("sum", "quantity"),
        clock="event",
        dimensions=DELIVERED,
    ),
    Metric(
        name="returned_units",
        area="operations",
        label=_("Barang dikembalikan"),
        describe=_("Barang yang dikembalikan setelah diterima, pada hari diterima."),
        unit="count",
        noun=_("barang"),
        doc="Units sent back after delivery, damaged ones among them, on the day of delivery.",
        fact="delivered_lines",
        numerator=Measure("sum", "returned_units"),
        clock="event",
        dimensions=DELIVERED,
        direction="down",
    ),
    _delivered_rate(
        "return_rate",
        "returned_units",
        _("Tingkat retur"),
        _("Barang yang dikembalikan dibagi barang yang diterima."),
        "Units sent back after delivery ÷ units delivered.",
    ),
    _delivered_rate(
        "damage_rate",
        "damaged_units",
        _("Tingkat rusak"),
        _("Barang yang dikembalikan karena rusak dibagi barang yang diterima."),
        "Units sent back because they arrived damaged ÷ units delivered.",
    ),
    _delivered_rate(
        "return_value_rate",
        "returned_value",
        _("Tingkat retur menurut nilai"),
        _("Nilai barang yang dikembalikan dibagi nilai barang yang diterima."),
        "The part of the lines' value (gross − discount) that was sent back ÷ their value.",
        below="net",
    ),
    _delivered_rate(
        "carrier_return_rate",
        "returned_units",
        _("Tingkat retur per kurir"),
        _("Barang yang dikembalikan dibagi barang yang diterima, menurut kurir paket terakhir."),
        "return_rate, to be split by the carrier of the order's last parcel.",
        carried=True,
    ),
    _delivered_rate(
        "carrier_damage_rate",
        "damaged_units",
        _("Tingkat rusak per kurir"),
        _("Barang yang rusak dibagi barang yang diterima, menurut kurir paket terakhir."),
        "damage_rate, to be split by the carrier of the order's last parcel.",
        carried=True,
    ),
)
