"""Several who want the same thing at the same moment: what each is told, and what is true after.

Run in a process of its own by the tests. On SQLite the rivals are processes; on PostgreSQL
threads of one process, each with a connection of its own.
"""

import json
import os
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

from niaga.kernel import clock
from niaga.kernel.errors import NiagaError
from niaga.kernel.health import all_checks
from niaga.kernel.journal import deliver_pending
from niaga.kernel.permissions import GUEST
from niaga.store.cart.actions import add_to_cart
from niaga.store.cart.models import CartLine
from niaga.store.catalog.actions import save_product, set_price
from niaga.store.catalog.models import Product, Variant
from niaga.store.checkout.actions import CheckoutRequest, check_out
from niaga.store.inventory.actions import move_stock
from niaga.store.inventory.models import MovementKind, StockMovement
from niaga.store.orders.actions import cancel_order, expire_order
from niaga.store.orders.models import Order
from niaga.store.payments.actions import apply_payment_report
from niaga.store.payments.models import SuspenseEntry
from niaga.store.shipping.actions import hand_over, pack, start_picking
from tests.kernel.killing import drop_connections, fork, wait
from tests.store import factories as make

Deed = Callable[[], Any]


def told(deed: Deed) -> Any:
    """What the doer is told: an answer, or the name of the error."""
    try:
        answer = deed()
    except NiagaError as error:
        return error.code
    except Exception as error:
        return repr(error)[:300]
    return answer if isinstance(answer, str | int | list | type(None)) else "done"


def together(*deeds: Deed) -> list[Any]:
    """All at the same moment; what each was told, in their order."""
    drop_connections()
    return _processes(deeds) if connection.vendor == "sqlite" else _threads(deeds)


def _threads(deeds: tuple[Deed, ...]) -> list[Any]:
    answers: list[Any] = [None] * len(deeds)
    start = threading.Barrier(len(deeds))

    def run(place: int) -> None:
        connection.ensure_connection()
        start.wait()
        answers[place] = told(deeds[place])
        connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _processes(deeds: tuple[Deed, ...]) -> list[Any]:
    starting, start = os.pipe()
    children, ears = [], []
    for deed in deeds:
        ear, mouth = os.pipe()

        def life(deed: Deed = deed, mouth: int = mouth) -> None:
            os.close(start)
            connection.ensure_connection()
            os.read(starting, 1)  # ends when the parent lets go of the other end
            os.write(mouth, json.dumps(told(deed)).encode())

        children.append(fork(life))
        os.close(mouth)
        ears.append(ear)
    os.close(start)
    os.close(starting)
    answers = []
    for ear, child in zip(ears, children, strict=True):
        with os.fdopen(ear, "rb") as said:
            answers.append(json.loads(said.read() or b'"silent"'))
        wait(child)
    return answers


def faults() -> list[str]:
    """What the doctor finds, before and after everybody has heard of everything."""
    found = [f"{c.code}: {fault}" for c in all_checks() for fault in c.find()]
    deliver_pending()
    return found + [f"{c.code}: {fault}" for c in all_checks() for fault in c.find()]


def buy(asked: CheckoutRequest) -> str:
    return check_out(asked, actor=GUEST).number


# -- the races ------------------------------------------------------------------------------------
def crowd() -> dict[str, Any]:
    """Eight buyers who try ten times each; half of them take two pieces, in two lines."""
    shoe = make.variant(50)

    def buyer(pieces: int) -> Deed:
        def tries() -> list[Any]:
            lines = [(shoe, 1)] * pieces
            return [told(lambda: buy(make.request("bank_transfer", *lines))) for _ in range(10)]

        return tries

    answers = together(*(buyer(1 + n % 2) for n in range(8)))
    said = Counter(
        "order" if answer[:6].isdigit() else answer for tries in answers for answer in tries
    )
    on_hand, held = make.balance(shoe.pk)
    totals = list(Order.objects.values_list("total", flat=True))
    return {
        "said": dict(said),
        "orders": Order.objects.count(),
        "left": on_hand - held,
        "totals are unique": len(set(totals)) == len(totals),
    }


def same_request() -> dict[str, Any]:
    """The button is pressed four times at once, for the last piece."""
    answers = []
    for method in ("bank_transfer", "cod", "midtrans") * 3:
        asked = make.request(method, (make.variant(1), 1))
        said = together(*[lambda asked=asked: buy(asked)] * 4)
        answers.append((len(set(said)) == 1 and said[0][:6].isdigit()) or said)
    return {"one answer to all": answers, "orders": Order.objects.count()}


def last_pair() -> dict[str, Any]:
    """Two buyers, and one used pair."""
    outcomes = Counter()
    for _ in range(10):
        pair = make.used_pair()
        asked = [make.request("cod", (pair.variant, 1)) for _ in range(2)]
        said = together(*(lambda a=a: buy(a) for a in asked))
        outcomes["+".join(sorted("order" if s[:6].isdigit() else s for s in said))] += 1
    return {"outcomes": dict(outcomes)}


def opposite_carts() -> dict[str, Any]:
    """Carts of the same goods in opposite order, bought and given back: nobody waits for ever."""
    goods = [make.variant(100) for _ in range(4)]

    def trip(lines: list[Variant]) -> Deed:
        def go() -> str:
            for method in ("cod", "midtrans", "cod"):
                order = check_out(make.request(method, *((v, 1) for v in lines)), actor=GUEST)
                if method == "midtrans":
                    make.pay(order)
                cancel_order(order.pk, reason="x", actor=make.SALES)
            return "done"

        return go

    said = together(*(trip(goods if n % 2 else goods[::-1]) for n in range(6)))
    return {"said": said, "stock": [make.balance(v.pk) for v in goods]}


