"""Order lines of shops that nobody has seen before: a till in Bandung, a wholesaler's ledger."""

import random
from datetime import timedelta
from pathlib import Path

from niaga.simulate.exports.making import BUYERS, GOODS, PLACES, Expected, at, dotted, write_csv

TILL = (
    "No. Nota", "Tgl Transaksi", "Kode Barang", "Nama Barang", "Kelompok", "Jml", "Hrg Satuan",
    "Diskon", "No HP", "Kota", "Provinsi", "Cara Bayar", "Kasir",
)  # fmt: skip
WHOLESALE = (
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID",
    "Country",
)  # fmt: skip


def make_till(folder: Path, draw: random.Random, orders: int = 30) -> Expected:
    """Semicolons, Windows-1252, days first, a title above the header, a line of totals below."""
    rows: list[list[object]] = [["Laporan Kasir \u2013 Sepatu Sinar"], [], list(TILL)]
    net = 0
    for number in range(orders):
        placed = at(draw, number)
        person = draw.randrange(len(BUYERS))
        city, province = draw.choice(PLACES)
        for sku, name, _variation, price in draw.sample(GOODS, draw.randint(1, 3)):
            units, off = draw.randint(1, 2), draw.choice((0, 5_000))
            net += price * units - off
            rows.append(
                [
                    f"N-{number:04}", f"{placed:%d/%m/%Y %H.%M}", sku, name, "Sepatu", units,
                    f"Rp {dotted(price)}", dotted(off), f"0812-3456-78{person:02}", city, province,
                    "Tunai", "Dewi",
                ]
            )  # fmt: skip
    lines_made = len(rows) - 3
    rows.append(["", "", "", "TOTAL", "", "", dotted(net), *[""] * 6])
    path = folder / "laporan-kasir.csv"
    write_csv(path, rows, delimiter=";", encoding="cp1252")
    return Expected("orders", path, lines_made + 1, orders, orders, net, refused=1)


def make_wholesale(folder: Path, draw: random.Random, orders: int = 60) -> Expected:
    """Months first, credit notes, goods without people, corrections of stock without a price."""
    rows: list[list[object]] = [list(WHOLESALE)]
    net = refused = counted = notes = 0
    sold: list[tuple[str, str, int, str]] = []
    for number in range(orders):
        placed = at(draw, number) + timedelta(hours=number % 5)
        moment = f"{placed.month}/{placed.day}/{placed.year} {placed:%H:%M}"
        person = str(15_000 + draw.randrange(12)) if number % 4 else ""
        if number % 9 == 8 and sold:
            sku, name, price, owner = draw.choice(sold)
            rows.append([f"C{5000 + number}", sku, name, -1, moment, price, owner, "Indonesia"])
            net -= price
            notes += 1
            continue
        if number % 13 == 12:
            rows.append([5000 + number, "KSN-BND-39", "", -4, moment, 0, "", "Indonesia"])
            refused += 1
            continue
        counted += 1
        for sku, name, _variation, price in draw.sample(GOODS, draw.randint(1, 4)):
            units = draw.randint(1, 12)
            rows.append([5000 + number, sku, name, units, moment, price, person, "Indonesia"])
            net += price * units
            if person:
                sold.append((sku, name, price, person))
    path = folder / "wholesale.csv"
    write_csv(path, rows)
    return Expected("orders", path, len(rows) - 1, counted, counted, net, refused)
