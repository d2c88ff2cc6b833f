"""What no person types: a NUL anywhere in a request is a 400 before anything is asked."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address",
    [
        "/pesanan/%00/",
        "/cari/?q=sepatu%00",
        "/dasbor/pesanan/kshoes/INV%00/",
        "/dasbor/pelanggan/kshoes/pesanan/%00/",
        "/kantor/pelanggan/?q=%00",
    ],
)
def test_in_an_address(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_in_a_form(client: Client) -> None:
    answer = client.post("/pesanan/", {"nomor": "260101-AAAAAA\0", "kontak": "a@b.example"})
    assert answer.status_code == 400


def test_in_a_cookie(client: Client) -> None:
    client.cookies["sessionid"] = "abcdefgh\0"
    assert client.get("/robots.txt").status_code == 400


def test_what_looks_like_one_is_none(client: Client, db: None) -> None:
    assert client.get("/info/pengembalian/?q=%2500").status_code == 200
