"""The stand-in over a real socket, as a shop's adapter would meet it."""

import base64
import hashlib
import http.client
import json
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from niaga.simulate.midtrans import MidtransServer

from .conftest import KEY, Ear


def call(
    server: MidtransServer,
    method: str,
    path: str,
    body: Any = None,
    *,
    key: str | None = KEY,
    headers: dict[str, str] | None = None,
    timeout: float = 5,
) -> tuple[int, Any, dict[str, str]]:
    sent = dict(headers or {})
    if key is not None:
        sent["Authorization"] = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    if isinstance(body, dict):
        body = json.dumps(body)
        sent["Content-Type"] = "application/json"
    address = urllib.parse.urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=timeout)
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return answer.status, json.loads(text) if is_json else text, dict(answer.getheaders())
    finally:
        connection.close()


def create(server: MidtransServer, order_id: str = "K-1-1", amount: int = 250_000, **more: Any):
    details = {"order_id": order_id, "gross_amount": amount}
    return call(server, "POST", "/snap/v1/transactions", {"transaction_details": details, **more})


def test_a_transaction_has_a_token_and_a_page(midtrans):
    status, body, _headers = create(midtrans)
    assert status == 201
    assert body["redirect_url"].endswith(body["token"])
    page = call(midtrans, "GET", urllib.parse.urlsplit(body["redirect_url"]).path, key=None)
    assert page[0] == 200
    assert "Rp250.000" in page[1]


@pytest.mark.parametrize(
    ("headers", "language", "amount"),
    [
        ({}, "id", "Rp250.000"),
        ({"Accept-Language": "en-GB,en;q=0.9"}, "en", "Rp250,000"),
        ({"Accept-Language": "en", "Cookie": "niaga_language=id"}, "id", "Rp250.000"),
        ({"Cookie": "niaga_language=en; niaga_theme=dark"}, "en", "Rp250,000"),
    ],
)
def test_the_page_speaks_the_language_chosen_in_the_shop(midtrans, headers, language, amount):
    _status, body, _headers = create(midtrans)
    path = urllib.parse.urlsplit(body["redirect_url"]).path
    page = call(midtrans, "GET", path, key=None, headers=headers)[1]
    assert f'<html lang="{language}">' in page
    assert amount in page


def test_a_wrong_key_is_refused_and_changes_nothing(midtrans):
    for key in ("salah", "", None):
        details = {"order_id": "K-1-1", "gross_amount": 1000}
        status, body, _headers = call(
            midtrans, "POST", "/snap/v1/transactions", {"transaction_details": details}, key=key
        )
        assert status == 401
        assert body["error_messages"]
    assert midtrans.gateway.all() == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "transaction_details is required"),
        ({"transaction_details": {"gross_amount": 1}}, "order_id is required"),
        ({"transaction_details": {"order_id": "a b", "gross_amount": 1}}, "order_id is not valid"),
        ({"transaction_details": {"order_id": "a", "gross_amount": 1.5}}, "must be an integer"),
        ({"transaction_details": {"order_id": "a", "gross_amount": "1"}}, "must be an integer"),
        ({"transaction_details": {"order_id": "a", "gross_amount": 0}}, "greater than"),
        (
            {
                "transaction_details": {"order_id": "a", "gross_amount": 10},
                "item_details": [{"name": "x", "price": 4, "quantity": 2}],
            },
            "not equal to the sum of item_details",
        ),
        (
            {
                "transaction_details": {"order_id": "a", "gross_amount": 10},
                "expiry": {"unit": "century", "duration": 1},
            },
            "expiry is not valid",
        ),
        ("{broken", "Malformed JSON"),
    ],
)
def test_a_wrong_body_is_refused_by_name(midtrans, body, words):
    status, answer, _headers = call(midtrans, "POST", "/snap/v1/transactions", body)
    assert status == 400
    assert words in answer["error_messages"][0]
    assert midtrans.gateway.all() == []


def test_status_is_404_until_the_buyer_picks_a_method(midtrans):
    create(midtrans)
    assert call(midtrans, "GET", "/v2/K-1-1/status")[0] == 404
    midtrans.pick("K-1-1", "bca_va")
    status, body, _headers = call(midtrans, "GET", "/v2/K-1-1/status")
    assert (status, body["transaction_status"], body["status_code"]) == (200, "pending", "201")
    assert body["va_numbers"][0]["bank"] == "bca"
    assert call(midtrans, "GET", f"/v2/{body['transaction_id']}/status")[1] == body


