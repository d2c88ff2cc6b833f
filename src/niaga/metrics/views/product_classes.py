"""Products by what they bring and by how evenly they sell: ABC and XYZ.

Over the 52 whole weeks before the end of the period. ABC: products from the one with the most net
sales on, as shares of all; A those with which 80 % are reached, B those with which 95 % are, C the
rest (Pareto's 80/15/5). XYZ: coefficient of variation of the pieces sold a week, as standard
deviation ÷ mean: X up to 0.5, Y up to 1, Z above, the bounds that are usual for weekly series; by
Poisson's law X needs at least four pieces a week and Y one. The weeks are those since the product's
first sale; those in which its shelves were empty from the first day to the last say nothing and are
left out. N is what has fewer than 12 such weeks.

A product's class is its place in the whole shop, whatever the question is narrowed to. Everything
is compared in whole numbers, so that every engine draws the same line: CV ≤ c is n·Σx² ≤ (1 + c²)·
(Σx)².
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.product_choice import named
from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

WEEKS = 52
LEAST_WEEKS = 12
A_PERCENT, B_PERCENT = 80, 95
CLASSES = ("A", "B", "C")
EVENNESS = ("X", "Y", "Z", "N")


def _product_classes(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    events = tables["sales_events"]
    events = events.filter(
        events.product_id.notnull() & (events.date_local < as_of) & (events.condition != "used")
    )
    events = events.mutate(week=_week(events.date_local, as_of), is_sale=events.kind == "sale")
    recent = events.filter(events.week < WEEKS)
    weeks = recent.group_by(["product_id", "week"]).aggregate(
        units=recent.quantity.sum(where=recent.is_sale).fill_null(0),
        net=recent.net.sum(),
        category=recent.category.max(),
    )
    sums = weeks.group_by("product_id").aggregate(
        units=weeks.units.sum(),
        squares=(weeks.units * weeks.units).sum(),
        net=weeks.net.sum(),
        category=weeks.category.max(),
    )
    first = events.group_by("product_id").aggregate(
        age=events.week.max(where=events.is_sale).fill_null(0) + 1
    )
    found = sums.left_join(first, "product_id").drop("product_id_right")
    empty = _empty_weeks(tables["stock_days"], weeks, first, as_of)
    found = found.left_join(empty, "product_id").drop("product_id_right")
    found = found.mutate(
        weeks=(ibis.least(found.age, WEEKS) - found.empty_weeks.fill_null(0)).cast("int64"),
        gain=ibis.greatest(found.net, 0),
    )
    better = ibis.window(
        order_by=[found.gain.desc(), found.product_id], preceding=None, following=0
    )
    found = found.mutate(so_far=found.gain.sum().over(better), whole=found.gain.sum().over())
    before = (found.so_far - found.gain) * 100
    spread, level = found.weeks * found.squares, found.units * found.units
    found = found.mutate(
        abc=ibis.cases(
            (found.gain == 0, "C"),
            (before < A_PERCENT * found.whole, "A"),
            (before < B_PERCENT * found.whole, "B"),
            else_="C",
        ),
        xyz=ibis.cases(
            (found.weeks < LEAST_WEEKS, "N"),
            (level == 0, "Z"),
            (spread * 4 <= level * 5, "X"),
            (spread <= level * 2, "Y"),
            else_="Z",
        ),
    )
    found = found.left_join(named(tables["products"]), "product_id").drop("product_id_right")
    return found.select(
        "product_id",
        "category",
        "abc",
        "xyz",
        "net",
        "units",
        "weeks",
        product_name=ibis.coalesce(found.product_name, found.product_id),
    )


def _week(day: Any, as_of: Any) -> Any:
    """Whole weeks from the day to the last one of the period."""
    return ((as_of.delta(day, unit="day") - 1) // 7).cast("int64")


def _empty_weeks(days: Any, sold: Any, first: Any, as_of: Any) -> Any:
    """How many weeks, since its first sale, a product could not be ordered on any day."""
    import ibis

    days = days.filter(
        (days.date_local < as_of)
        & (days.date_local >= as_of - ibis.interval(days=WEEKS * 7))
        & (days.condition == "new")
    )
    open_day = (days.offered & days.sellable) | (days.demanded > 0)
    told = days.mutate(week=_week(days.date_local, as_of), is_open=open_day.ifelse(1, 0))
    weeks = told.group_by(["product_id", "week"]).aggregate(opened=told.is_open.max())
    shut = weeks.filter(weeks.opened == 0)
    shut = shut.anti_join(sold.filter(sold.units > 0), ["product_id", "week"])
    shut = shut.inner_join(first, "product_id")
    shut = shut.filter(shut.week < shut.age)
    return shut.group_by("product_id").aggregate(empty_weeks=shut.count())


VIEWS = (
    View(
        name="product_classes",
        doc=f"One row per product, used goods left out, that was sold or taken back in the {WEEKS} "
        "weeks before the end of the period, with its class by net sales and by evenness.",
        tables=("sales_events", "stock_days", "products"),
        columns=columns_of("""
product_id text
product_name text name; where none is told, category and id
category text
abc text A: first to 80 % of net sales; B: to 95 %; C
xyz text X, Y or Z by the variation of weekly pieces; N: too young to tell
net whole net sales of these weeks
units whole pieces sold in them, before returns
weeks whole of the 52, since its first sale, in which it could be ordered
"""),
        build=_product_classes,
        dimensions={
            "abc": "abc",
            "xyz": "xyz",
            "product": "product_id",
            "product_name": "product_name",
            "category": "category",
        },
        rows=("product_name", "category", "abc", "xyz", "units", "weeks"),
    ),
)
