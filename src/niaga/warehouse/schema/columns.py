"""The machinery of the canonical tables: kinds of columns, and a table written as lines of text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

# kind → the type's name in Ibis and in DuckDB
KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("string", "VARCHAR"),
    "whole": ("int64", "BIGINT"),
    "flag": ("boolean", "BOOLEAN"),
    "date": ("date", "DATE"),
    "instant": ("timestamp('UTC')", "TIMESTAMPTZ"),
    "wall": ("timestamp", "TIMESTAMP"),
    "texts": ("array<string>", "VARCHAR[]"),
}


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    doc: str = ""


@dataclass(frozen=True)
class Table:
    """`monthly`: partitioned by `part` too. `key`: what identifies a row in a shop."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    monthly: bool = True

    @cached_property
    def partitions(self) -> tuple[str, ...]:
        """A load rewrites whole partitions: those of its own source, month by month."""
        own = tuple(name for name in ("shop", "source") if name in self.kinds)
        return (*own, "part") if self.monthly else own

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {column.name: column.kind for column in self.columns}


def columns_of(kinds: str) -> tuple[Column, ...]:
    """One column per line: `name kind what it means`."""
    rows = (line.split(None, 2) for line in kinds.splitlines() if line.strip())
    return tuple(Column(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows)


LINEAGE = """
shop text key of the shop
source text the kind of source that told it; "derived": made from all of them
load_id text the load that wrote the row; see `loads`
source_row whole row number in the source (the header is row 1), or its primary key
"""
PART = "part text month of the row's `date_local`, YYYY-MM; an order's for all that belongs to it\n"
PLACE = """
region text state or province of delivery
channel text where it was sold
"""


def define(name: str, doc: str, key: str, columns: str, monthly: bool = True) -> Table:
    """A table with lineage and, when `monthly`, its month, before its own columns."""
    text = LINEAGE + (PART if monthly else "") + columns
    return Table(name, doc, columns_of(text.replace("\n\n", "\n")), tuple(key.split()), monthly)
