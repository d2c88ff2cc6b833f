"""What can be done with stock. Each action assumes that it runs beside itself."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from niaga.kernel import clock
from niaga.kernel.journal import record
from niaga.kernel.permissions import SYSTEM, Actor, require
from niaga.kernel.prepared import Prepared
from niaga.kernel.states import begin, transition
from niaga.kernel.transactions import unit_of_work
from niaga.store.catalog.models import Condition, Variant
from niaga.store.inventory.errors import (
    InsufficientStock,
    LocationTaken,
    ReasonNeeded,
    SameLocation,
    UnitNotPossible,
    UnknownLocation,
)
from niaga.store.inventory.events import (
    LocationSaved,
    StockHeld,
    StockMoved,
    StockReleased,
    StockWarningSet,
    UnitWrittenOff,
)
from niaga.store.inventory.locks import lock_active_holds, lock_balance, lock_unit
from niaga.store.inventory.models import (
    Grade,
    Hold,
    HoldState,
    Location,
    MovementKind,
    StockBalance,
    StockMovement,
    Unit,
    UnitState,
)
from niaga.store.inventory.states import UNIT


def default_location() -> Location:
    """Where parcels leave from. Raises UnknownLocation when the shop has none yet."""
    location = _default.first()
    if location is None:
        raise UnknownLocation(location="default")
    return location


_default = Prepared(lambda: Location.objects.filter(is_default=True)[:1])


def move_stock(
    variant_id: int,
    location: Location,
    delta: int,
    kind: MovementKind,
    *,
    idempotency_key: str,
    reference: str = "",
    occurred_at: datetime | None = None,
    unit_cost: int | None = None,
    reason: str = "",
    of_unit: bool = False,
    actor: Actor = SYSTEM,
) -> StockMovement:
    """Post one movement and its balance. The same key posts once and answers the first movement.

    Raises InsufficientStock when what is on hand and not held does not cover a negative delta, and
    UnitNotPossible for used pairs, which come and go as units, each with its own code.
    """
    if actor.kind != "system":
        require(actor, "stock.adjust")
    with unit_of_work():
        StockBalance.objects.bulk_create(
            [StockBalance(variant_id=variant_id, location=location)], ignore_conflicts=True
        )
        row = lock_balance(variant_id, location.pk)
        known = StockMovement.objects.filter(idempotency_key=idempotency_key).first()
        if known:
            return known
        if (
            row.variant.product.condition == Condition.USED
            and kind != MovementKind.TRANSFER
            and not of_unit
        ):
            raise UnitNotPossible(
                name=row.variant.sku, why=_("barang bekas masuk dan keluar sebagai unit.")
            )
        if delta < 0 and row.on_hand + delta < max(row.held - row.backorder_limit, 0):
            raise InsufficientStock(
                name=row.variant.sku, sku=row.variant.sku, available=row.available, wanted=-delta
            )
        StockBalance.objects.filter(pk=row.pk).update(on_hand=F("on_hand") + delta)
        movement = StockMovement.objects.create(
            variant_id=variant_id,
            location=location,
            delta=delta,
            kind=kind,
            reference=reference,
            idempotency_key=idempotency_key,
            occurred_at=occurred_at or clock.now(),
            posted_at=clock.now(),
            unit_cost=unit_cost,
            actor=str(actor),
            reason=reason,
        )
        record(
            StockMoved(variant_id, location.code, delta, str(kind), reference),
            variant_id,
            actor=actor,
        )
        return movement


def transfer_stock(
    variant_id: int,
    origin: Location,
    destination: Location,
    quantity: int,
    *,
    idempotency_key: str,
    actor: Actor,
) -> tuple[StockMovement, StockMovement]:
    """Two movements of one reference whose sum is zero. Raises InsufficientStock, SameLocation."""
    if origin.pk == destination.pk:
        raise SameLocation()
    reference = f"transfer:{idempotency_key}"
    legs = sorted([(origin, -quantity), (destination, quantity)], key=lambda leg: leg[0].pk)
    with unit_of_work():
        made = {
            location.pk: move_stock(
                variant_id,
                location,
                delta,
                MovementKind.TRANSFER,
                idempotency_key=f"{idempotency_key}:{location.code}",
                reference=reference,
                actor=actor,
            )
            for location, delta in legs
        }
    return made[origin.pk], made[destination.pk]


def hold_stock(
    reference: str,
    demand: Mapping[int, int],
    *,
    expires_at: datetime | None,
    location: Location | None = None,
    single: Collection[int] | None = None,
    actor: Actor = SYSTEM,
) -> list[Hold]:
    """Promise stock to `reference`, all of it or none.

    `demand` maps variants to quantities, already summed: one decision for each SKU. Runs in key
    order, one guarded UPDATE each, so that neither rivals nor deadlocks can sell a thing twice.
    `single` names those of used pairs where the caller knows; None looks for their units itself.
    Raises InsufficientStock.
    """
    with unit_of_work():
        location = location or default_location()
        now = clock.now()
        for variant_id, quantity in sorted(demand.items()):
            held = StockBalance.objects.filter(
                variant_id=variant_id,
                location=location,
                on_hand__gte=F("held") + quantity - F("backorder_limit"),
            ).update(held=F("held") + quantity)
            if not held:
                raise _insufficient(variant_id, location, quantity)
        pairs = demand if single is None else single
        listed = Unit.objects.filter(variant_id__in=pairs, state=UnitState.LISTED)
        for unit in listed.order_by("pk") if pairs else ():
            transition(UNIT, unit, UnitState.HELD, actor=actor, reason=reference)
        holds = Hold.objects.bulk_create(
            [
                Hold(
                    reference=reference,
                    variant_id=variant_id,
                    location=location,
                    quantity=quantity,
                    created_at=now,
                    expires_at=expires_at,
                )
                for variant_id, quantity in sorted(demand.items())
            ]
        )
        record(
            StockHeld(reference, {str(key): n for key, n in sorted(demand.items())}),
            reference,
            actor=actor,
        )
        return holds


def _insufficient(variant_id: int, location: Location, wanted: int) -> InsufficientStock:
    variant = Variant.objects.select_related("product").get(pk=variant_id)
    balance = StockBalance.objects.filter(variant_id=variant_id, location=location).first()
    label = f"{variant.product.name} ({variant.label})" if variant.label else variant.product.name
    return InsufficientStock(
        name=label,
        sku=variant.sku,
        available=max(balance.available, 0) if balance else 0,
        wanted=wanted,
    )


def keep_holds(reference: str) -> None:
    """The order is confirmed: its holds no longer expire."""
    Hold.objects.filter(reference=reference, state=HoldState.ACTIVE).update(expires_at=None)


def release_holds(reference: str, *, why: str = "cancelled", actor: Actor = SYSTEM) -> int:
    """Give back what was held and answer how many holds ended. Doing it again does nothing."""
    with unit_of_work():
        holds = lock_active_holds(reference)
        if not holds:
            return 0
        ended = HoldState.EXPIRED if why == "expired" else HoldState.RELEASED
        Hold.objects.filter(pk__in=[hold.pk for hold in holds]).update(
            state=ended, ended_at=clock.now()
        )
        for hold in holds:
            StockBalance.objects.filter(
                variant_id=hold.variant_id, location_id=hold.location_id
            ).update(held=F("held") - hold.quantity)
        for unit in Unit.objects.filter(
            variant_id__in=[hold.variant_id for hold in holds], state=UnitState.HELD
        ).order_by("pk"):
            transition(UNIT, unit, UnitState.LISTED, actor=actor, reason=reference)
        record(
            StockReleased(reference, {str(h.variant_id): h.quantity for h in holds}, why),
            reference,
            actor=actor,
        )
        return len(holds)


def consume_holds(reference: str, *, actor: Actor = SYSTEM) -> int:
    """The goods leave: each active hold posts exactly one movement. Again does nothing.

    Raises InsufficientStock when what was sold in advance has not come in yet.
    """
    with unit_of_work():
        holds = lock_active_holds(reference)
        now = clock.now()
        Hold.objects.filter(pk__in=[hold.pk for hold in holds]).update(
            state=HoldState.CONSUMED, ended_at=now
        )
        for hold in holds:
            left = StockBalance.objects.filter(
                variant_id=hold.variant_id,
                location_id=hold.location_id,
                on_hand__gte=hold.quantity,
            ).update(held=F("held") - hold.quantity, on_hand=F("on_hand") - hold.quantity)
            if not left:
                raise _insufficient(hold.variant_id, hold.location, hold.quantity)
            StockMovement.objects.create(
                variant_id=hold.variant_id,
                location_id=hold.location_id,
                delta=-hold.quantity,
                kind=MovementKind.SALE,
                reference=reference,
                idempotency_key=f"hold:{hold.pk}",
                occurred_at=now,
                posted_at=now,
                actor=str(actor),
            )
            record(
                StockMoved(hold.variant_id, "", -hold.quantity, MovementKind.SALE, reference),
                hold.variant_id,
                actor=actor,
            )
        for unit in Unit.objects.filter(
            variant_id__in=[hold.variant_id for hold in holds], state=UnitState.HELD
        ).order_by("pk"):
            transition(UNIT, unit, UnitState.SOLD, actor=actor, reason=reference)
        return len(holds)


def take_in_unit(
    variant: Variant,
    code: str,
    grade: Grade,
    *,
    defects_id: list[str],
    defects_en: list[str],
    bought_for: int | None,
    actor: Actor,
) -> Unit:
    """A used pair comes in: graded, put on the shelf and listed, as one unit of stock.

    Raises NotAllowed, and UnitNotPossible for a variant of a product that is not sold as used or
    that still has a living unit, and for a code in use.
    """
    require(actor, "stock.adjust")
    if variant.product.condition != Condition.USED:
        raise UnitNotPossible(name=variant.sku, why=_("produknya tidak dijual sebagai bekas."))
    with unit_of_work():
        try:
            unit = Unit.objects.create(
                code=code,
                variant=variant,
                grade=grade,
                defects_id=defects_id,
                defects_en=defects_en,
                bought_for=bought_for,
                created_at=clock.now(),
            )
        except IntegrityError:
            raise UnitNotPossible(
                name=code, why=_("varian ini masih punya unit, atau kodenya sudah dipakai.")
            ) from None
        begin(UNIT, unit, actor=actor)
        transition(UNIT, unit, UnitState.GRADED, actor=actor)
        transition(UNIT, unit, UnitState.LISTED, actor=actor)
        move_stock(
            variant.pk,
            default_location(),
            1,
            MovementKind.RECEIPT,
            idempotency_key=f"unit:{unit.pk}",
            reference=f"unit:{code}",
            unit_cost=bought_for,
            of_unit=True,
            actor=actor,
        )
        return unit


def adjust_stock(
    variant_id: int,
    location: Location,
    delta: int,
    *,
    reason: str,
    idempotency_key: str,
    actor: Actor,
) -> StockMovement:
    """Staff counted, found or lost: the books follow what is there, and say why.

    Raises NotAllowed, ReasonNeeded, InsufficientStock.
    """
    if not reason.strip():
        raise ReasonNeeded()
    return move_stock(
        variant_id,
        location,
        delta,
        MovementKind.ADJUSTMENT,
        idempotency_key=idempotency_key,
        reason=reason.strip()[:200],
        actor=actor,
    )


def set_low_at(variant_id: int, location: Location, low_at: int, *, actor: Actor) -> None:
    """At `low_at` pieces or fewer staff are told that the variant runs low. Raises NotAllowed."""
    require(actor, "stock.adjust")
    with unit_of_work():
        StockBalance.objects.bulk_create(
            [StockBalance(variant_id=variant_id, location=location)], ignore_conflicts=True
        )
        changed = (
            StockBalance.objects.filter(variant_id=variant_id, location=location)
            .exclude(low_at=low_at)
            .update(low_at=low_at)
        )
        if changed:
            record(StockWarningSet(variant_id, location.code, low_at), variant_id, actor=actor)


def save_location(
    location: Location, *, code: str, name: str, is_default: bool, actor: Actor
) -> Location:
    """Make or rename a place where stock is kept. Parcels leave from the default one.

    A default stays one until another takes its place. Raises NotAllowed, LocationTaken.
    """
    require(actor, "stock.adjust")
    with unit_of_work():
        others = Location.objects.exclude(pk=location.pk)
        if others.filter(code=code).exists():
            raise LocationTaken(location=code)
        location.code, location.name = code, name
        if is_default or not others.filter(is_default=True).exists():
            others.filter(is_default=True).update(is_default=False)
            location.is_default = True
        location.save()
        record(LocationSaved(location.pk, code, location.is_default), location.pk, actor=actor)
        return location


def write_off_unit(unit_id: int, *, reason: str, actor: Actor) -> Unit:
    """A used pair that will not be sold leaves the shelf and the books.

    Raises NotAllowed, ReasonNeeded, and UnitNotPossible for one that is promised or gone.
    """
    require(actor, "stock.adjust")
    if not reason.strip():
        raise ReasonNeeded()
    with unit_of_work():
        unit = lock_unit(unit_id)
        if unit.state not in {UnitState.INSPECTING, UnitState.GRADED, UnitState.LISTED}:
            raise UnitNotPossible(name=unit.code, why=_("sudah dipesan, terjual, atau dihapus."))
        transition(UNIT, unit, UnitState.WRITTEN_OFF, actor=actor, reason=reason.strip()[:200])
        kept_at = StockBalance.objects.select_related("location").get(
            variant_id=unit.variant_id, on_hand__gt=0
        )
        move_stock(
            unit.variant_id,
            kept_at.location,
            -1,
            MovementKind.ADJUSTMENT,
            idempotency_key=f"unit:{unit.pk}:written_off",
            reference=f"unit:{unit.code}",
            of_unit=True,
            reason=reason.strip()[:200],
            actor=actor,
        )
        record(UnitWrittenOff(unit.pk, unit.variant_id), unit.pk, actor=actor)
        return unit
