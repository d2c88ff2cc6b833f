"""Buying as people do: a guest in Indonesian with a phone, with and without a script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE, PHONE

expect.set_options(timeout=PATIENCE)

pytestmark = pytest.mark.timeout(300)  # the first test waits for the demo shop to be made

FULL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def assert_accessible(page: Page) -> None:
    """No fault that axe knows of."""
    found = Axe().run(page, options=FULL).response["violations"]
    told = [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]} {node.get('failureSummary')}"
        for fault in found
        for node in fault["nodes"][:2]
    ]
    assert not told, "\n".join([page.url, *told])


def listen(page: Page) -> list[str]:
    """What the browser complains of: script errors, refused by policy, not found."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def to_a_new_shoe(page: Page) -> None:
    page.goto("/cari/?kondisi=new&urut=terlaris")
    page.locator(".card-product:not(.card-product--gone) a").first.click()
    page.wait_for_url("**/p/**")


def put_in_cart(page: Page) -> None:
    size = page.locator(".size:not(.size--gone)").first
    if size.count():
        size.click()
    page.get_by_role("button", name="Masukkan keranjang").click()
    page.wait_for_url("**/keranjang/")


def fill_in(page: Page) -> None:
    page.get_by_label("Nama lengkap").fill("Rani Wulandari")
    page.get_by_label("Nomor telepon").fill("0812 3456 7890")
    page.get_by_label("Jalan, nomor rumah").fill("Jl. Cikini Raya 12 RT 3")


def buy(page: Page, *, scripted: bool, pay: str = "") -> str:
    """From the shelf to the thank-you page; answers the total that stood before the button."""
    to_a_new_shoe(page)
    put_in_cart(page)
    page.get_by_role("link", name="Lanjut ke pembayaran").click()
    fill_in(page)
    page.get_by_label("Kelurahan atau kode pos").fill("cikini menteng")
    if not scripted:
        page.locator(".with-button").get_by_role("button", name="Cari").click()
    page.locator(".region-results button").first.click()
    expect(page.locator(".region")).to_contain_text("Cikini")
    if pay:
        page.locator(f"#bayar-{pay}").check()
        if not scripted:
            page.get_by_role("button", name="Perbarui total").click()
        expect(page.get_by_text("Kode unik transfer")).to_have_count(0)
        expect(page.locator(f"#bayar-{pay}")).to_be_checked()
    assert page.get_by_label("Nama lengkap").input_value() == "Rani Wulandari"
    button = page.get_by_role("button", name=re.compile("^Pesan"))
    total = page.locator("#total").inner_text()
    assert total in button.inner_text()
    button.click()
    page.wait_for_url("**/pesanan/*/")
    return total


def test_a_guest_buys_with_a_phone_by_transfer(phone: Page) -> None:
    heard = listen(phone)
    total = buy(phone, scripted=True)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Terima kasih. Tinggal dibayar.")
    expect(phone.locator(".pay__amount b")).to_have_text(total)
    expect(phone.get_by_role("button", name="Salin").first).to_be_visible()
    expect(phone.locator(".shop-head__count")).to_have_count(0)
    assert heard == []


def test_a_guest_buys_without_a_script(phone_without_javascript: Page) -> None:
    total = buy(phone_without_javascript, scripted=False)
    expect(phone_without_javascript.locator(".pay__amount b")).to_have_text(total)
    expect(phone_without_javascript.get_by_role("button", name="Salin")).to_have_count(0)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_guest_pays_the_courier(visit: Callable[..., Page], scripted: bool) -> None:
    page = visit(PHONE, java_script_enabled=scripted)
    total = buy(page, scripted=scripted, pay="cod")
    expect(page.locator(".pay__amount b")).to_have_text(total)
    expect(page.get_by_text("Siapkan uang tunai")).to_be_visible()


