"""From handed-over rows to canonical ones, as expressions on whole tables.

Inputs are the tables of `collect.staging`, the orders already with their pseudonyms and business
days (`customer_key`, `date_local`, `month_local`, `part`, `sale_date`); see `warehouse.load`.
"""

from typing import Any

import ibis
from ibis import _

Table = Any  # an Ibis table expression; the library has no type that says more


def counted(orders: Table) -> Table:
    """The rule of the counted order, and why an order is not one."""
    reason = ibis.cases(
        (_.is_test, "test"),
        (~_.captured, "unpaid"),
        (_.cancelled_before_shipment, "cancelled"),
        else_=ibis.null("string"),
    )
    return orders.mutate(uncounted_reason=reason).mutate(counted=_.uncounted_reason.isnull())


def priced_lines(lines: Table, products: Table) -> Table:
    described = products.select("product_id", "category", "condition")
    return lines.left_join(described, "product_id").select(
        *lines.columns,
        "category",
        "condition",
        gross=_.unit_price * _.quantity - ibis.ifelse(_.tax_included, _.tax, 0),
    )


def orders(
    orders: Table, lines: Table, payments: Table, products: Table, sales_events: Table
) -> Table:
    """Orders with the sums of their lines; `order_rank` follows, it needs all history."""
    per_order = (
        priced_lines(lines, products)
        .group_by("order_id")
        .aggregate(
            gross=_.gross.sum(),
            line_discount=_.discount.sum(),
            line_shipping=_.shipping.sum(),
            line_tax=_.tax.sum(),
            units=_.quantity.sum(),
            line_count=_.count(),
            categories=_.category.collect(distinct=True, order_by=_.category),
            sellers=_.seller_id.collect(distinct=True, order_by=_.seller_id),
        )
    )
    paid = payments.filter(_.captured).group_by("order_id").aggregate(paid=_.amount.sum())
    returned = sales_events.group_by("order_id").aggregate(returned=_.returns.sum())
    joined = counted(orders).left_join(per_order, "order_id").drop("order_id_right")
    joined = joined.left_join(paid, "order_id").drop("order_id_right")
    joined = joined.left_join(returned, "order_id").drop("order_id_right")
    summed = joined.mutate(
        gross=_.gross.fill_null(0),
        discount=_.discount + _.line_discount.fill_null(0),
        shipping=_.shipping + _.line_shipping.fill_null(0),
        tax=_.tax + _.line_tax.fill_null(0),
        units=_.units.fill_null(0),
        line_count=_.line_count.fill_null(0),
        paid=_.paid.fill_null(0),
        returned=_.returned.fill_null(0),
    )
    valued = summed.mutate(value=_.gross - _.discount)
    return valued.mutate(revenue=_.value - _.returned, total=_.value + _.shipping + _.tax)


def ranked(orders: Table) -> Table:
    """Of counted orders their rank among those of the person, by time of placing, ties by order id;
    and the day of the one before, among all of them and among those of the same region.
    """
    order = ["placed_at", "order_id"]
    person = ibis.window(group_by="customer_key", order_by=order)
    region = ibis.window(group_by=["customer_key", "region"], order_by=order)
    known = orders.filter(_.counted & _.customer_key.notnull())
    rank = known.select(
        "order_id",
        order_rank=ibis.row_number().over(person) + 1,
        previous_date_local=_.date_local.lag().over(person),
        previous_in_region=_.date_local.lag().over(region),
    )
    return rank.mutate(customer_type=ibis.ifelse(_.order_rank == 1, "new", "returning"))


def order_lines(
    orders: Table, lines: Table, products: Table, shipments: Table, reversals: Table
) -> Table:
    """Lines with what became of them after delivery."""
    heads = counted(orders).select(
        "order_id", "customer_key", "status", "counted", "is_test", "delivered", "date_local",
        "month_local", "part", "region", "channel",
    )  # fmt: skip
    arrived = shipments.group_by("order_id").aggregate(arrived=_.delivered_date_local.max())
    back = _sent_back(lines, reversals)
    joined = priced_lines(lines, products).inner_join(heads, "order_id")
    joined = joined.left_join(arrived, "order_id").drop("order_id_right")
    joined = joined.left_join(back, ["order_id", "line_no"])
    return joined.mutate(
        delivered_date_local=ibis.ifelse(_.delivered, _.arrived, ibis.null("date")),
        returned_units=_.returned_units.fill_null(0),
        damaged_units=_.damaged_units.fill_null(0),
    )


def _sent_back(lines: Table, reversals: Table) -> Table:
    """Units of each line that came back after delivery; a reversal of the order is of all lines."""
    undone = reversals.filter(_.reason.isin(("returned", "damaged"))).select(
        "order_id", "reason", undone_line="line_no", undone_quantity="quantity"
    )
    units = (
        lines.select("order_id", "line_no", "quantity")
        .inner_join(undone, "order_id")
        .filter(_.undone_line.isnull() | (_.undone_line == _.line_no))
        .mutate(units=_.undone_quantity.coalesce(_.quantity))
    )
    return units.group_by(["order_id", "line_no"]).aggregate(
        returned_units=_.units.sum(),
        damaged_units=_.units.sum(where=_.reason == "damaged").fill_null(0),
    )


