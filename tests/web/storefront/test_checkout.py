"""From cart to order, as a browser without a script would do it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from niaga.store.cart.models import CartLine
from niaga.store.catalog.models import Variant
from niaga.store.inventory.models import StockBalance
from niaga.store.orders.models import Order
from niaga.store.payments.models import PaymentAttempt
from niaga.store.shipping.models import ShippingRate
from tests.store import factories

pytestmark = pytest.mark.django_db
Statements = Callable[[Callable[[], Any]], list[str]]


@pytest.fixture
def shoe() -> Variant:
    return factories.variant(5, price=450_000)


def add(client: Client, variant: Variant, quantity: int = 1) -> HttpResponse:
    return client.post("/keranjang/tambah/", {"variant": variant.pk, "jumlah": quantity})


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, name
    return found[1]


def filled(page: Any, **changes: Any) -> dict[str, Any]:
    """What a buyer would send from a checkout page."""
    return {
        "kunci": hidden(page, "kunci"),
        "total": hidden(page, "total"),
        "nama": "Siti Rahma",
        "telepon": "0812 3456 7890",
        "email": "",
        "alamat": "Jalan Merdeka 1",
        "patokan": "",
        "kode_pos": "",
        "wilayah": factories.VILLAGE,
        "layanan": "jne:REG",
        "bayar": "bank_transfer",
        "catatan": "",
        **changes,
    }


def ready_page(client: Client, variant: Variant, **changes: Any) -> dict[str, Any]:
    """The fields of a page that shows its final total."""
    add(client, variant)
    first = client.get("/bayar/")
    page = client.post("/bayar/", filled(first, aksi="perbarui", **changes))
    return filled(page, aksi="pesan", **changes)


def test_the_cart_remembers_what_was_added(client: Client, shoe: Variant) -> None:
    page = add(client, shoe, 2)
    assert (page.status_code, page["Location"]) == (303, "/keranjang/")
    assert client.cookies["niaga_cart_count"].value == "2"
    text = client.get("/keranjang/").content.decode()
    assert "Rp900.000" in text
    client.post("/keranjang/ubah/", {"variant": shoe.pk, "jumlah": 2, "kurang": "1"})
    assert CartLine.objects.get().quantity == 1
    client.post("/keranjang/ubah/", {"variant": shoe.pk, "jumlah": 1, "hapus": "1"})
    assert "Keranjang masih kosong" in client.get("/keranjang/").content.decode()
    assert not client.cookies["niaga_cart_count"].value


def test_adding_without_a_size_goes_back_to_the_product(client: Client, shoe: Variant) -> None:
    page = client.post("/keranjang/tambah/", {"produk": shoe.product.slug})
    assert page["Location"] == f"/p/{shoe.product.slug}/"
    assert "Pilih ukuran dulu." in client.get(page["Location"]).content.decode()
    assert client.post("/keranjang/tambah/", {"variant": "9" * 30}).status_code == 303


def test_a_cart_cookie_that_we_did_not_sign_is_nobody(client: Client, shoe: Variant) -> None:
    add(client, shoe)
    client.cookies["niaga_cart"] = CartLine.objects.get().cart.token
    assert "Keranjang masih kosong" in client.get("/keranjang/").content.decode()


def test_an_empty_cart_cannot_be_paid(client: Client) -> None:
    page = client.get("/bayar/", follow=True)
    assert page.redirect_chain == [("/keranjang/", 302)]


def test_the_place_is_found_by_words_and_chosen_by_a_button(client: Client, shoe: Variant) -> None:
    add(client, shoe)
    page = client.get("/bayar/")
    assert "Pilih kelurahan dulu" in page.content.decode()
    assert 'value="pesan"' not in page.content.decode()  # no button before the total is known
    found = client.post("/bayar/", filled(page, wilayah="", lokasi="gambir", aksi="cari"))
    assert f'name="wilayah" value="{factories.VILLAGE}"' in found.content.decode()
    assert 'value="Siti Rahma"' in found.content.decode()
    chosen = client.post("/bayar/", filled(found, bayar="cod"))
    text = chosen.content.decode()
    assert "JNE Reguler" in text
    assert "Pesan · Rp460.000" in text
    again = client.post("/bayar/", filled(chosen, aksi="ubah"))
    assert "Pilih kelurahan dulu" in again.content.decode()
    nowhere = client.post("/bayar/", filled(page, wilayah="", lokasi="qqq", aksi="cari"))
    assert "Tidak ditemukan" in nowhere.content.decode()


def test_an_order_by_transfer_is_placed_as_shown(client: Client, shoe: Variant) -> None:
    fields = ready_page(client, shoe)
    page = client.post("/bayar/", fields)
    order = Order.objects.get()
    assert (page.status_code, page["Location"]) == (303, f"/pesanan/{order.token}/")
    assert order.total == int(fields["total"]) == 460_000 - order.transfer_code
    assert 1 <= order.transfer_code <= 999
    assert (order.recipient, order.village, order.phone) == (
        "Siti Rahma", "Gambir", "+6281234567890",
    )  # fmt: skip
    text = client.get(page["Location"]).content.decode()
    assert "Transfer tepat sejumlah ini" in text
    assert not CartLine.objects.exists()
    assert PaymentAttempt.objects.get().state == "pending"


def test_cash_on_delivery_is_confirmed_at_once(client: Client, shoe: Variant) -> None:
    page = client.post("/bayar/", ready_page(client, shoe, bayar="cod"), follow=True)
    assert Order.objects.get().state == "confirmed"
    assert "Siapkan uang tunai" in page.content.decode()
    assert "Rp460.000" in page.content.decode()


def test_sending_twice_makes_one_order(client: Client, shoe: Variant) -> None:
    fields = ready_page(client, shoe)
    first, second = client.post("/bayar/", fields), client.post("/bayar/", fields)
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1
    assert StockBalance.objects.get(variant=shoe).held == 1


def test_another_total_than_shown_places_nothing(client: Client, shoe: Variant) -> None:
    fields = ready_page(client, shoe, bayar="cod")
    Variant.objects.filter(pk=shoe.pk).update(price=500_000)
    page = client.post("/bayar/", fields)
    assert page.status_code == 422
    assert not Order.objects.exists()
    text = page.content.decode()
    assert "berubah dari Rp460.000 menjadi Rp510.000" in text
    assert client.post("/bayar/", filled(page, aksi="pesan", bayar="cod")).status_code == 303
    assert Order.objects.get().total == 510_000


def test_choosing_another_way_to_pay_shows_its_total_first(client: Client, shoe: Variant) -> None:
    fields = ready_page(client, shoe)  # a transfer, with its code
    page = client.post("/bayar/", {**fields, "bayar": "cod"})
    assert page.status_code == 422
    assert not Order.objects.exists()
    assert "Rp460.000" in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("nama", "", "Tulis nama Anda."),
        ("telepon", "12", "tidak lengkap atau keliru"),
        ("email", "siti@", "belum lengkap"),
        ("alamat", "x", "terlalu pendek"),
        ("wilayah", "", "Cari lalu pilih kelurahan"),
        ("kode_pos", "12", "lima angka"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    client: Client, shoe: Variant, field: str, value: str, word: str
) -> None:
    fields = {**ready_page(client, shoe), "catatan": "Titip ke satpam", field: value}
    page = client.post("/bayar/", fields)
    text = page.content.decode()
    assert page.status_code == 422
    assert word in text
    assert 'value="Titip ke satpam"' in text
    assert field == "nama" or 'value="Siti Rahma"' in text
    assert not Order.objects.exists()


def test_the_last_pair_taken_meanwhile(client: Client) -> None:
    shoe = factories.variant(1)
    fields = ready_page(client, shoe, bayar="cod")
    factories.order("cod", (shoe, 1))
    page = client.post("/bayar/", fields)
    assert page.status_code == 422
    assert "tidak mencukupi" in page.content.decode()
    assert Order.objects.count() == 1
    assert "Baru saja habis" in client.get("/keranjang/").content.decode()


def test_a_place_that_no_courier_serves(client: Client, shoe: Variant) -> None:
    fields = ready_page(client, shoe)
    ShippingRate.objects.update(is_active=False)
    page = client.post("/bayar/", fields)
    assert page.status_code == 422
    assert "Belum ada layanan pengiriman" in page.content.decode()
    assert not Order.objects.exists()


def test_cash_only_where_a_courier_collects(client: Client, shoe: Variant) -> None:
    fields = ready_page(client, shoe, bayar="cod")
    ShippingRate.objects.update(cash_on_delivery=False)
    page = client.post("/bayar/", fields)
    assert "Belum ada kurir yang melayani bayar di tempat" in page.content.decode()
    assert not Order.objects.exists()


def test_rubbish_is_answered_with_a_page(client: Client, shoe: Variant) -> None:
    add(client, shoe)
    for fields in (
        {"aksi": "pesan"},
        {"aksi": "pesan", "kunci": "x" * 5_000, "total": "1e9", "layanan": "'", "bayar": "gratis"},
        {"aksi": "tidak-ada", "wilayah": "../../etc", "lokasi": "%_'\"" * 30},
    ):
        assert client.post("/bayar/", fields).status_code in {200, 422}
    assert not Order.objects.exists()


def test_a_form_from_another_site_is_refused(shoe: Variant) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/keranjang/tambah/", {"variant": shoe.pk})
    assert page.status_code == 403
    assert "kedaluwarsa" in page.content.decode()
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("way", ["bank_transfer", "cod"])
def test_a_whole_guest_order_takes_at_most_forty_statements(
    client: Client, shoe: Variant, statements: Statements, way: str
) -> None:
    client.get("/")  # a process that has seen its first page
    taken = statements(lambda: add(client, shoe))
    fields = ready_page(client, shoe, bayar=way)
    taken += statements(lambda: client.post("/bayar/", fields))
    order = Order.objects.get()
    taken += statements(lambda: client.get(f"/pesanan/{order.token}/"))
    assert len(taken) <= 40
