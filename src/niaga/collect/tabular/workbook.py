"""Workbooks (XLSX, and the older XLS and ODS): guarded against bombs, each cell made a text.

Cells that are numbers or times in the workbook keep that knowledge in a mark (`numbers.NATIVE`)
before their text, so that nothing that is already known is guessed anew.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from niaga.collect.problems import BadWorkbook, FileTooLarge
from niaga.collect.tabular.numbers import NATIVE

LARGEST = 200 * 1024 * 1024  # bytes of the file
UNPACKED = 1024 * 1024 * 1024  # bytes of all its parts
RATIO = 400  # of a part above 64 MB; real sheets reach about 50
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (_ZIP, _COMPOUND)


def _guard(path: Path) -> None:
    """Raises FileTooLarge or BadWorkbook before anything is unpacked."""
    if path.stat().st_size > LARGEST:
        raise FileTooLarge(file=path.name, limit=LARGEST // 1024**2)
    with path.open("rb") as file:
        if file.read(4) == _COMPOUND:
            return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise BadWorkbook(file=path.name) from error
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "content.xml", "xl/workbook.bin"}:
        raise BadWorkbook(file=path.name)
    swollen = any(
        part.file_size > 64 * 1024**2 and part.file_size > RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if swollen or sum(part.file_size for part in parts) > UNPACKED:
        raise FileTooLarge(file=path.name, limit=UNPACKED // 1024**2)


class Sheet:
    """One sheet of a workbook. `name` empty: the visible one with the most rows."""

    def __init__(self, path: Path, name: str = "") -> None:
        _guard(path)
        try:
            with path.open("rb") as file:
                book = CalamineWorkbook.from_filelike(file)
                visible = [
                    meta.name
                    for meta in book.sheets_metadata
                    if str(meta.visible).endswith("Visible")
                ] or list(book.sheet_names)
                names = [name] if name in book.sheet_names else visible
                sheets = [book.get_sheet_by_name(each) for each in names]
        except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
            raise BadWorkbook(file=path.name) from error
        if not sheets:
            raise BadWorkbook(file=path.name)
        self._sheet = max(sheets, key=lambda sheet: sheet.height)
        self.name: str = self._sheet.name
        self.names: tuple[str, ...] = tuple(visible)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row's number in the sheet and its cells as texts."""
        for number, cells in enumerate(self._sheet.iter_rows(), 1):
            yield number, [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    if isinstance(cell, int):
        return f"{NATIVE}{cell}"
    if isinstance(cell, float):
        return f"{NATIVE}{int(cell) if cell.is_integer() else repr(cell)}"
    if isinstance(cell, datetime):
        return f"{NATIVE}{cell.isoformat(timespec='seconds')}"
    if isinstance(cell, date):
        return f"{NATIVE}{cell.isoformat()}T00:00:00"
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return str(cell)
