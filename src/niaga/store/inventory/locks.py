"""The row locks of inventory, in primary-key order: holds, then balances."""

from niaga.store.inventory.models import Hold, HoldState, StockBalance, Unit


def lock_active_holds(reference: str) -> list[Hold]:
    return list(
        Hold.objects.select_for_update()
        .filter(reference=reference, state=HoldState.ACTIVE)
        .order_by("variant_id", "location_id")
    )


def lock_unit(unit_id: int) -> Unit:
    """Raises Unit.DoesNotExist."""
    return Unit.objects.select_for_update().get(pk=unit_id)


def lock_balance(variant_id: int, location_id: int) -> StockBalance:
    """With its variant and product. Raises StockBalance.DoesNotExist."""
    return (
        StockBalance.objects.select_for_update(of=("self",))
        .select_related("variant__product")
        .get(variant_id=variant_id, location_id=location_id)
    )
