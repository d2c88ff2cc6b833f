"""The row locks of inventory, in primary-key order: holds, then balances."""

from niaga.store.inventory.models import Hold, HoldState, Unit


def lock_active_holds(reference: str) -> list[Hold]:
    return list(
        Hold.objects.select_for_update()
        .filter(reference=reference, state=HoldState.ACTIVE)
        .order_by("variant_id", "location_id")
    )


def lock_unit(unit_id: int) -> Unit:
    """Raises Unit.DoesNotExist."""
    return Unit.objects.select_for_update().get(pk=unit_id)
