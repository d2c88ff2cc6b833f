"""Deaths on the way: placing, paying, cancelling and sending are killed at every statement.

Run in a process of its own by the tests; each life is a forked child.
"""

from collections.abc import Callable
from typing import Any

from niaga.kernel.health import all_checks
from niaga.kernel.journal import deliver_pending
from niaga.kernel.models import StateChange
from niaga.kernel.permissions import GUEST
from niaga.store.checkout.actions import CheckoutRequest, check_out
from niaga.store.orders.actions import cancel_order
from niaga.store.orders.models import Order
from niaga.store.shipping.actions import hand_over, pack, record_tracking, start_picking
from tests.kernel.killing import at_every_point, die_at, fork, wait
from tests.store import factories as make


def faults() -> list[str]:
    return [f"{c.code}: {fault}" for c in all_checks() for fault in c.find()]


class Deaths:
    """What was found wrong after the deaths of each deed; a fault stays until it is found."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def of(self, prepare: Callable[[], Any], deed: Callable[[Any], object]) -> int:
        """Kill `deed` at each point of it; returns how often it died.

        Who died before the commit has left what was prepared as it was, for the next one.
        """
        given: list[Any] = []
        steps = 0

        def before() -> None:
            nonlocal steps
            if not given or StateChange.objects.count() != steps:
                given[:] = [prepare()]
                steps = StateChange.objects.count()

        died = at_every_point(lambda: deed(given[0]) and None, before)
        self.found += faults()
        return died


def between_statements() -> dict[str, Any]:
    """Each deed dies at each of its points; then it is done once more, by who tries again."""
    deaths = Deaths()
    shoe = make.variant(1_000)
    pair = make.used_pair

    def request() -> CheckoutRequest:
        return make.request("bank_transfer", (shoe, 1), (pair().variant, 1))

    def place(asked: CheckoutRequest) -> None:
        check_out(asked, actor=GUEST)

    def order() -> Order:
        return make.order("bank_transfer", (shoe, 1), (pair().variant, 1))

    def paid() -> Order:
        return make.paid_order("midtrans", (shoe, 1), (pair().variant, 1))

    def packed() -> int:
        shipment = make.parcel(paid())
        start_picking(shipment.pk, actor=make.WAREHOUSE)
        pack(shipment.pk, actor=make.WAREHOUSE)
        return shipment.pk

    died = {
        "place": deaths.of(request, place),
        "pay": deaths.of(order, make.pay),
        "cancel": deaths.of(paid, lambda o: cancel_order(o.pk, reason="x", actor=make.SALES)),
        "reverse": deaths.of(paid, make.reverse),
        "hand over": deaths.of(
            packed,
            lambda pk: hand_over(pk, tracking_number=f"DEAD{pk:08}", actor=make.WAREHOUSE),
        ),
        "deliver": deaths.of(
            lambda: make.send(paid()).pk,
            lambda pk: record_tracking(pk, source_key="1", code="delivered"),
        ),
        "tell": deaths.of(lambda: make.pay(order()), lambda _: deliver_pending()),
    }
    while deliver_pending():
        pass
    return {"died": died, "faults": deaths.found + faults(), **ends()}


def tried_again() -> dict[str, Any]:
    """A buyer whose request dies sends it again, and again, until it is answered."""
    orders = []
    for method in ("bank_transfer", "cod", "midtrans"):
        asked = make.request(method, (make.variant(1), 1))
        point, answered = 1, False
        while not answered:

            def life(asked: CheckoutRequest = asked, point: int = point) -> None:
                die_at(point)
                check_out(asked, actor=GUEST)

            answered = wait(fork(life))
            point += 1
        orders.append(Order.objects.filter(request_key=asked.key).count())
    return {"orders": orders, "faults": faults()}


def ends() -> dict[str, Any]:
    """How the trips stand after everything was told."""
    states: dict[str, int] = {}
    for state in Order.objects.values_list("state", flat=True):
        states[state] = states.get(state, 0) + 1
    return {"states": states}


def all_deaths() -> dict[str, Any]:
    return {"between": between_statements(), "again": tried_again()}
