"""A tile as a spreadsheet: real numbers with formats, and a sheet that says what they are."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from niaga.kernel.money import exponent
from niaga.web.dashboards.board import Board
from niaga.web.dashboards.exports.about import definitions, facts
from niaga.web.dashboards.numbers import Cell, cell_label
from niaga.web.dashboards.selection import Selection
from niaga.web.dashboards.tiles import Table, Tile

MONEY = ("money", "signed", "short_money")
_FORMATS = {
    "count": "#,##0",
    "signed_count": "+#,##0;-#,##0;0",
    "ratio": "0.0%",
    "change": "+0.0%;-0.0%;0.0%",
    "points": "+0.0;-0.0;0.0",
    "days": "#,##0.0",
    "hours": "#,##0.0",
    "score": "0.00",
    "p": "0.0000",
    "day": "yyyy-mm-dd",
    "week": "yyyy-mm-dd",
    "month": "mmm yyyy",
}


def workbook(board: Board, selection: Selection, tile: Tile, table: Table) -> bytes:
    import xlsxwriter  # loaded by who asks for a sheet, not by every page

    file = BytesIO()
    # Texts come from sources: never taken for formulas or addresses.
    book = xlsxwriter.Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    _data(book, head, tile, table)
    _about(book, head, board, selection, tile)
    book.close()
    return file.getvalue()


def _data(book: Any, head: Any, tile: Tile, table: Table) -> None:
    sheet = book.add_worksheet(_("Data"))
    formats: dict[str, Any] = {}
    for at, column in enumerate(table.columns):
        unit = f" ({table.currency})" if column.unit in MONEY and table.currency else ""
        sheet.write_string(0, at, column.head + unit, head)
        sheet.set_column(at, at, 30 if not column.is_number and at == 0 else 16)
    for row_at, row in enumerate(table.rows, start=1):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            unit = value.unit if isinstance(value, Cell) else column.unit
            if unit not in formats:
                formats[unit] = book.add_format({"num_format": _format(unit, table.currency)})
            _write(sheet, row_at, at, value, unit, formats[unit], table.currency)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    if table.footnote:
        sheet.write_string(len(table.rows) + 2, 0, table.footnote)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    book.set_properties({"title": tile.title})


def _format(unit: str, currency: str) -> str:
    if unit in MONEY:
        digits = exponent(currency) if currency else 0
        return "#,##0" + ("." + "0" * digits if digits else "")
    return _FORMATS.get(unit, "General")


def _write(sheet: Any, row: int, at: int, value: Any, unit: str, form: Any, currency: str) -> None:
    plain = value.value if isinstance(value, Cell) else value
    if plain is None or plain == "":
        sheet.write_blank(row, at, None)
    elif isinstance(plain, date) and unit in ("day", "week", "month"):
        sheet.write_datetime(row, at, datetime.combine(plain, time()), form)
    elif isinstance(plain, bool) or not isinstance(plain, int | float):
        sheet.write_string(row, at, str(cell_label(plain, unit)))
    elif unit in MONEY:
        sheet.write_number(row, at, plain / 10 ** exponent(currency) if currency else plain, form)
    elif unit == "points":
        sheet.write_number(row, at, plain * 100, form)
    else:
        sheet.write_number(row, at, plain, form)


def _about(book: Any, head: Any, board: Board, selection: Selection, tile: Tile) -> None:
    sheet = book.add_worksheet(_("Keterangan"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 2, 60)
    row = 0
    for name, value in [(_("Ubin"), tile.title), *facts(board, selection)]:
        sheet.write_string(row, 0, name, head)
        sheet.write_string(row, 1, value, wrapped)
        row += 1
    for note in (tile.lead, *tile.notes):
        if note:
            sheet.write_string(row, 1, note, wrapped)
            row += 1
    if tile.left_out:
        sheet.write_string(row, 0, _("Saringan yang tidak berlaku di sini"), head)
        sheet.write_string(row, 1, ", ".join(tile.left_out), wrapped)
        row += 1
    row += 1
    for at, text in enumerate((_("Ukuran"), _("Artinya"), _("Definisi"))):
        sheet.write_string(row, at, text, head)
    for each in definitions([tile]):
        row += 1
        for at, text in enumerate((each.label, each.describe, each.doc)):
            sheet.write_string(row, at, text, wrapped)
