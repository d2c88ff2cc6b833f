"""Payouts against orders: what was told of them, and which payments no payout names."""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of


def build_lines(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    lines, orders, payments = (tables[n] for n in ("settlements", "orders", "payments"))
    known = orders.select("order_id", known=ibis.literal(True))
    captured = payments.filter(payments.captured)
    paid = captured.group_by("order_id").aggregate(paid=captured.amount.sum())
    settled = lines.filter((lines.kind == "payment") & lines.order_id.notnull())
    told = settled.group_by("order_id").aggregate(told=settled.gross.sum())
    joined = lines.left_join(known, "order_id").drop("order_id_right")
    joined = joined.left_join(paid, "order_id").drop("order_id_right")
    joined = joined.left_join(told, "order_id").drop("order_id_right")
    of_order = joined.kind.isin(("payment", "refund"))
    match = ibis.cases(
        (~of_order, "own"),
        (joined.order_id.isnull(), "no_order"),
        (joined.known.isnull(), "unknown_order"),
        ((joined.kind == "payment") & (joined.told != joined.paid.fill_null(0)), "other_amount"),
        else_="matched",
    )
    return joined.select(
        "settlement_ref",
        "date_local",
        "month_local",
        "gateway",
        "order_id",
        "kind",
        "settled_on",
        "gross",
        "fee",
        "net",
        match=match,
        open=joined.settled_on.isnull() | (joined.settled_on >= as_of),
    )


def build_unsettled(tables: Mapping[str, Any], as_of: Any) -> Any:
    lines, payments = tables["settlements"], tables["payments"]
    told = lines.filter((lines.kind == "payment") & lines.order_id.notnull())
    told = told.select("order_id").distinct()
    last_told = lines.aggregate(last_day=lines.date_local.max(), first_day=lines.date_local.min())
    captured = payments.filter(payments.captured & ~payments.is_test & (payments.amount > 0))
    methods = captured.semi_join(told, "order_id").select("method").distinct()
    waiting = captured.anti_join(told, "order_id").semi_join(methods, "method")
    joined = waiting.cross_join(last_told)
    joined = joined.filter(
        (joined.date_local >= joined.first_day) & (joined.date_local <= joined.last_day)
    )
    return joined.select(
        "order_id", "payment_no", "date_local", "month_local", "method", "amount", "channel"
    )


VIEWS = (
    View(
        "settlement_lines",
        "One row per line of a payout, with whether it meets an order.",
        ("settlements", "orders", "payments"),
        columns_of("""
date_local date day of the transaction
month_local date
settlement_ref text
gateway text
order_id text
kind text payment, refund, fee or adjustment
settled_on date null: not yet paid out
gross whole negative for a refund
fee whole
net whole
match text matched; no_order, unknown_order: it meets none; other_amount: not what was paid; own: the gateway's own entry, of no order
open flag not paid out to date
"""),  # noqa: E501 - one column a line
        build_lines,
        as_of="known",
        dimensions={
            "gateway": "gateway",
            "settlement_kind": "kind",
            "order": "order_id",
        },
        rows=("settlement_ref", "date_local", "kind", "gateway", "order_id", "match", "settled_on"),
    ),
    View(
        "unsettled_payments",
        "Captured payments that no payout names, of the methods that payouts are known of, between "
        "the first and the last day that payouts tell of.",
        ("settlements", "payments"),
        columns_of("""
date_local date day on which the order was placed
month_local date
order_id text
payment_no whole
method text
amount whole
channel text
"""),
        build_unsettled,
        dimensions={"method": "method", "channel": "channel", "order": "order_id"},
        rows=("order_id", "payment_no", "date_local", "method"),
    ),
)
