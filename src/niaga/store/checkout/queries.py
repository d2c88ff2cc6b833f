"""What an order would cost, and how an order stands: three machines read as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niaga.kernel.models import StateChange
from niaga.kernel.prepared import Prepared
from niaga.kernel.shop import current_shop
from niaga.store.cart.queries import EMPTY, CartView, view_cart
from niaga.store.catalog.models import Variant
from niaga.store.orders.actions import ShippingChoice, Tax, tax_rule_on
from niaga.store.orders.calculations import OrderSums, Priced, demand, sum_order
from niaga.store.orders.models import Order, OrderState
from niaga.store.payments.actions import free_transfer_code
from niaga.store.payments.models import AttemptState, PaymentAttempt
from niaga.store.payments.queries import current_attempt
from niaga.store.shipping.errors import NoService
from niaga.store.shipping.models import Shipment, ShipmentState, TrackingEvent
from niaga.store.shipping.queries import ShippingOption, choose, shipping_options


@dataclass(frozen=True)
class CheckoutQuote:
    """Everything the checkout page shows; amounts in whole smallest units.

    `chosen` is None until the place of delivery is known; `sums.total` is what will be charged.
    """

    cart: CartView
    lines: tuple[tuple[int, int], ...]
    options: tuple[ShippingOption, ...]
    chosen: ShippingChoice | None
    transfer_code: int
    sums: OrderSums
    variants: Mapping[int, Variant]  # with their products
    tax: Tax

    @property
    def total(self) -> int:
        return self.sums.total


def quote(
    *,
    cart_token: str = "",
    lines: tuple[tuple[int, int], ...] = (),
    region_code: str = "",
    service: str = "",
    payment_method: str = "",
    key: str = "",
    strict: bool = False,
) -> CheckoutQuote:
    """Price a cart (or `lines`) for a place, a service and a way to pay.

    An empty or unavailable `service` means the cheapest, unless `strict`: then raises NoService.
    At most five statements.
    """
    cart = view_cart(cart_token) if cart_token else EMPTY
    if cart_token:
        wanted = {item.variant.pk: item.quantity for item in cart.items}
        variants = {item.variant.pk: item.variant for item in cart.items}
    else:
        wanted = demand(lines)
        variants = Variant.objects.select_related("product").in_bulk(list(wanted))
    priced = [
        Priced(pk, quantity, variants[pk].price, variants[pk].weight)
        for pk, quantity in wanted.items()
        if pk in variants
    ]
    grams = sum(line.weight * line.quantity for line in priced)
    options = shipping_options(region_code, grams) if region_code else []
    if payment_method == "cod":
        options = [option for option in options if option.cash_on_delivery]
    chosen = None
    if options or strict:
        try:
            chosen = choose(options, service, grams)
        except NoService:
            if strict:
                raise
            chosen = choose(options, "", grams)
    shop = current_shop()
    tax = tax_rule_on(shop.today(), shop)
    shipping = chosen.price if chosen else 0
    code = 0
    if payment_method == "bank_transfer" and key and priced:
        before = sum(line.unit_price * line.quantity for line in priced) + shipping
        code = free_transfer_code(key, before)
    return CheckoutQuote(
        cart=cart,
        lines=tuple(wanted.items()),
        options=tuple(options),
        chosen=chosen,
        transfer_code=code,
        sums=sum_order(priced, shipping=shipping, discount=code, tax=tax.rate)
        if priced
        else OrderSums(0, 0, shipping, 0, shipping, ()),
        variants=variants,
        tax=tax,
    )


@dataclass(frozen=True)
class Step:
    """One step of the way to the door; `at` is None while it lies ahead."""

    code: str
    label: object
    at: datetime | None


@dataclass(frozen=True)
class OrderStatus:
    """`code` is stable; `tone` is one of neutral, waiting, good, bad."""

    code: str
    label: object
    tone: str


@dataclass(frozen=True)
class OrderView:
    """An order with its payment and parcel; `steps` in the order in which they happen."""

    order: Order
    attempt: PaymentAttempt | None
    shipment: Shipment | None
    tracking: tuple[TrackingEvent, ...]
    status: OrderStatus
    steps: tuple[Step, ...]

    @property
    def can_be_cancelled_by_buyer(self) -> bool:
        return self.order.state == OrderState.PLACED

    @property
    def awaits_payment(self) -> bool:
        return self.status.code in {"awaiting_payment", "payment_failed"}


_STATUSES: dict[str, tuple[object, str]] = {
    "awaiting_payment": (_("Menunggu pembayaran"), "waiting"),
    "payment_failed": (_("Pembayaran gagal"), "bad"),
    "paid": (_("Dibayar, akan disiapkan"), "good"),
    "confirmed": (_("Akan disiapkan"), "neutral"),
    "picking": (_("Sedang disiapkan"), "neutral"),
    "packed": (_("Sudah dikemas"), "neutral"),
    "handed_over": (_("Diserahkan ke kurir"), "neutral"),
    "in_transit": (_("Dalam perjalanan"), "neutral"),
    "exception": (_("Pengiriman terkendala"), "bad"),
    "returning": (_("Kembali ke toko"), "bad"),
    "returned_to_origin": (_("Kembali ke toko"), "bad"),
    "lost": (_("Paket hilang"), "bad"),
    "delivered": (_("Sudah diterima"), "good"),
    "cancelled": (_("Dibatalkan"), "neutral"),
    "expired": (_("Kedaluwarsa"), "neutral"),
}


def status_of(
    order: Order, attempt: PaymentAttempt | None, shipment: Shipment | None
) -> OrderStatus:
    """The one word for a customer, derived from the three machines and stored nowhere."""
    code = _status_code(order, attempt, shipment)
    label, tone = _STATUSES[code]
    return OrderStatus(code, label, tone)


def _status_code(order: Order, attempt: PaymentAttempt | None, shipment: Shipment | None) -> str:
    if shipment and shipment.state in {
        ShipmentState.RETURNING,
        ShipmentState.RETURNED_TO_ORIGIN,
        ShipmentState.LOST,
    }:
        return str(shipment.state)
    if order.state in {OrderState.CANCELLED, OrderState.EXPIRED}:
        return str(order.state)
    if order.state == OrderState.COMPLETED:
        return "delivered"
    if order.state == OrderState.PLACED:
        failed = attempt and attempt.state in {
            AttemptState.FAILED,
            AttemptState.EXPIRED,
            AttemptState.CANCELLED,
        }
        return "payment_failed" if failed else "awaiting_payment"
    if shipment is None or shipment.state == ShipmentState.OPEN:
        return "paid" if attempt and attempt.applied else "confirmed"
    return str(shipment.state)


_shipment = Prepared(lambda order_id: Shipment.objects.filter(order_id=order_id)[:1], int)


def view_order(order: Order) -> OrderView:
    """Four statements beyond the order itself."""
    attempt = current_attempt(order.pk)
    shipment = _shipment.first(order.pk)
    tracking = tuple(shipment.tracking.order_by("-occurred_at", "-pk")) if shipment else ()
    paid_first = order.payment_method != "cod"
    steps = [Step("placed", pgettext_lazy("step", "Dipesan"), order.placed_at)]
    if paid_first:
        steps.append(
            Step(
                "paid",
                pgettext_lazy("step", "Dibayar"),
                attempt.captured_at if attempt and attempt.applied else None,
            )
        )
    steps += [
        Step("packed", pgettext_lazy("step", "Dikemas"), shipment.packed_at if shipment else None),
        Step(
            "handed_over",
            pgettext_lazy("step", "Dikirim"),
            shipment.handed_over_at if shipment else None,
        ),
        Step(
            "delivered",
            pgettext_lazy("step", "Diterima"),
            shipment.delivered_at if shipment else None,
        ),
    ]
    return OrderView(
        order, attempt, shipment, tracking, status_of(order, attempt, shipment), tuple(steps)
    )


_tracked = Prepared(lambda token: Order.objects.filter(token=token)[:1], str)


def order_by_token(token: str) -> Order | None:
    """The order that a tracking link leads to, with its lines, and their reviews once there can
    be some. Three statements at most."""
    order = _tracked.first(token)
    if order is not None:
        with_reviews = order.state == OrderState.COMPLETED
        prefetch_related_objects([order], "lines__review" if with_reviews else "lines")
    return order


def state_history(order: Order) -> list[StateChange]:
    """Every step of the order, its payments and its parcel, in time. Staff's timeline."""
    shipment_id = Shipment.objects.filter(order_id=order.pk).values_list("pk", flat=True).first()
    changes = StateChange.objects.filter(machine="order", subject_id=order.pk)
    changes |= StateChange.objects.filter(
        machine="payment",
        subject_id__in=list(order.payment_attempts.values_list("pk", flat=True)),
    )
    if shipment_id:
        changes |= StateChange.objects.filter(machine="shipment", subject_id=shipment_id)
    return list(changes.order_by("pk"))
