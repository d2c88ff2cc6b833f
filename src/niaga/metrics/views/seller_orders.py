"""How each seller served: `seller_orders`, the orders of each with lateness and scores."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def build(tables: Mapping[str, Any], as_of: Any) -> Any:
    lines, parcels, reviews = (tables[n] for n in ("order_lines", "shipments", "reviews"))
    lines = lines.filter(lines.counted & lines.seller_id.notnull())
    heads = lines.group_by(["order_id", "seller_id"]).aggregate(
        date_local=lines.date_local.min(),
        month_local=lines.month_local.min(),
        region=lines.region.max(),
        channel=lines.channel.max(),
    )
    judged = parcels.filter(parcels.delivered & parcels.late.notnull())
    late = judged.group_by("order_id").aggregate(
        judged=judged.count(), late=judged.count(where=judged.late)
    )
    told = reviews.filter(reviews.delivered)
    said = told.group_by("order_id").aggregate(reviews=told.count(), score=told.score.sum())
    joined = heads.left_join(late, "order_id").drop("order_id_right")
    joined = joined.left_join(said, "order_id")
    return joined.select(
        "order_id",
        "seller_id",
        "date_local",
        "month_local",
        "region",
        "channel",
        judged=joined.judged.fill_null(0),
        late=joined.late.fill_null(0),
        reviews=joined.reviews.fill_null(0),
        score=joined.score.fill_null(0),
    )


VIEWS = (
    View(
        "seller_orders",
        "One row per counted order and seller in it. A parcel and a review are of an order: where "
        "several sellers share one, each of them carries both.",
        ("order_lines", "shipments", "reviews"),
        columns_of("""
date_local date day on which the order was placed
month_local date
order_id text
seller_id text
region text of delivery
channel text
judged whole delivered parcels whose promised and delivery times are known
late whole of these, delivered after promised
reviews whole of the delivered order
score whole Σ of their scores
"""),
        build,
        dimensions={"seller": "seller_id", "region": "region", "channel": "channel"},
        rows=("order_id", "date_local", "seller_id", "late", "region"),
    ),
)
