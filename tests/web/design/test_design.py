from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import server_error

from niaga.kernel.money import Money
from niaga.web.design.templatetags.design import (
    rupiah,
    rupiah_compact,
    shop_date,
    shop_day,
    shop_time,
    whole,
)

LATE = datetime(2026, 11, 21, 18, 5, tzinfo=UTC)  # already the 22nd in Jakarta


@pytest.mark.parametrize(
    ("language", "exact", "compact", "number"),
    [("id", "Rp1.250.000", "Rp1,25\xa0jt", "1.234"), ("en", "Rp1,250,000", "Rp1.25\xa0M", "1,234")],
)
def test_amounts_in_the_readers_language(
    language: str, exact: str, compact: str, number: str
) -> None:
    with translation.override(language):
        assert rupiah(1_250_000) == exact
        assert rupiah(Money(1_250_000)) == exact
        assert rupiah_compact(1_250_000) == compact
        assert whole(1234) == number
        assert rupiah(None) == whole(None) == "—"


def test_times_in_the_shops_zone() -> None:
    with translation.override("id"):
        assert shop_time(LATE) == "22 Nov 2026, 01.05 WIB"
        assert shop_date(LATE) == "22 November 2026"
        assert shop_day(LATE.date()) == "21 Nov"
    with translation.override("en"):
        assert shop_time(LATE) == "22 Nov 2026, 01:05 WIB"


def test_a_field_ties_its_hint_and_error_to_the_input() -> None:
    from django import forms

    class Form(forms.Form):
        nama = forms.CharField(label="Nama", help_text="Seperti di KTP")

    html = Template("{% load design %}{% field form.nama %}").render(Context({"form": Form({})}))
    assert 'aria-describedby="id_nama-hint id_nama-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_nama-hint"' in html
    assert 'id="id_nama-error"' in html
    assert '<label class="field__label" for="id_nama">Nama</label>' in html


def test_the_language_is_chosen_for_the_same_page(client: Client) -> None:
    page = client.post("/atur/bahasa/", {"language": "en", "next": "/p/a/?warna=biru"})
    assert page["Location"] == "/p/a/?warna=biru"
    assert page.cookies["niaga_language"].value == "en"


@pytest.mark.parametrize("next_", ["https://lain.example/", "//lain.example/", "javascript:x", ""])
def test_only_back_to_a_page_of_ours(client: Client, next_: str) -> None:
    for address in ("/atur/bahasa/", "/atur/tampilan/"):
        assert client.post(address, {"next": next_, "language": "en"})["Location"] == "/"


def test_unknown_choices_are_not_kept(client: Client) -> None:
    assert not client.post("/atur/bahasa/", {"language": "xx"}).cookies
    assert not client.post("/atur/tampilan/", {"theme": "x"}).cookies
    assert client.post("/atur/tampilan/", {"theme": "dark"}).cookies["niaga_theme"].value == "dark"
    assert client.get("/atur/bahasa/").status_code == 405


def test_a_fault_has_a_page_of_its_own() -> None:
    page = server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Ada gangguan di pihak kami" in page.content.decode()


@pytest.mark.django_db
def test_pages_may_load_from_here_only(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
