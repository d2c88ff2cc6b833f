"""From a table of answers to `surveys`.

Two layouts: a column for each question (csat, nps), or a row for each with `kind` and `score`. A
blank answer is a question that nobody answered yet: it counts for the response rate, on the day it
was asked. An answer's name is its own id where the table has one, else order (or customer) and
time, so that a longer export of the same survey replaces what it repeats. Words that people wrote
are not read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect import named
from niaga.collect.named import Field, Rows
from niaga.collect.problems import WrongColumns
from niaga.collect.refusal import Refused, judged
from niaga.collect.staging import STAGING, SourceShop, Staged

READER_VERSION = "2"
LABEL = _("Jawaban survei kepuasan")
DESCRIPTION = _(
    "CSV atau XLSX jawaban pelanggan: kepuasan (CSAT, 1 sampai 5) dan rekomendasi (NPS, 0 sampai "
    "10), boleh dengan nomor pesanan. Baris tanpa jawaban dihitung sebagai pertanyaan terkirim."
)
TABLES = ("surveys",)
BOUNDS = {"csat": (1, 5), "nps": (0, 10)}
FIELDS = (
    Field(
        "order",
        "text",
        ("order id", "order number", "order no", "nomor pesanan", "no pesanan", "id pesanan",
         "order", "pesanan"),
        exact=True,
    ),
    Field("customer", "text", ("customer id", "id pelanggan", "customer", "pelanggan"), exact=True,
          private=True),
    Field(
        "answer",
        "text",
        ("answer id", "response id", "id jawaban", "survey id", "id"),
        exact=True,
    ),
    Field(
        "csat",
        "whole",
        ("csat", "kepuasan", "skor kepuasan", "satisfaction", "rating"),
        exact=True,
    ),
    Field(
        "nps",
        "whole",
        ("nps", "rekomendasi", "skor rekomendasi", "recommend", "likelihood to recommend"),
        exact=True,
    ),
    Field("kind", "text", ("kind", "jenis", "jenis survei", "survey", "survei", "type", "metric"),
          exact=True),
    Field("score", "whole", ("score", "skor", "nilai", "answer", "jawaban"), exact=True),
    Field(
        "at",
        "moment",
        ("answered at", "waktu jawab", "dijawab pada", "submitted at", "response date",
         "tanggal jawab", "timestamp", "waktu", "tanggal", "date"),
        exact=True,
    ),
    Field(
        "asked",
        "moment",
        ("asked at", "sent at", "waktu kirim", "dikirim pada", "tanggal kirim", "dikirim"),
        exact=True,
    ),
    Field("channel", "text", ("channel", "kanal"), exact=True),
)  # fmt: skip
_KINDS = {
    "csat": "csat",
    "kepuasan": "csat",
    "satisfaction": "csat",
    "nps": "nps",
    "rekomendasi": "nps",
    "net promoter score": "nps",
}


@dataclass(frozen=True)
class _Row:
    number: int
    order: str | None
    customer: str | None
    answer: str | None
    kind: str | None
    scores: tuple[tuple[str, int | None], ...]  # of each question's own column
    score: int | None
    answered_at: datetime | None
    asked_at: datetime | None
    channel: str | None


def detect(path: Path) -> float:
    """Sure where a table has a question's column, a time, and an order, customer or answer."""
    found = named.found(path, FIELDS)
    asks = bool({"csat", "nps"} & found) or {"kind", "score"} <= found
    if not asks or not {"at", "asked"} & found:
        return 0.0
    return 0.9 if {"order", "customer", "answer"} & found else 0.6


def fingerprint(path: Path, options: Mapping[str, str]) -> str:
    return named.fingerprint(path, READER_VERSION, options)


def read(path: Path, _work: Path, shop: SourceShop, options: Mapping[str, str]) -> Staged:
    """`options`: `dates` (dmy or mdy) when the file can be read either way.

    Raises an ImportRefused when the file is no table of answers.
    """
    rows = named.read_named(path, FIELDS, shop.currency, options)
    questions = tuple(name for name in BOUNDS if name in rows.columns)
    by_rows = not questions and {"kind", "score"} <= set(rows.columns)
    if not (questions or by_rows) or not {"at", "asked"} & set(rows.columns):
        raise WrongColumns(file=path.name, missing="csat / nps, answered at", extra="–")
    answers: dict[str, dict[str, Any]] = {}  # of several with one name the last: it was corrected
    for row in _told(rows, questions, ZoneInfo(shop.time_zone)):
        try:
            answers |= {answer["answer_id"]: answer for answer in _answers(row)}
        except Refused as fault:
            column = rows.columns.get(fault.field, fault.field)
            rows.rejects.append(fault.reject(path, row.number, column))
    rejects = judged(rows, path)
    return Staged(
        shop=shop,
        tables={
            "surveys": pa.Table.from_pylist(list(answers.values()), schema=STAGING["surveys"]),
            "rejects": rejects,
        },
        rows_in=rows.rows_in,
        rejected={path.name: rejects.num_rows} if rejects.num_rows else {},
    )


def _told(rows: Rows, questions: tuple[str, ...], zone: ZoneInfo) -> Iterator[_Row]:
    of = rows.values
    for at, number in enumerate(rows.numbers):
        yield _Row(
            number=number,
            order=of["order"][at],
            customer=of["customer"][at],
            answer=of["answer"][at],
            kind=of["kind"][at],
            scores=tuple((name, of[name][at]) for name in questions),
            score=of["score"][at],
            answered_at=_instant(of["at"][at], zone),
            asked_at=_instant(of["asked"][at], zone),
            channel=of["channel"][at],
        )


def _instant(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _answers(row: _Row) -> list[dict[str, Any]]:
    """The answers of one row. Raises Refused."""
    scores = row.scores
    if not scores:
        kind = _KINDS.get((row.kind or "").strip().lower())
        if kind is None:
            raise Refused("kind", "unknown_value" if row.kind else "missing_value")
        scores = ((kind, row.score),)
    for kind, score in scores:
        low, high = BOUNDS[kind]
        if score is not None and not low <= score <= high:
            raise Refused(kind if row.scores else "score", "out_of_range")
    return [_answer(row, kind, score) for kind, score in scores]


def _answer(row: _Row, kind: str, score: int | None) -> dict[str, Any]:
    first, second = row.answered_at, row.asked_at
    moment = (first or second) if score is not None else (second or first)
    if moment is None:
        raise Refused("at", "missing_value")
    about = row.order or row.customer or f"row {row.number}"
    return {
        "answer_id": f"{row.answer or f'{about}@{moment:%Y%m%d%H%M%S}'}:{kind}",
        "order_id": row.order,
        "customer_ref": row.customer,
        "kind": kind,
        "score": score,
        "asked": score is None,
        "answered_at": moment,
        "channel": row.channel,
        "source_row": row.number,
    }
