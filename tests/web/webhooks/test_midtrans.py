"""What Midtrans hears when it tells us something."""

import json
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from niaga.kernel.journal import JournalEvent
from niaga.store.payments import refusals
from niaga.store.payments.gateways.midtrans import signature_of
from niaga.store.payments.models import ProviderEvent
from niaga.web.webhooks.views import LARGEST
from tests.store import factories as make

pytestmark = pytest.mark.django_db

PATH = "/webhooks/midtrans/"


@pytest.fixture(autouse=True)
def key(settings: Any) -> None:
    settings.NIAGA_MIDTRANS_SERVER_KEY = "kunci-uji"
    refusals._hours.clear()


def notification(**changes: Any) -> dict[str, Any]:
    attempt = make.attempt_of(make.order("midtrans"))
    document = {
        "order_id": attempt.provider_reference,
        "transaction_status": "settlement",
        "status_code": "200",
        "gross_amount": f"{attempt.amount}.00",
    }
    document["signature_key"] = signature_of(
        document["order_id"], document["status_code"], document["gross_amount"]
    )
    return document | changes


def tell(document: Any, *, client: Client | None = None) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    # CSRF is checked here, as it is on a real server.
    return (client or Client(enforce_csrf_checks=True)).post(PATH, body, "application/json")


def test_it_is_mounted_where_the_provider_is_told():
    assert reverse("webhooks:midtrans") == PATH


def test_a_signed_notification_is_stored_and_answered():
    document = notification()
    answer = tell(document)
    assert (answer.status_code, answer.content) == (200, b"")
    assert not answer.cookies
    event = ProviderEvent.objects.get()
    assert (event.verified, event.outcome, event.reference) == (
        True,
        "received",
        document["order_id"],
    )
    assert json.loads(event.raw_body) == document
    assert event.attempt is not None
    assert event.attempt.state == "created"  # it is understood later, by asking


def test_a_duplicate_is_answered_and_counted():
    document = notification()
    assert [tell(document).status_code for _ in range(4)] == [200] * 4
    assert ProviderEvent.objects.get().times_received == 4


@pytest.mark.parametrize(
    "change",
    [
        {"signature_key": "0" * 128},
        {"signature_key": ""},
        {"signature_key": None},
        {"gross_amount": "1.00"},
        {"gross_amount": 460000},
        {"order_id": "other"},
        {"status_code": "201"},
    ],
)
def test_what_is_not_signed_is_refused_kept_as_evidence_and_told(change, caplog):
    document = notification(**change)
    with caplog.at_level("WARNING", "niaga.security"):
        assert [tell(document).status_code for _ in range(2)] == [403, 403]
    event = ProviderEvent.objects.get()
    assert (event.verified, event.outcome, event.times_received) == (False, "refused", 2)
    assert event.attempt is None
    assert JournalEvent.objects.filter(topic="payment.notification_refused").count() == 1
    assert len(caplog.records) == 2


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\x00", b'{"order_id": 1}', b"1"])
def test_rubbish_is_refused(body):
    assert tell(body).status_code == 403
    assert not ProviderEvent.objects.get().verified


def test_without_a_key_nothing_is_believed(settings):
    document = notification()
    settings.NIAGA_MIDTRANS_SERVER_KEY = ""
    signed = document | {
        "signature_key": signature_of(document["order_id"], "200", document["gross_amount"])
    }
    assert tell(signed).status_code == 403


def test_what_is_too_large_is_not_read():
    assert tell(b" " * (LARGEST + 1)).status_code == 413
    assert tell(b" " * LARGEST).status_code == 403
    assert ProviderEvent.objects.count() == 1


def test_only_post_is_answered():
    assert Client().get(PATH).status_code == 405


def test_what_could_not_be_stored_is_asked_for_again(monkeypatch):
    def fail(*_arguments: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("niaga.web.webhooks.views.receive_notification", fail)
    assert tell(b"{}").status_code == 503
