"""What carts do by the clock."""

from datetime import timedelta

from niaga.kernel.work import scheduled
from niaga.store.cart.actions import remove_abandoned


@scheduled(every=timedelta(days=1), name="cart.remove_abandoned")
def remove_old_carts() -> None:
    remove_abandoned()
