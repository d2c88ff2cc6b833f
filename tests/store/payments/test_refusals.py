"""A flood of what nobody signed: the first are kept, all are counted, and what is true comes."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from niaga.kernel import clock
from niaga.kernel.journal import JournalEvent
from niaga.store.payments import refusals
from niaga.store.payments.errors import NotificationRefused
from niaga.store.payments.gateways.midtrans import signature_of
from niaga.store.payments.inbox import receive_notification
from niaga.store.payments.models import ProviderEvent
from niaga.store.payments.refusals import KEPT, KEPT_FOR, prune_refusals
from tests.processes import Live
from tests.store import factories as make
from tests.store.payments.floods import EACH, SENDERS

NOON = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NIAGA_MIDTRANS_SERVER_KEY = "kunci-uji"
    monkeypatch.setattr(refusals, "TOLD_EVERY", 0.0)


def forge(number: int) -> None:
    with pytest.raises(NotificationRefused):
        receive_notification("midtrans", json.dumps({"order_id": f"X-{number}"}).encode(), {})


def refused() -> list[ProviderEvent]:
    return list(ProviderEvent.objects.filter(outcome="refused").order_by("pk"))


def told() -> int:
    return JournalEvent.objects.filter(topic="payment.notification_refused").count()


@pytest.mark.django_db
def test_the_first_are_kept_and_the_rest_counted() -> None:
    with clock.at(NOON):
        for number in range(KEPT + 40):
            forge(number)
    *kept, more = refused()
    assert (len(kept), more.times_received, more.raw_body) == (KEPT, 40, "")
    assert told() == KEPT + 1


@pytest.mark.django_db
def test_the_next_hour_is_a_new_one() -> None:
    for hour in (0, 1):
        with clock.at(NOON + timedelta(hours=hour)):
            for number in range(KEPT + 2):
                forge(1000 * hour + number)
    assert len(refused()) == 2 * (KEPT + 1)


@pytest.mark.django_db
def test_the_same_again_is_one_row_and_its_flood_costs_no_writes(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(NOON):
        for _time in range(KEPT + 1):
            forge(1)
        one, more = refused()
        assert (one.times_received, more.times_received) == (KEPT, 1)
        monkeypatch.setattr(refusals, "TOLD_EVERY", 3600.0)
        with django_assert_num_queries(0):
            for _time in range(50):
                forge(1)
        monkeypatch.setattr(refusals, "TOLD_EVERY", 0.0)
        forge(1)
    assert refused()[-1].times_received == 52


@pytest.mark.django_db
def test_another_process_that_finds_the_hour_full_counts() -> None:
    with clock.at(NOON):
        for number in range(KEPT):
            forge(number)
        refusals._hours.clear()
        for number in range(5):
            forge(500 + number)
    assert (len(refused()), refused()[-1].times_received) == (KEPT + 1, 5)


@pytest.mark.django_db
def test_what_is_signed_comes_through_a_flood() -> None:
    attempt = make.attempt_of(make.order("midtrans"))
    body = {
        "order_id": attempt.provider_reference,
        "transaction_status": "settlement",
        "status_code": "200",
        "gross_amount": f"{attempt.amount}.00",
    }
    body["signature_key"] = signature_of(
        body["order_id"], body["status_code"], body["gross_amount"]
    )
    for number in range(KEPT + 10):
        forge(number)
    event = receive_notification("midtrans", json.dumps(body).encode(), {})
    assert (event.verified, event.outcome) == (True, "received")
    for number in range(10):
        forge(number)
    event.refresh_from_db()
    assert event.outcome == "received"


@pytest.mark.django_db
def test_old_ones_go_and_what_was_signed_stays() -> None:
    with clock.at(NOON):
        forge(1)
        ProviderEvent.objects.create(
            provider="midtrans", dedupe_key="T", raw_body="{}", verified=True, received_at=NOON
        )
    with clock.at(NOON + KEPT_FOR):
        assert prune_refusals() == 0
    with clock.at(NOON + KEPT_FOR + timedelta(seconds=1)):
        assert prune_refusals() == 1
    assert ProviderEvent.objects.get().dedupe_key == "T"


@pytest.mark.timeout(300)
def test_many_at_once_are_all_counted(live_in_own_process: Live) -> None:
    """Four processes, or threads on PostgreSQL, of which none alone fills the hour."""
    found = live_in_own_process("forged_flood", "tests.store.payments.floods")
    assert found["said"] == [EACH] * SENDERS
    assert found["counted"] == EACH * SENDERS
    assert KEPT <= found["kept"] < KEPT + SENDERS
