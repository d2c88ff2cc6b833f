"""Reading one delimited text file: bounded memory, whole columns at a time, no row loop.

The file's text is judged first (encoding, control bytes, absurd lines), then its header, then its
rows in blocks. What is wrong with the file as a whole raises; what is wrong with one row puts that
row among the rejects with its number, column and reason. Valid rows go to a Parquet file, typed:
money as whole smallest units, times as naive timestamps (their zone is the source's affair).
"""

import codecs
import csv as text_csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.parquet as pq

from niaga.collect.problems import (
    REASONS,
    BrokenQuote,
    EmptyFile,
    ImportRefused,
    NotText,
    TooManyRejected,
    WrongColumns,
    WrongEncoding,
)
from niaga.collect.staging import REJECTS

BLOCK = 4 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
LONGEST_HEADER = 64 * 1024
LONGEST_CELL = 20_000
REJECT_LIMIT = 20  # percent of a file's rows; above it the file is taken for another kind
EARLY_REJECTS = 1_000  # rejects after which the share is judged before the file is at its end
ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "money": pa.int64(),
    "number": pa.float64(),
    "time": pa.timestamp("us"),
    "date": pa.date32(),
}


@dataclass(frozen=True)
class Column:
    """One column of a file. `kind` is a key of ARROW_TYPES; `exponent` the decimals of money.

    `private` columns (free text that people wrote) are never read into memory or kept.
    """

    name: str
    kind: str = "text"
    required: bool = True
    choices: tuple[str, ...] = ()
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    exponent: int = 2
    private: bool = False


@dataclass(frozen=True)
class FileSpec:
    """One file of a source; `key` names the columns that identify a row."""

    name: str
    filename: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    delimiter: str = ","

    @property
    def kept(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.private)


@dataclass
class Reading:
    """The outcome for one file. `rows` counts data rows, the rejected ones among them."""

    rows: int = 0
    rejects: list[dict[str, Any]] = field(default_factory=list)

    def rejects_table(self) -> pa.Table:
        return pa.Table.from_pylist(self.rejects, schema=REJECTS)


def read_file(spec: FileSpec, path: Path, target: Path) -> Reading:
    """Write the valid rows of `path` to `target`; return the count and the rejects.

    Raises an ImportRefused when the file as a whole cannot be what `spec` says.
    """
    header = _read_header(spec, path)
    _check_text(spec, path, header)
    reading = Reading()
    schema = pa.schema(
        [pa.field(c.name, ARROW_TYPES[c.kind]) for c in spec.kept]
        + [pa.field("source_row", pa.int64())]
    )
    keys: list[pa.Table] = []
    partial = target.with_suffix(".part")
    with pq.ParquetWriter(partial, schema, compression="zstd") as writer:
        for batch, numbers in _blocks(spec, path, header, reading):
            typed = _typed(spec, batch, numbers, reading).cast(schema)
            writer.write_table(typed)
            if spec.key:
                keys.append(typed.select([*spec.key, "source_row"]))
            _judge(spec, reading, early=True)
    if keys:
        _drop_duplicates(spec, pa.concat_tables(keys), partial, reading)
    _judge(spec, reading, early=False)
    reading.rejects.sort(key=lambda reject: reject["row"])
    partial.replace(target)
    return reading


def _read_header(spec: FileSpec, path: Path) -> list[str]:
    with path.open("rb") as file:
        head = file.read(LONGEST_HEADER)
    if not head.strip():
        raise EmptyFile(file=path.name)
    first = head.split(b"\n", 1)[0].removeprefix(codecs.BOM_UTF8)
    expected = [column.name for column in spec.columns]
    if b"\0" in first:
        raise NotText(file=path.name, row=1, column=expected[0])
    try:
        line = first.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongEncoding(file=path.name, row=1, column=expected[0]) from error
    if b"\n" not in head and len(head) == LONGEST_HEADER:
        raise NotText(file=path.name, row=1, column=expected[0])
    try:
        header = [
            name.strip()
            for name in next(text_csv.reader([line.rstrip("\r")], delimiter=spec.delimiter), [])
        ]
    except text_csv.Error as error:
        raise NotText(file=path.name, row=1, column=expected[0]) from error
    missing = [name for name in expected if name not in header]
    extra = [name[:60] for name in header if name not in expected]
    repeated = [name for name in expected if header.count(name) > 1]
    if missing or extra or repeated:
        raise WrongColumns(
            file=path.name,
            missing=", ".join(missing) or "–",
            extra=", ".join((extra + repeated)[:12]) or "–",
        )
    return header


