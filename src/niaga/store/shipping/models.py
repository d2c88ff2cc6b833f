"""Shipping: what it costs and how long it takes, parcels, and what couriers tell of them."""

from django.db import models
from django.db.models import F, Q

from niaga.store.orders.models import Order


class ShippingRate(models.Model):
    """A courier's price from the shop to one province: the first kilogram, and each further one."""

    courier = models.CharField(max_length=20)  # jne, jnt, sicepat
    service = models.CharField(max_length=20)  # REG, YES, OKE, EZ, HALU
    name = models.CharField(max_length=60)  # as customers know it: "JNE Reguler"
    province_code = models.CharField(max_length=2)  # Kemendagri
    first_kg = models.PositiveIntegerField()  # whole rupiah
    next_kg = models.PositiveIntegerField()  # whole rupiah, each started kilogram
    days_min = models.PositiveIntegerField()  # calendar days after hand-over
    days_max = models.PositiveIntegerField()
    cash_on_delivery = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["courier", "service", "province_code"], name="one_rate_each"
            ),
            models.CheckConstraint(condition=Q(days_max__gte=F("days_min")), name="rate_days"),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.province_code}"


class ShipmentState(models.TextChoices):
    OPEN = "open"
    PICKING = "picking"
    PACKED = "packed"
    HANDED_OVER = "handed_over"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    LOST = "lost"
    RETURNING = "returning"
    RETURNED_TO_ORIGIN = "returned_to_origin"
    CANCELLED = "cancelled"


class Shipment(models.Model):
    """The fulfilment of a confirmed order: one parcel, from shelf to door."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="shipment")
    state = models.CharField(max_length=20, choices=ShipmentState, default=ShipmentState.OPEN)
    courier = models.CharField(max_length=20)
    service = models.CharField(max_length=20)
    tracking_number = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField()  # not to be picked before: a payment may yet be reversed
    picking_at = models.DateTimeField(null=True, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # cancelled, lost, returned to us

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["courier", "tracking_number"],
                condition=~Q(tracking_number=""),
                name="tracking_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False),
                name="shipment_delivered_at",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return f"shipment of {self.order_id}"


class TrackingEvent(models.Model):
    """What the courier said, each once."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="tracking")
    source_key = models.CharField(max_length=64)
    code = models.CharField(max_length=20)  # a ShipmentState or "note"
    description = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80, blank=True)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "source_key"], name="tracking_once")
        ]
        ordering = ["occurred_at", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.occurred_at:%Y-%m-%d %H:%M}"
