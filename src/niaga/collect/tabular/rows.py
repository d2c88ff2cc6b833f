"""The wanted columns of a table as texts, each row with its number in the file.

CSV is streamed in blocks and kept by dictionary; what is not wanted is never kept, so that personal
data that nobody asked for do not even reach the memory of the reader for longer than a block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from niaga.collect.problems import BrokenQuote, ImportRefused, NotText, TooManyRejected, reason_text
from niaga.collect.tabular import workbook
from niaga.collect.tabular.layout import Layout

BLOCK = 4 * 1024 * 1024
EARLY = 1_000  # misshapen rows after which their share is judged before the file is at its end
LIMIT = 20  # percent of misshapen rows; above it the file is taken for no table
LONGEST = 20_000  # characters of a cell
_KIND = pa.dictionary(pa.int32(), pa.string())


@dataclass
class Columns:
    """`texts`: column → distinct texts and, for each row, the place of its text (-1: empty).

    `numbers`: each row's number in the file. `misshapen`: the numbers of rows with another count of
    cells, which are in none of the columns. `blank`: rows without any cell, which do not count.
    """

    texts: dict[str, tuple[list[str], np.ndarray]]
    numbers: np.ndarray
    misshapen: list[int] = field(default_factory=list)
    blank: int = 0

    @property
    def rows(self) -> int:
        """Data rows, the misshapen among them."""
        return len(self.numbers) + len(self.misshapen)


def read_columns(layout: Layout, wanted: Sequence[str]) -> Columns:
    """Raises an ImportRefused when the file ceases to be the table that it began as."""
    names = [name for name in layout.columns if name in set(wanted)]
    misshapen: list[int] = []
    blank = 0
    chunks: dict[str, list[Any]] = {name: [] for name in names}
    numbers: list[np.ndarray] = []
    source = _workbook_blocks(layout) if layout.is_workbook else _text_blocks(layout, misshapen)
    for block, rows in source:
        full = _filled(block)
        blank += int((~full).sum())
        numbers.append(rows[full])
        mask = pa.array(full)
        for name in names:
            column = block[layout.columns.index(name)]
            chunks[name].append(column.filter(mask).dictionary_encode())
    texts = {name: _joined(parts) for name, parts in chunks.items()}
    every = np.concatenate(numbers) if numbers else np.array([], dtype=np.int64)
    return Columns(texts, every, misshapen, blank)


def _filled(block: Sequence[Any]) -> np.ndarray:
    """Rows in which any cell has a text."""
    import pyarrow.compute as pc

    full = np.zeros(len(block[0]), dtype=bool)
    for column in block:
        has = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False)
        full |= has.to_numpy(zero_copy_only=False)
    return full


def _joined(parts: list[Any]) -> tuple[list[str], np.ndarray]:
    """Distinct texts, trimmed, and each row's place among them; empty texts become -1."""
    if not parts:
        return [], np.array([], dtype=np.int64)
    whole = pa.chunked_array(parts).unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0)
    raw = [_clean(text) for text in whole.dictionary.to_pylist()]
    places: dict[str, int] = {}
    moved = np.array(
        [-1 if text == "" else places.setdefault(text, len(places)) for text in raw] + [-1],
        dtype=np.int64,
    )
    at = whole.indices.fill_null(len(raw)).to_numpy(zero_copy_only=False).astype(np.int64)
    return list(places), moved[at]


def _clean(text: str | None) -> str:
    text = (text or "").replace("\u00a0", " ").strip()
    return "" if text in ("-", "–", "—", "NULL", "null", "NaN", "nan", "N/A", "#N/A") else text


def _text_blocks(layout: Layout, misshapen: list[int]) -> Iterator[tuple[list[Any], np.ndarray]]:
    path, skip = layout.path, layout.data_row - 1
    refusal: list[ImportRefused] = []  # the handler may not raise: it stops the reader instead
    seen = [0]

    def wrong(row: pacsv.InvalidRow) -> str:
        number = int(row.number or seen[0] + skip + 1)
        if row.text.count("\n") > 50 or len(row.text) > 4 * LONGEST:
            refusal.append(BrokenQuote(file=path.name, row=number, column=layout.columns[-1]))
            return "error"
        if row.text.strip(f"{layout.separator} \r\n\t"):
            misshapen.append(number)
        else:
            blanks.append(number)
        if len(misshapen) > EARLY and len(misshapen) * 100 > (number - skip) * LIMIT:
            refusal.append(_too_many(path, layout, misshapen, number - skip))
            return "error"
        return "skip"

    blanks: list[int] = []
    try:
        reader = pacsv.open_csv(
            path,
            read_options=pacsv.ReadOptions(
                block_size=BLOCK,
                use_threads=False,
                skip_rows=skip,
                column_names=list(layout.columns),
                encoding="utf-8" if layout.encoding == "utf-8-sig" else layout.encoding,
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=layout.separator,
                quote_char='"' if layout.quoted else False,
                newlines_in_values=layout.quoted,
                ignore_empty_lines=False,
                invalid_row_handler=wrong,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(layout.columns, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,
            ),
        )
        for batch in reader:
            index = np.arange(seen[0], seen[0] + batch.num_rows, dtype=np.int64) + layout.data_row
            gaps = np.array(sorted(misshapen + blanks), dtype=np.int64)
            index += np.searchsorted(gaps - np.arange(len(gaps)), index, side="right")
            seen[0] += batch.num_rows
            if batch.num_rows:
                yield list(batch.columns), index
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        if refusal:
            raise refusal[0] from None
        if isinstance(error, UnicodeDecodeError) or "UTF" in str(error):
            raise NotText(file=path.name, row=seen[0] + layout.data_row, column="–") from error
        column = layout.columns[0]
        row = seen[0] + layout.data_row
        raise BrokenQuote(file=path.name, row=row, column=column) from error
    if misshapen and len(misshapen) * 100 > (seen[0] + len(misshapen)) * LIMIT:
        raise _too_many(path, layout, misshapen, seen[0] + len(misshapen))


def _too_many(path: Path, layout: Layout, misshapen: list[int], rows: int) -> TooManyRejected:
    return TooManyRejected(
        file=path.name,
        rejected=len(misshapen),
        rows=rows,
        limit=LIMIT,
        row=misshapen[0],
        column=layout.columns[-1],
        reason=reason_text("cut_row"),
    )


def _workbook_blocks(layout: Layout, size: int = 20_000) -> Iterator[tuple[list[Any], np.ndarray]]:
    width = len(layout.columns)
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, cells in workbook.Sheet(layout.path, layout.sheet).rows():
        if number < layout.data_row:
            continue
        rows.append((cells + [""] * width)[:width])
        numbers.append(number)
        if len(rows) == size:
            yield _block(rows, width), np.array(numbers, dtype=np.int64)
            rows, numbers = [], []
    if rows:
        yield _block(rows, width), np.array(numbers, dtype=np.int64)


def _block(rows: list[list[str]], width: int) -> list[Any]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    return [pa.array(column, pa.string()) for column in columns]
