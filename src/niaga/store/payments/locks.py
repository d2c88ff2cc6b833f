"""Payment rows, always locked after their order."""

from niaga.store.orders.locks import lock_order
from niaga.store.orders.models import Order
from niaga.store.payments.models import PaymentAttempt, ProviderEvent


def lock_attempt(attempt_id: int) -> tuple[Order, PaymentAttempt]:
    order_id = PaymentAttempt.objects.values_list("order_id", flat=True).get(pk=attempt_id)
    order = lock_order(order_id)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt_id)
    attempt.order = order
    return order, attempt


def lock_provider_event(event_id: int) -> ProviderEvent:
    return ProviderEvent.objects.select_for_update().get(pk=event_id)
