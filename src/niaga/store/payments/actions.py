"""What can be done with payments. A provider is never called inside a transaction."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q

from niaga.kernel import clock
from niaga.kernel.errors import InvalidTransition
from niaga.kernel.journal import record
from niaga.kernel.permissions import SYSTEM, Actor, require
from niaga.kernel.prepared import PreparedInsert
from niaga.kernel.states import begin, transition
from niaga.kernel.transactions import separable, unit_of_work
from niaga.store.inventory.errors import InsufficientStock
from niaga.store.orders import actions as orders
from niaga.store.orders.calculations import transfer_code_of
from niaga.store.orders.models import Order, OrderState
from niaga.store.payments import events
from niaga.store.payments.errors import AmountDiffers, GatewayRefused, GatewayUnavailable
from niaga.store.payments.gateways import gateway
from niaga.store.payments.locks import lock_attempt
from niaga.store.payments.models import (
    AttemptState,
    PaymentAttempt,
    SuspenseEntry,
)
from niaga.store.payments.ports import PaymentReport
from niaga.store.payments.states import ATTEMPT

_OPEN = (AttemptState.CREATED, AttemptState.PENDING, AttemptState.AUTHORIZED)
_MONEY_IN = (AttemptState.CAPTURED, AttemptState.SETTLED)
# The highest rank of all: what staff saw on the account statement is the last word.
_STAFF_RANK = 90

# So many calls of one task are waited for when the provider does not answer.
_PATIENCE = 3

_attempts = PreparedInsert(PaymentAttempt)


def free_transfer_code(request_key: str, total: int) -> int:
    """A code, 1 to 999, that makes `total` minus the code an amount nobody else is to transfer.

    The same try gets the same code as long as nobody else takes the amount. One statement.
    """
    taken = set(
        PaymentAttempt.objects.filter(
            provider="bank_transfer",
            state=AttemptState.PENDING,
            amount__gte=total - 999,
            amount__lt=total,
        ).values_list("amount", flat=True)
    )
    first = transfer_code_of(request_key)
    for step in range(999):
        code = (first - 1 + step) % 999 + 1
        if total - code not in taken:
            return code
    return 0


def create_attempt(order: Order, *, actor: Actor = SYSTEM) -> PaymentAttempt:
    """A try to pay `order` in the way it was placed with; written before anyone is asked.

    An open attempt is answered as it is. Manual ways wait for their money at once.
    """
    with unit_of_work():
        known = order.payment_attempts.order_by("-number").first()
        if known and known.state in _OPEN:
            return known
        return _create_attempt(order, known.number + 1 if known else 1, actor)


def create_first_attempt(order: Order, *, actor: Actor = SYSTEM) -> PaymentAttempt:
    """As `create_attempt`, for an order that was placed in the present unit of work."""
    with unit_of_work():
        return _create_attempt(order, 1, actor)


def _create_attempt(order: Order, number: int, actor: Actor) -> PaymentAttempt:
    way = gateway(order.payment_method)
    attempt = _attempts.insert(
        PaymentAttempt(
            order=order,
            number=number,
            provider=way.code,
            provider_reference=f"{order.number}-{number}",
            amount=order.total,
            currency=order.currency,
            created_at=clock.now(),
            expires_at=order.pay_until,
        )
    )
    begin(ATTEMPT, attempt, actor=actor)
    record(
        events.PaymentStarted(attempt.pk, order.pk, way.code, attempt.amount, attempt.currency),
        attempt.provider_reference,
        actor=actor,
    )
    if not way.is_remote:
        transition(ATTEMPT, attempt, AttemptState.PENDING, actor=actor)
    return attempt


def start_attempt(attempt_id: int) -> PaymentAttempt:
    """Make the provider ready to be paid; safe to repeat, and repeated when the answer was lost.

    Raises GatewayUnavailable, GatewayRefused; the attempt then stays as it is, to be tried again.
    """
    attempt = PaymentAttempt.objects.select_related("order").get(pk=attempt_id)
    if attempt.state != AttemptState.CREATED:
        return attempt
    started = gateway(attempt.provider).start(attempt)
    with unit_of_work():
        _order, attempt = lock_attempt(attempt_id)
        if attempt.state == AttemptState.CREATED:
            transition(ATTEMPT, attempt, AttemptState.PENDING, pay_url=started.pay_url)
        elif not attempt.pay_url:  # a notification was faster than the answer
            attempt.pay_url = started.pay_url
            attempt.save(update_fields=["pay_url"])
        return attempt


def retry_payment(order_id: int, *, actor: Actor) -> PaymentAttempt:
    """A new attempt for an order whose last one failed. Raises InvalidTransition when it ended."""
    order = Order.objects.get(pk=order_id)
    if order.state != OrderState.PLACED:
        raise InvalidTransition(subject=order.number, state=order.state, target="paid")
    return start_attempt(create_attempt(order, actor=actor).pk)


def apply_payment_report(
    attempt_id: int, report: PaymentReport, *, actor: Actor = SYSTEM, key: str = ""
) -> str:
    """Bring an attempt to what its provider says, and its order along. The one way money comes in.

    Idempotent, and blind to order: a report of a rank not above the last one changes nothing.
    An amount or currency other than asked for never advances an order; it goes to suspense, as
    does money for an order that is over or paid already. Answers "applied", "no_change" or
    "suspense".
    """
    with unit_of_work():
        order, attempt = lock_attempt(attempt_id)
        if report.rank <= attempt.last_event_rank:
            return "no_change"
        money_came = report.state in _MONEY_IN
        if (report.amount, report.currency) != (attempt.amount, attempt.currency):
            if money_came:
                _suspend(attempt, report.amount, report.currency, "amount_differs", key=key)
                return "suspense"
            if report.state == AttemptState.REVERSED:
                _close_suspense(attempt, actor)
            return "no_change"
        if attempt.state == report.state or not ATTEMPT.allows(attempt.state, report.state):
            # It changes nothing, nor does what is of a lower rank and comes later.
            PaymentAttempt.objects.filter(pk=attempt.pk).update(last_event_rank=report.rank)
            return "no_change"
        changes: dict[str, Any] = {"last_event_rank": report.rank}
        if report.method:
            changes["method"] = report.method
        if money_came:
            return _capture(order, attempt, report, changes, actor)
        was_applied = attempt.applied
        if report.state == AttemptState.REVERSED:
            changes["applied"] = False
        transition(ATTEMPT, attempt, report.state, actor=actor, **changes)
        if report.state == AttemptState.REVERSED:
            _take_back(order, attempt, was_applied, actor)
        elif report.state not in (AttemptState.PENDING, AttemptState.AUTHORIZED):
            record(
                events.PaymentEnded(attempt.pk, order.pk, str(report.state)),
                attempt.provider_reference,
                actor=actor,
            )
        return "applied"


def _capture(
    order: Order,
    attempt: PaymentAttempt,
    report: PaymentReport,
    changes: dict[str, Any],
    actor: Actor,
) -> str:
    reason = ""
    if PaymentAttempt.objects.filter(order=order, applied=True).exists():
        reason = "already_paid"
    elif order.state == OrderState.CANCELLED:
        reason = "order_cancelled"
    else:
        try:
            with separable():
                orders.confirm_order(
                    order.pk,
                    actor=actor,
                    reversible_minutes=int(report.reversible.total_seconds() // 60),
                )
        except InsufficientStock:  # it expired, and its goods went to somebody else
            reason = "order_expired"
    transition(
        ATTEMPT,
        attempt,
        AttemptState.CAPTURED,
        actor=actor,
        captured_at=report.occurred_at or clock.now(),
        applied=not reason,
        **changes,
    )
    record(
        events.PaymentCaptured(
            attempt.pk, order.pk, attempt.provider, attempt.amount, attempt.currency, not reason
        ),
        attempt.provider_reference,
        actor=actor,
    )
    if reason:
        _suspend(attempt, attempt.amount, attempt.currency, reason)
        return "suspense"
    return "applied"


def _take_back(order: Order, attempt: PaymentAttempt, was_applied: bool, actor: Actor) -> None:
    record(
        events.PaymentReversed(attempt.pk, order.pk, attempt.amount, attempt.currency),
        attempt.provider_reference,
        actor=actor,
    )
    if _close_suspense(attempt, actor):
        return  # the money that was waiting for staff is gone, and nothing else hung on it
    if _was_given_back(attempt):
        _suspend(attempt, -attempt.amount, attempt.currency, "reversed_after_refund")
    elif was_applied and order.handed_over_at is not None:
        if order.state != OrderState.CANCELLED:  # the buyer has the goods, or is about to
            _suspend(attempt, -attempt.amount, attempt.currency, "reversed_after_shipment")
    elif was_applied or (order.state == OrderState.PLACED and not _has_successor(attempt)):
        orders.cancel_order(order.pk, reason="payment reversed", actor=SYSTEM)


_BY_REVERSAL = "reversed by the provider"


def _close_suspense(attempt: PaymentAttempt, actor: Actor) -> int:
    return SuspenseEntry.objects.filter(attempt=attempt, amount__gt=0, resolved_at=None).update(
        resolved_at=clock.now(), resolved_by=str(actor), resolution=_BY_REVERSAL
    )


def _was_given_back(attempt: PaymentAttempt) -> bool:
    """Staff have dealt with this money already, as with a refund."""
    resolved = SuspenseEntry.objects.filter(attempt=attempt, amount=attempt.amount)
    return resolved.exclude(resolved_at=None).exclude(resolution=_BY_REVERSAL).exists()


def _has_successor(attempt: PaymentAttempt) -> bool:
    return PaymentAttempt.objects.filter(
        order_id=attempt.order_id, number__gt=attempt.number
    ).exists()


def _suspend(
    attempt: PaymentAttempt | None,
    amount: int,
    currency: str,
    reason: str,
    *,
    key: str = "",
    provider: str = "",
) -> None:
    key = key or f"{attempt.provider_reference if attempt else provider}:{reason}"
    entry, created = SuspenseEntry.objects.get_or_create(
        key=key,
        defaults={
            "provider": attempt.provider if attempt else provider,
            "attempt": attempt,
            "amount": amount,
            "currency": currency,
            "reason": reason,
            "created_at": clock.now(),
        },
    )
    if created:
        record(events.MoneySuspended(entry.pk, amount, currency, reason), entry.pk)


def suspend_unknown(provider: str, reference: str, amount: int, currency: str) -> None:
    """Money that a provider reports for an attempt that is not ours."""
    with unit_of_work():
        _suspend(
            None,
            amount,
            currency,
            "unknown_payment",
            key=f"{provider}:{reference}:unknown",
            provider=provider,
        )


def resolve_suspense(entry_id: int, *, resolution: str, actor: Actor) -> None:
    """Staff dealt with it; `resolution` says how. Raises NotAllowed. Again does nothing."""
    require(actor, "payments.confirm")
    with unit_of_work():
        changed = SuspenseEntry.objects.filter(pk=entry_id, resolved_at=None).update(
            resolved_at=clock.now(), resolved_by=str(actor), resolution=resolution
        )
        if changed:
            record(events.SuspenseResolved(entry_id), entry_id, actor=actor)


def confirm_bank_transfer(attempt_id: int, *, received: int, actor: Actor) -> str:
    """Staff saw `received` (whole rupiah) on the account statement for this attempt.

    Raises NotAllowed, and AmountDiffers after putting another amount in suspense.
    """
    require(actor, "payments.confirm")
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    if attempt.provider != "bank_transfer":
        raise InvalidTransition(subject=str(attempt), state=attempt.provider, target="confirmed")
    outcome = apply_payment_report(
        attempt_id,
        PaymentReport(
            reference=attempt.provider_reference,
            state=AttemptState.CAPTURED,
            rank=_STAFF_RANK,
            amount=received,
            currency=attempt.currency,
            method="bank_transfer",
            occurred_at=clock.now(),
        ),
        actor=actor,
        key=f"{attempt.provider_reference}:{received}",
    )
    if outcome == "suspense" and received != attempt.amount:
        raise AmountDiffers(received=received, expected=attempt.amount)
    return outcome


def collect_cash(order_id: int, *, actor: Actor = SYSTEM) -> None:
    """The courier delivered and took the money. Nothing happens for other ways to pay, or again."""
    attempt = PaymentAttempt.objects.filter(order_id=order_id, provider="cod").first()
    if attempt is None:
        return
    apply_payment_report(
        attempt.pk,
        PaymentReport(
            reference=attempt.provider_reference,
            state=AttemptState.CAPTURED,
            rank=40,
            amount=attempt.amount,
            currency=attempt.currency,
            method="cod",
            occurred_at=clock.now(),
        ),
        actor=actor,
    )


def settle_attempt(attempt_id: int, *, actor: Actor) -> None:
    """The money reached the shop's account: the courier or the provider has paid out."""
    require(actor, "payments.confirm")
    with unit_of_work():
        order, attempt = lock_attempt(attempt_id)
        if attempt.state == AttemptState.SETTLED:
            return
        transition(ATTEMPT, attempt, AttemptState.SETTLED, actor=actor)
        record(
            events.PaymentSettled(attempt.pk, order.pk, attempt.amount, attempt.currency),
            attempt.provider_reference,
            actor=actor,
        )


