"""A file of a make nobody has seen: its columns matched once, kept, used again; and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_backoffice import listen, sign_in
from tests.serving import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
WORKER = 120_000  # milliseconds
HEAD = "Kode;Kapan;Apa;Banyak;Rp\n"
JANUARY = "T-1;25/01/2026;Kopi;2;15.000\nT-2;26/01/2026;Teh;1;9.000\n"
MARCH = "T-3;25/03/2026;Kopi;4;15.000\nT-4;x;Teh;1;9.000\n"
FIELDS = ("order_id", "ordered_at", "product_name", "quantity", "unit_price")


def upload(page: Page, folder: Path, name: str, rows: str) -> None:
    """Until the worker has looked at it."""
    file = folder / name
    file.write_text(HEAD + rows, encoding="utf-8")
    page.goto("/kantor/impor/")
    page.locator('input[type="file"]').set_input_files(file)
    page.locator('form[enctype="multipart/form-data"] button').click()
    expect(page.locator("#jenis")).to_be_visible(timeout=WORKER)


def apply(page: Page) -> None:
    page.get_by_role("button", name="Terapkan dan periksa lagi").click()
    expect(page.locator("#hasil")).to_be_visible(timeout=WORKER)


def load(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="Selesai dimuat")).to_be_visible(timeout=WORKER)


def test_columns_are_matched_once_and_a_load_is_taken_back(
    visit: Callable[..., Page], shop: Served, tmp_path: Path
) -> None:
    page = visit(DESKTOP)
    heard = listen(page)
    sign_in(page, shop, "owner")
    upload(page, tmp_path, "januari.csv", JANUARY)
    page.locator("#jenis").select_option("orders")
    page.locator("#toko").select_option("+")
    page.locator("#nama").fill("Warung Bu Siti")
    for place, field in enumerate(FIELDS):
        page.locator(f'select[name="kolom-{place}"]').select_option(field)
    apply(page)
    expect(page.locator("#hasil")).to_be_visible()
    load(page, "Muat 2 baris ke Warung Bu Siti")

    upload(page, tmp_path, "maret.csv", MARCH)
    expect(page.locator(".import-detected")).to_contain_text("pemetaan:")
    for place, field in enumerate(FIELDS):
        expect(page.locator(f'select[name="kolom-{place}"]')).to_have_value(field)
    expect(page.get_by_role("heading", name="Akan ditolak")).to_be_visible()
    page.locator("#toko").select_option(label="Warung Bu Siti")
    apply(page)
    load(page, "Muat 1 baris ke Warung Bu Siti")

    page.get_by_role("link", name="Batalkan muatan …").click()
    page.get_by_role("button", name="Batalkan muatan ini").click()
    told = page.get_by_text("Muatan ini sudah dibatalkan.")
    expect(told).to_be_visible(timeout=WORKER)  # the page follows the worker by itself
    page.goto("/dasbor/?toko=warung-bu-siti&periode=semua")
    card = page.locator('[data-tile="counted_orders"] .figure__value')
    expect(card).to_have_text("2", timeout=WORKER)  # January's stay
    assert heard == []
