"""Rows that were not loaded, each with its reason and what it said, people left out."""

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from niaga.collect.orders_file.cells import Cells
from niaga.collect.staging import REJECTS
from niaga.collect.tabular.layout import shown

# Fields whose cells may be told again; the others could name a person.
_TOLD = (
    "order_id", "ordered_at", "status", "product_id", "quantity", "unit_price", "line_total",
    "discount", "currency", "order_total",
)  # fmt: skip


def rejects_table(cells: Cells, faults: Mapping[int, tuple[str, str]]) -> pa.Table:
    """In the order of the file."""
    name, columns = cells.layout.path.name, cells.columns
    told = [
        (column, *columns.texts[column])
        for field, column in cells.mapping.items()
        if field in _TOLD
    ]
    rows: list[dict[str, Any]] = []
    for row, (column, reason) in faults.items():
        raw = {each: shown(texts[at[row]]) for each, texts, at in told if at[row] >= 0}
        rows.append(
            {
                "file": name,
                "row": int(columns.numbers[row]),
                "column": column,
                "reason": reason,
                "raw": json.dumps(raw, ensure_ascii=False),
            }
        )
    last = cells.layout.columns[-1]
    rows += [
        {"file": name, "row": number, "column": last, "reason": "cut_row", "raw": "{}"}
        for number in columns.misshapen
    ]
    rows.sort(key=lambda each: each["row"])
    return pa.Table.from_pylist(rows, schema=REJECTS)