def test_a_guest_pays_on_the_gateways_page(phone: Page) -> None:
    buy(phone, scripted=True, pay="midtrans")
    order = phone.url
    phone.get_by_role("link", name="Bayar sekarang").click()
    phone.get_by_role("radio").first.check(force=True)
    phone.get_by_role("button", name="Lanjutkan").click()
    phone.get_by_role("button", name="Bayar sekarang").click()
    phone.goto(order)
    for _ in range(30):  # coming back changes nothing: the shop waits for the gateway's word
        if phone.get_by_text("Dibayar, akan disiapkan").count():
            break
        phone.wait_for_timeout(1_000)
        phone.reload()
    expect(phone.get_by_text("Dibayar, akan disiapkan")).to_be_visible()
    expect(phone.get_by_text("Bayar sekarang")).to_have_count(0)


def test_pressing_twice_sends_once(phone: Page) -> None:
    sent: list[str] = []
    phone.on(
        "request",
        lambda request: (
            sent.append(request.url)
            if request.method == "POST" and "aksi=pesan" in (request.post_data or "")
            else None
        ),
    )
    to_a_new_shoe(phone)
    put_in_cart(phone)
    phone.goto("/bayar/")
    fill_in(phone)
    phone.get_by_label("Kelurahan atau kode pos").fill("cikini")
    phone.locator(".region-results button").first.click()
    phone.get_by_role("button", name=re.compile("^Pesan")).dblclick()
    phone.wait_for_url("**/pesanan/*/")
    assert len(sent) == 1
    phone.go_back()  # nothing is left to be paid twice
    expect(phone.get_by_text("Keranjang masih kosong").first).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_fault_that_axe_knows(visit: Callable[..., Page], device: dict[str, Any]) -> None:
    page = visit(device)
    heard = listen(page)
    for address in (
        "/",
        "/cari/?kondisi=new",
        "/cari/?kondisi=used&ukuran=42",
        "/cari/?q=sepetu+lari",
        "/cari/?q=zzzz",
        "/akun/masuk/",
        "/akun/daftar/",
        "/info/pengiriman/?ke=cikini",
        "/info/grade/",
        "/pesanan/",
    ):
        page.goto(address)
        assert_accessible(page)
    page.goto("/")
    page.locator(".shop-nav__list a").first.evaluate("link => link.click()")
    page.wait_for_url("**/k/**")
    assert_accessible(page)
    page.goto("/cari/?kondisi=used")
    page.locator(".card-product a").first.click()
    page.wait_for_url("**/p/**")
    assert_accessible(page)
    to_a_new_shoe(page)
    assert_accessible(page)
    put_in_cart(page)
    assert_accessible(page)
    page.goto("/bayar/")
    assert_accessible(page)
    page.get_by_label("Kelurahan atau kode pos").fill("cikini")
    page.locator(".region-results button").first.wait_for()
    assert_accessible(page)
    page.locator(".region-results button").first.click()
    page.get_by_role("button", name=re.compile("^Pesan")).click()  # with nothing filled in
    expect(page.get_by_text("Tulis nama Anda.")).to_be_visible()
    assert_accessible(page)
    fill_in(page)
    page.get_by_role("button", name=re.compile("^Pesan")).click()
    page.wait_for_url("**/pesanan/*/")
    assert_accessible(page)
    assert [said for said in heard if "422" not in said] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_wider_than_the_screen(visit: Callable[..., Page], width: int) -> None:
    page = visit({"viewport": {"width": width, "height": 844}})
    for address in (
        "/",
        "/cari/?kondisi=new",
        "/keranjang/",
        "/akun/daftar/",
        "/info/pengembalian/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    to_a_new_shoe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    put_in_cart(page)
    page.goto("/bayar/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filters_without_a_script(phone_without_javascript: Page) -> None:
    page = phone_without_javascript
    page.goto("/cari/?kondisi=new")
    page.locator(".browse__filters > summary").click()
    page.locator(".filters__group--sizes label").first.click()
    page.get_by_role("button", name="Terapkan").click()
    page.wait_for_url("**ukuran=**")
    chip = page.locator(".browse__chips a").first
    expect(chip).to_be_visible()
    chip.click()
    page.wait_for_url(lambda url: "ukuran" not in url)


def test_the_language_stays_and_the_page_too(phone: Page) -> None:
    to_a_new_shoe(phone)
    address = phone.url
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    assert phone.url == address
