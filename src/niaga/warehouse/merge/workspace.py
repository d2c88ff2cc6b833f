"""The tables of a shop as they lie, and what a hand-over makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from niaga.warehouse import tables
from niaga.warehouse.merge.incoming import Incoming
from niaga.warehouse.snapshot import ShopEntry
from niaga.warehouse.tables import Scope

DERIVED = "derived"  # the source of rows that are made from all sources


@dataclass(frozen=True)
class Change:
    """New content of a table for one shop: of what lies in `scope`."""

    rows: pa.Table
    scope: Scope


@dataclass
class Changes:
    """`fresh`: the canonical rows of the hand-over; `written`: how many. `duplicates`: rows that
    a later one replaced, or that another source tells too; of customers, who are another.
    `claimed`: orders of the hand-over that another source tells already. `crowded`: contacts of
    too many people to merge by.
    """

    tables: dict[str, Change] = field(default_factory=dict)
    fresh: dict[str, pa.Table] = field(default_factory=dict)
    claimed: int = 0
    written: dict[str, int] = field(default_factory=dict)
    duplicates: dict[str, int] = field(default_factory=dict)
    crowded: int = 0


class Workspace:
    """`whole`: the hand-over is all that its source has to say of the shop."""

    def __init__(self, shop: ShopEntry | None, incoming: Incoming, whole: bool) -> None:
        self.files: Mapping[str, tuple[str, ...]] = shop.files if shop else {}
        self.incoming, self.whole = incoming, whole
        self.source = incoming.lineage.source
        self.result = Changes()

    def read(
        self, name: str, scope: Scope | None = None, columns: list[str] | None = None
    ) -> pa.Table:
        paths = self.files.get(name, ())
        return tables.read(name, paths if scope is None else tables.within(paths, scope), columns)

    def has_rows(self, name: str) -> bool:
        return bool(tables.within(self.files.get(name, ()), {self.source: None}))

    def canonical(self, name: str, rows: pa.Table) -> pa.Table:
        """Fresh rows with their lineage, in the table's shape."""
        shaped = self.incoming.canonical(name, rows)
        self.result.fresh[name] = shaped
        return shaped

    def set(self, name: str, rows: list[pa.Table], scope: Scope) -> None:
        self.result.tables[name] = Change(pa.concat_tables(rows), scope)

    def count(self, name: str, rows: int, duplicates: int = 0) -> None:
        if rows:
            self.result.written[name] = rows
        if duplicates:
            self.result.duplicates[name] = self.result.duplicates.get(name, 0) + duplicates


def with_values(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    """The column's values replaced."""
    return table.set_column(table.column_names.index(name), name, values)


def widened(scope: Mapping[str, set[str] | None], places: pa.Table) -> dict[str, set[str] | None]:
    """The scope, and the months of the given sources."""
    wider: dict[str, set[str] | None] = dict(scope)
    distinct = places.select(["source", "part"]).group_by(["source", "part"]).aggregate([])
    for row in distinct.to_pylist():
        parts = wider.setdefault(row["source"], set())
        if parts is not None:
            wider[row["source"]] = parts | {row["part"]}
    return wider
