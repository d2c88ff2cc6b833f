"""What must hold of orders at every instant."""

from collections.abc import Iterable

from django.db.models import Count, F, Q, Sum

from niaga.kernel.health import Fault, check, replay_faults
from niaga.store.inventory.models import Hold, HoldState
from niaga.store.orders.actions import reference_of
from niaga.store.orders.models import Order, OrderLine, OrderState
from niaga.store.orders.states import ORDER

_OVER = (OrderState.CANCELLED, OrderState.EXPIRED)


@check("M-3", "lines add up to their order")
def sums() -> Iterable[Fault]:
    wrong = (
        OrderLine.objects.values("order__number")
        .annotate(
            items=Sum(F("unit_price") * F("quantity")),
            less=Sum("discount"),
            taxes=Sum("tax"),
            shares=Sum("shipping_share"),
        )
        .filter(
            ~Q(items=F("order__items_total"))
            | ~Q(less=F("order__discount_total"))
            | ~Q(taxes=F("order__tax_total"))
            | ~Q(shares=F("order__shipping_total"))
        )
        .order_by("order__number")
    )
    for row in wrong:
        yield Fault(row["order__number"], "its lines do not add up to its totals")
    for number in Order.objects.filter(lines__isnull=True).values_list("number", flat=True):
        yield Fault(number, "has no lines")


@check("O-2", "the history of an order replays to its state")
def histories() -> Iterable[Fault]:
    return replay_faults(ORDER, Order)


@check("S-2", "an order holds what it has promised, and nothing once it is over")
def holds() -> Iterable[Fault]:
    active: dict[tuple[str, int], int] = {
        (reference, variant): quantity
        for reference, variant, quantity in Hold.objects.filter(state=HoldState.ACTIVE).values_list(
            "reference", "variant_id", "quantity"
        )
    }
    promised = (
        OrderLine.objects.filter(
            order__state__in=[OrderState.PLACED, OrderState.CONFIRMED],
            order__handed_over_at__isnull=True,
        )
        .values_list("order__number", "variant_id")
        .annotate(quantity=Sum("quantity"))
        .order_by()
    )
    for number, variant, quantity in promised:
        held = active.pop((reference_of(number), variant), 0)
        if held != quantity:
            yield Fault(number, f"variant {variant}: promised {quantity}, held {held}")
    for reference, variant in sorted(active):
        yield Fault(reference, f"variant {variant} is held for an order that is over")


@check("S-8", "a used pair is in at most one order that stands")
def used_pairs() -> Iterable[Fault]:
    twice = (
        OrderLine.objects.exclude(unit_code="")
        .exclude(order__state__in=_OVER)
        .values("unit_code")
        .annotate(orders=Count("order", distinct=True))
        .filter(orders__gt=1)
    )
    for row in twice:
        yield Fault(row["unit_code"], f"in {row['orders']} orders")
