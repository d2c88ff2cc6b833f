"""The same sales in whatever layout: separators, encodings, decimals, dates, orders of columns."""

import csv
import io
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niaga.collect.orders_file.reader import examine
from niaga.collect.preview import summary
from niaga.collect.staging import SourceShop

SHOP = SourceShop("acak", "Acak", "BRL", "America/Sao_Paulo")
HEADERS = {
    "order": ("Order ID", "No. Pesanan", "Nº do Pedido", "InvoiceNo", "id_transaksi"),
    "day": ("Order Date", "Tanggal", "Data do Pedido", "InvoiceDate", "tgl_transaksi"),
    "sku": ("SKU", "Kode Barang", "Código do Produto", "StockCode", "kode_produk"),
    "units": ("Quantity", "Jumlah", "Quantidade", "Qty", "jml"),
    "price": ("Unit Price", "Harga Satuan", "Preço Unitário", "UnitPrice", "harga"),
    "person": ("Customer ID", "Kode Pelanggan", "ID Cliente", "CustomerID", "id_member"),
}
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%y")
FIRST = date(2024, 1, 13)  # with a day above 12 in each file


def amount(cents: int, style: str, draw: random.Random) -> str:
    text = f"{cents / 100:,.2f}"
    if style == "comma":
        text = text.replace(",", "_").replace(".", ",").replace("_", ".")
    elif style == "bare":
        text = text.replace(",", "")
    return f"R$ {text}" if draw.random() < 0.3 else text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    language=st.integers(0, 4),
    money=st.sampled_from(["point", "comma", "bare"]),
    dated=st.sampled_from(DATES),
    preamble=st.integers(0, 4),
)
@pytest.mark.django_db
def test_the_sum_is_the_same_in_every_layout(
    seed: int, separator: str, encoding: str, language: int, money: str, dated: str, preamble: int
) -> None:
    draw = random.Random(seed)
    names = list(HEADERS)
    draw.shuffle(names)
    rows, net, refused, lines = [], 0, 0, 0
    for number in range(draw.randint(3, 12)):
        day = FIRST + timedelta(days=number * 3)
        for _line in range(draw.randint(1, 3)):
            units, cents = draw.randint(1, 9), draw.randint(1, 300_000)
            cells = {
                "order": f"N{number:03}",
                "day": day.strftime(dated),
                "sku": f"K-{draw.randint(1, 40)}",
                "units": str(units),
                "price": amount(cents, money, draw),
                "person": draw.choice(["", f"P{draw.randint(1, 5)}"]),
            }
            if lines > 2 and draw.random() < 0.1:
                cells["price"] = draw.choice(["", "segera", "1.250 jt"])
                refused += 1
            else:
                net += units * cents
            lines += 1
            rows.append([cells[name] for name in names])
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    for number in range(preamble):
        writer.writerow([f"Laporan {number}"] if number % 2 == 0 else [])
    writer.writerow([HEADERS[name][language] for name in names])
    writer.writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acak.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        found = summary(
            examine(path, SHOP, {"dates": "mdy" if dated == "%m/%d/%Y" else "dmy"}).staged
        )
    assert (found.rows, found.rejected) == (lines, refused)
    assert found.net == net
