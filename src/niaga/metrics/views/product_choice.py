"""What people choose: most ordered products of each quarter and of each RFM segment, and products
that are bought together.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.rfm import WINDOW_DAYS
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

QUARTER_RANKS = 10
SEGMENT_RANKS = 10
PAIR_PRODUCTS = 200  # of a segment: pairs are looked for among its most ordered products
PAIR_RANKS = 5
FEWEST_BASKETS = 3  # below so many baskets with both products a pair is chance


def named(products: Any) -> Any:
    """`product_id`, `product_name`: the name; where none is told, the category and the id."""
    import ibis

    told = products.name.nullif("")
    short = products.product_id.substr(0, 8)
    made = ibis.coalesce(products.category.replace("_", " ") + " · " + short, short)
    return products.select("product_id", product_name=ibis.coalesce(told, made))


def _quarters(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    events = tables["sales_events"]
    events = events.filter((events.date_local < as_of) & events.product_id.notnull())
    events = events.mutate(quarter=events.date_local.truncate("Q"))
    sums = events.group_by(["quarter", "product_id"]).aggregate(
        units=events.quantity.sum(), net=events.net.sum(), category=events.category.max()
    )
    sums = sums.filter(sums.units > 0)
    window = ibis.window(
        group_by="quarter", order_by=[sums.units.desc(), sums.net.desc(), sums.product_id]
    )
    best = sums.mutate(place=ibis.row_number().over(window) + 1)
    best = best.filter(best.place <= QUARTER_RANKS)
    joined = best.left_join(named(tables["products"]), "product_id")
    start = joined.quarter
    return joined.select(
        "product_id",
        "units",
        "net",
        "place",
        product_name=ibis.coalesce(joined.product_name, joined.product_id),
        sales_quarter=start.year().cast("string") + "-Q" + start.quarter().cast("string"),
    )


def _lines(tables: Mapping[str, Any], as_of: Any) -> Any:
    """Of the counted orders that the segments were made of."""
    import ibis

    lines = tables["order_lines"]
    return lines.filter(
        lines.counted
        & lines.customer_key.notnull()
        & lines.product_id.notnull()
        & (lines.date_local < as_of)
        & (lines.date_local >= as_of - ibis.interval(days=WINDOW_DAYS))
    )


def _several(tables: Mapping[str, Any], as_of: Any, lines: Any) -> Any:
    """Those of the lines whose order has others: only they can repeat a product."""
    import ibis

    orders = tables["orders"]
    several = orders.filter(
        orders.counted
        & (orders.line_count > 1)
        & (orders.date_local < as_of)
        & (orders.date_local >= as_of - ibis.interval(days=WINDOW_DAYS))
    )
    return lines.semi_join(several, "order_id")


def _bought(tables: Mapping[str, Any], as_of: Any, people: Any) -> Any:
    """Of each segment and product: `orders` with it, `units` and `value`.

    An order counts once however many of its lines have the product: all lines are counted, and
    those that repeat one are taken off, of which there are few.
    """
    lines, segments = _lines(tables, as_of), people.select("customer_key", "segment")
    told = lines.select(
        "customer_key",
        "product_id",
        units=lines.quantity - lines.returned_units,
        value=lines.gross - lines.discount,
    )
    told = told.inner_join(segments, "customer_key")
    sums = told.group_by(["segment", "product_id"]).aggregate(
        lines=told.count(), units=told.units.sum(), value=told.value.sum()
    )
    one = _several(tables, as_of, lines).group_by(["order_id", "customer_key", "product_id"])
    again = one.aggregate(again=lambda t: t.count() - 1).filter(lambda t: t.again > 0)
    again = again.inner_join(segments, "customer_key").group_by(["segment", "product_id"])
    found = sums.left_join(
        again.aggregate(again=lambda t: t.again.sum()), ["segment", "product_id"]
    )
    return found.select(
        "segment",
        "product_id",
        "units",
        "value",
        orders=(found.lines - found.again.fill_null(0)).cast("int64"),
    )


def _segments(tables: Mapping[str, Any], as_of: Any) -> Any:
    """The most ordered products of each segment, beside how common they are among all."""
    import ibis

    people = tables["buyer_segments"]
    mine = _bought(tables, as_of, people)
    everyone = ibis.window(group_by="product_id")
    mine = mine.mutate(all_product_orders=mine.orders.sum().over(everyone))
    window = ibis.window(
        group_by="segment", order_by=[mine.units.desc(), mine.value.desc(), mine.product_id]
    )
    best = mine.mutate(place=ibis.row_number().over(window) + 1)
    best = best.filter(best.place <= SEGMENT_RANKS)
    sizes = people.group_by("segment").aggregate(segment_orders=people.orders.sum())
    total = people.aggregate(all_orders=people.orders.sum())
    joined = best.left_join(sizes, "segment").drop("segment_right").cross_join(total)
    joined = joined.left_join(named(tables["products"]), "product_id")
    return joined.select(
        "segment",
        "product_id",
        "orders",
        "units",
        "value",
        "place",
        "segment_orders",
        "all_product_orders",
        "all_orders",
        product_name=ibis.coalesce(joined.product_name, joined.product_id),
    )


def _pairs(tables: Mapping[str, Any], as_of: Any) -> Any:
    """The pairs of each segment that are together more often than chance would have it."""
    import ibis

    people = tables["buyer_segments"]
    lines = _lines(tables, as_of).select("order_id", "product_id", "customer_key")
    found = lines.inner_join(people.select("customer_key", "segment"), "customer_key")
    baskets = found.select("segment", "order_id", "product_id").distinct()
    sizes = people.group_by("segment").aggregate(baskets=people.orders.sum())
    counts = baskets.group_by(["segment", "product_id"]).aggregate(with_product=baskets.count())
    window = ibis.window(
        group_by="segment", order_by=[counts.with_product.desc(), counts.product_id]
    )
    common = counts.mutate(place=ibis.row_number().over(window))
    common = common.filter(common.place < PAIR_PRODUCTS).drop("place")
    kept = baskets.semi_join(common, ["segment", "product_id"])
    other = kept.select("order_id", other_id="product_id")
    both = kept.inner_join(other, "order_id")
    both = both.filter(both.product_id != both.other_id)
    pairs = both.group_by(["segment", "product_id", "other_id"]).aggregate(together=both.count())
    pairs = pairs.filter(pairs.together >= FEWEST_BASKETS)
    right = common.select("segment", other_id="product_id", with_other="with_product")
    joined = pairs.inner_join(common, ["segment", "product_id"])
    joined = joined.inner_join(right, ["segment", "other_id"]).inner_join(sizes, "segment")
    # How many baskets more than chance (Piatetsky-Shapiro's leverage, times all baskets).
    surplus = joined.together - joined.with_product * joined.with_other / joined.baskets.cast(
        "float64"
    )
    joined = joined.mutate(surplus=surplus).filter(surplus > 0)
    # Of the two directions of a pair, the one in which the rarer product points to the other.
    one = joined.filter(
        (joined.with_product < joined.with_other)
        | ((joined.with_product == joined.with_other) & (joined.product_id < joined.other_id))
    )
    window = ibis.window(
        group_by="segment",
        order_by=[one.surplus.desc(), one.together.desc(), one.product_id, one.other_id],
    )
    best = one.mutate(place=ibis.row_number().over(window) + 1)
    best = best.filter(best.place <= PAIR_RANKS)
    names = named(tables["products"])
    left = names.select("product_id", bought="product_name")
    right = names.select(other_id="product_id", offered="product_name")
    best = best.left_join(left, "product_id").drop("product_id_right")
    best = best.left_join(right, "other_id")
    return best.select(
        "segment",
        "product_id",
        "other_id",
        "together",
        "with_product",
        "with_other",
        "baskets",
        "place",
        product_name=ibis.coalesce(best.bought, best.product_id),
        other_name=ibis.coalesce(best.offered, best.other_id),
    )


VIEWS = (
    View(
        name="quarter_products",
        doc=f"The {QUARTER_RANKS} most ordered products of each quarter until the period's end: "
        "by units net of cancellations and returns, then net sales, then id.",
        tables=("sales_events", "products"),
        columns=columns_of("""
