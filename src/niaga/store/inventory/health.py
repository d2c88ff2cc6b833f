"""What must hold of stock at every instant."""

from collections.abc import Iterable

from django.db.models import Count, Q, Sum

from niaga.kernel.health import Fault, check, replay_faults
from niaga.store.catalog.models import Condition
from niaga.store.inventory.models import (
    Hold,
    HoldState,
    MovementKind,
    StockBalance,
    StockMovement,
    Unit,
    UnitState,
)
from niaga.store.inventory.queries import stock_faults
from niaga.store.inventory.states import UNIT


@check("S-1 S-2", "balances are the sums of movements and of active holds")
def balances() -> Iterable[Fault]:
    for fault in stock_faults():
        yield Fault(
            f"{fault.sku} @ {fault.location}",
            f"on hand {fault.on_hand}, movements {fault.movements}; "
            f"held {fault.held}, holds {fault.holds}",
        )


@check("S-4", "a consumed hold has posted exactly one movement")
def consumed_holds() -> Iterable[Fault]:
    consumed = dict(Hold.objects.filter(state=HoldState.CONSUMED).values_list("pk", "quantity"))
    posted: dict[int, int] = {}
    for key, delta in StockMovement.objects.filter(idempotency_key__startswith="hold:").values_list(
        "idempotency_key", "delta"
    ):
        posted[int(key.removeprefix("hold:"))] = -delta
    for pk in sorted(set(consumed) | set(posted)):
        if consumed.get(pk) != posted.get(pk):
            yield Fault(f"hold {pk}", f"consumed {consumed.get(pk)}, posted {posted.get(pk)}")


@check("S-8", "a used pair is held when an order holds it, and once only")
def units() -> Iterable[Fault]:
    held = Count("variant__holds", filter=Q(variant__holds__state=HoldState.ACTIVE))
    living = Unit.objects.exclude(state__in=[UnitState.SOLD, UnitState.WRITTEN_OFF])
    for code, state, holds in living.annotate(active=held).values_list("code", "state", "active"):
        if (state == UnitState.HELD) != (holds == 1) or holds > 1:
            yield Fault(code, f"{state} with {holds} active holds")


@check("S-8", "a used pair on the shelf is one piece of stock, and one that left is none")
def pieces() -> Iterable[Fault]:
    shelved = (UnitState.LISTED, UnitState.HELD)
    units: dict[int, int] = {}
    for variant, state in Unit.objects.values_list("variant_id", "state"):
        units[variant] = units.get(variant, 0) + (state in shelved)
    used = StockBalance.objects.filter(variant__product__condition=Condition.USED)
    there = dict(used.values_list("variant_id").annotate(n=Sum("on_hand")).order_by())
    for variant in sorted(set(units) | set(there)):
        if units.get(variant, 0) != there.get(variant, 0):
            yield Fault(
                f"variant {variant}",
                f"{units.get(variant, 0)} units on the shelf, {there.get(variant, 0)} in the books",
            )


@check("S-5", "the two legs of a transfer sum to nothing")
def transfers() -> Iterable[Fault]:
    uneven = (
        StockMovement.objects.filter(kind=MovementKind.TRANSFER)
        .values_list("reference", "variant_id")
        .annotate(n=Sum("delta"))
        .exclude(n=0)
        .order_by("reference")
    )
    for reference, variant, n in uneven:
        yield Fault(reference, f"variant {variant}: its movements sum to {n}")


@check("O-2", "the history of a used pair replays to its state")
def unit_histories() -> Iterable[Fault]:
    return replay_faults(UNIT, Unit)
