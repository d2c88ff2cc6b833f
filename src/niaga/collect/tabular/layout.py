"""How a table lies in its file: separator, quotes, header, where the data begin.

Judged by the beginning of the file. Standard library only, so that a page may call it.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from niaga.collect.problems import NoTable
from niaga.collect.tabular import numbers
from niaga.collect.tabular.dates import looks_dated
from niaga.collect.tabular.encoding import NAMES, detect_encoding
from niaga.collect.tabular.numbers import NATIVE, bare

HEAD = 512 * 1024  # characters
SAMPLE = 200  # data rows
HEADER_WITHIN = 25  # rows
SEPARATORS = (",", ";", "\t", "|")
MOST_COLUMNS = 500
_BLANKS = re.compile(r"(?:[^\w#%]|_)+")


@dataclass(frozen=True)
class Layout:
    """Row numbers count from 1, as a spreadsheet shows them. `header_row` 0: the file has none, and
    `columns` are numbered. `described`: a row of explanations follows the header. `sample`: the
    first data rows, each as wide as `columns`.
    """

    path: Path
    columns: tuple[str, ...]
    header_row: int
    data_row: int
    described: bool = False
    encoding: str = ""
    separator: str = ""
    quoted: bool = True
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()

    @property
    def is_workbook(self) -> bool:
        return not self.encoding

    @property
    def encoding_name(self) -> str:
        return NAMES.get(self.encoding, self.encoding)

    @property
    def signature(self) -> str:
        """The same for files with the same columns, whatever their order, case and blanks."""
        return "|".join(sorted(plain(name) for name in self.columns))


def plain(name: str) -> str:
    """A column's name without case, accents and punctuation: `Nº Pesanan ` is `no pesanan`."""
    text = unicodedata.normalize("NFKD", name.replace("º", "o").replace("ª", "a"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)  # InvoiceNo, UnitPrice
    return _BLANKS.sub(" ", text.lower()).strip()


def shown(cell: str) -> str:
    """A cell as people read it."""
    return cell.removeprefix(NATIVE).replace("T", " ", 1) if cell.startswith(NATIVE) else cell


def sniff(path: Path, *, known: frozenset[str] = frozenset(), sheet: str = "") -> Layout:
    """How the table lies in `path`. `known`: column names, made `plain`, that a header may have.

    Raises an ImportRefused: EmptyFile, NotText, FileTooLarge, BadWorkbook, or NoTable.
    """
    from niaga.collect.tabular import workbook  # its library is not everybody's

    if workbook.is_workbook(path):
        book = workbook.Sheet(path, sheet)
        rows = []
        for _number, cells in book.rows():
            rows.append(cells)
            if len(rows) > SAMPLE + HEADER_WITHIN:
                break
        lying = _placed(path, rows, known)
        return replace(lying, sheet=book.name, sheets=book.names)
    if path.stat().st_size > HEAD and not _is_wide(path):
        _separator_or_refuse(path, _head(path, "latin-1"))  # before every byte is read
    encoding = detect_encoding(path)
    head = _head(path, encoding)
    separator, quoted = _separator(head)
    rows = _parsed(head, separator, quoted)
    lying = _placed(path, rows, known)
    return replace(lying, encoding=encoding, separator=separator, quoted=quoted)


def _is_wide(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" in file.read(512)


def _separator_or_refuse(path: Path, head: str) -> None:
    separator, quoted = _separator(head)
    if not any(len(row) > 1 for row in _parsed(head, separator, quoted)):
        raise NoTable(file=path.name)


def _head(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(HEAD)
        more = bool(file.read(1))
    if more:
        text = text[: text.rfind("\n") + 1] or text
    return text


def _parsed(text: str, separator: str, quoted: bool) -> list[list[str]]:
    csv.field_size_limit(4 * 1024 * 1024)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            if len(rows) > SAMPLE + HEADER_WITHIN:
                break
    except csv.Error:  # a bare carriage return, or a cell beyond all measure
        pass
    return rows


def _separator(head: str) -> tuple[str, bool]:
    """The separator under which the most rows have the same number of columns, more than one.

    Quotes count as such unless more rows are as regular without them: then one was never closed.
    """
    best: tuple[float, int, int, bool, str] = (0.0, 1, 0, True, ",")
    for quoted in (True, False):
        for separator in SEPARATORS:
            rows = [row for row in _parsed(head, separator, quoted) if any(row)]
            widths = Counter(len(row) for row in rows)
            widths.pop(1, None)
            if not widths:
                continue
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            share = round(count / len(rows), 2)
            if (share, width, len(rows), quoted) > best[:4]:
                best = (share, width, len(rows), quoted, separator)
    return best[4], best[3]


def is_amount(cell: str) -> bool:
    """Whether a cell is a number, perhaps with currency and separators."""
    if cell.startswith(NATIVE):
        return "T" not in cell
    body, _negative = bare(cell)
    return bool(body) and re.fullmatch(r"[\d.,' ]*\d[\d.,' ]*%?", body) is not None


def is_quantity(cell: str) -> bool:
    """As `is_amount`; or with a unit behind it: 2 pcs."""
    return is_amount(cell) or numbers.is_counted(cell)


def _is_value(cell: str) -> bool:
    return is_amount(cell) or looks_dated(cell)


def _placed(path: Path, rows: list[list[str]], known: frozenset[str]) -> Layout:
    filled = [(n, row) for n, row in enumerate(rows) if sum(map(bool, row)) > 1]
    if not filled:
        raise NoTable(file=path.name)
    widths = Counter(len(_trimmed(row)) for _n, row in filled)
    width = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    at = _header(filled[:HEADER_WITHIN], width, known)
    if at is None:
        first = filled[0][0]
        width = max(width, *(len(_trimmed(row)) for _n, row in filled))
        columns = tuple(f"Kolom {n + 1}" for n in range(width))
        return _told(path, columns, 0, first, False, rows)
    header = _trimmed(rows[at])
    raw = max((len(row) for _n, row in filled if _n > at), default=len(header))
    header += [""] * (max(raw, len(rows[at])) - len(header))
    columns = _unique(header)
    described = _described(rows, at)
    data = at + 2 if described else at + 1
    return _told(path, columns, at + 1, data, described, rows)


def _told(
    path: Path,
    columns: tuple[str, ...],
    header_row: int,
    data: int,
    described: bool,
    rows: list[list[str]],
) -> Layout:
    """`data` counts from 0."""
    if len(columns) > MOST_COLUMNS:
        raise NoTable(file=path.name)
    sample = tuple(
        tuple((row + [""] * len(columns))[: len(columns)]) for row in rows[data:] if any(row)
    )[:SAMPLE]
    return Layout(path, columns, header_row, data + 1, described, sample=sample)


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _header(filled: list[tuple[int, list[str]]], width: int, known: frozenset[str]) -> int | None:
    """The row, counted from 0, that names the columns; None when the first row is data already."""
    best: tuple[float, int] | None = None
    for position, (at, row) in enumerate(filled):
        cells = [cell for cell in row if cell]
        if len(cells) < max(2, 0.5 * width) or any(len(cell) > 300 for cell in cells):
            continue
        values = sum(map(_is_value, cells))
        names = sum(plain(cell) in known for cell in cells)
        distinct = len(set(cells)) / len(cells)
        score = names * 3 / len(cells) + distinct - 2 * values / len(cells)
        score += min(len(cells) / width, 1) - 0.02 * position
        if values and not names:
            score -= 1
        if best is None or score > best[0] + 1e-9:
            best = (score, at)
    return best[1] if best is not None and best[0] > 0.9 else None


def _described(rows: list[list[str]], at: int) -> bool:
    """Whether the row after the header explains it: words where all later rows have values."""
    if len(rows) < at + 3:
        return False
    told, later = rows[at + 1], rows[at + 2 :]
    if any(map(_is_value, filter(None, told))):
        return False
    contrasts = 0
    for place, cell in enumerate(told):
        below = [row[place] for row in later if len(row) > place and row[place]]
        if len(cell) > 3 and below and all(map(_is_value, below)):
            contrasts += 1
    return contrasts >= 2


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names that are not empty and not twice the same."""
    taken: Counter[str] = Counter()
    result = []
    for place, name in enumerate(names, 1):
        name = " ".join(name.split())[:200] or f"Kolom {place}"
        taken[name] += 1
        result.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return tuple(result)
