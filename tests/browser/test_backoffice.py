"""The warehouse's day with a phone in the hand; and faults that axe knows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.serving import Served


def sign_in(page: Page, shop: Served, role: str) -> None:
    """As the demo shop's member of staff with that role."""
    told = (shop.home / "demo-signin.txt").read_text()
    found = re.search(rf"({role}@\S+)\s+(\S+)", told)
    assert found, told
    page.goto("/kantor/")
    page.get_by_label("E-mail atau nomor telepon").fill(found[1])
    page.get_by_label("Kata sandi").fill(found[2])
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/kantor/")


def listen(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def assert_accessible(page: Page) -> None:
    # Forms that are folded away are looked at as well.
    page.evaluate(
        "for (const d of [...document.querySelectorAll('main details')].slice(0, 6)) d.open = true"
    )
    told = [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]} {node.get('failureSummary')}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"][:2]
    ]
    assert not told, "\n".join([page.url, *told])


def assert_fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 1, f"{page.url}: {width} px too wide"


def pack_and_send(page: Page) -> str:
    """The longest waiting order goes from the shelf to the courier; answers its number."""
    page.get_by_role("link", name="Ambil dan kemas").click()
    job = page.locator(".job").filter(has=page.get_by_role("button", name="Mulai ambil")).first
    number = job.locator("a.strong").inner_text()
    job.get_by_role("button", name="Mulai ambil").click()
    expect(page.get_by_text(f"Ambil barang pesanan {number} dari rak.")).to_be_visible()
    job = page.locator(".job").filter(has_text=number)
    job.get_by_role("button", name="Selesai dikemas").click()
    expect(page.get_by_text("sudah dikemas dan menunggu kurir")).to_be_visible()
    expect(page.locator(".job").filter(has_text=number)).to_have_count(0)

    page.get_by_role("link", name="Serahkan ke kurir").click()
    job = page.locator(".job").filter(has_text=number)
    job.get_by_label("Nomor resi").fill(f"JX {number[-6:]} 01")
    job.get_by_role("button", name="Serahkan").click()
    expect(page.get_by_text(f"Pesanan {number} diserahkan ke kurir.")).to_be_visible()
    return number


def test_packing_and_shipping_with_a_phone(phone: Page, shop: Served) -> None:
    heard = listen(phone)
    sign_in(phone, shop, "warehouse")
    number = pack_and_send(phone)

    phone.goto(f"/kantor/pesanan/{number}/")
    assert_fits(phone)
    expect(phone.locator("main code").filter(has_text=f"JX{number[-6:]}01")).to_be_visible()
    phone.get_by_label("Kabar").select_option(label="Dalam perjalanan")
    phone.get_by_label("Tempat").fill("Jakarta Timur")
    phone.get_by_role("button", name="Catat kabar").click()
    expect(phone.get_by_text("Kabar paket dicatat.")).to_be_visible()
    phone.get_by_label("Kabar").select_option(label="Sudah diterima")
    phone.get_by_role("button", name="Catat kabar").click()
    expect(phone.locator(".staff__head").get_by_text("Sudah diterima")).to_be_visible()
    expect(phone.get_by_text("Langkah berikutnya")).to_have_count(0)
    assert heard == []


def test_packing_and_shipping_without_a_script(
    phone_without_javascript: Page, shop: Served
) -> None:
    sign_in(phone_without_javascript, shop, "warehouse")
    assert pack_and_send(phone_without_javascript)


def test_the_menu_of_a_phone_opens_without_a_script(
    phone_without_javascript: Page, shop: Served
) -> None:
    page = phone_without_javascript
    sign_in(page, shop, "warehouse")
    page.locator(".staff__menu summary").click()
    page.locator(".staff__menu").get_by_role("link", name="Stok").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stok")


def test_todays_cards_count_again_by_themselves(desktop: Page, shop: Served) -> None:
    heard = listen(desktop)
    sign_in(desktop, shop, "warehouse")
    desktop.clock.install()
    desktop.goto("/kantor/antrean/kemas/")
    with desktop.expect_response("**/antrean/kemas/kartu/*") as answer:
        desktop.clock.run_for(16_000)
    assert answer.value.status == 200
    expect(desktop.locator(".tally")).not_to_have_count(0)
    assert heard == []


def test_the_label_fills_its_sheet(desktop: Page, shop: Served) -> None:
    sign_in(desktop, shop, "warehouse")
    desktop.goto("/kantor/pesanan/cetak/")
    printed = desktop.pdf(prefer_css_page_size=True)
    pages = re.findall(rb"/Type\s*/Page\b", printed)
    assert len(pages) == desktop.locator(".sheet").count()
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert box is not None
    a6 = (pytest.approx(297.6, abs=1), pytest.approx(419.5, abs=1))  # points
    assert (float(box[1]), float(box[2])) == a6
    desktop.emulate_media(media="print")
    sheet = desktop.locator(".sheet").first.bounding_box()
    assert sheet is not None
    millimetre = 96 / 25.4
    assert sheet["width"] == pytest.approx(105 * millimetre, abs=1)
    assert sheet["height"] == pytest.approx(147 * millimetre, abs=1)
    expect(desktop.get_by_role("button", name="Cetak")).to_be_hidden()


PAGES = (
    "/kantor/",
    "/kantor/antrean/kemas/",
    "/kantor/antrean/serahkan/",
    "/kantor/antrean/titipan/",
    "/kantor/pesanan/",
    "/kantor/pesanan/cetak/",
    "/kantor/pembayaran/",
    "/kantor/pembayaran/notifikasi/",
    "/kantor/katalog/",
    "/kantor/katalog/1/",
    "/kantor/katalog/baru/",
    "/kantor/katalog/kategori/",
    "/kantor/stok/",
    "/kantor/stok/varian/1/",
    "/kantor/stok/bekas/",
    "/kantor/stok/lokasi/",
    "/kantor/pelanggan/",
    "/kantor/ulasan/",
    "/kantor/jurnal/",
    "/kantor/jurnal/pengiriman/",
    "/kantor/staf/",
    "/kantor/kata-sandi/",
)


# Sizes decide the layout and schemes the contrast: each of both is seen once.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("device", "scheme"),
    [(PHONE, "dark"), (DESKTOP, "light")],
    ids=["dark-phone", "light-desktop"],
)
def test_no_fault_that_axe_knows(
    visit: Callable[..., Page], shop: Served, device: dict[str, Any], scheme: str
) -> None:
    page = visit(device, color_scheme=scheme)
    heard = listen(page)
    page.goto("/kantor/masuk/")
    assert_accessible(page)
    sign_in(page, shop, "owner")
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert_accessible(page)
        assert_fits(page)
    page.goto("/kantor/pesanan/")
    page.locator("main tbody a").first.click()
    assert_accessible(page)
    assert_fits(page)
    assert heard == []