def end_attempts(order_id: int, *, state: AttemptState, actor: Actor = SYSTEM) -> None:
    """Its order is over: open attempts end, and money already taken becomes a task for staff."""
    with unit_of_work():
        for attempt_id in PaymentAttempt.objects.filter(order_id=order_id).values_list(
            "pk", flat=True
        ):
            order, attempt = lock_attempt(attempt_id)
            if attempt.state in _OPEN:
                if state == AttemptState.EXPIRED and order.state != OrderState.EXPIRED:
                    continue
                transition(ATTEMPT, attempt, state, actor=actor)
                record(
                    events.PaymentEnded(attempt.pk, order.pk, str(state)),
                    attempt.provider_reference,
                    actor=actor,
                )
            elif (
                attempt.state in _MONEY_IN
                and attempt.applied
                and order.state == OrderState.CANCELLED
            ):
                _suspend(attempt, attempt.amount, attempt.currency, "refund_due")


def close_at_provider(limit: int = 20) -> int:
    """Tell providers of attempts that ended here, so that they take no money for them any more.

    Raises GatewayUnavailable when the provider does not answer `_PATIENCE` times.
    """
    ended = PaymentAttempt.objects.filter(
        state__in=[AttemptState.CANCELLED, AttemptState.EXPIRED],
        provider="midtrans",
        closed_at=None,
    ).order_by(F("checked_at").asc(nulls_first=True), "pk")[:limit]
    closed = failures = 0
    for attempt in ended.select_related("order"):
        try:
            gateway(attempt.provider).close(attempt)
        except GatewayUnavailable as error:
            failures += 1
            _later(attempt, failures, error)
            continue
        PaymentAttempt.objects.filter(pk=attempt.pk).update(closed_at=clock.now())
        closed += 1
    return closed