def _check_text(spec: FileSpec, path: Path, header: list[str]) -> None:
    """Every byte is read once: UTF-8 throughout, no NUL, no endless line."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    row, line = 1, b""  # `line` is what the present row holds so far, for naming the column
    with path.open("rb") as file:
        while block := file.read(1024 * 1024):
            bad = block.find(b"\0")
            fault: type[NotText] | type[WrongEncoding] = NotText
            if bad < 0:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    # `start` counts from the bytes that the decoder had kept of the last block
                    bad, fault = (
                        max(0, error.start - (len(error.object) - len(block))),
                        WrongEncoding,
                    )
            if bad >= 0:
                before = line + block[:bad]
                row += before.count(b"\n")
                column = _column_at(spec, header, before.rsplit(b"\n", 1)[-1])
                raise fault(file=path.name, row=row, column=column)
            tail = block.rsplit(b"\n", 1)
            row += (line + block).count(b"\n") if len(tail) == 2 else 0
            line = tail[1] if len(tail) == 2 else line + block
            if len(line) > LONGEST_LINE:
                raise NotText(file=path.name, row=row, column=_column_at(spec, header, line[:4096]))
    if decoder.getstate()[0]:
        raise WrongEncoding(file=path.name, row=row, column=_column_at(spec, header, line))


def _column_at(spec: FileSpec, header: list[str], start_of_row: bytes) -> str:
    text = "".join(c if c.isprintable() else " " for c in start_of_row.decode("utf-8", "replace"))
    try:
        cells = next(text_csv.reader([text], delimiter=spec.delimiter), [""])
    except text_csv.Error:  # a cell beyond all measure
        cells = text.split(spec.delimiter)
    return header[min(max(len(cells), 1), len(header)) - 1]


def _blocks(
    spec: FileSpec, path: Path, header: list[str], reading: Reading
) -> Iterator[tuple[pa.Table, np.ndarray]]:
    """Blocks of text columns with the row number of each row; misshapen rows become rejects."""
    skipped: list[int] = []
    refusal: list[ImportRefused] = []  # the handler may not raise: it stops the reader instead

    def misshapen(row: csv.InvalidRow) -> str:
        number = len(skipped) + 1 if row.number is None else row.number
        if row.text.count("\n") > 50 or len(row.text) > LONGEST_CELL:
            refusal.append(BrokenQuote(file=path.name, row=number, column=header[-1]))
            return "error"
        column = header[min(row.actual_columns, len(header) - 1)]
        skipped.append(number)
        reading.rejects.append(_reject(path.name, number, column, "cut_row", "{}"))
        if len(reading.rejects) > EARLY_REJECTS:
            reading.rows = max(reading.rows, number - 1)
            try:
                _judge(spec, reading, early=True)
            except TooManyRejected as error:
                refusal.append(error)
                return "error"
        return "skip"

    private = {column.name for column in spec.columns if column.private}
    try:
        reader = csv.open_csv(
            path,
            read_options=csv.ReadOptions(block_size=BLOCK, use_threads=False),
            parse_options=csv.ParseOptions(
                delimiter=spec.delimiter, newlines_in_values=True, invalid_row_handler=misshapen
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                include_columns=[name for name in header if name not in private],
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=False,
            ),
        )
        valid = 0
        for batch in reader:
            index = np.arange(valid, valid + batch.num_rows, dtype=np.int64) + 2
            gaps = np.array(sorted(skipped), dtype=np.int64)
            shift = np.searchsorted(gaps - np.arange(len(gaps)), index, side="right")
            valid += batch.num_rows
            reading.rows = valid + len(skipped)
            if batch.num_rows:
                yield pa.Table.from_batches([batch]), index + shift
        reading.rows = valid + len(skipped)
    except pa.ArrowInvalid as error:
        if refusal:
            raise refusal[0] from None
        raise BrokenQuote(file=path.name, row=reading.rows + 2, column=header[0]) from error


def _typed(spec: FileSpec, batch: pa.Table, numbers: np.ndarray, reading: Reading) -> pa.Table:
    """The rows whose every cell passes, as typed columns in the order of `spec`."""
    bad = np.zeros(batch.num_rows, dtype=bool)
    typed: dict[str, Any] = {}
    for column in spec.kept:
        cells = batch[column.name].combine_chunks()
        values, faults = _convert(column, cells)
        typed[column.name] = values
        for reason, mask in faults:
            fresh = mask & ~bad
            bad |= mask
            for at in np.flatnonzero(fresh):
                row = json.dumps({c.name: batch[c.name][int(at)].as_py() for c in spec.kept})
                reading.rejects.append(
                    _reject(spec.filename, int(numbers[at]), column.name, reason, row)
                )
            if len(reading.rejects) > EARLY_REJECTS:
                _judge(spec, reading, early=True)
    table = pa.table({**typed, "source_row": pa.array(numbers)})
    return table.filter(pa.array(~bad)) if bad.any() else table


def _mask(condition: Any) -> np.ndarray:
    return pc.fill_null(condition, False).to_numpy(zero_copy_only=False)


def _convert(column: Column, cells: Any) -> tuple[Any, list[tuple[str, np.ndarray]]]:
    faults: list[tuple[str, np.ndarray]] = []
    empty = pc.is_null(cells)
    if column.required:
        faults.append(("missing_value", _mask(empty)))

    def readable(pattern: str, reason: str) -> Any:
        fits = pc.match_substring_regex(cells, pattern)
        faults.append((reason, _mask(pc.invert(fits))))
        return pc.if_else(fits, cells, None)

    if column.kind == "money":
        faults.append(("negative_amount", _mask(pc.match_substring_regex(cells, r"^-[\d.]+$"))))
        text = readable(rf"^\d{{1,13}}(\.\d{{1,{column.exponent}}})?$", "not_an_amount")
        exact = text.cast(pa.decimal128(24, column.exponent))
        factor = pa.scalar(Decimal(10**column.exponent), pa.decimal128(6, 0))
        return pc.multiply(exact, factor).cast(pa.decimal128(24, 0), safe=False).cast(
            pa.int64()
        ), faults
    if column.kind == "integer":
        values = readable(r"^-?\d{1,15}$", "not_an_integer").cast(pa.int64())
    elif column.kind == "number":
        return readable(r"^-?\d{1,15}(\.\d{1,20})?$", "not_a_number").cast(pa.float64()), faults
    elif column.kind == "time":
        text = readable(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", "not_a_time")
        values = pc.strptime(text, format="%Y-%m-%d %H:%M:%S", unit="us", error_is_null=True)
        faults.append(("not_a_time", _mask(pc.and_(pc.is_valid(text), pc.is_null(values)))))
        told = pc.utf8_slice_codeunits(text, 8, 10).cast(pa.int64())
        faults.append(("not_a_time", _mask(pc.not_equal(pc.day(values), told))))  # 30 February
        return values, faults
    elif column.kind == "date":
        text = readable(r"^\d{4}-\d\d-\d\d$", "not_a_date")
        moments = pc.strptime(text, format="%Y-%m-%d", unit="us", error_is_null=True)
        told = pc.utf8_slice_codeunits(text, 8, 10).cast(pa.int64())
        wrong = pc.or_(pc.is_null(moments), pc.not_equal(pc.day(moments), told))
        faults.append(("not_a_date", _mask(pc.and_(pc.is_valid(text), pc.fill_null(wrong, True)))))
        return moments.cast(pa.date32()), faults
    else:
        values = readable(column.pattern, "wrong_form") if column.pattern else cells
        faults.append(("out_of_range", _mask(pc.greater(pc.utf8_length(cells), LONGEST_CELL))))
    if column.choices:
        known = pc.is_in(cells, value_set=pa.array(column.choices))
        faults.append(("unknown_value", _mask(pc.and_(pc.is_valid(cells), pc.invert(known)))))
    if column.minimum is not None:
        faults.append(("out_of_range", _mask(pc.less(values, column.minimum))))
    if column.maximum is not None:
        faults.append(("out_of_range", _mask(pc.greater(values, column.maximum))))
    return values, faults


def _drop_duplicates(spec: FileSpec, keys: pa.Table, staged: Path, reading: Reading) -> None:
    """The first row of a key stays, later ones are rejects; then `staged` is rewritten."""
    first = keys.group_by(list(spec.key)).aggregate([("source_row", "min")])
    if first.num_rows == keys.num_rows:
        return
    late = keys.filter(
        pc.invert(pc.is_in(keys["source_row"], value_set=first["source_row_min"].combine_chunks()))
    )
    number = pc.min(late["source_row"]).as_py()
    first_late = _reject(spec.filename, number, spec.key[-1], "duplicate_key", "{}")
    _judge(spec, reading, early=False, more=late.num_rows, first=first_late)
    table = pq.read_table(staged)
    late_rows = late["source_row"].combine_chunks()
    doomed = pc.is_in(table["source_row"], value_set=late_rows)
    for row in table.filter(doomed).to_pylist():
        number = row.pop("source_row")
        reading.rejects.append(
            _reject(
                spec.filename, number, spec.key[-1], "duplicate_key", json.dumps(row, default=str)
            )
        )
    pq.write_table(table.filter(pc.invert(doomed)), staged, compression="zstd")


def _reject(file: str, row: int, column: str, reason: str, raw: str) -> dict[str, Any]:
    return {"file": file, "row": row, "column": column, "reason": reason, "raw": raw}


def _judge(
    spec: FileSpec,
    reading: Reading,
    early: bool,
    more: int = 0,
    first: dict[str, Any] | None = None,
) -> None:
    """Raises TooManyRejected when the share of rejects says that this is another kind of file.

    `more` rejects, of which `first` is one, are about to join those of `reading`.
    """
    rejected = len(reading.rejects) + more
    if not rejected or (early and rejected < EARLY_REJECTS):
        return
    if rejected * 100 > reading.rows * REJECT_LIMIT:
        known = [*reading.rejects, *([first] if first else [])]
        earliest = min(known, key=lambda reject: reject["row"])
        raise TooManyRejected(
            file=spec.filename,
            rejected=rejected,
            rows=reading.rows,
            limit=REJECT_LIMIT,
            row=earliest["row"],
            column=earliest["column"],
            reason=REASONS[earliest["reason"]],
        )
