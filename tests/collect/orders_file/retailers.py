"""Made files of retailers in other layouts, each with the sums that it must come to."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook


@dataclass(frozen=True)
class Made:
    """`net` in smallest units, worked out while writing. `refused`: reason → rows."""

    currency: str
    zone: str
    rows: int
    orders: int
    net: int
    refused: dict[str, int]


class Sales:
    """Lines of goods, drawn; `net` adds up what was sold."""

    def __init__(self, seed: int) -> None:
        self._draw, self.net = random.Random(seed), 0

    def line(self, least: int, most: int, step: int = 1, counts: int = 1) -> tuple[int, int]:
        """Units and unit price. `counts`: −1 for a credit, 0 for what is not sold."""
        units = self._draw.randint(1, 6)
        price = self._draw.randrange(least, most, step)
        self.net += units * price * counts
        return units, price


def _moments(count: int) -> list[datetime]:
    return [datetime(2025, 1, 3, 8, 5) + timedelta(hours=7 * n) for n in range(count)]


def _text(path: Path, lines: list[str], encoding: str, end: str = "\r\n") -> None:
    path.write_bytes(end.join(lines).encode(encoding))


def _german(cents: int) -> str:
    return f"{cents / 100:,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")


def british(folder: Path) -> Made:
    """Invoices; numbers of cancellations begin with a C; some have no customer."""
    sales, lines = (
        Sales(1),
        ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID"],
    )
    for n, at in enumerate(_moments(60)):
        units, pence = sales.line(85, 1295)
        who = "" if n % 9 == 0 else str(12000 + n // 3)
        when, price = f"{at.month}/{at.day}/{at:%Y %H:%M}", f"{pence / 100:.2f}"
        lines.append(f'{5000 + n // 3},S{n % 7},"SET, OF {n % 7}",{units},{when},{price},{who}')
        if n % 20 == 10:
            lines.append(f'C{6000 + n},S{n % 7},"SET, OF {n % 7}",-1,{when},{price},{who}')
            sales.net -= pence
    _text(folder / "sales.csv", lines, "cp1252")
    return Made("GBP", "Europe/London", 63, 20, sales.net, {})


def american(folder: Path) -> Made:
    """A till: M/D/YYYY, dollars, a discount in each line, and a row of totals."""
    sales, lines = (
        Sales(2),
        ["Receipt #\tSale Date\tSKU\tItem\tQty Sold\tUnit Price\tDiscount\tExt. Total"],
    )
    for n, at in enumerate(_moments(40)):
        units, cents = sales.line(1199, 249900)
        off = 100 * (n % 3 == 0)
        sales.net -= off
        total = f"${(units * cents - off) / 100:,.2f}"
        lines.append(
            f"{700 + n // 2}\t{at:%m/%d/%Y}\tU{n % 5}\tThing {n % 5}\t{units}\t${cents / 100:,.2f}"
            f"\t${off / 100:.2f}\t{total}"
        )
    lines.append(f"\t\t\tTOTAL\t0\t\t\t${sales.net / 100:,.2f}")
    _text(folder / "sales.csv", lines, "utf-8")
    return Made("USD", "America/Chicago", 41, 20, sales.net, {"total_row": 1})


def german(folder: Path) -> Made:
    sales, lines = (
        Sales(3),
        ["Belegnr.;Belegdatum;Bezeichnung;Menge;Einzelpreis;Kundennr.;Ort;Status"],
    )
    for n, at in enumerate(_moments(40)):
        is_cancelled = n % 8 == 3
        units, cents = sales.line(999, 250_000, counts=0 if is_cancelled else 1)
        status = "Storniert" if is_cancelled else ("Bezahlt", "Versendet", "Geliefert")[n % 3]
        price = f"{_german(cents)} €"
        lines.append(f"R-{n};{at:%d.%m.%Y %H:%M};Größe {n % 4};{units};{price};K{n};Köln;{status}")
    _text(folder / "sales.csv", lines, "cp1252")
    return Made("EUR", "Europe/Berlin", 40, 40, sales.net, {})


def french(folder: Path) -> Made:
    """Narrow spaces between thousands, months in words, credits with a minus and in brackets."""
    months = ("janv.", "févr.", "mars")
    sales, lines = (
        Sales(4),
        ["N° commande;Date commande;Désignation;Qté;Prix unitaire TTC;Montant;Client"],
    )
    for n, at in enumerate(_moments(40)):
        sign = -1 if n % 13 == 7 else 1
        units, cents = sales.line(500, 250_000, counts=sign)
        price, total = (
            f"{each / 100:,.2f} €".replace(",", "\u202f").replace(".", ",")
            for each in (cents, units * cents)
        )
        total = f"({total})" if sign < 0 else total
        day = f"{at.day} {months[at.month - 1]} {at.year}"
        lines.append(f"F{n};{day};Chaise {n};{sign * units};{price};{total};C{n % 5}")
    _text(folder / "sales.csv", lines, "utf-8-sig", "\n")
    # of the three credits none finds its sale: each is an order of no value of its own
    return Made("EUR", "Europe/Paris", 40, 40, sales.net, {})


def japanese(folder: Path) -> Made:
    sales, lines = Sales(5), ["注文番号,注文日時,商品名,数量,単価,会員番号,都道府県,ステータス"]
    for n, at in enumerate(_moments(40)):
        is_cancelled = n % 10 == 4
        units, yen = sales.line(300, 20_000, counts=0 if is_cancelled else 1)
        status = "キャンセル" if is_cancelled else "発送済み"
        when = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
        lines.append(f'JP{n},{when},靴 タイプ{n % 3},{units},"{yen:,}円",M{n % 9},東京都,{status}')
    _text(folder / "sales.csv", lines, "cp932")
    return Made("JPY", "Asia/Tokyo", 40, 40, sales.net, {})


def chinese(folder: Path) -> Made:
    sales, lines = Sales(6), ["订单号,下单时间,商品名称,数量,单价,实付金额,买家,订单状态"]
    for n, at in enumerate(_moments(40)):
        is_closed = n % 10 == 4
        units, fen = sales.line(500, 20_000, counts=0 if is_closed else 1)
        status = "交易关闭" if is_closed else "交易成功"
        money = f"{fen / 100:.2f},{units * fen / 100:.2f}"
        lines.append(
            f"\t{202500 + n},{at:%Y-%m-%d %H:%M},鞋 {n % 3},{units},{money},买家{n % 7},{status}"
        )
    _text(folder / "sales.csv", lines, "gbk")
    return Made("CNY", "Asia/Shanghai", 40, 40, sales.net, {})


def grocer(folder: Path) -> Made:
    """An Indonesian wholesaler: 2 pcs, Rp1.250.000,- and 75rb."""
    sales, lines = Sales(7), ["Tgl Nota;No Nota;Nama Barang;Banyaknya;Harga Satuan"]
    units_of = ("pcs", "Pcs", "buah", "dus", "")
    for n, at in enumerate(_moments(40)):
        units, rupiah = sales.line(25_000, 2_000_000, 2_500)
        price = f"Rp{rupiah:,},-".replace(",", ".").replace(".-", ",-")
        if n == 9:
            sales.net += units * (1_250_000 - rupiah)
            price = "1,25 jt"
        lines.append(f"{at:%d/%m/%y};N-{n};Barang {n};{units} {units_of[n % 5]};{price}")
    _text(folder / "sales.csv", lines, "utf-8")
    return Made("IDR", "Asia/Jakarta", 40, 40, sales.net, {})


def printed(folder: Path) -> Made:
    """A report for the printer: sums after each day, the names of columns on each page."""
    sales, lines = Sales(8), ["Nomor Faktur,Tanggal Faktur,Nama Barang,Qty,Harga,Subtotal"]
    head = lines[0]
    for day in range(5):
        before = sales.net
        for n in range(6):
            units, rupiah = sales.line(10_000, 90_000, 1_000)
            when = f"{date(2025, 1, 14 + day):%d/%m/%Y}"
            lines.append(f'F{day}{n},{when},Barang {n},{units},"{rupiah:,}","{units * rupiah:,}"')
        lines += [f',,Subtotal {14 + day}/01/2025,,,"{sales.net - before:,}"', head]
    lines[-1] = f',,GRAND TOTAL,,,"{sales.net:,}"'
    _text(folder / "sales.csv", lines, "utf-8")
    refused = {"total_row": 6, "repeated_header": 4}
    return Made("IDR", "Asia/Jakarta", 40, 30, sales.net, refused)


def blank(folder: Path) -> Made:
    """UTF-16 with tabs, and thousands of rows that hold nothing."""
    sales, lines = Sales(9), ["Order ID\tOrder Date\tProduct\tQuantity\tPrice\tEmail"]
    for n, at in enumerate(_moments(30)):
        units, rupiah = sales.line(10_000, 90_000, 1_000)
        lines.append(f"U{n}\t{at:%Y-%m-%d %H:%M}\tBarang {n}\t{units}\t{rupiah}\tana{n % 9}@x.id")
        lines += ["\t\t\t\t\t"] * (900 if n % 10 == 5 else 0)
    _text(folder / "sales.csv", [*lines, *[""] * 500], "utf-16")
    return Made("IDR", "Asia/Jakarta", 30, 30, sales.net, {})


def wide(folder: Path) -> Made:
    """400 columns, two of the same name, and quotes that are not closed."""
    sales, lines = Sales(10), [",".join(["Order", "Date", "Name", "Qty", "Price", "Name"])]
    lines[0] += "".join(f",Attr {n}" for n in range(394))
    for n, at in enumerate(_moments(30)):
        units, rupiah = sales.line(10_000, 90_000, 1_000)
        name = 'Pipa 5" putih' if n % 8 == 3 else '"Kabel' if n == 20 else f"Barang {n}"
        lines.append(f"W{n},{at:%Y-%m-%d},{name},{units},{rupiah},P{n}" + ",x" * 394)
    _text(folder / "sales.csv", lines, "utf-8")
    return Made("IDR", "Asia/Jakarta", 30, 30, sales.net, {})


def workbook(folder: Path) -> Made:
    """A title over merged cells, the table on the second sheet, days as serial numbers, a total."""
    sales, book = Sales(11), Workbook()
    first: Any = book.active
    first.append(["Ringkasan"])
    sheet = book.create_sheet("Data")
    sheet.append(["LAPORAN PENJUALAN TOKO MAJU"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(["No", "No. Nota", "Tgl", "Nama Barang", "Qty", "Harga", "Jumlah"])
    for n, at in enumerate(_moments(40)):
        units, rupiah = sales.line(5_000, 150_000, 500)
        serial = (at - datetime(1899, 12, 30)) / timedelta(days=1)
        sheet.append([n, f"N{n // 2:03}", serial, f"Barang {n}", units, rupiah, units * rupiah])
    sheet.append([None, None, None, "TOTAL", None, None, sales.net])
    book.save(folder / "sales.xlsx")
    return Made("IDR", "Asia/Jakarta", 41, 20, sales.net, {"total_row": 1})


def merged_cells(folder: Path) -> Made:
    """The head of each order in merged cells: blank beside its other lines."""
    sales, book = Sales(12), Workbook()
    sheet: Any = book.active
    sheet.append(["No Order", "Tanggal", "Pembeli", "Kota", "Produk", "Jumlah", "Harga", "Status"])
    for n, at in enumerate(_moments(20)):
        is_cancelled, top = n % 10 == 4, sheet.max_row + 1
        for each in range(1 + n % 3):
            units, rupiah = sales.line(10_000, 90_000, 1_000, counts=0 if is_cancelled else 1)
            head = [f"M{n}", at, f"Budi {n % 7}", "Bandung"] if each == 0 else [None] * 4
            status = ("Batal" if is_cancelled else "Selesai") if each == 0 else None
            sheet.append([*head, f"Barang {each}", units, rupiah, status])
        for column in (1, 2, 3, 4, 8):
            sheet.merge_cells(
                start_row=top, end_row=sheet.max_row, start_column=column, end_column=column
            )
    rows = sheet.max_row - 1
    book.save(folder / "sales.xlsx")
    return Made("IDR", "Asia/Jakarta", rows, 20, sales.net, {})


RETAILERS: tuple[Callable[[Path], Made], ...] = (
    british, american, german, french, japanese, chinese, grocer, printed, blank, wide, workbook,
    merged_cells,
)  # fmt: skip
