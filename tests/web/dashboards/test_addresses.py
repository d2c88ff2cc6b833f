"""Addresses that sources and strangers make: any order id has a page, nonsense has none."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import resolve

from niaga import metrics
from niaga.kernel.permissions import SYSTEM
from niaga.metrics import Result
from niaga.warehouse import load
from niaga.warehouse.snapshot import ShopEntry
from niaga.web.dashboards.figures import Figures
from niaga.web.dashboards.links import order_page
from niaga.web.dashboards.selection import Selection
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib

INVOICE = "INV/20260110/MPL/17"


@pytest.fixture
def marketplace(settings: Any, tmp_path: Any) -> str:
    """A shop whose orders are called as Tokopedia calls them."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    load.publish(
        staged(
            orders=[
                {"order_id": INVOICE, "customer_ref": "c1", "placed_at": wib("2026-01-10 10:00")}
            ],
            lines=[{"order_id": INVOICE, "unit_price": 100_000}],
            customers=[{"customer_ref": "c1"}],
        ),
        LINEAGE,
        "replace",
    )
    return KSHOES.code


def test_an_invoice_number_with_slashes_leads_to_its_order(marketplace: str, owner: Client) -> None:
    asked = f"toko={marketplace}&periode=semua"
    address = order_page(marketplace, INVOICE)
    assert address in owner.get(f"/dasbor/baris/orders/?{asked}").content.decode()
    assert INVOICE in owner.get(address).content.decode()
    person = metrics.rows("customers", marketplace).rows[0][0]
    page = owner.get(f"/dasbor/pelanggan/{marketplace}/{person}/")
    assert address in page.content.decode()
    found = owner.get(f"/dasbor/pelanggan/{marketplace}/pesanan/{INVOICE}/")
    assert found.headers["Location"].endswith(f"/{person}/")


@pytest.mark.parametrize("order_id", ["a b", "a/b/", "#7", "50%", "Pesanan\nbaru", "../x", "ñ?"])
def test_any_order_id_can_be_part_of_an_address(order_id: str) -> None:
    found = resolve(unquote(order_page("toko", order_id)))
    assert found.kwargs == {"shop": "toko", "order_id": order_id}


@pytest.mark.parametrize(
    "address",
    [
        "/dasbor/baris/stage_hours_p50/?toko=kshoes",  # hours of which stage?
        "/dasbor/baris/retention_rate/?toko=kshoes",
        "/dasbor/baris/orders/x/",
    ],
)
def test_what_makes_no_sense_is_not_found(pencil: str, owner: Client, address: str) -> None:
    assert owner.get(address).status_code == 404


def test_rows_behind_a_number_that_knows_no_days_are_of_all_time(
    pencil: str, owner: Client
) -> None:
    page = owner.get(f"/dasbor/baris/repeat_customers/?toko={pencil}&periode=30-hari")
    assert page.status_code == 200
    assert "seluruh waktu" in page.content.decode()


def test_a_rate_of_nothing_has_no_value_and_a_count_of_nothing_is_zero() -> None:
    shop = ShopEntry("s", "S", "IDR", "Asia/Jakarta", {}, {}, {}, "2026-01-01", "2026-02-28")
    chosen = Selection(shop, "", date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 28))
    figures = Figures(chosen, SYSTEM)
    rate = figures.course(Result("repeat_rate_30", "s", "ratio", ("bucket",), ()))
    count = figures.course(Result("orders", "s", "count", ("bucket",), ()))
    assert (rate.pair.now, rate.pair.before, rate.pair.n) == (None, None, 0)
    assert (count.pair.now, count.pair.before, count.pair.n) == (0, 0, None)
