"""The inbox of notifications: stored first, answered fast, understood afterwards.

A notification only says that something happened; what happened is asked from the provider.
"""

import logging
from collections.abc import Mapping

from django.db.models import F

from niaga.kernel import clock
from niaga.kernel.transactions import unit_of_work
from niaga.store.payments.actions import apply_payment_report, suspend_unknown
from niaga.store.payments.errors import GatewayRefused, GatewayUnavailable, NotificationRefused
from niaga.store.payments.gateways import gateway
from niaga.store.payments.models import AttemptState, PaymentAttempt, ProviderEvent
from niaga.store.payments.ports import PaymentReport
from niaga.store.payments.refusals import LARGEST, keep_refusal

security_log = logging.getLogger("niaga.security")
Outcome = ProviderEvent.Outcome


def receive_notification(provider: str, body: bytes, headers: Mapping[str, str]) -> ProviderEvent:
    """Keep a notification as it came. A duplicate is counted, not stored again.

    Raises NotificationRefused, after `keep_refusal`, for one that the provider did not sign.
    """
    try:
        reference, dedupe_key = gateway(provider).read_notification(body, headers)
    except NotificationRefused as error:
        why = str(error.values["detail"])
        if kept := keep_refusal(provider, body, why):
            security_log.warning("%s notification refused: %s (row %s)", provider, why, kept.pk)
        raise
    text = body[:LARGEST].decode("utf-8", "replace").replace("\x00", "")
    with unit_of_work():
        known = ProviderEvent.objects.filter(provider=provider, dedupe_key=dedupe_key)
        if not known.update(times_received=F("times_received") + 1):
            ProviderEvent.objects.bulk_create(
                [
                    ProviderEvent(
                        provider=provider,
                        dedupe_key=dedupe_key,
                        attempt=PaymentAttempt.objects.filter(
                            provider=provider, provider_reference=reference
                        ).first(),
                        reference=reference[:64],
                        raw_body=text,
                        verified=True,
                        received_at=clock.now(),
                    )
                ],
                ignore_conflicts=True,
            )
        else:
            # A repeated notification is a fresh reason to ask how things stand.
            known.update(outcome=Outcome.RECEIVED)
        return known.get()


def process_inbox(limit: int = 50) -> int:
    """Understand what has been received, oldest first, and answer how many were dealt with.

    One that cannot be dealt with now (the provider is away) stays, and those behind it are tried.
    """
    done = 0
    waiting = ProviderEvent.objects.filter(outcome=Outcome.RECEIVED).order_by("pk")
    for event_id in list(waiting.values_list("pk", flat=True)[:limit]):
        done += process_notification(event_id)
    return done


def process_notification(event_id: int) -> bool:
    """Ask the provider about the attempt that a stored notification names, and apply the answer."""
    event = ProviderEvent.objects.select_related("attempt__order").get(pk=event_id)
    if event.outcome != Outcome.RECEIVED:
        return False
    times = event.times_received
    way = gateway(event.provider)
    attempt = event.attempt or PaymentAttempt(provider_reference=event.reference)
    try:
        report = way.report(attempt)
    except GatewayRefused as error:
        _finish(event, Outcome.NO_CHANGE, str(error), times)
        return True
    except GatewayUnavailable:
        security_log.info("%s does not answer; notification %s waits", event.provider, event.pk)
        return False
    if report is None:
        _finish(event, Outcome.NO_CHANGE, "the provider knows no such payment", times)
    elif event.attempt is None:
        if report.state in (AttemptState.CAPTURED, AttemptState.SETTLED):
            suspend_unknown(event.provider, report.reference, report.amount, report.currency)
            _finish(event, Outcome.SUSPENSE, "unknown_payment", times)
        else:
            _finish(event, Outcome.NO_CHANGE, "not a payment of ours", times)
    else:
        outcome = apply_payment_report(event.attempt.pk, report)
        _finish(event, Outcome(outcome), _said(report), times)
    return True


def _said(report: PaymentReport) -> str:
    return f"{report.state} {report.amount} {report.currency}"


def _finish(event: ProviderEvent, outcome: Outcome, detail: str, times: int) -> None:
    """A duplicate that came in meanwhile keeps the event in the inbox, to be asked about again."""
    ProviderEvent.objects.filter(pk=event.pk, times_received=times).update(
        outcome=outcome, detail=detail[:300], processed_at=clock.now()
    )
