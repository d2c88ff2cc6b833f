"""What is there, what is promised, and whether the books agree."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from niaga.store.inventory.models import (
    Hold,
    HoldState,
    StockBalance,
    StockMovement,
    Unit,
    UnitState,
)


def available(variant_ids: Iterable[int]) -> dict[int, int]:
    """What may be sold now, by variant, over all locations that sell. One statement."""
    rows = (
        StockBalance.objects.filter(variant_id__in=list(variant_ids), location__is_default=True)
        .values_list("variant_id")
        .annotate(free=Sum(F("on_hand") + F("backorder_limit") - F("held")))
    )
    return {variant: max(free, 0) for variant, free in rows}


def low_stock(limit: int = 50) -> list[StockBalance]:
    """Balances of active variants at or below their warning level, emptiest first."""
    return list(
        StockBalance.objects.filter(
            on_hand__lte=F("low_at") + F("held"),
            variant__is_active=True,
            variant__product__status="active",
            variant__product__condition="new",
        )
        .select_related("variant__product", "location")
        .order_by(F("on_hand") - F("held"), "variant__sku")[:limit]
    )


@dataclass(frozen=True)
class StockFault:
    """A balance that is not what its rows say; quantities in pieces."""

    sku: str
    location: str
    on_hand: int
    movements: int
    held: int
    holds: int


def stock_faults() -> list[StockFault]:
    """Every balance that differs from Σ movements or Σ active holds (S-1, S-2). Three reads."""
    key = ("variant_id", "location_id")
    moved = {
        (v, at): n
        for v, at, n in StockMovement.objects.values_list(*key)
        .annotate(n=Coalesce(Sum("delta"), 0))
        .order_by()
    }
    held = {
        (v, at): n
        for v, at, n in Hold.objects.filter(state=HoldState.ACTIVE)
        .values_list(*key)
        .annotate(n=Sum("quantity"))
        .order_by()
    }
    faults = []
    for balance in StockBalance.objects.select_related("variant", "location").order_by("pk"):
        where = (balance.variant_id, balance.location_id)
        movements, holds = moved.pop(where, 0), held.pop(where, 0)
        if (balance.on_hand, balance.held) != (movements, holds):
            faults.append(
                StockFault(
                    balance.variant.sku,
                    balance.location.code,
                    balance.on_hand,
                    movements,
                    balance.held,
                    holds,
                )
            )
    for variant, location in sorted({*moved, *held}):  # rows without a balance
        if moved.get((variant, location), 0) or held.get((variant, location), 0):
            faults.append(
                StockFault(
                    str(variant),
                    str(location),
                    0,
                    moved.get((variant, location), 0),
                    0,
                    held.get((variant, location), 0),
                )
            )
    return faults


def sizes_in_stock() -> list[tuple[int, str]]:
    """Each (product, size) of which at least one piece may be sold now. One statement."""
    return list(
        StockBalance.objects.filter(
            location__is_default=True,
            variant__is_active=True,
            variant__product__status="active",
            on_hand__gt=F("held") - F("backorder_limit"),
        )
        .order_by()
        .values_list("variant__product_id", "variant__size")
        .distinct()
    )


def grades_on_sale() -> dict[int, str]:
    """The grade of each used product whose unit is listed, by product. One statement."""
    return dict(
        Unit.objects.filter(state=UnitState.LISTED).values_list("variant__product_id", "grade")
    )


def unit_of(variant_ids: Iterable[int]) -> Unit | None:
    """The living unit among these variants: the one used pair of a page. One statement."""
    return (
        Unit.objects.filter(variant_id__in=list(variant_ids))
        .exclude(state__in=(UnitState.SOLD, UnitState.WRITTEN_OFF))
        .first()
    )
