"""What must hold of stock at every instant."""

from collections.abc import Iterable

from django.db.models import Count, Q

from niaga.kernel.health import Fault, check, replay_faults
from niaga.store.inventory.models import Hold, HoldState, StockMovement, Unit, UnitState
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
    for code, state, holds in Unit.objects.annotate(active=held).values_list(
        "code", "state", "active"
    ):
        if (state == UnitState.HELD) != (holds == 1) or holds > 1:
            yield Fault(code, f"{state} with {holds} active holds")


@check("O-2", "the history of a used pair replays to its state")
def unit_histories() -> Iterable[Fault]:
    return replay_faults(UNIT, Unit)
