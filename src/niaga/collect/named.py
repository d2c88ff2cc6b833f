"""Small files of daily figures, whose columns are known by their names in several languages.

CSV, TSV or XLSX of any make (`collect.tabular`). A column that no field wants is never kept. Counts
and amounts that a cell leaves empty stay null; a cell that cannot be read refuses its row, with the
reason. Amounts finer than the currency's smallest unit, which advertising platforms write, are
rounded half up to it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect.problems import ImportRefused, SourceMissing, WrongColumns
from niaga.collect.staging import REJECTS
from niaga.collect.tabular import dates, numbers, sniff
from niaga.collect.tabular.layout import Layout, plain
from niaga.collect.tabular.rows import read_columns
from niaga.kernel.money import exponent

LARGEST = 10**15


class AmbiguousDays(ImportRefused):
    code = "import_ambiguous_days"
    message = _(
        "%(file)s, kolom %(column)s: hari dan bulan dapat tertukar, misalnya %(example)s. "
        "Sebutkan urutannya: dates=dmy (hari dahulu) atau dates=mdy (bulan dahulu)."
    )


@dataclass(frozen=True)
class Field:
    """`aliases`: column names, made `plain`, in the order in which they are preferred."""

    name: str
    kind: Literal["day", "text", "whole", "money"]
    aliases: tuple[str, ...]
    required: bool = False


@dataclass
class Rows:
    """`values`: field → value of each valid row; `numbers`: their rows in the file."""

    values: dict[str, list[Any]]
    numbers: list[int]
    rejects: list[dict[str, Any]] = field(default_factory=list)
    rows_in: int = 0

    def rejects_table(self) -> pa.Table:
        return pa.Table.from_pylist(self.rejects, schema=REJECTS)


def known_names(fields: Sequence[Field]) -> frozenset[str]:
    return frozenset(alias for each in fields for alias in each.aliases)


def matched(fields: Sequence[Field], columns: Sequence[str]) -> dict[str, str]:
    """Field → the column that holds it; also "amount spent (IDR)" for "amount spent"."""
    names = {plain(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for each in fields:
        for alias in each.aliases:
            near = [name for name in names if name == alias or name.startswith(f"{alias} ")]
            free = [name for name in sorted(near, key=len) if names[name] not in found.values()]
            if free:
                found[each.name] = names[free[0]]
                break
    return found


def likeness(path: Path, fields: Sequence[Field], telling: Sequence[str]) -> float:
    """How sure it is that the file tells these figures; `telling`: fields no other kind has."""
    if not path.is_file():
        return 0.0
    try:
        found = matched(fields, sniff(path, known=known_names(fields)).columns)
    except ImportRefused:
        return 0.0
    needed = [each.name for each in fields if each.required]
    if any(name not in found for name in needed) or not any(name in found for name in telling):
        return 0.0
    return min(0.95, 0.5 + 0.1 * len(found))


def fingerprint(path: Path, version: str, options: Mapping[str, str]) -> str:
    if not path.is_file():
        raise SourceMissing(path=path)
    digest = hashlib.sha256(f"{version} {sorted(options.items())}".encode())
    with path.open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


def read_named(
    path: Path, fields: Sequence[Field], currency: str, options: Mapping[str, str]
) -> Rows:
    """Raises an ImportRefused: what `sniff` raises, WrongColumns, AmbiguousDays."""
    if not path.is_file():
        raise SourceMissing(path=path)
    layout = sniff(path, known=known_names(fields))
    columns = matched(fields, layout.columns)
    missing = [each.aliases[0] for each in fields if each.required and each.name not in columns]
    if missing:
        extra = ", ".join(layout.columns[:12]) or "–"
        raise WrongColumns(file=path.name, missing=", ".join(missing), extra=extra)
    told = read_columns(layout, list(columns.values()))
    rows = Rows({each.name: [] for each in fields}, [], rows_in=told.rows)
    read: dict[str, tuple[list[tuple[Any, str]], Any]] = {}
    for each in fields:
        if each.name in columns:
            texts, places = told.texts[columns[each.name]]
            read[each.name] = _converted(each, texts, currency, layout, columns, options), places
    for number in told.misshapen:
        rows.rejects.append(_reject(path, number, "", "cut_row", {}))
    for at, number in enumerate(told.numbers.tolist()):
        _take(rows, fields, columns, read, at, number, path)
    rows.rejects.sort(key=lambda reject: reject["row"])
    return rows


def _take(
    rows: Rows,
    fields: Sequence[Field],
    columns: Mapping[str, str],
    read: Mapping[str, tuple[list[tuple[Any, str]], Any]],
    at: int,
    number: int,
    path: Path,
) -> None:
    values: dict[str, Any] = {}
    for each in fields:
        value, reason = None, ""
        if each.name in read:
            converted, places = read[each.name]
            value, reason = converted[places[at]] if places[at] >= 0 else (None, "")
        if each.required and value is None and not reason:
            reason = "missing_value"
        if reason:
            shown = {name: str(known) for name, known in values.items() if known is not None}
            rows.rejects.append(_reject(path, number, columns[each.name], reason, shown))
            return
        values[each.name] = value
    for name, value in values.items():
        rows.values[name].append(value)
    rows.numbers.append(number)


def _reject(
    path: Path, number: int, column: str, reason: str, raw: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "file": path.name,
        "row": number,
        "column": column,
        "reason": reason,
        "raw": json.dumps(raw, ensure_ascii=False),
    }


def _converted(
    each: Field,
    texts: list[str],
    currency: str,
    layout: Layout,
    columns: Mapping[str, str],
    options: Mapping[str, str],
) -> list[tuple[Any, str]]:
    """Of each distinct text its value, or the reason why it has none."""
    if each.kind == "text":
        return [(text.removeprefix(numbers.NATIVE), "") for text in texts]
    if each.kind == "day":
        style = dates.decide(texts, options.get("dates", ""))
        if style.ambiguous:
            raise AmbiguousDays(file=layout.path.name, column=columns[each.name], example=texts[0])
        return [_day(text, style) for text in texts]
    written = numbers.decide(texts)
    factor = 10 ** exponent(currency) if each.kind == "money" else 1
    return [_amount(text, written, factor, each.kind == "money") for text in texts]


def _day(text: str, style: dates.DateStyle) -> tuple[date | None, str]:
    moment, reason = dates.instant(text, style)
    return (moment.date() if moment else None), ("unreadable_date" if reason else "")


def _amount(
    text: str, style: numbers.AmountStyle, factor: int, money: bool
) -> tuple[int | None, str]:
    value, reason = numbers.number(text, style)
    if value is None:
        return None, reason
    if value < 0:
        return None, "negative_amount" if money else "out_of_range"
    if not money and value.denominator != 1:
        return None, "not_an_integer"
    amount = floor(value * factor + Fraction(1, 2))
    return (amount, "") if amount < LARGEST else (None, "out_of_range")
