"""Cells of a CSV file that a spreadsheet will open."""

from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: Any) -> Any:
    """A text from a source, a column's name too, must not become a formula in whoever's
    spreadsheet; what is not there is empty."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
