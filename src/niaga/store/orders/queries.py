"""What is asked of orders."""

from django.db.models import Q

from niaga.kernel import clock
from niaga.store.orders.actions import PAYMENT_GRACE
from niaga.store.orders.models import Order, OrderState


def orders_to_expire(limit: int = 200) -> list[int]:
    """Keys of orders whose time to pay, grace included, has run out. One statement."""
    return list(
        Order.objects.filter(state=OrderState.PLACED, pay_until__lte=clock.now() - PAYMENT_GRACE)
        .order_by("pay_until")
        .values_list("pk", flat=True)[:limit]
    )


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
