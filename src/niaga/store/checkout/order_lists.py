"""Orders as staff look them up: by text, by the status that customers see, by day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from niaga.kernel.shop import current_shop
from niaga.store.checkout.queries import OrderStatus, status_of
from niaga.store.customers.models import Customer
from niaga.store.orders.models import Order, OrderState
from niaga.store.payments.models import AttemptState, PaymentAttempt
from niaga.store.shipping.models import Shipment, ShipmentState

_UNDELIVERED = (ShipmentState.RETURNING, ShipmentState.RETURNED_TO_ORIGIN, ShipmentState.LOST)
_UNPAID = (AttemptState.FAILED, AttemptState.EXPIRED, AttemptState.CANCELLED)
# The words of `status_of`, in the order of an order's life.
STATUS_CODES = (
    "awaiting_payment",
    "payment_failed",
    "paid",
    "confirmed",
    "picking",
    "packed",
    "handed_over",
    "in_transit",
    "exception",
    "delivered",
    "returning",
    "returned_to_origin",
    "lost",
    "cancelled",
    "expired",
)


@dataclass(frozen=True)
class OrderSearch:
    """`status` is one of STATUS_CODES; days are the shop's, both included."""

    text: str = ""
    status: str = ""
    method: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ListedOrder:
    order: Order
    status: OrderStatus
    attempt: PaymentAttempt | None
    shipment: Shipment | None


def find_orders(search: OrderSearch) -> QuerySet[Order]:
    """The latest first. A page of it takes one statement, and two more for what hangs on it."""
    found = Order.objects.order_by("-placed_at", "-pk")
    if search.text:
        found = found.filter(_named(search.text))
    if search.method:
        found = found.filter(payment_method=search.method)
    if search.since:
        found = found.filter(placed_at__gte=_midnight(search.since))
    if search.until:
        found = found.filter(placed_at__lt=_midnight(search.until + timedelta(days=1)))
    if search.status:
        found = _with_status(found, search.status)
    attempts = PaymentAttempt.objects.order_by("-applied", "-number")
    return found.select_related("shipment").prefetch_related(
        Prefetch("payment_attempts", queryset=attempts, to_attr="attempts_in_order")
    )


def listed(orders: Iterable[Order]) -> list[ListedOrder]:
    """What a list shows of orders that `find_orders` has found. No statement beyond theirs."""
    rows = []
    for order in orders:
        attempts: list[PaymentAttempt] = order.attempts_in_order  # type: ignore[attr-defined]
        attempt = attempts[0] if attempts else None
        shipment = getattr(order, "shipment", None)
        rows.append(ListedOrder(order, status_of(order, attempt, shipment), attempt, shipment))
    return rows


def orders_of_customer(customer_id: int, limit: int = 50) -> list[ListedOrder]:
    """The latest first. Two statements."""
    return listed(find_orders(OrderSearch()).filter(customer_id=customer_id)[:limit])


def find_customers(text: str) -> QuerySet[Customer]:
    """By name, e-mail or telephone, the latest first; `order_count` counts all their orders, and
    `last_order_at` is empty for those who never ordered."""
    found = Customer.objects.order_by("-created_at", "-pk").annotate(
        order_count=Count("orders"), last_order_at=Max("orders__placed_at")
    )
    if not text:
        return found
    wanted = Q(name__icontains=text) | Q(email__icontains=text)
    if digits := _digits(text):
        wanted |= Q(phone__contains=digits)
    return found.filter(wanted)


def _named(text: str) -> Q:
    named = (
        Q(number__icontains=text)
        | Q(recipient__icontains=text)
        | Q(email__icontains=text)
        | Q(shipment__tracking_number__iexact=text)
    )
    if digits := _digits(text):
        named |= Q(phone__contains=digits)
    return named


def _digits(text: str) -> str:
    """The part of a telephone number that does not depend on how it begins: 0812…, +62 812…"""
    digits = re.sub(r"\D", "", text)
    shortened = re.sub(r"^(62|0)", "", digits)
    return shortened if len(shortened) >= 4 and re.fullmatch(r"[\d\s+().-]+", text) else ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=current_shop().zone)


def _with_status(found: QuerySet[Order], code: str) -> QuerySet[Order]:
    """The same decision as `status_of`, asked of the database."""
    came_back = Q(shipment__state__in=_UNDELIVERED)
    unpacked = Q(shipment=None) | Q(shipment__state=ShipmentState.OPEN)
    match code:
        case "returning" | "returned_to_origin" | "lost":
            return found.filter(shipment__state=code)
        case "cancelled" | "expired":
            return found.filter(state=code).exclude(came_back)
        case "delivered":
            return found.filter(state=OrderState.COMPLETED).exclude(came_back)
        case "awaiting_payment" | "payment_failed":
            latest = (
                PaymentAttempt.objects.filter(order=OuterRef("pk"))
                .order_by("-applied", "-number")
                .values("state")[:1]
            )
            placed = found.filter(state=OrderState.PLACED).annotate(attempt=Subquery(latest))
            failed = Q(attempt__in=_UNPAID)
            return placed.filter(failed) if code == "payment_failed" else placed.exclude(failed)
        case "paid" | "confirmed":
            applied = PaymentAttempt.objects.filter(order=OuterRef("pk"), applied=True)
            paid = Exists(applied) if code == "paid" else ~Exists(applied)
            return found.filter(unpacked, paid, state=OrderState.CONFIRMED)
    return found.filter(state=OrderState.CONFIRMED, shipment__state=code)
