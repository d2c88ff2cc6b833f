"""What shipping to a place costs and when it arrives; what waits to be packed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from niaga.kernel.prepared import Prepared
from niaga.kernel.shop import current_shop
from niaga.store.orders.actions import ShippingChoice
from niaga.store.shipping.calculations import parcel_price
from niaga.store.shipping.errors import NoService
from niaga.store.shipping.models import Shipment, ShipmentState, ShippingRate

# Orders are handed to the courier on the next business day at the latest.
HANDLING_DAYS = 1


@dataclass(frozen=True)
class ShippingOption:
    """`price` in whole smallest units; days are local dates; `key` names the option in a form."""

    courier: str
    service: str
    name: str
    price: int
    promised_from: date
    promised_until: date
    cash_on_delivery: bool

    @property
    def key(self) -> str:
        return f"{self.courier}:{self.service}"


def shipping_options(region_code: str, grams: int) -> list[ShippingOption]:
    """The services to a kelurahan (or anything that begins with its province's code), cheapest
    first. One statement."""
    today = current_shop().today()
    return [
        ShippingOption(
            courier=rate.courier,
            service=rate.service,
            name=rate.name,
            price=parcel_price(grams, rate.first_kg, rate.next_kg),
            promised_from=today + timedelta(days=HANDLING_DAYS + rate.days_min),
            promised_until=today + timedelta(days=HANDLING_DAYS + rate.days_max),
            cash_on_delivery=rate.cash_on_delivery,
        )
        for rate in _rates.rows(region_code[:2])
    ]


_rates = Prepared(
    lambda province: ShippingRate.objects.filter(province_code=province, is_active=True).order_by(
        "first_kg", "courier", "service"
    ),
    str,
)


def choose(options: list[ShippingOption], key: str, grams: int) -> ShippingChoice:
    """The option named `key` (or the cheapest for an empty key), frozen. Raises NoService."""
    for option in options:
        if key in ("", option.key):
            return ShippingChoice(
                courier=option.courier,
                service=option.service,
                price=option.price,
                weight=grams,
                promised_from=option.promised_from,
                promised_until=option.promised_until,
            )
    raise NoService()


def shipments_in(*states: ShipmentState, limit: int = 200) -> list[Shipment]:
    """Shipments that stand there, the longest waiting first, with their orders and lines."""
    return list(
        Shipment.objects.filter(state__in=states)
        .select_related("order")
        .prefetch_related("order__lines")
        .order_by("created_at")[:limit]
    )


def shipments_to_pack(limit: int = 200) -> list[Shipment]:
    return shipments_in(ShipmentState.OPEN, ShipmentState.PICKING, limit=limit)


def shipments_to_hand_over(limit: int = 200) -> list[Shipment]:
    return shipments_in(ShipmentState.PACKED, limit=limit)


def shipments_by_state() -> dict[str, int]:
    """How many stand where; a state that none has is left out. One statement."""
    return dict(Shipment.objects.order_by().values_list("state").annotate(n=Count("pk")))
