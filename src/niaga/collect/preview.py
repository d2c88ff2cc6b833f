"""What a hand-over comes to, before it is loaded: the same sums that the metrics will say after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import Staged


@dataclass(frozen=True)
class Refusal:
    """Rows of a file refused for one reason; `row`: the first of them."""

    file: str
    column: str
    reason: str
    count: int
    row: int


@dataclass(frozen=True)
class Summary:
    """Amounts in the shop's smallest unit. `net`: gross − discounts − what was taken back, tests
    and orders that never became a sale left out. `first`, `last`: business days of the orders.
    """

    rows: int
    tables: Mapping[str, int]
    rejected: int
    refusals: tuple[Refusal, ...] = ()
    orders: int = 0
    counted: int = 0
    units: int = 0
    gross: int = 0
    discount: int = 0
    returns: int = 0
    shipping: int = 0
    tax: int = 0
    customers: int = 0
    products: int = 0
    first: date | None = None
    last: date | None = None
    channels: tuple[str, ...] = field(default=())

    @property
    def net(self) -> int:
        return self.gross - self.discount - self.returns


def summary(staged: Staged) -> Summary:
    """The sums of what was staged."""
    rejects = staged.table("rejects")
    tables = {
        name: table.num_rows
        for name, table in staged.tables.items()
        if table.num_rows and name != "rejects"
    }
    base = Summary(staged.rows_in, tables, rejects.num_rows, _refusals(rejects))
    orders = staged.table("orders")
    if not orders.num_rows:
        return base
    return _with_sales(base, staged, orders)


def _refusals(rejects: pa.Table) -> tuple[Refusal, ...]:
    grouped = rejects.group_by(["file", "column", "reason"]).aggregate(
        [("row", "count"), ("row", "min")]
    )
    found = [
        Refusal(row["file"], row["column"] or "", row["reason"], row["row_count"], row["row_min"])
        for row in grouped.to_pylist()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.row)))


def _with_sales(base: Summary, staged: Staged, orders: pa.Table) -> Summary:
    sold = orders.filter(pc.and_(pc.is_valid(orders["sale_at"]), pc.invert(orders["is_test"])))
    lines = staged.table("lines")
    lines = lines.filter(pc.is_in(lines["order_id"], value_set=_column(sold, "order_id")))
    taxed = pc.if_else(lines["tax_included"], lines["tax"], 0)
    gross = pc.subtract(pc.multiply(lines["unit_price"], lines["quantity"]), taxed)
    lines = lines.append_column("gross", gross)
    days = pc.local_timestamp(
        orders["placed_at"].cast(pa.timestamp("us", tz=ZoneInfo(staged.shop.time_zone).key))
    ).cast(pa.date32(), safe=False)
    counted = pc.and_(
        pc.and_(orders["captured"], pc.invert(orders["cancelled_before_shipment"])),
        pc.invert(orders["is_test"]),
    )
    discount = _sum(lines["discount"]) + _sum(sold["discount"])
    return Summary(
        rows=base.rows,
        tables=base.tables,
        rejected=base.rejected,
        refusals=base.refusals,
        orders=orders.num_rows,
        counted=_sum(counted.cast(pa.int64())),
        units=_sum(lines["quantity"]),
        gross=_sum(lines["gross"]),
        discount=discount,
        returns=_returns(staged, sold, lines),
        shipping=_sum(lines["shipping"]) + _sum(sold["shipping"]),
        tax=_sum(lines["tax"]) + _sum(sold["tax"]),
        customers=pc.count_distinct(orders["customer_ref"]).as_py(),
        products=pc.count_distinct(lines["product_id"]).as_py(),
        first=pc.min(days).as_py(),
        last=pc.max(days).as_py(),
        channels=tuple(sorted(filter(None, pc.unique(orders["channel"]).to_pylist()))),
    )


_OF_LINE = ("order_id", "line_no", "quantity", "gross", "discount")


def _returns(staged: Staged, sold: pa.Table, lines: pa.Table) -> int:
    """What the reversals take back, as the ledger will: line by line, half up."""
    own = dict(zip(_listed(sold, "order_id"), _listed(sold, "discount"), strict=True))
    by_order: dict[str, dict[int, tuple[int, int]]] = {}
    for order_id, line_no, units, gross, off in zip(
        *(
            _listed(lines, name)
            for name in ("order_id", "line_no", "quantity", "gross", "discount")
        ),
        strict=True,
    ):
        by_order.setdefault(order_id, {})[line_no] = (units, gross - off)
    total = 0
    for row in staged.table("reversals").to_pylist():
        parts = by_order.get(row["order_id"], {})
        if row["order_id"] not in own:
            continue
        chosen = parts if row["line_no"] is None else {row["line_no"]: parts.get(row["line_no"])}
        for part in chosen.values():
            if part is not None:
                total += _share(part, row["quantity"], row["amount"])
        if row["line_no"] is None:
            total += (row["amount"] if row["amount"] is not None else 0) - own[row["order_id"]]
    return total


def _share(part: tuple[int, int], units: int | None, amount: int | None) -> int:
    quantity, value = part
    if amount is not None:
        return amount
    if units is None or units == quantity:
        return value
    whole = max(quantity, 1)
    return (2 * value * units + whole) // (2 * whole)


def _column(table: pa.Table, name: str) -> pa.Array:
    return table[name].combine_chunks()


def _listed(table: pa.Table, name: str) -> list[Any]:
    return table[name].to_pylist()


def _sum(values: pa.ChunkedArray | pa.Array) -> int:
    return int(pc.sum(values).as_py() or 0)
