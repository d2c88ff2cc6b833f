"""All files at once, and what is common to their makers."""

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

GOODS = (
    ("KSN-ARA-41", "Sepatu lari Arafura", "41,Hitam", 459_000),
    ("KSN-BND-39", "Sneaker Bandana", "39,Putih", 329_000),
    ("KSN-CIK-38", "Sandal Cikini", "38", 129_000),
    ("KSN-DIE-42", "Pantofel Dieng", "42,Cokelat", 599_500),
    ("KSN-EMB-40", "Sepatu anak Embun", "40", 82_500),
)
PLACES = (
    ("KOTA BANDUNG", "JAWA BARAT"),
    ("KOTA JAKARTA SELATAN", "DKI JAKARTA"),
    ("KAB. SLEMAN", "D.I. YOGYAKARTA"),
    ("KOTA DENPASAR", "BALI"),
    ("KOTA MEDAN", "SUMATERA UTARA"),
)
BUYERS = ("sekar_07", "bagus.w", "tio88", "rina.lestari", "made_ayu", "doni_s")
FIRST = datetime(2026, 3, 2, 9, 15)  # noqa: DTZ001 - wall time, as exports write it


@dataclass(frozen=True)
class Expected:
    """`kind`: of `niaga import`. `net`: sales after discounts and what came back, in rupiah.

    `rows`: data rows; `refused` of them must be refused.
    """

    kind: str
    path: Path
    rows: int
    orders: int
    counted: int
    net: int
    refused: int = 0


def dotted(amount: int) -> str:
    """As Shopee writes money: 82.500."""
    return f"{amount:,}".replace(",", ".")


def at(random_: random.Random, number: int) -> datetime:
    return FIRST + timedelta(days=number * 2, minutes=random_.randint(0, 700))


def write_csv(
    path: Path,
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def write_xlsx(path: Path, sheet: str, rows: Iterable[Sequence[object]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)


def make_all(folder: Path, seed: int = 1) -> list[Expected]:
    """Write every file into `folder`, the same for the same seed."""
    from niaga.simulate.exports import (
        order_lines,
        shopee,
        shopify,
        tiktok_shop,
        tokopedia,
        woocommerce,
    )

    folder.mkdir(parents=True, exist_ok=True)
    makers = (
        shopee.make,
        tokopedia.make_sales_report,
        tokopedia.make_order_list,
        tokopedia.make_seller_center,
        tiktok_shop.make,
        shopify.make,
        woocommerce.make_rest,
        woocommerce.make_report,
        order_lines.make_till,
        order_lines.make_wholesale,
    )
    return [maker(folder, random.Random(f"{seed} {n}")) for n, maker in enumerate(makers)]
