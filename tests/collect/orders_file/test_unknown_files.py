"""Order lines of retailers that nobody here has seen."""

from pathlib import Path
from typing import Any

import pytest

from niaga.collect.named import AmbiguousDays
from niaga.collect.orders_file.reader import Reading, examine, read
from niaga.collect.preview import summary
from niaga.collect.problems import BadMapping, ColumnsNotMapped
from niaga.collect.staging import SourceShop

POUNDS = SourceShop("toys", "Toys", "GBP", "Europe/London")
REAIS = SourceShop("loja", "Loja", "BRL", "America/Sao_Paulo")
RUPIAH = SourceShop("warung", "Warung", "IDR", "Asia/Jakarta")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"


def given(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "penjualan.csv"
    path.write_bytes(text.encode(encoding))
    return path


def reasons(reading: Reading) -> dict[int, str]:
    return {row["row"]: row["reason"] for row in reading.staged.table("rejects").to_pylist()}


WHOLESALER = """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,LIGHT HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom
536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom
536366,22633,HAND WARMER,6,12/1/2010 8:28,1.85,17850,United Kingdom
536366,22633,HAND WARMER,6,12/1/2010 8:28,1.85,17850,United Kingdom
536367,22752,"SET, OF 7",2,12/13/2010 8:34,7.65,,United Kingdom
C536379,85123A,LIGHT HOLDER,-1,12/14/2010 9:41,2.55,17850,United Kingdom
C536380,D,Discount,-1,12/14/2010 9:41,27.50,14527,United Kingdom
536390,22000,,-10,12/14/2010 9:50,0,,United Kingdom
A563185,B,Adjust bad debt,1,12/14/2010 9:50,-11062.06,,United Kingdom
536391,22001,x,0,12/14/2010 9:50,1.00,1,France
536392,22001,x,3,,1.00,1,France
536393,22001,x
"""


def test_a_wholesaler_with_credit_notes(tmp_path: Path) -> None:
    reading = examine(given(tmp_path, WHOLESALER, "cp1252"), POUNDS, {})
    found = summary(reading.staged)
    # 15.30 + 20.34 + 2 × 11.10 + 15.30 sold; 2.55 and 27.50 taken back
    assert (found.gross, found.returns, found.net) == (7_314, 3_005, 4_309)
    assert reasons(reading) == {
        9: "no_value",
        10: "negative_price",
        11: "no_quantity",
        12: "missing_value",
        13: "cut_row",
    }
    matched, alone = reading.staged.table("reversals").to_pylist()
    assert (matched["order_id"], matched["line_no"], matched["amount"]) == ("536365", 1, 255)
    assert (alone["order_id"], alone["amount"], alone["reason"]) == (
        "C536380-8",
        2_750,
        "cancelled",
    )
    counted = [row for row in reading.staged.table("orders").to_pylist() if row["captured"]]
    assert {row["customer_ref"] for row in counted} == {"17850", "14527", None}


def test_every_row_is_loaded_or_refused(tmp_path: Path) -> None:
    reading = examine(given(tmp_path, WHOLESALER), POUNDS, {})
    lines = {row["source_row"] for row in reading.staged.table("lines").to_pylist()}
    back = {row["source_row"] for row in reading.staged.table("reversals").to_pylist()}
    assert lines | back | set(reasons(reading)) == set(range(2, 14))


def test_portuguese_with_decimal_commas_and_freight(tmp_path: Path) -> None:
    text = (
        "Nº do Pedido;Data da Compra;Código do Produto;Produto;Quantidade;Preço Unitário;Frete;"
        "CPF;E-mail do Cliente;UF;Situação\n"
        "10;05/01/2025;A1;Caneca;2;R$ 1.234,50;12,90;1;a@b.example;SP;Entregue\n"
        "10;05/01/2025;B2;Prato;1;R$ 9,99;12,90;1;a@b.example;SP;Entregue\n"
        "11;25/01/2025;A1;Caneca;1;R$ 1.234,50;0,00;2;;RJ;Cancelado\n"
    )
    reading = examine(given(tmp_path, text, "cp1252"), REAIS, {})
    found = summary(reading.staged)
    assert found.net == 247_899
    assert found.shipping == 1_290  # told on each row, paid once
    orders = {row["order_id"]: row for row in reading.staged.table("orders").to_pylist()}
    assert orders["10"]["delivered"]
    assert orders["11"]["sale_at"] is None
    assert orders["10"]["region"] == "SP"


def test_totals_without_prices_and_discounts_as_shares(tmp_path: Path) -> None:
    text = (
        "Order ID,Order Date,Ship Mode,Customer ID,Product ID,Category,Product Name,Sales,"
        "Quantity,Discount\n"
        "CA-1,11/18/2016,Second,CG-1,P1,Furniture,Chair,261.96,2,0\n"
        "CA-2,11/19/2016,Second,CG-2,P2,Furniture,Table,957.58,5,0.45\n"
    )
    reading = examine(given(tmp_path, text), SourceShop("us", "US", "USD", "UTC"), {})
    found = summary(reading.staged)
    assert found.net == 26_196 + 95_758
    assert reading.cells.discount_is_rate
    lines = reading.staged.table("lines").to_pylist()
    assert lines[1]["unit_price"] * 5 - lines[1]["discount"] == 95_758
    assert lines[1]["unit_price"] == 34_822  # 957.58 / 0.55 / 5, rounded up


def test_without_order_ids_one_person_at_one_moment_is_one_order(tmp_path: Path) -> None:
    text = (
        "Waktu,Barang,Harga,No HP\n2026-03-02 09:15,Kopi,15.000,081234567890\n"
        "2026-03-02 09:15,Teh,9.000,+62 812-3456-7890\n2026-03-02 10:00,Kopi,15.000,\n"
        "2026-03-02 10:00,Teh,9.000,\n"
    )
    staged = examine(given(tmp_path, text), RUPIAH, {}).staged
    assert summary(staged).net == 48_000
    assert staged.table("orders").num_rows in (3, 4)


def test_ambiguous_dates_are_asked_for(tmp_path: Path) -> None:
    path = given(
        tmp_path, "Nota,Tanggal,Barang,Harga\n1,01/02/2025,Kopi,15000\n2,03/04/2025,Teh,9000\n"
    )
    with pytest.raises(AmbiguousDays):
        examine(path, RUPIAH, {})
    days = summary(examine(path, RUPIAH, {"dates": "mdy"}).staged)
    assert (str(days.first), str(days.last)) == ("2025-01-02", "2025-03-04")


def test_a_status_that_nobody_knows_is_refused_until_it_is_told(tmp_path: Path) -> None:
    text = (
        "Nota,Tanggal,Barang,Harga,Status\n"
        "1,2026-01-02,Kopi,15000,Gadai\n2,2026-01-03,Teh,9000,Lunas\n"
    )
    path = given(tmp_path, text)
    reading = examine(path, RUPIAH, {})
    assert (reasons(reading), summary(reading.staged).net) == ({2: "unknown_status"}, 9_000)
    assert any(note.level == "warn" for note in reading.notes)
    assert summary(examine(path, RUPIAH, {"status.Gadai": "paid"}).staged).net == 24_000


def test_what_was_mapped_is_remembered_for_the_next_file(tmp_path: Path) -> None:
    text = "kode,kapan,apa,nilai_a,nilai_b\nx1,2026-01-02,Kopi,3,15000\nx2,2026-01-03,Teh,2,9000\n"
    path = given(tmp_path, text)
    told = {"map.ordered_at": "kapan", "map.quantity": "nilai_a", "map.unit_price": "nilai_b"}
    read(path, tmp_path / "work", RUPIAH, told)
    again = given(tmp_path, text.replace("x2", "x9"))
    assert summary(examine(again, RUPIAH, {}).staged).net == 63_000


def test_what_a_sale_needs_is_asked_for_by_name(tmp_path: Path) -> None:
    path = given(tmp_path, "warna,rasa\nmerah,manis\nbiru,asin\n")
    with pytest.raises(ColumnsNotMapped) as refusal:
        examine(path, RUPIAH, {})
    assert "ordered_at" in str(refusal.value)
    with pytest.raises(BadMapping):
        examine(path, RUPIAH, {"map.harga": "warna"})


def test_rows_that_are_quite_the_same_count_until_told_otherwise(tmp_path: Path) -> None:
    text = "Nota,Tanggal,Barang,Jml,Harga\n" + "1,2026-01-02,Kopi,1,15000\n" * 3
    path = given(tmp_path, text)
    assert summary(examine(path, RUPIAH, {}).staged).net == 45_000
    once = examine(path, RUPIAH, {"duplicates": "drop"})
    assert summary(once.staged).net == 15_000
    assert set(reasons(once).values()) == {"repeated_row"}


def test_weights_and_sums_finer_than_the_currency_are_kept_whole(tmp_path: Path) -> None:
    text = (
        "Nota;Tanggal;Barang;Jumlah;Harga\n"
        "1;2026-01-02;Beras;2,5;13.500\n2;2026-01-02;Gula;1;7.000,4\n"
    )
    reading = examine(given(tmp_path, text), RUPIAH, {})
    assert summary(reading.staged).net == 33_750 + 7_000
    assert len([note for note in reading.notes if note.level == "info"]) >= 2


def test_states_are_places_and_types_of_customers_are_nobody(tmp_path: Path) -> None:
    text = (
        "Invoice ID,Customer type,State,Region,Product line,Unit price,Qty,Date,Status\n"
        "750-67,Member,Kentucky,South,Beauty,74.69,7,1/25/2019,Shipped - Delivered to Buyer\n"
    )
    reading = examine(given(tmp_path, text), SourceShop("us", "US", "USD", "UTC"), {})
    assert "customer_id" not in reading.plan.mapping
    assert (reading.plan.mapping["region"], reading.plan.mapping["status"]) == ("State", "Status")
    order = reading.staged.table("orders").to_pylist()[0]
    assert (order["region"], order["delivered"]) == ("Kentucky", True)