def test_notifications_carry_every_field_and_a_true_signature(midtrans, ear):
    create(midtrans)
    midtrans.pay("K-1-1", "bca_va")
    midtrans.wait_until_sent()
    assert sorted(ear.statuses()) == ["pending", "settlement"]
    told = next(d for d in ear.heard if d["transaction_status"] == "settlement")
    text = "K-1-1" + "200" + "250000.00" + KEY
    assert told["gross_amount"] == "250000.00"
    assert told["signature_key"] == hashlib.sha512(text.encode()).hexdigest()
    assert {
        "transaction_time", "transaction_id", "status_message", "settlement_time", "payment_type",
        "merchant_id", "fraud_status", "currency", "va_numbers",
    } <= set(told)  # fmt: skip


def test_a_card_is_captured_and_then_settled(midtrans, ear):
    create(midtrans)
    midtrans.pay("K-1-1", "credit_card")
    midtrans.settle("K-1-1")
    midtrans.wait_until_sent()
    assert sorted(ear.statuses()) == ["capture", "pending", "settlement"]
    assert ear.heard[0]["masked_card"].startswith("4811")


def test_a_used_order_id_is_refused_with_406(midtrans):
    create(midtrans)
    assert create(midtrans)[0] == 201  # no method picked yet
    midtrans.pay("K-1-1")
    status, body, _headers = create(midtrans)
    assert status == 406
    assert "paid and utilized" in body["error_messages"][0]


def test_an_idempotency_key_repeats_a_success_whatever_the_body(midtrans):
    headers = {"Idempotency-Key": "satu"}
    first = {"transaction_details": {"order_id": "A", "gross_amount": 10}}
    other = {"transaction_details": {"order_id": "B", "gross_amount": 99}}
    bad = {"transaction_details": {}}
    path = "/snap/v1/transactions"
    assert call(midtrans, "POST", path, bad, headers=headers)[0] == 400
    one = call(midtrans, "POST", path, first, headers=headers)
    two = call(midtrans, "POST", path, other, headers=headers)
    assert one[0] == 201
    assert one[1] == two[1]
    assert [t.order_id for t in midtrans.gateway.all()] == ["A"]


def test_a_lost_reply_leaves_the_transaction_and_a_retry_finds_it(midtrans):
    midtrans.faults.drop_create_replies = 1
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        create(midtrans)
    assert midtrans.transaction("K-1-1").gross_amount == 250_000
    assert create(midtrans)[0] == 201


def test_a_late_reply_is_late_although_the_transaction_exists(midtrans):
    midtrans.faults.slow_create_replies = 1
    midtrans.faults.slow_create_seconds = 1.0
    with pytest.raises(TimeoutError):
        call(
            midtrans,
            "POST",
            "/snap/v1/transactions",
            {"transaction_details": {"order_id": "K-1-1", "gross_amount": 5}},
            timeout=0.3,
        )
    midtrans.pay("K-1-1")
    assert create(midtrans, amount=5)[0] == 406


def test_a_server_error_changes_nothing(midtrans):
    midtrans.faults.server_errors = 1
    assert create(midtrans)[0] == 500
    assert midtrans.gateway.all() == []
    assert create(midtrans)[0] == 201


@pytest.mark.parametrize(
    ("answer", "tries"), [(200, 1), (500, 2), (503, 5), (404, 3), (400, 3), (302, 1), (418, 6)]
)
def test_notifications_are_repeated_by_what_the_shop_answered(midtrans, ear, answer, tries):
    create(midtrans)
    ear.answers = [answer] * 20
    midtrans.pick("K-1-1")
    midtrans.wait_until_sent()
    assert [d.answer for d in midtrans.deliveries] == [answer] * tries
    assert len(ear.heard) == tries


def test_duplicates_and_disorder_repeat_with_the_seed(ear):
    from niaga.simulate.midtrans import Faults

    faults = Faults(duplicates=(1, 5), shuffle_within=0.1, seed=3)
    with MidtransServer(KEY, ear.url, faults=faults) as midtrans:
        create(midtrans)
        midtrans.pay("K-1-1")
        midtrans.wait_until_sent()
    assert 2 <= len(ear.heard) <= 10
    assert set(ear.statuses()) == {"pending", "settlement"}


