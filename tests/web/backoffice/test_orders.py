"""An order's way through the back office, from its transfer to its door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from niaga.kernel import clock
from niaga.kernel.journal import deliver_pending
from niaga.kernel.permissions import Role
from niaga.store.checkout.order_lists import STATUS_CODES, OrderSearch, find_orders, listed
from niaga.store.orders.actions import cancel_order, expire_order
from niaga.store.orders.models import Order
from niaga.store.payments.models import SuspenseEntry
from niaga.store.shipping.actions import pack, record_tracking, start_picking
from niaga.store.shipping.models import Shipment
from tests.store import factories
from tests.web.backoffice.conftest import SignIn

pytestmark = pytest.mark.django_db


def post(client: Client, name: str, of: object, /, **data: object) -> str:
    """Send a form from today's page; answers the page that follows."""
    answer = client.post(reverse(f"backoffice:{name}", args=[of]), data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def page(client: Client, order: Order) -> str:
    return client.get(reverse("backoffice:order", args=[order.number])).content.decode()


def queue(client: Client, key: str) -> str:
    return client.get(reverse("backoffice:queue", args=[key])).content.decode()


def track(order: Order, *codes: str) -> None:
    for n, code in enumerate(codes):
        record_tracking(factories.parcel(order).pk, source_key=f"{n}", code=code)
    deliver_pending()


def test_from_transfer_to_door(sign_in: SignIn) -> None:
    sales, warehouse = sign_in(Role.SALES), sign_in(Role.WAREHOUSE)
    order = factories.order()
    attempt = factories.attempt_of(order)
    amount = f"{attempt.amount:,}".replace(",", ".")
    assert f"<mark>{amount[-3:]}</mark>" in queue(sales, "konfirmasi")

    assert "diterima" in post(sales, "confirm_transfer", attempt.pk, received=amount)
    deliver_pending()
    assert order.number in queue(warehouse, "kemas")

    post(warehouse, "pick", order.number)
    assert "Gudang" in queue(warehouse, "kemas")
    post(warehouse, "pack", order.number)
    assert order.number in queue(warehouse, "serahkan")
    assert "Nomor resi wajib diisi" in post(
        warehouse, "hand_over", order.number, tracking_number="12"
    )
    post(warehouse, "hand_over", order.number, tracking_number="jne 0001-2345")
    shipment = Shipment.objects.get(order=order)
    assert (shipment.state, shipment.tracking_number) == ("handed_over", "JNE00012345")

    post(warehouse, "track", order.number, key="k1", code="in_transit", place="Cakung")
    post(warehouse, "track", order.number, key="k2", code="delivered")
    order.refresh_from_db()
    assert order.state == "completed"
    assert factories.balance(order.lines.get().variant_id) == (4, 0)
    assert "Sudah diterima" in page(sales, order)


def test_a_form_sent_twice_does_its_deed_once(sign_in: SignIn) -> None:
    owner = sign_in(Role.OWNER)
    order = factories.order()
    attempt = factories.attempt_of(order)
    post(owner, "confirm_transfer", attempt.pk, received=attempt.amount)
    assert "sudah dicatat" in post(owner, "confirm_transfer", attempt.pk, received=attempt.amount)
    deliver_pending()
    post(owner, "pick", order.number)
    assert "berstatus" in post(owner, "pick", order.number)
    post(owner, "pack", order.number)
    post(owner, "hand_over", order.number, tracking_number="JNE123456")
    post(owner, "hand_over", order.number, tracking_number="JNE123456")
    for _again in range(2):
        post(owner, "track", order.number, key="same", code="in_transit")
    assert factories.parcel(order).tracking.count() == 1
    assert SuspenseEntry.objects.count() == 0
    assert factories.balance(order.lines.get().variant_id) == (4, 0)


def test_another_amount_confirms_nothing_and_becomes_a_task(sign_in: SignIn) -> None:
    sales = sign_in(Role.SALES)
    order = factories.order()
    html = post(sales, "confirm_transfer", factories.attempt_of(order).pk, received="400.000")
    assert "Rp400.000 tidak sama dengan tagihan" in html
    order.refresh_from_db()
    assert order.state == "placed"
    entry = SuspenseEntry.objects.get()
    assert "Jumlahnya berbeda" in queue(sales, "titipan")

    assert "notice--danger" in post(sales, "resolve", entry.pk, resolution="")
    post(sales, "resolve", entry.pk, resolution="Dikembalikan, BCA 778")
    entry.refresh_from_db()
    assert entry.resolution == "Dikembalikan, BCA 778"
    resolved = sales.get(reverse("backoffice:suspense"), {"selesai": "1"}).content.decode()
    assert "Dikembalikan, BCA 778" in resolved
    assert "Staf sales" in resolved


def test_money_that_comes_late_still_finds_its_order(sign_in: SignIn) -> None:
    sales = sign_in(Role.SALES)
    variant = factories.variant(1)
    order = factories.order("bank_transfer", (variant, 1))
    attempt = factories.attempt_of(order)
    with factories.past_payment(order):
        expire_order(order.pk)
    deliver_pending()
    assert "Uangnya datang terlambat?" in page(sales, order)

    assert "diterima" in post(sales, "confirm_transfer", attempt.pk, received=attempt.amount)

    order.refresh_from_db()
    assert order.state == "confirmed"
    assert factories.balance(variant.pk) == (1, 1)
    assert "Uangnya datang terlambat?" not in page(sales, order)


def test_money_for_goods_that_are_gone_becomes_a_task(sign_in: SignIn) -> None:
    sales = sign_in(Role.SALES)
    variant = factories.variant(1)
    order = factories.order("bank_transfer", (variant, 1))
    attempt = factories.attempt_of(order)
    with factories.past_payment(order):
        expire_order(order.pk)
    deliver_pending()
    factories.order("bank_transfer", (variant, 1))
    html = post(sales, "confirm_transfer", attempt.pk, received=attempt.amount)
    assert "tidak dapat dilanjutkan" in html
    assert "stoknya habis" in queue(sales, "titipan")
    order.refresh_from_db()
    assert order.state == "expired"


def test_cancelling_asks_why_and_gives_the_stock_back(sign_in: SignIn) -> None:
    support = sign_in(Role.SUPPORT)
    order = factories.order()
    assert "Batalkan pesanan" in page(support, order)
    assert "Alasan" in post(support, "cancel", order.number, reason=" ")
    assert Order.objects.get().state == "placed"

    html = post(support, "cancel", order.number, reason="Pembeli berubah pikiran")

    assert "dibatalkan" in html
    assert Order.objects.get().end_reason == "Pembeli berubah pikiran"
    assert factories.balance(order.lines.get().variant_id) == (5, 0)
    assert "Ya, batalkan pesanan" not in page(support, order)


def test_what_has_left_the_house_cannot_be_cancelled(sign_in: SignIn) -> None:
    owner = sign_in(Role.OWNER)
    order = factories.paid_order()
    factories.send(order)
    assert "Ya, batalkan pesanan" not in page(owner, order)
    html = post(owner, "cancel", order.number, reason="terlambat")
    assert "sudah diserahkan ke kurir" in html
    assert Order.objects.get().state == "confirmed"


def test_the_page_offers_the_next_step_and_no_other(sign_in: SignIn) -> None:
    owner = sign_in(Role.OWNER)
    order = factories.order()
    deeds = ["Uang diterima", "Mulai ambil", "Selesai dikemas", "Serahkan", "Catat kabar"]

    def offered() -> list[str]:
        html = page(owner, order)
        return [text for text in deeds if f"{text}</button>" in html]

    assert offered() == ["Uang diterima"]
    factories.pay(order)
    deliver_pending()
    assert offered() == ["Mulai ambil"]
    start_picking(factories.parcel(order).pk, actor=factories.WAREHOUSE)
    assert offered() == ["Selesai dikemas"]
    pack(factories.parcel(order).pk, actor=factories.WAREHOUSE)
    assert offered() == ["Serahkan"]
    post(owner, "hand_over", order.number, tracking_number="JNE123456")
    assert offered() == ["Catat kabar"]
    track(order, "delivered")
    assert offered() == []
    assert "Langkah berikutnya" not in page(owner, order)


def test_readers_see_the_order_without_its_deeds(sign_in: SignIn) -> None:
    order = factories.paid_order()
    html = page(sign_in(Role.SUPPORT), order)
    assert "Mulai ambil" not in html
    assert "Ya, batalkan pesanan" in html
    warehouse = page(sign_in(Role.WAREHOUSE), order)
    assert "Mulai ambil" in warehouse
    assert "Ya, batalkan pesanan" not in warehouse
    assert factories.attempt_of(order).provider_reference not in warehouse


def test_a_payment_that_may_be_taken_back_is_waited_for(sign_in: SignIn) -> None:
    order = factories.paid_order()
    Shipment.objects.update(ready_at=clock.now() + timedelta(minutes=30))
    warehouse = sign_in(Role.WAREHOUSE)
    assert "masih dapat ditarik bank" in queue(warehouse, "kemas")
    assert "Tunggu sampai" in post(warehouse, "pick", order.number)
    assert factories.parcel(order).state == "open"


def test_word_of_a_parcel_has_to_follow_from_where_it_stands(sign_in: SignIn) -> None:
    warehouse = sign_in(Role.WAREHOUSE)
    order = factories.paid_order()
    assert "tidak cocok" in post(warehouse, "track", order.number, key="a", code="delivered")
    factories.send(order)
    assert "tidak cocok" in post(warehouse, "track", order.number, key="a", code="packed")
    assert factories.parcel(order).tracking.count() == 0


def test_cash_is_asked_for_until_the_courier_has_paid_out(sign_in: SignIn) -> None:
    sales = sign_in(Role.SALES)
    order = factories.order("cod")
    deliver_pending()
    factories.send(order)
    track(order, "delivered")
    assert order.number in queue(sales, "cod")
    post(sales, "settle", factories.attempt_of(order).pk)
    assert factories.attempt_of(order).state == "settled"
    assert order.number not in queue(sales, "cod")


def test_a_courier_pays_out_many_orders_at_once(sign_in: SignIn) -> None:
    sales = sign_in(Role.SALES)
    orders = [factories.order("cod") for _n in range(3)]
    deliver_pending()
    for order in orders:
        factories.send(order)
        track(order, "delivered")
    chosen = [factories.attempt_of(order).pk for order in orders[:2]]
    address = reverse("backoffice:settle_chosen")
    nothing = sales.post(address, {"attempt": ["x"]}, follow=True).content.decode()
    assert "Pilih sedikitnya satu" in nothing
    for _again in range(2):
        html = sales.post(address, {"attempt": chosen}, follow=True).content.decode()
        assert "2 setoran senilai Rp920.000 dicatat" in html
    states = [factories.attempt_of(order).state for order in orders]
    assert states == ["settled", "settled", "captured"]


def orders_of_every_status() -> None:
    factories.order()
    cancelled = factories.order()
    cancel_order(cancelled.pk, reason="x", actor=factories.OWNER)
    expired = factories.order()
    with factories.past_payment(expired):
        expire_order(expired.pk)
    failed = factories.order("midtrans")
    attempt = factories.attempt_of(failed)
    type(attempt).objects.filter(pk=attempt.pk).update(state="failed")
    factories.order("cod")
    deliver_pending()
    factories.paid_order()
    picking, packed = factories.paid_order(), factories.paid_order()
    start_picking(factories.parcel(picking).pk, actor=factories.WAREHOUSE)
    start_picking(factories.parcel(packed).pk, actor=factories.WAREHOUSE)
    pack(factories.parcel(packed).pk, actor=factories.WAREHOUSE)
    factories.send(factories.paid_order())
    for codes in (
        ["in_transit"],
        ["in_transit", "exception"],
        ["in_transit", "delivered"],
        ["returning"],
        ["returning", "returned_to_origin"],
        ["lost"],
    ):
        sent = factories.paid_order()
        factories.send(sent)
        track(sent, *codes)


def test_each_status_finds_the_orders_that_have_it_and_no_others() -> None:
    orders_of_every_status()
    everyone = {row.order.number: row.status.code for row in listed(find_orders(OrderSearch()))}
    assert set(everyone.values()) == set(STATUS_CODES)
    for code in STATUS_CODES:
        found = {row.order.number for row in listed(find_orders(OrderSearch(status=code)))}
        assert found == {number for number, status in everyone.items() if status == code}, code


@pytest.mark.parametrize(
    "text", ["siti", "0812-3456", "+62 812 3456 7890", "81234567890", "SITI@example.com"]
)
def test_orders_are_found_by_what_a_caller_says(text: str, owner: Client) -> None:
    order = factories.order()
    found = owner.get(reverse("backoffice:orders"), {"q": text}).content.decode()
    assert order.number in found
    missed = owner.get(reverse("backoffice:orders"), {"q": "Joko"}).content.decode()
    assert order.number not in missed
    assert "Tidak ada pesanan yang cocok" in missed


def test_days_are_those_of_the_shop(owner: Client) -> None:
    order = factories.order()
    Order.objects.update(placed_at="2026-03-01T18:30:00Z")  # 2 March, 01:30 in Jakarta
    second = {"dari": "2026-03-02", "sampai": "2026-03-02"}
    first = {"dari": "2026-03-01", "sampai": "2026-03-01"}
    assert order.number in owner.get(reverse("backoffice:orders"), second).content.decode()
    assert order.number not in owner.get(reverse("backoffice:orders"), first).content.decode()


def test_slip_and_label_say_what_to_take_and_where_it_goes(sign_in: SignIn) -> None:
    order = factories.order("cod")
    deliver_pending()
    warehouse = sign_in(Role.WAREHOUSE)
    html = warehouse.get(reverse("backoffice:slip", args=[order.number])).content.decode()
    line = order.lines.get()
    for text in (line.sku, "Gudang", "Jalan Merdeka 1", "10110", "0812-3456-7890", "COD Rp"):
        assert text in html
    assert order.number in warehouse.get(reverse("backoffice:slips")).content.decode()


def test_the_cards_say_when_the_queue_has_changed(sign_in: SignIn) -> None:
    client = sign_in(Role.SALES)
    order = factories.order()
    address = reverse("backoffice:tally", args=["konfirmasi"])
    assert "sudah berubah" not in client.get(address, {"jumlah": "1"}).content.decode()
    factories.pay(order)
    assert "sudah berubah" in client.get(address, {"jumlah": "1"}).content.decode()
