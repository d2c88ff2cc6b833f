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
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from niaga.collect.problems import ImportRefused, SourceMissing, WrongColumns
from niaga.collect.staging import REJECTS
from niaga.collect.tabular import dates, numbers, sniff
from niaga.collect.tabular.layout import Layout, plain
from niaga.collect.tabular.rows import read_columns
from niaga.kernel.money import exponent, round_half_up

LARGEST = 10**15


class AmbiguousDays(ImportRefused):
    code = "import_ambiguous_days"
    message = _(
        "%(file)s, kolom %(column)s: hari dan bulan dapat tertukar, misalnya %(example)s. "
        "Sebutkan urutannya: dates=dmy (hari dahulu) atau dates=mdy (bulan dahulu)."
    )


@dataclass(frozen=True)
class Field:
    """`aliases`: column names, made `plain`, in the order in which they are preferred; unless
    `exact`, a column's name may go on after one. `signed` is money that may be negative; a `moment`
    is a naive wall time, or an aware one where the text names its zone. What is `private` may name
    a person, and is not among what is kept of a refused row.
    """

    name: str
    kind: Literal["day", "moment", "text", "whole", "money", "signed"]
    aliases: tuple[str, ...]
    required: bool = False
    exact: bool = False
    private: bool = False


@dataclass
class Rows:
    """`values`: field → value of each valid row; `numbers`: their rows in the file. `columns`: of
    the fields that the file has, the file's own names.
    """

    values: dict[str, list[Any]]
    numbers: list[int]
    columns: dict[str, str] = field(default_factory=dict)
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
            longer = f"{alias} " if not each.exact else "\0"
            near = [name for name in names if name == alias or name.startswith(longer)]
            free = [name for name in sorted(near, key=len) if names[name] not in found.values()]
            if free:
                found[each.name] = names[free[0]]
                break
    return found


def found(path: Path, fields: Sequence[Field]) -> set[str]:
    """The fields that the file has columns for; none when it is no table."""
    if not path.is_file():
        return set()
    try:
        return set(matched(fields, sniff(path, known=known_names(fields)).columns))
    except ImportRefused:
        return set()


def likeness(path: Path, fields: Sequence[Field], telling: Sequence[str]) -> float:
    """How sure it is that the file tells these figures; `telling`: fields no other kind has."""
    has = found(path, fields)
    needed = [each.name for each in fields if each.required]
    if any(name not in has for name in needed) or not any(name in has for name in telling):
        return 0.0
    return min(0.95, 0.5 + 0.1 * len(has))


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
    rows = Rows({each.name: [] for each in fields}, [], columns, rows_in=told.rows)
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
            shown = {
                other.name: str(values[other.name])
                for other in fields
                if not other.private and values.get(other.name) is not None
            }
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
    if each.kind in ("day", "moment"):
        style = dates.decide(texts, options.get("dates", ""))
        if style.ambiguous:
            raise AmbiguousDays(file=layout.path.name, column=columns[each.name], example=texts[0])
        if each.kind == "moment":
            return [dates.instant(text, style) for text in texts]
        return [_day(text, style) for text in texts]
    written = numbers.decide(texts)
    factor = 1 if each.kind == "whole" else 10 ** exponent(currency)
    return [_amount(text, written, factor, each.kind) for text in texts]


def _day(text: str, style: dates.DateStyle) -> tuple[date | None, str]:
    moment, reason = dates.instant(text, style)
    return (moment.date() if moment else None), ("unreadable_date" if reason else "")


def _amount(
    text: str, style: numbers.AmountStyle, factor: int, kind: str
) -> tuple[int | None, str]:
    value, reason = numbers.number(text, style)
    if value is None:
        return None, reason
    if value < 0 and kind != "signed":
        return None, "negative_amount" if kind == "money" else "out_of_range"
    if kind == "whole" and value.denominator != 1:
        return None, "not_an_integer"
    amount = round_half_up(value * factor)
    return (amount, "") if abs(amount) < LARGEST else (None, "out_of_range")
