"""Which products reviews are of: the one that a review names, else each product of its order."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.product_choice import named
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

_COLUMNS = columns_of("""
review_id text
order_id text
product_id text
product_name text name; where none is told, category and id
category text
condition text
region text
channel text
date_local date business day on which the order was placed
month_local date
score whole 1 to 5
""")


def _by_product(tables: Mapping[str, Any], _as_of: Any) -> Any:
    import ibis

    reviews, lines = tables["reviews"], tables["order_lines"]
    reviews = reviews.filter(reviews.delivered & ~reviews.is_test & reviews.score.notnull())
    columns = ("review_id", "order_id", "region", "channel", "date_local", "month_local", "score")
    told = reviews.filter(reviews.product_id.notnull()).select(*columns, "product_id")
    whole = reviews.filter(reviews.product_id.isnull()).select(*columns)
    bought = lines.filter(lines.product_id.notnull()).select("order_id", "product_id").distinct()
    each = told.union(whole.inner_join(bought, "order_id").select(*columns, "product_id"))
    products = tables["products"]
    names = named(products).select("product_name", key="product_id")
    kinds = products.select("category", "condition", key="product_id")
    each = each.left_join(names, each.product_id == names.key).drop("key")
    each = each.left_join(kinds, each.product_id == kinds.key).drop("key")
    each = each.mutate(product_name=ibis.coalesce(each.product_name, each.product_id))
    return each.select(*(column.name for column in _COLUMNS))


VIEWS = (
    View(
        name="product_reviews",
        doc="One row per review of a delivered order and product: the one that the review names, "
        "else each product of the order, which all carry it.",
        tables=("reviews", "order_lines", "products"),
        columns=_COLUMNS,
        build=_by_product,
        dimensions={
            "product": "product_id",
            "product_name": "product_name",
            "category": "category",
            "condition": "condition",
            "region": "region",
            "channel": "channel",
            "score": "score",
            "order": "order_id",
        },
        rows=("order_id", "date_local", "product_name", "score", "region"),
    ),
)