def test_late_settlement_after_expiry(midtrans, ear):
    create(midtrans)
    midtrans.pick("K-1-1")
    midtrans.expire("K-1-1")
    midtrans.settle("K-1-1")
    midtrans.wait_until_sent()
    assert sorted(ear.statuses()) == ["expire", "pending", "settlement"]


def test_what_is_not_paid_in_time_expires_by_itself(midtrans, ear):
    create(midtrans, expiry={"unit": "minutes", "duration": 30})
    midtrans.pick("K-1-1")
    midtrans.age("K-1-1", minutes=31)
    midtrans.gateway.expire_overdue()
    midtrans.wait_until_sent()
    assert midtrans.transaction("K-1-1").status == "expire"
    assert "expire" in ear.statuses()


def test_a_settlement_can_be_reversed_to_deny(midtrans, ear):
    create(midtrans)
    midtrans.pay("K-1-1", "permata_va")
    midtrans.reverse("K-1-1")
    midtrans.wait_until_sent()
    assert call(midtrans, "GET", "/v2/K-1-1/status")[1]["transaction_status"] == "deny"
    assert "deny" in ear.statuses()


def test_forgeries_and_tampered_amounts(midtrans, ear):
    create(midtrans)
    midtrans.pick("K-1-1")
    midtrans.forge("K-1-1")
    midtrans.wait_until_sent()
    forged = ear.heard[-1]
    assert forged["transaction_status"] == "settlement"
    assert forged["signature_key"] == "0" * 128
    assert midtrans.transaction("K-1-1").status == "pending"
    midtrans.tamper("K-1-1", 1_000)
    midtrans.wait_until_sent()
    tampered = ear.heard[-1]
    assert tampered["gross_amount"] == "1000.00"
    text = "K-1-1" + "200" + "1000.00" + KEY
    assert tampered["signature_key"] == hashlib.sha512(text.encode()).hexdigest()


def test_the_merchant_may_cancel_and_expire_only_what_is_open(midtrans):
    create(midtrans)
    assert call(midtrans, "POST", "/v2/K-1-1/cancel")[0] == 404  # no method picked
    midtrans.pick("K-1-1")
    status, body, _headers = call(midtrans, "POST", "/v2/K-1-1/cancel")
    assert (status, body["transaction_status"]) == (200, "cancel")
    assert call(midtrans, "POST", "/v2/K-1-1/expire")[0] == 412
    create(midtrans, "K-2-1")
    midtrans.pick("K-2-1")
    assert call(midtrans, "POST", "/v2/K-2-1/expire")[1]["status_code"] == "407"
    create(midtrans, "K-3-1")
    midtrans.pay("K-3-1")
    assert call(midtrans, "POST", "/v2/K-3-1/cancel")[0] == 412


def test_the_buyer_pays_on_the_page_and_returns_to_the_shop(midtrans, ear):
    finish = "http://toko.example/kembali?x=1"
    _status, body, _headers = create(midtrans, callbacks={"finish": finish})
    path = urllib.parse.urlsplit(body["redirect_url"]).path
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    call(midtrans, "POST", path, "action=pick&method=other_qris", key=None, headers=form)
    assert "Bayar sekarang" in call(midtrans, "GET", path, key=None)[1]
    status, _page, headers = call(midtrans, "POST", path, "action=pay", key=None, headers=form)
    assert status == 303
    assert headers["Location"].startswith(finish + "&order_id=K-1-1")
    assert "Pembayaran berhasil" in call(midtrans, "GET", path, key=None)[1]
    midtrans.wait_until_sent()
    assert "settlement" in ear.statuses()


def test_what_is_kept_in_a_file_survives_a_restart(tmp_path: Path, ear: Ear):
    store = tmp_path / "kept.sqlite3"
    with MidtransServer(KEY, ear.url, store=store) as midtrans:
        create(midtrans)
        midtrans.pay("K-1-1")
        midtrans.wait_until_sent()
    with MidtransServer(KEY, ear.url, store=store) as midtrans:
        assert midtrans.transaction("K-1-1").status == "settlement"
        assert create(midtrans)[0] == 406


def test_a_body_that_is_too_large_is_refused_unread(midtrans):
    headers = {"Content-Length": "5000000"}
    assert call(midtrans, "POST", "/snap/v1/transactions", "", headers=headers)[0] == 413
