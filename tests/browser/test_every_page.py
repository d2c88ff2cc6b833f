"""Every page of figures at every width, by day and by night, on screen and on paper."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from niaga.web.dashboards.boards import BOARDS
from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.looking import faults_in_sight, faults_that_axe_knows
from tests.browser.test_backoffice import listen, sign_in
from tests.serving import Served, environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

# Widths decide the layout and schemes the contrast: each of both is seen, the dear look twice.
SIGHTS = ((390, "dark", True), (768, "light", False), (1440, "light", True))
YEAR = "periode=12-bulan"
OTHER_PAGES = (
    "/dasbor/penjualan/?periode=12-bulan&saringan=1",
    "/dasbor/baris/net_sales/?periode=bulan-lalu",
    "/dasbor/peringatan/",
    "/dasbor/eksperimen/rencana/",
    "/dasbor/data/",
    "/kantor/impor/",
    "/kantor/target/",
)


@pytest.fixture(scope="module")
def olist(shop: Served, shared_data: Path) -> str:
    """The public data set beside the demo shop: another currency, another country, no costs."""
    subprocess.run(
        [sys.executable, "-m", "niaga", "import", "olist", str(shared_data / "olist")],
        env=environment(shop.home),
        check=True,
        capture_output=True,
    )
    return "olist"


def opened(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    expect(page.locator(".tile__waits")).to_have_count(0, timeout=PATIENCE)


def faults_at_every_width(page: Page, address: str) -> list[str]:
    opened(page, address)
    told = []
    for width, scheme, is_thorough in SIGHTS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = faults_in_sight(page) + (faults_that_axe_knows(page) if is_thorough else [])
        told += [f"{address} at {width}, {scheme}: {fault}" for fault in found]
    return told


def boards_of(code: str) -> list[str]:
    return [f"/dasbor/{slug}/?toko={code}&{YEAR}" for slug in BOARDS]


def looked_at(visit: Callable[..., Page], shop: Served, addresses: list[str]) -> list[str]:
    page = visit(DESKTOP, reduced_motion="reduce")
    heard = listen(page)
    sign_in(page, shop, "owner")
    told = [fault for each in addresses for fault in faults_at_every_width(page, each)]
    return told + heard


def test_every_board_of_the_live_shop(visit: Callable[..., Page], shop: Served) -> None:
    told = looked_at(visit, shop, [*boards_of("kshoes"), *OTHER_PAGES])
    assert not told, "\n".join(told)


def test_every_board_of_an_imported_shop(
    visit: Callable[..., Page], shop: Served, olist: str
) -> None:
    told = looked_at(visit, shop, boards_of(olist))
    assert not told, "\n".join(told)


def test_the_page_of_a_customer(visit: Callable[..., Page], shop: Served) -> None:
    page = visit(DESKTOP, reduced_motion="reduce")
    sign_in(page, shop, "owner")
    opened(page, "/dasbor/baris/counted_orders/?toko=kshoes&periode=bulan-lalu")
    page.locator("main tbody a").first.click()
    page.get_by_role("link", name="Pelanggan", exact=True).last.click()
    page.wait_for_url("**/dasbor/pelanggan/**")
    told = faults_at_every_width(page, page.url)
    assert not told, "\n".join(told)


def test_a_board_is_printed_as_a_report(visit: Callable[..., Page], shop: Served) -> None:
    """A4 landscape, light by night, its facts on each page, no controls, what numbers mean."""
    page = visit(DESKTOP, color_scheme="dark")
    sign_in(page, shop, "owner")
    for address in boards_of("kshoes"):
        opened(page, address)
        page.emulate_media(media="print")
        assert page.locator("a.button:visible, button:visible, nav:visible").count() == 0
        assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") in (
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        )
        head = page.locator(".dash-paper")
        expect(head).to_contain_text("Kshoe's")
        expect(head).to_contain_text("Data dimuat")
        assert head.evaluate("e => getComputedStyle(e).display") == "table-header-group"
        page.emulate_media(media="null")
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
        assert box is not None
        assert (float(box[1]), float(box[2])) == (
            pytest.approx(841.9, abs=1),
            pytest.approx(595.3, abs=1),
        )
        tiles = len(BOARDS[address.split("/")[2]].tiles)
        pages = len(re.findall(rb"/Type\s*/Page\b", paper))
        assert pages >= -(-tiles // 4), address
