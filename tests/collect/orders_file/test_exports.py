"""Made exports of marketplaces, shop systems and tills, each with the traps of its kind."""

import json
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.preview import summary
from niaga.collect.registry import KINDS
from niaga.collect.staging import SourceShop
from niaga.metrics import query
from niaga.simulate.exports import Expected, make_all
from niaga.warehouse.load import import_source

SHOP = SourceShop("sepatu", "Sepatu Sinar", "IDR", "Asia/Jakarta")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Expected]:
    return {each.path.name: each for each in make_all(tmp_path_factory.mktemp("ekspor"))}


NAMES = (
    "Order.all.20260301_20260430.xlsx", "tokopedia-laporan-penjualan.xlsx",
    "tokopedia-order-list.csv", "tokopedia-seller-center.csv", "tiktok-shop-pesanan.csv",
    "orders_export.csv", "woocommerce-orders.json", "wc-orders-report-export-1.csv",
    "laporan-kasir.csv", "wholesale.csv",
)  # fmt: skip


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_each_comes_to_what_it_says(made: dict[str, Expected], home: Path, name: str) -> None:
    told = made[name]
    kind = KINDS[told.kind]
    assert kind.examine is not None
    reading = kind.examine(told.path, SHOP, {})
    found = summary(reading.staged)
    notes = [
        row for row in reading.staged.table("orders").to_pylist() if row["status"] == "credit_note"
    ]
    assert (found.rows, found.orders - len(notes), found.counted) == (
        told.rows, told.orders, told.counted,
    )  # fmt: skip
    assert (found.net, found.rejected) == (told.net, told.refused)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_recognised(made: dict[str, Expected], home: Path, name: str) -> None:
    told = made[name]
    sure = {kind.detect(told.path): kind.name for kind in KINDS.values()}
    best = sure[max(sure)]
    if name == "tokopedia-seller-center.csv":  # one file for two marketplaces: a person says which
        assert best == "tiktok_shop"
        assert KINDS["tokopedia"].detect(told.path) > 0.9
    else:
        assert best == told.kind


@pytest.mark.django_db
def test_the_preview_says_what_the_metrics_say_after_the_load(
    made: dict[str, Expected], home: Path
) -> None:
    """All channels in one shop: each file again and again, and nothing is counted twice."""
    for _round in range(2):
        for name in ("Order.all.20260301_20260430.xlsx", "orders_export.csv", "wholesale.csv"):
            import_source(made[name].kind, made[name].path, SHOP)
    net = query(["net_sales"], SHOP.code, by=["channel"])[0].values
    assert net == {
        "shopee": made["Order.all.20260301_20260430.xlsx"].net,
        "shopify": made["orders_export.csv"].net,
        "sepatu": made["wholesale.csv"].net,
    }


@pytest.mark.django_db
def test_no_person_is_in_what_is_handed_over(made: dict[str, Expected], home: Path) -> None:
    told = made["laporan-kasir.csv"]
    staged = KINDS["orders"].read(told.path, home / "work", SHOP, {})
    for name, table in staged.tables.items():
        kept = table.drop_columns([c for c in ("customer_ref",) if c in table.column_names])
        assert "0812" not in str(kept.to_pylist()), name
        assert "812-3456" not in str(kept.to_pylist()), name


@pytest.mark.django_db
def test_identical_rows_of_a_marketplace_are_two_lines(
    made: dict[str, Expected], home: Path
) -> None:
    told = made["Order.all.20260301_20260430.xlsx"]
    reading = KINDS["shopee"].examine(told.path, SHOP, {})  # type: ignore[misc]
    lines = reading.staged.table("lines").to_pylist()
    order = next(line["order_id"] for line in lines if line["order_id"].startswith("shopee:260303"))
    assert [line["line_no"] for line in lines if line["order_id"] == order] == [1, 2]
    assert all(line["order_id"].startswith("shopee:") for line in lines)


@pytest.mark.django_db
def test_what_shopee_bears_is_no_discount_of_the_shop(home: Path, tmp_path: Path) -> None:
    """Of a reduction the shop bears its share; its bundle discount is its own; an order that was
    paid with coins to the last rupiah did not come back.
    """
    head = (
        "No. Pesanan,Status Pesanan,Waktu Pesanan Dibuat,Nama Produk,Harga Awal,"
        "Harga Setelah Diskon,Jumlah,Diskon Dari Penjual,Diskon Dari Shopee,"
        "Paket Diskon (Diskon dari Penjual),Potongan Koin Shopee,Total Pembayaran"
    )
    rows = (
        "A1,Selesai,2026-03-01 10:00,Sepatu,100.000,70.000,2,40.000,20.000,10.000,0,130.000",
        "A2,Selesai,2026-03-02 10:00,Tas,50.000,50.000,1,0,0,0,50.000,0",
    )
    path = tmp_path / "Order.all.csv"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    found = summary(KINDS["shopee"].examine(path, SHOP, {}).staged)  # type: ignore[misc]
    # 200.000 less two thirds of 60.000 and the bundle's 10.000; and the bag
    assert (found.gross, found.discount, found.returns) == (250_000, 50_000, 0)


@pytest.mark.django_db
def test_an_order_without_goods_is_refused_and_told(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "orders.json"
    item = {"name": "Tas", "quantity": 1, "subtotal": "5000", "total": "5000"}
    order = {
        "id": 1,
        "status": "completed",
        "currency": "IDR",
        "date_created": "2026-03-01T10:00:00",
    }
    path.write_text(json.dumps([{**order, "line_items": [item]}, {**order, "id": 2}]))
    found = summary(KINDS["woocommerce"].examine(path, SHOP, {}).staged)  # type: ignore[misc]
    assert (found.rows, found.orders, found.rejected, found.net) == (2, 1, 1, 5_000)
