"""The expressions of `derive`, compiled once and run by the engine over tables in memory."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import ibis
import pyarrow as pa

from niaga.warehouse import derive
from niaga.warehouse.engines import duckdb

RANK_COLUMNS = (
    "order_id",
    "customer_key",
    "placed_at",
    "counted",
    "date_local",
    "region",
)
RANKED = ("order_rank", "customer_type", "previous_date_local", "previous_in_region")
_INPUTS: dict[str, tuple[str, ...]] = {
    "order_lines": ("orders", "lines", "products", "shipments", "reversals"),
    "sales_events": ("orders", "lines", "reversals", "products"),
    "payments": ("orders", "payments"),
    "reviews": ("orders", "reviews"),
    "shipments": ("orders", "shipments"),
}


def unranked(inputs: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Facts of orders, without the order rank, from what `prepare.prepared` answers."""
    facts = {
        name: _run(name, {each: inputs[each] for each in needed})
        for name, needed in _INPUTS.items()
    }
    needed = ("orders", "lines", "payments", "products")
    facts["orders"] = _run(
        "orders",
        {
            **{each: inputs[each] for each in needed},
            "sales_events": facts["sales_events"].select(["order_id", "returns"]),
        },
    )
    return facts


def rank(history: pa.Table) -> pa.Table:
    """`order_id` and RANKED of the counted orders among RANK_COLUMNS rows."""
    return _run("ranked", {"orders": history})


def with_rank(orders: pa.Table, ranks: pa.Table) -> pa.Table:
    kept = [name for name in orders.column_names if name not in RANKED]
    return _run("with_rank", {"orders": orders.select(kept), "ranks": ranks})


def customers(orders: pa.Table, people: pa.Table) -> pa.Table:
    """People with the counts of their orders; `orders` must hold all that they ever placed."""
    columns = ["customer_key", "is_test", "counted", "date_local"]
    return _run("customers", {"orders": orders.select(columns), "customers": people})


def _with_rank(orders: Any, ranks: Any) -> Any:
    return orders.left_join(ranks, "order_id").drop("order_id_right")


def _run(name: str, inputs: dict[str, pa.Table]) -> pa.Table:
    schemas = tuple((each, table.schema) for each, table in inputs.items())
    sql = _compiled(name, schemas)
    return duckdb.run_arrow(sql, inputs)


@lru_cache(maxsize=64)
def _compiled(name: str, schemas: tuple[tuple[str, pa.Schema], ...]) -> str:
    function = {"with_rank": _with_rank}.get(name) or getattr(derive, name)
    unbound = [ibis.table(ibis.Schema.from_pyarrow(schema), name=each) for each, schema in schemas]
    return duckdb.compile_expression(function(*unbound))
