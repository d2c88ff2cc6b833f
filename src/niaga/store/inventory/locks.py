"""The row locks of inventory, in primary-key order: holds, then balances."""

from niaga.store.inventory.models import Hold, HoldState


def lock_active_holds(reference: str) -> list[Hold]:
    return list(
        Hold.objects.select_for_update()
        .filter(reference=reference, state=HoldState.ACTIVE)
        .order_by("variant_id", "location_id")
    )
