"""What a metric can be measured over: the canonical tables and the views, seen alike."""

from collections.abc import Mapping

from niaga.metrics.dimensions import DIMENSIONS
from niaga.metrics.views import VIEWS
from niaga.warehouse.schema import TABLES

# What a person sees of a row behind a number, besides what it contributes.
ROW_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "orders": ("order_id", "date_local", "status", "region", "customer_type"),
    "order_lines": ("order_id", "line_no", "date_local", "status", "category", "product_id"),
    "sales_events": ("order_id", "line_no", "kind", "date_local", "category", "product_id"),
    "payments": ("order_id", "payment_no", "date_local", "method", "status"),
    "shipments": ("order_id", "date_local", "delivered_date_local", "late", "region"),
    "reviews": ("order_id", "date_local", "score", "region"),
    "customers": ("customer_key", "region", "orders", "counted_orders", "first_order_date"),
    "products": ("product_id", "name", "category", "condition"),
    "sellers": ("seller_id", "region", "city"),
    "sessions": ("date_local", "started_at", "landing_page", "referrer", "channel", "device"),
    "page_views": ("date_local", "page", "audience"),
    "campaign_contacts": ("date_local", "campaign", "arm", "channel", "converted", "customer_key"),
    "spend": ("date_local", "channel", "campaign"),
    "purchase_totals": ("customer_key", "category", "channel", "segment"),
    "exposures": ("date_local", "experiment", "outcome", "variant"),
    "experiments": ("experiment", "title", "started_on", "ended_on"),
    "surveys": ("answer_id", "date_local", "kind", "order_id", "region", "channel"),
    "social": ("date_local", "platform", "post_id"),
    "settlements": ("settlement_ref", "date_local", "kind", "gateway", "order_id", "settled_on"),
    "stock_days": ("date_local", "sku", "product_id", "location", "closing", "held", "demanded"),
    "leads": ("lead_id", "date_local", "origin", "won", "won_date", "segment"),
}
# Pseudonyms of people: a role without `customers.profile` does not see them.
PERSONAL = frozenset({"customer_key", "person_key", "visitor_key", "unit_key", "person"})


def tables_of(fact: str) -> tuple[str, ...]:
    """The canonical tables that the fact is read from."""
    return VIEWS[fact].tables if fact in VIEWS else (fact,)


def columns_of(fact: str) -> tuple[str, ...]:
    return VIEWS[fact].column_names if fact in VIEWS else tuple(TABLES[fact].kinds)


def is_dated(fact: str) -> bool:
    """A period can be cut out of it; otherwise it has only a state."""
    return "date_local" in columns_of(fact)


def row_columns(fact: str) -> tuple[str, ...]:
    if fact in VIEWS:
        return VIEWS[fact].rows or VIEWS[fact].column_names
    return ROW_COLUMNS[fact]


def column_of(fact: str, dimension: str) -> str | None:
    """The column that the fact can be split by for this dimension; None: it cannot."""
    if fact in VIEWS:
        return VIEWS[fact].dimensions.get(dimension)
    return DIMENSIONS[dimension].columns.get(fact)


def knows_people(fact: str) -> bool:
    """It can be filtered and split by the segment of the buyer."""
    return fact in TABLES and "customer_key" in TABLES[fact].kinds


def list_of(fact: str, dimension: str) -> str | None:
    """The list column that the fact can be filtered by for this dimension; None: it cannot."""
    if fact in VIEWS:
        return VIEWS[fact].lists.get(dimension)
    return (DIMENSIONS[dimension].lists or {}).get(fact)