def pay_or_cancel() -> dict[str, Any]:
    """Money comes while the order is being cancelled: it is refunded or was never taken."""
    outcomes = Counter()
    for n in range(10):
        order = make.order("midtrans")
        actor = GUEST if n % 2 else make.SALES
        said = together(
            lambda o=order: make.pay(o),
            lambda o=order, a=actor: cancel_order(o.pk, reason="x", actor=a).state,
        )
        deliver_pending()
        state = Order.objects.get(pk=order.pk).state
        waiting = SuspenseEntry.objects.filter(attempt__order=order, resolved_at=None)
        reasons = "".join(waiting.values_list("reason", flat=True))
        outcomes[" ".join(map(str, (actor.kind, *said, "→", state, reasons))).strip()] += 1
    return {"outcomes": dict(outcomes)}


def pay_or_expire() -> dict[str, Any]:
    """Money comes at the moment at which the time to pay runs out: the order stands."""
    outcomes = Counter()
    for _ in range(10):
        order = make.order("midtrans")
        with make.past_payment(order):
            moment = clock.now()

        def at(deed: Deed, moment: Any = moment) -> Deed:
            def then() -> Any:
                with clock.at(moment):
                    return deed()

            return then

        together(at(lambda o=order: make.pay(o)), at(lambda o=order: expire_order(o.pk).state))
        deliver_pending()
        attempt = make.attempt_of(order)
        outcomes[f"{Order.objects.get(pk=order.pk).state} {attempt.state} {attempt.applied}"] += 1
    return {"outcomes": dict(outcomes)}


def send_or_cancel() -> dict[str, Any]:
    """The parcel is given to the courier while its order is cancelled: one of the two happens."""
    outcomes = Counter()
    for n in range(10):
        order = make.paid_order("midtrans")
        shipment = make.parcel(order)
        start_picking(shipment.pk, actor=make.WAREHOUSE)
        pack(shipment.pk, actor=make.WAREHOUSE)
        number = f"RACE{n:06}"
        said = together(
            lambda s=shipment, no=number: (
                hand_over(s.pk, tracking_number=no, actor=make.WAREHOUSE).state
            ),
            lambda o=order: cancel_order(o.pk, reason="x", actor=make.SALES).state,
        )
        deliver_pending()
        row = Order.objects.get(pk=order.pk)
        outcomes[f"{said[0]} {said[1]} → {row.state} {make.parcel(order).state}"] += 1
    return {"outcomes": dict(outcomes)}


def same_report() -> dict[str, Any]:
    """Four workers hear of the same payment at once, and of its reversal."""
    outcomes = Counter()
    for _ in range(6):
        order = make.order("midtrans")
        attempt = make.attempt_of(order)
        paid = make.report(attempt, "captured", 50)
        back = make.report(attempt, "reversed", 60)
        said = together(
            *[lambda a=attempt.pk, r=paid: apply_payment_report(a, r)] * 3,
            lambda a=attempt.pk, r=back: apply_payment_report(a, r),
        )
        deliver_pending()
        state = Order.objects.get(pk=order.pk).state
        outcomes[f"{make.attempt_of(order).state} {state} {said.count('applied') <= 2}"] += 1
    return {"outcomes": dict(outcomes)}


def same_movement() -> dict[str, Any]:
    """The same receipt is pressed four times at once."""
    location = make.shop()
    shoe = make.variant(0)
    said = []
    for n in range(6):
        deed = lambda n=n: str(  # noqa: E731
            move_stock(shoe.pk, location, 2, MovementKind.RECEIPT, idempotency_key=f"r{n}").pk
        )
        said.append(len(set(together(*[deed] * 4))))
    return {
        "different answers": said,
        "movements": StockMovement.objects.count(),
        "stock": make.balance(shoe.pk),
    }


def same_cart() -> dict[str, Any]:
    """Four tabs put a piece into one cart at once: none is lost."""
    shoe = make.variant(50)
    token = add_to_cart(None, shoe.pk, 1).token
    said = together(*[lambda: add_to_cart(token, shoe.pk, 1).token] * 4)
    pieces = sum(CartLine.objects.filter(cart__token=token).values_list("quantity", flat=True))
    return {"same cart": set(said) == {token}, "pieces": pieces}


def prices() -> dict[str, Any]:
    """Two of the staff price two variants of one product, while a third edits its page."""
    outcomes = Counter()
    for _ in range(8):
        one = make.variant(5, price=500_000)
        other = Variant.objects.create(
            product=one.product, sku=f"{one.sku}-2", size="43", price=500_000, weight=800
        )
        stale = Product.objects.get(pk=one.product_id)
        order = make.order("midtrans", (one, 1))
        together(
            lambda v=one.pk: set_price(v, price=400_000, was_price=None, actor=make.OWNER),
            lambda v=other.pk: set_price(v, price=300_000, was_price=None, actor=make.OWNER),
            lambda o=order: make.pay(o),
            lambda p=stale: save_product(p, name_id="Lain", actor=make.OWNER),
        )
        row = Product.objects.get(pk=one.product_id)
        outcomes[f"{row.price_from} {row.sold} {row.name_id}"] += 1
    return {"outcomes": dict(outcomes)}


RACES = (
    crowd, same_request, last_pair, opposite_carts, pay_or_cancel, pay_or_expire, send_or_cancel,
    same_report, same_movement, same_cart, prices,
)  # fmt: skip


def all_races() -> dict[str, Any]:
    """Each race on the shop that the ones before have left."""
    found = {}
    for race in RACES:
        before = (Order.objects.count(), StockMovement.objects.count())
        found[race.__name__] = race() | {"before": before, "faults": faults()}
    return found
