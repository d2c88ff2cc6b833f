"""What orders tell. Amounts are whole smallest units; nothing personal is in here."""

from dataclasses import dataclass

from niaga.kernel.journal import event


@event("order.placed", aggregate="order")
@dataclass(frozen=True)
class OrderPlaced:
    order_id: int
    number: str
    total: int
    currency: str
    payment_method: str
    session_id: str = ""


@event("order.confirmed", aggregate="order")
@dataclass(frozen=True)
class OrderConfirmed:
    """`reversible_minutes`: how long the payment may yet be taken back; picking waits for it."""

    order_id: int
    number: str
    reversible_minutes: int = 0


@event("order.handed_over", aggregate="order")
@dataclass(frozen=True)
class OrderHandedOver:
    order_id: int
    number: str


@event("order.completed", aggregate="order")
@dataclass(frozen=True)
class OrderCompleted:
    order_id: int
    number: str


@event("order.cancelled", aggregate="order")
@dataclass(frozen=True)
class OrderCancelled:
    order_id: int
    number: str
    reason: str


@event("order.expired", aggregate="order")
@dataclass(frozen=True)
class OrderExpired:
    order_id: int
    number: str
