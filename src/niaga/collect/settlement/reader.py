"""From a table of payouts to `settlements`.

A line is a payment, a refund, a fee of its own or an adjustment; without a column that says so its
sign decides. A refund is told as a negative gross and a fee as a positive one, however the file
writes them. Net is gross − fee: a line whose own net says otherwise, by more than a unit of
rounding, is refused. Transactions that brought no money (expired, denied, pending) are refused as
such and counted. A line without a day of payout has not been paid out yet.

Midtrans: the shop asks it for payment of order N under the name N-1, and N-2 at the next attempt;
so the attempt is taken off its order ids.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect import named
from niaga.collect.named import Field, Rows
from niaga.collect.problems import WrongColumns
from niaga.collect.refusal import NO_MONEY, Refused, judged
from niaga.collect.staging import STAGING, SourceShop, Staged

READER_VERSION = "1"
LABEL = _("Laporan pencairan gerbang pembayaran")
DESCRIPTION = _(
    "CSV atau XLSX pencairan dana: jumlah kotor, biaya, dan jumlah bersih tiap transaksi. "
    "Dicocokkan dengan pesanan lewat nomornya."
)
MIDTRANS_LABEL = _("Laporan pencairan Midtrans")
MIDTRANS_DESCRIPTION = _(
    "CSV atau XLSX pencairan dari Midtrans. Nomor percobaan bayar di belakang nomor pesanan "
    "dilepas sebelum dicocokkan."
)
TABLES = ("settlements",)
FIELDS = (
    Field(
        "ref",
        "text",
        ("transaction id", "settlement ref", "settlement id", "id transaksi", "payment id",
         "reference", "referensi", "no referensi", "id"),
        exact=True,
    ),
    Field(
        "order",
        "text",
        ("order id", "merchant order id", "external id", "nomor pesanan", "no pesanan",
         "id pesanan", "order number", "invoice", "order", "pesanan"),
        exact=True,
    ),
    Field("status", "text", ("transaction status", "status transaksi", "status"), exact=True),
    Field(
        "kind",
        "text",
        ("transaction type", "jenis transaksi", "type", "jenis", "tipe", "kind"),
        exact=True,
    ),
    Field("gateway", "text", ("gateway", "provider", "penyedia", "acquirer"), exact=True),
    Field(
        "at",
        "moment",
        ("transaction time", "waktu transaksi", "transaction date", "tanggal transaksi",
         "created at", "created", "tanggal", "date", "waktu"),
        required=True,
        exact=True,
    ),
    Field(
        "settled",
        "day",
        ("settlement time", "settlement date", "settled at", "settled on", "tanggal pencairan",
         "payout date", "tanggal cair", "dicairkan"),
        exact=True,
    ),
    Field(
        "gross",
        "signed",
        ("gross amount", "gross", "jumlah kotor", "nilai transaksi", "transaction amount",
         "amount", "jumlah", "nominal"),
        required=True,
        exact=True,
    ),
    Field(
        "fee",
        "signed",
        ("fee amount", "fee", "mdr", "biaya", "biaya transaksi", "transaction fee", "admin fee",
         "biaya admin"),
        exact=True,
    ),
    Field(
        "net",
        "signed",
        ("net amount", "nett amount", "net", "jumlah bersih", "settlement amount", "diterima",
         "bersih"),
        exact=True,
    ),
)  # fmt: skip
_WORDS: Mapping[str, tuple[str, ...]] = {
    "payment": ("payment", "settlement", "capture", "pembayaran", "sale", "penjualan", "charge",
                "settled", "success", "berhasil", "sukses", "paid"),
    "refund": ("refund", "partial refund", "pengembalian", "pengembalian dana", "chargeback",
               "partial chargeback"),
    "fee": ("fee", "biaya", "mdr"),
    "adjustment": ("adjustment", "penyesuaian", "koreksi", "correction"),
    "": ("pending", "deny", "cancel", "expire", "failure", "authorize", "gagal", "kedaluwarsa",
         "batal", "failed", "expired", "cancelled"),
}  # fmt: skip
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}
_MIDTRANS = (
    Field("order", "text", ("order id",), exact=True),
    Field("ref", "text", ("transaction id",), exact=True),
    Field("gross", "signed", ("gross amount",), exact=True),
    Field("at", "moment", ("transaction time",), exact=True),
    Field("method", "text", ("payment type",), exact=True),
)
_ATTEMPT = re.compile(r"^(.+)-[0-9]{1,3}$")


@dataclass(frozen=True)
class _Row:
    number: int
    ref: str | None
    order: str | None
    status: str | None
    kind: str | None
    gateway: str | None
    at: datetime
    settled_on: date | None
    gross: int
    fee: int | None
    net: int | None


def detect(path: Path) -> float:
    """Sure where a table has gross amounts, a fee or a net, and days of payout."""
    found = named.found(path, FIELDS)
    if not {"gross", "at"} <= found or not found & {"fee", "net"}:
        return 0.0
    return 0.9 if "settled" in found else 0.7


def detect_midtrans(path: Path) -> float:
    """By its own words for the columns."""
    own = named.found(path, _MIDTRANS)
    return 0.95 if len(own) >= len(_MIDTRANS) - 1 and detect(path) else 0.0


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    return named.fingerprint(path, READER_VERSION, options)


def read(path: Path, _work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """`options`: `gateway`, the name of who pays out where the file has no column for it; `dates`
    (dmy or mdy) when the file can be read either way.

    Raises an ImportRefused when the file is no table of payouts.
    """
    return _staged(path, shop, options, options.get("gateway", "gateway"), attempts=False)


def read_midtrans(path: Path, _work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    return _staged(path, shop, options, "midtrans", attempts=True)


def _staged(
    path: Path, shop: SourceShop, options: Mapping[str, str], gateway: str, attempts: bool
) -> Staged:
    rows = named.read_named(path, FIELDS, shop.currency, options)
    if not {"fee", "net"} & set(rows.columns):
        raise WrongColumns(file=path.name, missing="fee / net", extra="–")
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for row in _told(rows, ZoneInfo(shop.time_zone)):
        try:
            line = _line(row, gateway, attempts)
            key = (line["settlement_ref"], line["kind"])
            if key in lines:
                raise Refused("ref", "duplicate_key")
            lines[key] = line
        except Refused as fault:
            column = rows.columns.get(fault.field, fault.field)
            rows.rejects.append(fault.reject(path, row.number, column))
    rejects = judged(rows, path)
    table = pa.Table.from_pylist(list(lines.values()), schema=STAGING["settlements"])
    return Staged(
        shop=shop,
        tables={"settlements": table, "rejects": rejects},
        rows_in=rows.rows_in,
        rejected={path.name: rejects.num_rows} if rejects.num_rows else {},
    )


def _told(rows: Rows, zone: ZoneInfo) -> Iterator[_Row]:
    of = rows.values
    for n, number in enumerate(rows.numbers):
        moment, settled = of["at"][n], of["settled"][n]
        yield _Row(
            number=number,
            ref=of["ref"][n],
            order=of["order"][n],
            status=of["status"][n],
            kind=of["kind"][n],
            gateway=of["gateway"][n],
            at=(moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC),
            settled_on=settled,
            gross=of["gross"][n],
            fee=of["fee"][n],
            net=of["net"][n],
        )


def _line(row: _Row, gateway: str, attempts: bool) -> dict[str, Any]:
    """Raises Refused."""
    kind = _kind(row)
    order = row.order
    ref = row.ref or order
    if not ref:
        raise Refused("ref", "missing_value")
    if attempts and order and (match := _ATTEMPT.match(order)):
        order = match[1]
    gross, fee, net = row.gross, row.fee, row.net
    if kind == "refund":
        gross = -abs(gross)
        net = None if net is None else -abs(net)
    if kind == "fee":  # the line is the fee: nothing comes in
        gross, fee, net = 0, abs(fee or gross), None
    if fee is not None:
        fee = abs(fee)
        if net is not None and abs(gross - fee - net) > 1:
            raise Refused("net", "amounts_disagree")
    elif net is None:
        raise Refused("fee", "missing_value")
    else:
        fee = gross - net
    return {
        "settlement_ref": ref,
        "gateway": (row.gateway or gateway).lower(),
        "order_id": order,
        "kind": kind,
        "transacted_at": row.at,
        "settled_on": row.settled_on,
        "gross": gross,
        "fee": fee,
        "net": gross - fee,
        "source_row": row.number,
    }


def _kind(row: _Row) -> str:
    """What the line is. Raises Refused for a word that is not known, or one that means no money."""
    told = ""
    for field, text in (("kind", row.kind), ("status", row.status)):
        if not text:
            continue
        word = re.sub(r"[\s_]+", " ", text).strip().lower()
        if word not in _KINDS:
            raise Refused(field, "unknown_value")
        if not _KINDS[word]:
            raise Refused(field, NO_MONEY)
        if told in ("", "payment"):  # "payment" beside the status "refund" is a refund
            told = _KINDS[word]
    return told or ("refund" if row.gross < 0 else "payment")
