from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from niaga.store.customers.actions import register, save_address
from niaga.store.customers.models import Address, Customer, User
from tests.store import factories

pytestmark = pytest.mark.django_db
PASSWORD = "kuda-laut-berlayar"


def new_account(**changes: Any) -> User:
    given = {"name": "Siti Rahma", "email": "siti@example.com", "phone": "", "password": PASSWORD}
    return register(**given | changes)


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/akun/masuk/", {"username": login, "password": password, **more})


def test_register_with_a_telephone_number_and_come_back(client: Client) -> None:
    page = client.post(
        "/akun/daftar/", {"nama": "Siti Rahma", "telepon": "0812 3456 7890", "password": PASSWORD}
    )
    assert (page.status_code, page["Location"]) == (303, "/akun/")
    assert "Halo, Siti Rahma" in client.get("/akun/").content.decode()
    client.post("/akun/keluar/")
    assert client.get("/akun/")["Location"] == "/akun/masuk/?next=%2Fakun%2F"
    assert sign_in(client, "+62 812-3456-7890")["Location"] == "/akun/"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"email": "", "telepon": ""}, "salah satu cukup"),
        ({"password": "1234567890"}, "sandi"),
        ({"password": "pendek"}, "10"),
        ({"telepon": "12"}, "tidak lengkap atau keliru"),
        ({"email": "siti@example.com"}, "Sudah ada akun"),
    ],
)
def test_what_cannot_be_registered(client: Client, changes: dict[str, str], word: str) -> None:
    new_account()
    fields = {"nama": "Rani", "email": "rani@example.com", "password": PASSWORD, **changes}
    page = client.post("/akun/daftar/", fields)
    assert page.status_code == 422
    assert word in page.content.decode()
    assert PASSWORD not in page.content.decode()
    assert User.objects.count() == 1


def test_a_wrong_password_says_nothing_of_the_account(client: Client) -> None:
    new_account()
    known = sign_in(client, "siti@example.com", "salah-sama-sekali")
    unknown = sign_in(client, "tak.ada@example.com", "salah-sama-sekali")
    assert known.status_code == unknown.status_code == 422
    for page in (known, unknown):
        assert "kata sandinya keliru" in page.content.decode()


def test_too_many_tries_are_stopped(client: Client) -> None:
    new_account()
    for _ in range(8):
        page = sign_in(client, "siti@example.com", "salah-sama-sekali")
    assert page.status_code == 429
    assert "Terlalu banyak percobaan" in page.content.decode()
    assert sign_in(client, "siti@example.com").status_code == 429
    new_account(email="lain@example.com")
    assert sign_in(client, "lain@example.com").status_code == 303  # others are not shut out
    kept = AccessAttempt.objects.get(username="siti@example.com")
    assert "salah-sama-sekali" not in kept.post_data


@pytest.mark.parametrize(
    ("wish", "target"),
    [("/bayar/", "/bayar/"), ("https://lain.example/", "/akun/"), ("//lain.example", "/akun/")],
)
def test_after_signing_in_only_to_a_page_of_ours(client: Client, wish: str, target: str) -> None:
    new_account()
    assert sign_in(client, "siti@example.com", next=wish)["Location"] == target


def test_orders_and_addresses_are_ones_own(client: Client) -> None:
    factories.shop()
    other = new_account(email="lain@example.com").customer
    theirs = save_address(
        other, recipient="Lain", phone="0811111111", line="Jalan Lain 1",
        region_code=factories.VILLAGE, postal_code="10110",
    )  # fmt: skip
    new_account()
    sign_in(client, "siti@example.com")
    text = client.get("/akun/").content.decode()
    assert "Jalan Lain" not in text
    assert "Jalan Lain" not in client.get(f"/akun/alamat/{theirs.pk}/").content.decode()
    client.post(f"/akun/alamat/{theirs.pk}/hapus/")
    client.post(
        f"/akun/alamat/{theirs.pk}/",
        {
            "penerima": "Siti", "telepon": "0812 3456 7890", "alamat": "Jalan Saya 1",
            "wilayah": factories.VILLAGE, "aksi": "simpan",
        },
    )  # fmt: skip
    theirs.refresh_from_db()
    assert theirs.line == "Jalan Lain 1"
    assert Address.objects.count() == 2


def test_an_address_is_saved_and_offered_at_the_checkout(client: Client) -> None:
    shoe = factories.variant()
    new_account()
    sign_in(client, "siti@example.com")
    fields = {"penerima": "Siti R", "telepon": "0812 3456 7890", "alamat": "Jalan Merdeka 1"}
    found = client.post("/akun/alamat/", {**fields, "lokasi": "gambir", "aksi": "cari"})
    assert factories.VILLAGE in found.content.decode()
    missing = client.post("/akun/alamat/", {**fields, "aksi": "simpan"})
    assert missing.status_code == 422
    client.post("/akun/alamat/", {**fields, "wilayah": factories.VILLAGE, "aksi": "simpan"})
    assert "Jalan Merdeka 1" in client.get("/akun/").content.decode()
    client.post("/keranjang/tambah/", {"variant": shoe.pk})
    text = client.get("/bayar/").content.decode()
    assert 'value="Jalan Merdeka 1"' in text
    assert "JNE Reguler" in text


def test_an_order_placed_when_signed_in_is_in_the_account(client: Client) -> None:
    shoe = factories.variant()
    user = new_account()
    sign_in(client, "siti@example.com")
    client.post("/keranjang/tambah/", {"variant": shoe.pk})
    client.post(
        "/bayar/",
        {
            "kunci": "k" * 20, "total": "460000", "nama": "Siti", "telepon": "081234567890",
            "alamat": "Jalan Merdeka 1", "wilayah": factories.VILLAGE, "layanan": "jne:REG",
            "bayar": "cod", "aksi": "pesan",
        },
    )  # fmt: skip
    order = Customer.objects.get(user=user).orders.get()
    assert order.number in client.get("/akun/").content.decode()
