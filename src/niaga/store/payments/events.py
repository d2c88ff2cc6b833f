"""What payments tell. Amounts are whole smallest units of `currency`."""

from dataclasses import dataclass

from niaga.kernel.journal import event


@event("payment.started", aggregate="payment")
@dataclass(frozen=True)
class PaymentStarted:
    attempt_id: int
    order_id: int
    provider: str
    amount: int
    currency: str


@event("payment.captured", aggregate="payment")
@dataclass(frozen=True)
class PaymentCaptured:
    """`applied` is false when the money could not be given to its order and is in suspense."""

    attempt_id: int
    order_id: int
    provider: str
    amount: int
    currency: str
    applied: bool


@event("payment.settled", aggregate="payment")
@dataclass(frozen=True)
class PaymentSettled:
    attempt_id: int
    order_id: int
    amount: int
    currency: str


@event("payment.ended", aggregate="payment")
@dataclass(frozen=True)
class PaymentEnded:
    """Failed, expired, cancelled or voided: no money came."""

    attempt_id: int
    order_id: int
    state: str


@event("payment.reversed", aggregate="payment")
@dataclass(frozen=True)
class PaymentReversed:
    attempt_id: int
    order_id: int
    amount: int
    currency: str


@event("payment.suspended", aggregate="suspense")
@dataclass(frozen=True)
class MoneySuspended:
    """Money that fits no payment: a task for staff."""

    entry_id: int
    amount: int
    currency: str
    reason: str


@event("suspense.resolved", aggregate="suspense")
@dataclass(frozen=True)
class SuspenseResolved:
    entry_id: int


@event("payment.notification_refused", aggregate="notification")
@dataclass(frozen=True)
class NotificationWasRefused:
    """The security log: somebody sent what the provider did not sign."""

    provider: str
    event_id: int
    why: str
