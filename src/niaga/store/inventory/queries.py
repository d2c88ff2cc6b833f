"""What is there, what is promised, and whether the books agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from niaga.kernel.prepared import Prepared
from niaga.store.catalog.models import Variant
from niaga.store.inventory.models import (
    Hold,
    HoldState,
    Location,
    StockBalance,
    StockMovement,
    Unit,
    UnitState,
)


def available(variant_ids: Iterable[int]) -> dict[int, int]:
    """What may be sold now, by variant, where parcels leave from. One statement."""
    wanted = list(variant_ids)
    if not wanted:
        return {}
    return {
        variant: max(there + more - held, 0)
        for variant, there, more, held in _balances(len(wanted)).rows(*wanted)
    }


@lru_cache(maxsize=200)
def _balances(count: int) -> Prepared[tuple[int, int, int, int]]:
    return Prepared(
        lambda *variant_ids: StockBalance.objects.filter(
            variant_id__in=variant_ids, location__is_default=True
        ).values_list("variant_id", "on_hand", "backorder_limit", "held"),
        *[int] * count,
    )


def low_stock(limit: int = 50) -> list[StockBalance]:
    """Balances of active variants at or below their warning level, emptiest first."""
    return list(
        _low()
        .select_related("variant__product", "location")
        .order_by(F("on_hand") - F("held"), "variant__sku")[:limit]
    )


def low_stock_count() -> int:
    return _low().count()


def _low() -> QuerySet[StockBalance]:
    return StockBalance.objects.filter(
        on_hand__lte=F("low_at") + F("held"),
        variant__is_active=True,
        variant__product__status="active",
        variant__product__condition="new",
        location__is_default=True,
    )


def find_balances(
    text: str = "", *, location: str = "", low: bool = False
) -> QuerySet[StockBalance]:
    """New goods before used, by SKU, each with its variant, product and location.

    `text` is part of an SKU or a name.
    """
    found = StockBalance.objects.select_related("variant__product", "location")
    if text:
        found = found.filter(
            Q(variant__sku__icontains=text)
            | Q(variant__product__name_id__icontains=text)
            | Q(variant__product__name_en__icontains=text)
        )
    if location:
        found = found.filter(location__code=location)
    if low:
        found = found.filter(on_hand__lte=F("low_at") + F("held"))
    return found.order_by("variant__product__condition", "variant__sku", "location__code")


def balances_of(variant_id: int) -> list[StockBalance]:
    """One statement."""
    return list(
        StockBalance.objects.filter(variant_id=variant_id)
        .select_related("location")
        .order_by("-location__is_default", "location__code")
    )


def movements_of(variant_id: int) -> QuerySet[StockMovement]:
    """The ledger of a variant, the latest first, each with its location."""
    return (
        StockMovement.objects.filter(variant_id=variant_id)
        .select_related("location")
        .order_by("-pk")
    )


def active_holds(variant_id: int | None = None) -> QuerySet[Hold]:
    """What is promised, the first to expire first; holds of confirmed orders do not."""
    found = Hold.objects.filter(state=HoldState.ACTIVE).select_related(
        "variant__product", "location"
    )
    if variant_id is not None:
        found = found.filter(variant_id=variant_id)
    return found.order_by(F("expires_at").asc(nulls_last=True), "pk")


def find_units(text: str = "", state: str = "") -> QuerySet[Unit]:
    """Used pairs, the latest first, each with its variant and product."""
    found = Unit.objects.select_related("variant__product").order_by("-pk")
    if text:
        found = found.filter(
            Q(code__icontains=text)
            | Q(variant__sku__icontains=text)
            | Q(variant__product__name_id__icontains=text)
        )
    return found.filter(state=state) if state else found


def variants_without_unit() -> QuerySet[Variant]:
    """Variants of used products that a used pair can be taken in for, with their products."""
    living = Unit.objects.exclude(state__in=(UnitState.SOLD, UnitState.WRITTEN_OFF))
    return (
        Variant.objects.filter(product__condition="used")
        .exclude(pk__in=living.values("variant_id"))
        .select_related("product")
        .order_by("-product__created_at", "position", "pk")
    )


def locations() -> list[Location]:
    """The default first. One statement."""
    return list(Location.objects.order_by("-is_default", "name"))


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


def shelves_of(references: Iterable[str]) -> dict[tuple[str, int], str]:
    """Where what is held for orders lies: location names by (reference, variant). One statement."""
    held = Hold.objects.filter(reference__in=list(references), state=HoldState.ACTIVE)
    return {
        (reference, variant): name
        for reference, variant, name in held.values_list(
            "reference", "variant_id", "location__name"
        )
    }


@dataclass(frozen=True)
class StockSum:
    """Pieces of a variant over all locations; `held` is promised to orders."""

    on_hand: int
    held: int

    @property
    def available(self) -> int:
        return self.on_hand - self.held


def stock_by_variant(variant_ids: Any) -> dict[int, StockSum]:
    """By variant; one that never had stock is left out. `variant_ids` are keys, or a query of
    them. One statement."""
    rows = (
        StockBalance.objects.filter(variant_id__in=variant_ids)
        .order_by()
        .values_list("variant_id")
        .annotate(on_hand=Sum("on_hand"), held=Sum("held"))
    )
    return {variant: StockSum(on_hand, held) for variant, on_hand, held in rows}


def units_of_product(product_id: int) -> list[Unit]:
    """Its used pairs, the latest first, each with its variant. One statement."""
    return list(
        Unit.objects.filter(variant__product_id=product_id)
        .select_related("variant")
        .order_by("-pk")
    )
