"""The two circulating files of CDNOW, in columns parted by blanks.

`CDNOW_master.txt`: a header, then customer, day (YYYYMMDD), number of CDs, dollars. The sample, of
every tenth customer, has no header, and after the customer's number in the master a number of its
own. They are two shops, so that one never stands in for the other.

Decisions that the files force:

- A row is an order; several of one person on one day stay several, as the file tells them.
- No hour is told: an order stands at the beginning of its day in the shop's zone.
- No product is told: a line has a quantity and an amount, and no product. The dollars are the
  amount of the row, so its cents are shared out over its CDs: some may cost a cent more.
- All orders were paid and delivered; nothing else is told of them.
- Rows of 0 dollars are orders of value 0.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect.delimited import REJECT_LIMIT
from niaga.collect.problems import (
    REASONS,
    EmptyFile,
    NotText,
    SourceMissing,
    TooManyRejected,
    WrongColumns,
)
from niaga.collect.staging import STAGING, SourceShop, Staged
from niaga.kernel.money import allocate

MASTER_SHOP = SourceShop("cdnow", "CDNOW", "USD", "America/New_York")
SAMPLE_SHOP = SourceShop("cdnow-sample", "CDNOW (1/10)", "USD", "America/New_York")
READER_VERSION = "1"
MASTER_LABEL = _("CDNOW: semua pelanggan")
MASTER_DESCRIPTION = _(
    "CDNOW_master.txt: pembelian 23.570 pelanggan sebuah toko CD, 1997 sampai 1998."
)
SAMPLE_LABEL = _("CDNOW: contoh sepersepuluh")
SAMPLE_DESCRIPTION = _("CDNOW_sample.txt: pembelian 2.357 pelanggan, satu dari tiap sepuluh.")
TABLES = ("orders", "lines", "customers")
MASTER = ("customer_id", "date", "number_of_cds", "dollar_value")
SAMPLE = ("customer_id", "sample_id", "date", "number_of_cds", "dollar_value")
MOST_CDS = 10_000
_WHOLE = re.compile(r"[0-9]{1,9}")
_DOLLARS = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")


@dataclass(frozen=True)
class _Purchase:
    row: int
    customer: str
    day: date
    cds: int
    cents: int


class _Bad(Exception):
    """One row cannot be read; `column` and a reason of `problems.REASONS`."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    if not path.is_file():
        raise SourceMissing(path=path)
    digest = hashlib.sha256(READER_VERSION.encode())
    with path.open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


def detect_master(path: Path) -> float:
    return 0.95 if _first_line(path).split() == list(MASTER) else 0.0


def detect_sample(path: Path) -> float:
    cells = _first_line(path).split()
    if len(cells) != len(SAMPLE):
        return 0.0
    try:
        _purchase(cells, SAMPLE, 1)
    except _Bad:
        return 0.0
    return 0.9