_EVENT = (
    "order_id", "line_no", "kind", "reason", "occurred_at", "date_local", "product_id", "category",
    "condition", "seller_id", "quantity", "gross", "discount", "returns", "shipping", "tax",
    "source_row", "customer_key", "region", "channel", "part",
)  # fmt: skip


def _share(amount: Any, units: Any) -> Any:
    """The part of a line's amount that falls on some of its units, rounded half up."""
    quantity = ibis.greatest(_.quantity, 1)
    return ibis.ifelse(
        units == _.quantity, amount, (2 * amount * units + quantity) // (2 * quantity)
    )


def sales_events(orders: Table, lines: Table, reversals: Table, products: Table) -> Table:
    """The ledger: lines sold, what the order adds of its own as line 0, and reversals of both."""
    sold = orders.filter(_.sale_at.notnull() & ~_.is_test)
    own = sold.filter((_.discount != 0) | (_.shipping != 0) | (_.tax != 0)).select(
        "order_id", "discount", "shipping", "tax", "source_row",
        line_no=ibis.literal(0, "int64"), product_id=ibis.null("string"),
        category=ibis.null("string"), condition=ibis.null("string"),
        seller_id=ibis.null("string"), quantity=ibis.literal(0, "int64"),
        gross=ibis.literal(0, "int64"),
    )  # fmt: skip
    columns = own.columns
    entries = priced_lines(lines, products).select(*columns).union(own)
    heads = sold.select(
        "order_id", "customer_key", "region", "channel", "part",
        occurred_at="sale_at", date_local="sale_date",
    )  # fmt: skip
    sales = entries.inner_join(heads, "order_id").mutate(
        kind=ibis.literal("sale"), reason=ibis.null("string"), returns=ibis.literal(0, "int64")
    )
    undone = reversals.select(
        "order_id", "reversed_at", "reversal_date", undone_line="line_no",
        undone_quantity="quantity", undone_amount="amount", undone_reason="reason",
    )  # fmt: skip
    whole = _.undone_quantity.isnull()
    units = _.undone_quantity.coalesce(_.quantity)
    taken_back = (
        sales.inner_join(undone, "order_id")
        .filter(_.undone_line.isnull() | (_.undone_line == _.line_no))
        .mutate(
            kind=ibis.literal("reversal"),
            occurred_at=_.reversed_at,
            date_local=_.reversal_date,
            reason=_.undone_reason,
            returns=_.undone_amount.coalesce(_share(_.gross - _.discount, units)),
            quantity=-units,
            gross=ibis.literal(0, "int64"),
            discount=ibis.literal(0, "int64"),
            shipping=ibis.ifelse(whole, -_.shipping, 0),
            tax=-_share(_.tax, units),
        )
    )
    events = sales.select(*_EVENT).union(taken_back.select(*_EVENT))
    net = events.mutate(
        net=_.gross - _.discount - _.returns, month_local=_.date_local.truncate("M")
    )
    return net.mutate(total=_.net + _.shipping + _.tax)


def _heads(orders: Table) -> Table:
    return orders.select(
        "order_id", "is_test", "delivered", "date_local", "month_local", "part", "region",
        "channel", order_status="status",
    )  # fmt: skip


def payments(orders: Table, payments: Table) -> Table:
    return payments.inner_join(_heads(orders), "order_id")


def reviews(orders: Table, reviews: Table) -> Table:
    return reviews.inner_join(_heads(orders), "order_id")


def _whole_seconds(instant: Any) -> Any:
    """Since 1970; DuckDB answers fractions of a second as well."""
    return instant.epoch_seconds().cast("float64").floor().cast("int64")


def shipments(orders: Table, shipments: Table) -> Table:
    times = orders.select("order_id", "placed_at", "paid_at", "paid_date_local")
    table = shipments.inner_join(_heads(orders), "order_id").inner_join(times, "order_id")
    seconds = _whole_seconds(_.delivered_at) - _whole_seconds(_.placed_at)
    latest_first = ibis.window(
        group_by="order_id",
        order_by=[
            ibis.desc("delivered_at", nulls_first=True),
            ibis.desc("shipped_at", nulls_first=True),
            ibis.desc("shipment_id"),
        ],
    )
    return table.mutate(
        delivery_seconds=seconds,
        late=_.delivered_at > _.promised_at,
        last_parcel=ibis.row_number().over(latest_first) == 0,
    )


def customers(orders: Table, customers: Table) -> Table:
    """`orders` with `counted`; people without an order stay, with zero."""
    per_person = (
        orders.filter(~_.is_test)
        .group_by("customer_key")
        .aggregate(
            orders=_.count(),
            counted_orders=_.counted.sum(),
            first_order_date=_.date_local.min(where=_.counted),
        )
    )
    joined = customers.left_join(per_person, "customer_key").drop("customer_key_right")
    return joined.mutate(orders=_.orders.fill_null(0), counted_orders=_.counted_orders.fill_null(0))
