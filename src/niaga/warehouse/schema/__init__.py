"""The canonical tables: facts and dimensions, column by column, whatever the source was.

Readers hand over `collect.staging`; `warehouse.load.publish` turns that into these tables. Every
row carries its shop and its lineage (`source`, `load_id`, `source_row`). Amounts are whole smallest
units of `currency`. An instant is UTC; `*_local` and `date_local` are the wall time and the
business day of the shop's own time zone, written at load and never computed by a query. Facts are
partitioned by shop and by `part`, a month (YYYY-MM): of an order's facts the month in which it was
placed, which never changes for an order; of other facts that of their own day.

This package is plain data and imports no engine: pages read it in a web process.
"""

import hashlib
from collections.abc import Mapping

from niaga.warehouse.schema import books, dimensions, reach, selling, stock
from niaga.warehouse.schema.columns import KINDS, Column, Table

TABLES: Mapping[str, Table] = {
    value.name: value
    for room in (selling, reach, stock, dimensions, books)
    for value in vars(room).values()
    if isinstance(value, Table)
}
# Facts of another mark have another shape: their shop is loaded whole again. Raise DERIVATION
# when rows are derived in another way without a change of columns.
DERIVATION = 1
MARK = hashlib.sha256(f"{DERIVATION} {TABLES!r}".encode()).hexdigest()[:12]
ORDER_FACTS = tuple(v.name for v in vars(selling).values() if isinstance(v, Table))
REACH_FACTS = tuple(v.name for v in vars(reach).values() if isinstance(v, Table) and v.monthly)
STOCK_FACTS = (stock.STOCK_DAYS.name,)
OWN_FACTS = (*REACH_FACTS, *STOCK_FACTS)  # dated facts that do not belong to an order
# A hand-over is all that its source has to say of a test, or of a day's stock: read again, nothing
# of it stays behind.
WHOLES: Mapping[str, str] = {
    "exposures": "experiment",
    "experiments": "experiment",
    "stock_days": "date_local",
}

__all__ = ["KINDS", "MARK", "ORDER_FACTS", "OWN_FACTS", "TABLES", "WHOLES", "Column", "Table"]
