"""What is asked of orders, and whether their books agree."""

from dataclasses import dataclass

from django.db.models import F, Q, Sum

from niaga.kernel import clock
from niaga.store.orders.actions import PAYMENT_GRACE
from niaga.store.orders.models import Order, OrderLine, OrderState


def orders_to_expire(limit: int = 200) -> list[int]:
    """Keys of orders whose time to pay, grace included, has run out. One statement."""
    return list(
        Order.objects.filter(state=OrderState.PLACED, pay_until__lte=clock.now() - PAYMENT_GRACE)
        .order_by("pay_until")
        .values_list("pk", flat=True)[:limit]
    )


@dataclass(frozen=True)
class OrderFault:
    number: str
    fault: str


def order_faults() -> list[OrderFault]:
    """Orders whose lines do not add up to their totals (M-3). One statement."""
    gross = F("unit_price") * F("quantity")
    sums = (
        OrderLine.objects.values("order__number")
        .annotate(
            items=Sum(gross),
            discount=Sum("discount"),
            tax=Sum("tax"),
            shipping=Sum("shipping_share"),
        )
        .filter(
            ~Q(items=F("order__items_total"))
            | ~Q(discount=F("order__discount_total"))
            | ~Q(tax=F("order__tax_total"))
            | ~Q(shipping=F("order__shipping_total"))
        )
        .order_by("order__number")
    )
    faults = [OrderFault(row["order__number"], "lines do not add up") for row in sums]
    empty = Order.objects.filter(lines__isnull=True).order_by("number")
    return faults + [
        OrderFault(number, "no lines") for number in empty.values_list("number", flat=True)
    ]


def orders_of(customer_id: int, limit: int = 50) -> list[Order]:
    """A customer's orders with their lines, latest first. Two statements."""
    return list(
        Order.objects.filter(customer_id=customer_id)
        .prefetch_related("lines")
        .order_by("-placed_at")[:limit]
    )


def find_order(number: str, *, phone: str = "", email: str = "") -> Order | None:
    """By its number together with the telephone (E.164) or e-mail it was placed with.

    One statement; none without a contact.
    """
    if not number or not (phone or email):
        return None
    whose = Q(pk__in=[])
    if phone:
        whose |= Q(phone=phone)
    if email:
        whose |= Q(email=email)
    return Order.objects.filter(whose, number=number.strip().upper()).first()
