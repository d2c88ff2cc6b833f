"""What lines earned, where the source tells what the goods cost."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.product_choice import named
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

_COLUMNS = columns_of("""
order_id text
line_no whole
date_local date business day on which the order was placed
month_local date
region text
channel text
status text
category text
condition text
product_id text
seller_id text
counted flag of the order
quantity whole
cost whole null: not told
net whole gross − discount
profit whole net − cost; null: cost not told
product_name text name; where none is told, category and id
""")


def _costed(tables: Mapping[str, Any], _as_of: Any) -> Any:
    import ibis

    lines = tables["order_lines"]
    net = lines.gross - lines.discount
    lines = lines.filter(~lines.is_test).mutate(net=net, profit=net - lines.cost)
    lines = lines.left_join(named(tables["products"]), "product_id").drop("product_id_right")
    lines = lines.mutate(product_name=ibis.coalesce(lines.product_name, lines.product_id))
    return lines.select(*(column.name for column in _COLUMNS))


VIEWS = (
    View(
        name="costed_lines",
        doc="One row per line of an order, tests left out, with what it earned.",
        tables=("order_lines", "products"),
        columns=_COLUMNS,
        build=_costed,
        as_of="known",
        dimensions={
            "status": "status",
            "region": "region",
            "channel": "channel",
            "category": "category",
            "condition": "condition",
            "product": "product_id",
            "product_name": "product_name",
            "seller": "seller_id",
        },
        rows=("order_id", "line_no", "date_local", "category", "product_id", "cost"),
    ),
)