def check_pending(limit: int = 20, *, not_before: timedelta = timedelta(minutes=2)) -> int:
    """Ask providers about attempts that have been silent: a notification may have been lost.

    Also asks once more about attempts that ended a short while ago, since money may come late.
    Raises GatewayUnavailable when the provider does not answer `_PATIENCE` times.
    """
    now = clock.now()
    due = (
        PaymentAttempt.objects.filter(
            Q(state__in=_OPEN)
            | Q(
                state__in=[AttemptState.EXPIRED, AttemptState.FAILED, AttemptState.CANCELLED],
                created_at__gte=now - timedelta(days=2),
            ),
            provider="midtrans",
            created_at__lte=now - not_before,
        )
        .filter(Q(checked_at=None) | Q(checked_at__lte=now - not_before))
        .select_related("order")
        .order_by(F("checked_at").asc(nulls_first=True), "pk")[:limit]
    )
    changed = failures = 0
    for attempt in due:
        try:
            report = gateway(attempt.provider).report(attempt)
        except GatewayRefused:  # it says no to this one; the others are asked about all the same
            report = None
        except GatewayUnavailable as error:
            failures += 1
            _later(attempt, failures, error)
            continue
        PaymentAttempt.objects.filter(pk=attempt.pk).update(checked_at=clock.now())
        if report and apply_payment_report(attempt.pk, report) != "no_change":
            changed += 1
    return changed


def _later(attempt: PaymentAttempt, failures: int, error: GatewayUnavailable) -> None:
    """One that the provider fails over goes behind the others, or none behind it would ever have
    its turn. After `_PATIENCE` of them the provider is away altogether, and `error` is raised."""
    PaymentAttempt.objects.filter(pk=attempt.pk).update(checked_at=clock.now())
    if failures >= _PATIENCE:
        raise error
