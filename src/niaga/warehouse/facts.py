"""The expressions of `derive`, compiled once and run by the engine over tables in memory."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import ibis
import pyarrow as pa

from niaga.kernel.shop import current_shop
from niaga.warehouse import derive
from niaga.warehouse.engines import duckdb

RANK_COLUMNS = (
    "order_id",
    "customer_key",
    "placed_at",
    "counted",
    "value",
    "returned",
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
    every = current_shop().refunded_makes_customer
    return _run("ranked_all" if every else "ranked", {"orders": history})


def with_rank(orders: pa.Table, ranks: pa.Table) -> pa.Table:
    kept = [name for name in orders.column_names if name not in RANKED]
    return _run("with_rank", {"orders": orders.select(kept), "ranks": ranks})


def customers(orders: pa.Table, people: pa.Table) -> pa.Table:
    """People with the counts of their orders; `orders` must hold all that they ever placed."""
    columns = ["customer_key", "is_test", "counted", "date_local"]
    return _run("customers", {"orders": orders.select(columns), "customers": people})


def _with_rank(orders: Any, ranks: Any) -> Any:
    return orders.left_join(ranks, "order_id").drop("order_id_right")


_OWN: Mapping[str, Callable[..., Any]] = {
    "with_rank": _with_rank,
    "ranked_all": partial(derive.ranked, refunded_makes_customer=True),
}


def _run(name: str, inputs: dict[str, pa.Table]) -> pa.Table:
    schemas = tuple((each, table.schema) for each, table in inputs.items())
    sql = _compiled(name, schemas)
    return duckdb.run_arrow(sql, inputs)


@lru_cache(maxsize=64)
def _compiled(name: str, schemas: tuple[tuple[str, pa.Schema], ...]) -> str:
    function = _OWN.get(name) or getattr(derive, name)
    unbound = [ibis.table(ibis.Schema.from_pyarrow(schema), name=each) for each, schema in schemas]
    return duckdb.compile_expression(function(*unbound))