def read_master(path: Path, work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """Raises an ImportRefused when the file is not the master's."""
    found = _first_line(path, must=True).split()
    if found != list(MASTER):
        missing = [name for name in MASTER if name not in found]
        extra = [name[:60] for name in found if name not in MASTER]
        raise WrongColumns(
            file=path.name,
            missing=", ".join(missing) or "–",
            extra=", ".join(extra[:12]) or "–",
        )
    return _staged(path, shop, MASTER, header=True)


def read_sample(path: Path, work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """Raises an ImportRefused when the file is not the sample's."""
    if len(_first_line(path, must=True).split()) != len(SAMPLE):
        raise WrongColumns(file=path.name, missing=", ".join(SAMPLE), extra="–")
    return _staged(path, shop, SAMPLE, header=False)


def _first_line(path: Path, must: bool = False) -> str:
    if not path.is_file():
        if must:
            raise SourceMissing(path=path)
        return ""
    with path.open("rb") as file:
        line = file.readline(4096)
    if must and not line.strip():
        raise EmptyFile(file=path.name)
    return line.decode("ascii", "replace")


def _staged(path: Path, shop: SourceShop, columns: tuple[str, ...], header: bool) -> Staged:
    rejects: list[dict[str, Any]] = []
    bought: list[_Purchase] = []
    rows = 0
    for number, cells in _rows(path, columns, header):
        rows += 1
        try:
            bought.append(_purchase(cells, columns, number))
        except _Bad as bad:
            rejects.append(
                {
                    "file": path.name,
                    "row": number,
                    "column": bad.column,
                    "reason": bad.reason,
                    "raw": json.dumps([cell[:40] for cell in cells[:12]]),
                }
            )
    if len(rejects) * 100 > rows * REJECT_LIMIT:
        first = rejects[0]
        raise TooManyRejected(
            file=path.name,
            rejected=len(rejects),
            rows=rows,
            limit=REJECT_LIMIT,
            row=first["row"],
            column=first["column"],
            reason=REASONS[first["reason"]],
        )
    tables = _tables(bought, shop)
    tables["rejects"] = pa.Table.from_pylist(rejects, schema=STAGING["rejects"])
    return Staged(shop, tables, rows, {path.name: len(rejects)} if rejects else {})


def _rows(path: Path, columns: tuple[str, ...], header: bool) -> Iterator[tuple[int, list[str]]]:
    """Row number and cells of each row that is not blank. The master's header is row 1."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if number == 1 and header:
                continue
            if b"\0" in line or len(line) > 4096:
                raise NotText(file=path.name, row=number, column=columns[0])
            cells = line.decode("ascii", "replace").split()
            if cells:
                yield number, cells


def _purchase(cells: list[str], columns: tuple[str, ...], number: int) -> _Purchase:
    if len(cells) != len(columns):
        raise _Bad(columns[min(len(cells), len(columns) - 1)], "cut_row")
    told = dict(zip(columns, cells, strict=True))
    if not _WHOLE.fullmatch(told["customer_id"]):
        raise _Bad("customer_id", "not_an_integer")
    try:
        day = _day(told["date"])
    except ValueError:
        raise _Bad("date", "not_a_date") from None
    if not _WHOLE.fullmatch(told["number_of_cds"]):
        raise _Bad("number_of_cds", "not_an_integer")
    cds = int(told["number_of_cds"])
    if not 1 <= cds <= MOST_CDS:
        raise _Bad("number_of_cds", "out_of_range")
    amount = _DOLLARS.fullmatch(told["dollar_value"])
    if amount is None:
        raise _Bad("dollar_value", "not_an_amount")
    cents = int(amount[1]) * 100 + int((amount[2] or "0").ljust(2, "0"))
    return _Purchase(number, told["customer_id"], day, cds, cents)


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    """Raises ValueError."""
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _tables(bought: list[_Purchase], shop: SourceShop) -> dict[str, pa.Table]:
    orders, lines = [], []
    for each in bought:
        order_id = f"{each.customer}-{each.day:%Y%m%d}-{each.row}"
        moment = _midnight(each.day, shop.time_zone)
        orders.append(
            {
                "order_id": order_id,
                "customer_ref": each.customer,
                "channel": "cdnow",
                "status": "delivered",
                "is_test": False,
                "captured": True,
                "cancelled_before_shipment": False,
                "delivered": True,
                "placed_at": moment,
                "sale_at": moment,
                "discount": 0,
                "shipping": 0,
                "tax": 0,
                "source_row": each.row,
            }
        )
        lines += _lines(order_id, each)
    people = [{"customer_ref": ref} for ref in dict.fromkeys(each.customer for each in bought)]
    rows = {"orders": orders, "lines": lines, "customers": people}
    return {name: pa.Table.from_pylist(rows[name], schema=STAGING[name]) for name in rows}


def _lines(order_id: str, each: _Purchase) -> list[dict[str, Any]]:
    """One line, or two where the cents do not divide: together exactly the row's amount."""
    prices = Counter(allocate(each.cents, [1] * each.cds))
    return [
        {
            "order_id": order_id,
            "line_no": number,
            "quantity": quantity,
            "unit_price": unit_price,
            "discount": 0,
            "shipping": 0,
            "tax": 0,
            "tax_included": False,
            "source_row": each.row,
        }
        for number, (unit_price, quantity) in enumerate(prices.items(), 1)
    ]
