"""From an export of advertising cost to `spend`.

- Rows of the same day, channel and campaign (one for each advertisement) are added up.
- A file of one platform often has no column for the channel: the option `channel` names it.
- What the platform claims as its own conversions and their value is kept apart under that name and
  never meets the shop's own numbers.
- A row without a day, such as a total at the end, is refused.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect import named
from niaga.collect.named import Field
from niaga.collect.problems import ImportRefused
from niaga.collect.staging import SourceShop, Staged, table_of

READER_VERSION = "1"  # part of the fingerprint: a changed reading is a new load
LABEL = _("Biaya pemasaran per hari dan kanal")
DESCRIPTION = _(
    "CSV atau XLSX dengan kolom tanggal, kanal, kampanye, biaya, tayangan, klik, dan konversi "
    "menurut platform. Nama kolom Indonesia dan Inggris dikenali."
)
TABLES = ("spend",)
FIELDS = (
    Field(
        "day",
        "day",
        ("tanggal", "date", "day", "hari", "tgl", "reporting starts", "by day", "waktu"),
        required=True,
    ),
    Field(
        "channel",
        "text",
        ("saluran", "kanal", "channel", "platform", "media", "sumber", "source", "network"),
    ),
    Field(
        "campaign", "text", ("kampanye", "nama kampanye", "campaign", "campaign name")
    ),
    Field(
        "amount",
        "money",
        ("biaya", "biaya iklan", "pengeluaran", "belanja iklan", "jumlah yang dibelanjakan",
         "spend", "cost", "amount spent", "ad spend", "total cost"),
        required=True,
    ),
    Field(
        "claimed_value",
        "money",
        ("nilai konversi", "nilai pembelian", "conversion value", "conv value", "purchase value",
         "purchases conversion value", "total conversion value"),
    ),
    Field(
        "claimed_conversions",
        "whole",
        ("konversi", "pembelian", "hasil", "conversions", "conv", "results", "purchases"),
    ),
    Field("impressions", "whole", ("tayangan", "impresi", "impressions", "impr")),
    Field("clicks", "whole", ("klik", "klik tautan", "clicks", "link clicks", "clicks all")),
)  # fmt: skip
COUNTS = ("amount", "impressions", "clicks", "claimed_conversions", "claimed_value")


class NoChannel(ImportRefused):
    code = "import_no_channel"
    message = _("%(file)s tidak punya kolom kanal. Sebutkan kanalnya, misalnya channel=google.")


def detect(path: Path) -> float:
    return named.likeness(path, FIELDS, ("amount",))


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    return named.fingerprint(path, READER_VERSION, options)


def read(path: Path, _work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """`options`: `channel` for a file without that column, `dates` (dmy or mdy) when it is needed.

    Raises an ImportRefused when the file cannot be what it should be.
    """
    rows = named.read_named(path, FIELDS, shop.currency, options)
    constant = options.get("channel", "").strip()
    if not constant and not any(rows.values["channel"]):
        raise NoChannel(file=path.name)
    days: dict[tuple[Any, str, str], dict[str, int | None]] = {}
    for at, number in enumerate(rows.numbers):
        channel = constant or rows.values["channel"][at] or ""
        key = (rows.values["day"][at], channel, rows.values["campaign"][at] or "")
        sums = days.setdefault(key, dict.fromkeys(COUNTS) | {"source_row": number})
        for name in COUNTS:
            value = rows.values[name][at]
            if value is not None:
                sums[name] = (sums[name] or 0) + value
    table = table_of(
        "spend",
        day=pa.array([key[0] for key in days], pa.date32()),
        channel=pa.array([key[1] for key in days], pa.string()),
        campaign=pa.array([key[2] for key in days], pa.string()),
        **{
            name: pa.array([sums[name] for sums in days.values()], pa.int64())
            for name in (*COUNTS, "source_row")
        },
    )
    rejects = rows.rejects_table()
    return Staged(
        shop=shop,
        tables={"spend": table, "rejects": rejects},
        rows_in=rows.rows_in,
        rejected={path.name: rejects.num_rows} if rejects.num_rows else {},
    )