sales_quarter text YYYY-Qn
product_id text
product_name text name; where none is told, category and id
units whole sold less taken back, on the sale clock
net whole net sales
place whole 1 is the most ordered
"""),
        build=_quarters,
        dimensions={
            "sales_quarter": "sales_quarter",
            "product": "product_id",
            "product_name": "product_name",
        },
        rows=("sales_quarter", "place", "product_id", "product_name"),
    ),
    View(
        name="segment_products",
        doc=f"The {SEGMENT_RANKS} most ordered products of each RFM segment in the {WINDOW_DAYS} "
        "days before the period's end.",
        tables=("orders", "order_lines", "products"),
        columns=columns_of("""
segment text
product_id text
product_name text name; where none is told, category and id
orders whole counted orders of the segment with it
units whole less returned ones
value whole gross − discount
place whole 1 is the most ordered
segment_orders whole counted orders of the segment
all_product_orders whole counted orders of everybody with it
all_orders whole counted orders of everybody
"""),
        build=_segments,
        reads=("buyer_segments",),
        dimensions={
            "segment": "segment",
            "product": "product_id",
            "product_name": "product_name",
        },
        rows=("segment", "place", "product_id", "product_name"),
    ),
    View(
        name="product_pairs",
        doc=f"The {PAIR_RANKS} pairs of products of each RFM segment that are in one basket more "
        f"often than chance, by how many baskets; at least {FEWEST_BASKETS}, among the segment's "
        f"{PAIR_PRODUCTS} most ordered products.",
        tables=("orders", "order_lines", "products"),
        columns=columns_of("""
segment text
product_id text who has it in the basket
other_id text is recommended this
product_name text
other_name text
together whole baskets with both
with_product whole baskets with the first
with_other whole baskets with the recommended one
baskets whole of the segment
place whole 1 stands out most
"""),
        build=_pairs,
        reads=("buyer_segments",),
        dimensions={
            "segment": "segment",
            "product": "product_id",
            "product_name": "product_name",
            "other_product": "other_id",
            "other_product_name": "other_name",
        },
        rows=("segment", "place", "product_id", "product_name", "other_id", "other_name"),
    ),
)
