"""Which visits an order is owed to, under four models that give out exactly its revenue.

For an order that names its visit, the visits of the same person in the 28 days before it are its
touches. Direct ones have no share while there is another; among only direct ones the order's own
visit has it all. `last` is so the last non-direct click. `position` gives 40 % to the first, 40 %
to the last and 20 % to those between. Shares of whole amounts are cut by running sums, so that no
rupiah is lost or made.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.metrics.views.visitors import with_person
from niaga.warehouse.schema.columns import columns_of

WINDOW_DAYS = 28
WHOLE = 1_000_000  # parts of an order in `*_share`
DIRECT = "direct"

_DIMENSIONS = {
    "channel": "channel",
    "campaign": "campaign",
    "utm_source": "utm_source",
    "utm_medium": "utm_medium",
    "device": "device",
    "landing_page": "landing_page",
    "region": "region",
    "customer_type": "customer_type",
    "order": "order_id",
}
COLUMNS = columns_of("""
date_local date business day of the order
month_local date
order_id text
customer_key text
region text
customer_type text
sold_through text channel of the order
session_id text the touch; null: the order names no measured visit
channel text of the touch; null as above
campaign text
utm_source text
utm_medium text
device text
landing_page text
touch whole 1 for the first
touches whole
revenue whole of the order
last_revenue whole
first_revenue whole
linear_revenue whole
position_revenue whole
last_share whole in millionths of the order
first_share whole
linear_share whole
position_share whole
""")
_KEPT = ("order_id", "date_local", "month_local", "customer_key", "region", "customer_type")
_TOUCH = (
    "session_id", "channel", "utm_campaign", "utm_source", "utm_medium", "device", "landing_page",
)  # fmt: skip


def attribution(tables: Mapping[str, Any], as_of: Any) -> Any:
    """A row for each counted order and touch that has a part in it; see COLUMNS."""
    import ibis

    orders = tables["orders"]
    orders = orders.filter(orders.counted).mutate(sold_through=orders.channel)
    sessions = with_person(tables["sessions"])
    own = sessions.select(own_session="session_id", person="person")
    head = orders.select(*_KEPT, "sold_through", "revenue", "placed_at", "session_id")
    head = head.rename(own_session="session_id")
    measured = head.inner_join(own, "own_session")
    visits = sessions.select(*_TOUCH, "started_at", touched_by="person")
    touches = measured.inner_join(visits, measured.person == visits.touched_by)
    touches = touches.filter(
        (touches.session_id == touches.own_session)
        | (
            (touches.started_at <= touches.placed_at)
            & (touches.started_at >= touches.placed_at - ibis.interval(days=WINDOW_DAYS))
        )
    )
    touches = touches.mutate(is_click=touches.channel.fill_null(DIRECT) != DIRECT)
    clicks = ibis.window(group_by="order_id")
    touches = touches.mutate(
        clicks=ibis.ifelse(touches.is_click, 1, 0).sum().over(clicks).cast("int64")
    )
    touches = touches.filter(
        touches.is_click | ((touches.clicks == 0) & (touches.session_id == touches.own_session))
    )
    one = ibis.literal(1, "int64")
    in_order = ibis.window(group_by="order_id", order_by=["started_at", "session_id"])
    touches = touches.mutate(
        touch=ibis.row_number().over(in_order).cast("int64") + 1,
        touches=touches.count().over(ibis.window(group_by="order_id")).cast("int64"),
    )
    shared = _shared(touches)
    rest = head.anti_join(own, "own_session")
    unknown = rest.mutate(
        **{name: ibis.null("string") for name in _TOUCH},
        touch=one,
        touches=one,
        **{f"{model}_revenue": rest.revenue for model in MODELS},
        **{f"{model}_share": ibis.literal(WHOLE, "int64") for model in MODELS},
    )
    names = [column.name for column in COLUMNS]
    return _shaped(shared, names).union(_shaped(unknown, names))


def _shaped(rows: Any, names: list[str]) -> Any:
    return rows.rename(campaign="utm_campaign").select(*names)


# Up to which part of the order touch k of n goes, in n' = `_base(n)` parts
def _upto_last(k: Any, n: Any) -> Any:
    return _ifelse(k >= n, _base(n), 0)


def _upto_first(k: Any, n: Any) -> Any:
    return _ifelse(k >= 1, _base(n), 0)


def _upto_linear(k: Any, n: Any) -> Any:
    return _ifelse(k >= n, _base(n), k * (_base(n) // n))


def _upto_position(k: Any, n: Any) -> Any:
    between = 2 * (n - 2) * n + n * (k - 1)  # 40 % and then 20 % shared, of 5 (n − 2) n parts
    two = _base(n) // 2
    early = _ifelse(n == 2, two, between)
    return _ifelse(k >= n, _base(n), _ifelse(k >= 1, early, 0))


MODELS: Mapping[str, Any] = {
    "last": _upto_last,
    "first": _upto_first,
    "linear": _upto_linear,
    "position": _upto_position,
}


def _base(n: Any) -> Any:
    """In how many parts an order of n touches is cut: every model's shares are whole ones."""
    return _ifelse(n <= 2, 2 * n, 5 * (n - 2) * n)


def _ifelse(condition: Any, then: Any, other: Any) -> Any:
    import ibis

    return ibis.ifelse(condition, then, other)


def _shared(touches: Any) -> Any:
    k, n = touches.touch, touches.touches
    found = {}
    for model, upto in MODELS.items():
        before, after = upto(k - 1, n), upto(k, n)
        for name, amount in (("revenue", touches.revenue), ("share", WHOLE)):
            part = (amount * after) // _base(n) - (amount * before) // _base(n)
            found[f"{model}_{name}"] = part.cast("int64")
    return touches.mutate(**found)


VIEWS = (
    View(
        name="attribution",
        doc="counted orders by the visits that they are owed to, 28 days back, in four models",
        tables=("orders", "sessions"),
        columns=COLUMNS,
        build=attribution,
        dimensions=_DIMENSIONS,
        rows=("order_id", "date_local", "channel", "campaign", "touch", "touches", "revenue"),
    ),
)
