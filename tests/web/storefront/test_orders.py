"""An order's page: it tells, and changes nothing by being read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from niaga.store.orders.models import Order
from niaga.store.reviews.models import Review
from niaga.store.shipping.actions import record_tracking
from tests.store import factories
from tests.store.conftest import everything

pytestmark = pytest.mark.django_db
Statements = Callable[[Callable[[], Any]], list[str]]


def text_of(client: Client, order: Order) -> str:
    return client.get(f"/pesanan/{order.token}/").content.decode()


def delivered() -> Order:
    order = factories.paid_order("cod")
    shipment = factories.send(order)
    record_tracking(
        shipment.pk, code="delivered", source_key="1", occurred_at=factories.clock.now()
    )
    order.refresh_from_db()
    assert order.state == "completed"
    return order


def test_how_to_transfer(client: Client) -> None:
    order = factories.order("bank_transfer")
    text = text_of(client, order)
    assert "Menunggu pembayaran" in text
    assert "0000000000" in text  # the account of a shop without settings
    assert "Bayar sebelum" in text
    factories.pay(order)
    text = text_of(client, order)
    assert "Transfer tepat" not in text
    assert "Dibayar, akan disiapkan" in text


def test_reading_changes_nothing(client: Client) -> None:
    order = factories.order("bank_transfer")
    before = everything()
    for address in ("", "?order_id=X&status_code=200&transaction_status=settlement"):
        assert client.get(f"/pesanan/{order.token}/{address}").status_code == 200
    assert everything() == before


def test_an_unknown_link_is_not_found(client: Client) -> None:
    factories.order()
    for token in ("x", "../../etc/passwd", "0" * 32):
        assert client.get(f"/pesanan/{token}/").status_code == 404


def test_the_page_is_kept_by_nobody(client: Client) -> None:
    page = client.get(f"/pesanan/{factories.order().token}/")
    assert page["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex"' in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"  # the link is a secret


def test_the_buyer_cancels_what_is_not_paid(client: Client) -> None:
    order = factories.order("bank_transfer")
    assert "Ya, batalkan" in text_of(client, order)
    client.post(f"/pesanan/{order.token}/batal/")
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert factories.balance(order.lines.get().variant_id)[1] == 0
    assert "Pesanan ini dibatalkan." in text_of(client, order)


def test_what_is_paid_is_not_cancelled_by_the_buyer(client: Client) -> None:
    order = factories.paid_order("bank_transfer")
    assert "Ya, batalkan" not in text_of(client, order)
    client.post(f"/pesanan/{order.token}/batal/")
    order.refresh_from_db()
    assert order.state == "confirmed"
    assert client.get(f"/pesanan/{order.token}/batal/").status_code == 405


def test_the_parcel_is_followed(client: Client) -> None:
    order = factories.paid_order("bank_transfer")
    shipment = factories.send(order)
    record_tracking(
        shipment.pk,
        code="in_transit",
        source_key="1",
        description="Tiba di gudang transit",
        place="Bandung",
        occurred_at=factories.clock.now(),
    )
    text = text_of(client, order)
    assert shipment.tracking_number in text
    assert "Tiba di gudang transit, Bandung" in text
    assert "Dalam perjalanan" in text


def test_a_review_after_delivery_once(client: Client) -> None:
    order = delivered()
    line = order.lines.get()
    assert "Kirim ulasan" in text_of(client, order)
    address = f"/pesanan/{order.token}/ulasan/{line.pk}/"
    wrong = client.post(address, {f"{line.pk}-ulasan": "Bagus"})
    assert wrong.status_code == 422
    assert "Pilih nilainya dulu." in wrong.content.decode()
    client.post(address, {f"{line.pk}-nilai": "4", f"{line.pk}-ulasan": "Pas di kaki"})
    client.post(address, {f"{line.pk}-nilai": "1", f"{line.pk}-ulasan": "Lagi"})
    assert [(r.rating, r.text) for r in Review.objects.all()] == [(4, "Pas di kaki")]
    text = text_of(client, order)
    assert "Pas di kaki" in text
    assert "Kirim ulasan" not in text


def test_nobody_reviews_another_order_or_before_delivery(client: Client) -> None:
    theirs, mine = delivered(), factories.paid_order()
    line = theirs.lines.get()
    fields = {f"{line.pk}-nilai": "1"}
    assert client.post(f"/pesanan/{mine.token}/ulasan/{line.pk}/", fields).status_code == 404
    own = mine.lines.get()
    client.post(f"/pesanan/{mine.token}/ulasan/{own.pk}/", {f"{own.pk}-nilai": "5"})
    assert not Review.objects.exists()


def test_found_by_number_and_contact(client: Client) -> None:
    order = factories.order("bank_transfer")
    for contact in ("0812-3456-7890", "+6281234567890", "siti@example.COM"):
        page = client.post("/pesanan/", {"nomor": order.number.lower(), "kontak": contact})
        assert page["Location"] == f"/pesanan/{order.token}/"
    for number, contact in ((order.number, "0811111111"), ("", "siti@example.com"), ("x", "")):
        page = client.post("/pesanan/", {"nomor": number, "kontak": contact})
        assert page.status_code == 422
        assert "Tidak ada pesanan" in page.content.decode()


def test_in_english(english: Client) -> None:
    order = factories.order("bank_transfer")
    assert "Rp" in text_of(english, order)
    assert order.lines.get().name_en in text_of(english, order)


def test_an_order_page_takes_at_most_eight_statements(
    client: Client, statements: Statements
) -> None:
    order = delivered()
    client.get("/")
    assert len(statements(lambda: client.get(f"/pesanan/{order.token}/"))) <= 8
