"""What is printed before its later tiles have come."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_backoffice import listen, sign_in
from tests.serving import Served

BOARD = "/dasbor/operasi/?periode=12-bulan"
LATER = re.compile(r"/dasbor/operasi/ubin/late/|/dasbor/peringatan/ubin/")


@pytest.mark.parametrize(
    ("board", "waits", "there"),
    [
        (BOARD, ".tile--late .tile__waits", ".tile--late table, .tile--late .tile__empty"),
        ("/dasbor/", ".tile--alerts .part-waits", ".tile--alerts li, .tile--alerts .tile__empty"),
    ],
)
def test_it_is_on_paper_all_the_same(
    visit: Callable[..., Page], shop: Served, board: str, waits: str, there: str
) -> None:
    page = visit(DESKTOP)
    heard = listen(page)
    sign_in(page, shop, "owner")
    held: list[Route] = []
    page.route(LATER, lambda route: route.continue_() if held else held.append(route))
    page.goto(board)
    expect(page.locator(waits)).to_be_visible()
    page.wait_for_function("() => document.querySelector('.htmx-request')")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator(waits).count() == 0
    assert page.locator(there).count() > 0
    held[0].continue_()  # what was asked for first comes after all, and changes nothing
    page.wait_for_timeout(500)
    assert page.locator(there).count() > 0
    assert heard == []


def test_without_a_script_the_paper_says_so(visit: Callable[..., Page], shop: Served) -> None:
    page = visit(DESKTOP, java_script_enabled=False)
    sign_in(page, shop, "owner")
    page.goto(BOARD)
    page.emulate_media(media="print")
    waits = page.locator(".tile--late .tile__waits")
    expect(waits).to_contain_text("belum ditampilkan ketika halaman dicetak")
    assert waits.get_by_text("belum ditampilkan").is_visible()
    assert not waits.get_by_role("link", name="Tampilkan angka ini").is_visible()
    page.emulate_media(media="screen")
    waits.get_by_role("link", name="Tampilkan angka ini").click()
    expect(page.locator(".tile__waits")).to_have_count(0)
