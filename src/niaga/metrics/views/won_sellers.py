"""What became of leads: `lead_outcomes` by first contact, `won_sellers` by the day they were won,
and `won_seller_sales`, what these have sold since.
"""

from collections.abc import Mapping
from typing import Any

from niaga.metrics.views.view import View
from niaga.warehouse.schema.columns import columns_of

_LEAD = """
date_local date {day}
month_local date
lead_id text
origin text
segment text
lead_type text
seller_id text
"""
_DIMENSIONS = {
    "origin": "origin",
    "lead_segment": "segment",
    "lead_type": "lead_type",
    "seller": "seller_id",
}


def _won(leads: Any) -> Any:
    return leads.filter(leads.won & leads.won_date.notnull()).select(
        "lead_id", "origin", "segment", "lead_type", "seller_id", "won_date", "days_to_close"
    )


def _sold(sales: Any, as_of: Any) -> Any:
    """What each seller has sold by `as_of`."""
    sales = sales.filter((sales.date_local < as_of) & sales.seller_id.notnull())
    return sales.group_by("seller_id").aggregate(
        first_sale_date=sales.date_local.min(where=sales.kind == "sale"),
        revenue=sales.net.sum(),
    )


def build_lead_outcomes(tables: Mapping[str, Any], as_of: Any) -> Any:
    leads = tables["leads"].select(
        "date_local", "month_local", "lead_id", "origin", "landing_page", "segment", "lead_type",
        "seller_id", "won", "won_date", "days_to_close",
    )  # fmt: skip
    joined = leads.left_join(_sold(tables["sales_events"], as_of), "seller_id")
    return joined.select(*leads.columns, "first_sale_date")


def build_won_sellers(tables: Mapping[str, Any], as_of: Any) -> Any:
    import ibis

    won = _won(tables["leads"])
    per_seller = _sold(tables["sales_events"], as_of)
    joined = won.left_join(per_seller, "seller_id")
    waited = joined.first_sale_date.delta(joined.won_date, unit="day")
    return joined.select(
        "lead_id",
        "origin",
        "segment",
        "lead_type",
        "seller_id",
        "days_to_close",
        "first_sale_date",
        date_local=joined.won_date,
        month_local=ibis.date(joined.won_date.year(), joined.won_date.month(), 1),
        days_to_first_sale=ibis.ifelse(waited >= 0, waited, ibis.null("int64")).cast("int64"),
        revenue=joined.revenue.fill_null(0),
    )


def build_won_seller_sales(tables: Mapping[str, Any], as_of: Any) -> Any:
    won = _won(tables["leads"])
    sales = tables["sales_events"]
    sales = sales.filter(sales.seller_id.notnull()).select(
        "date_local", "month_local", "seller_id", "net", "order_id", "line_no", "kind"
    )
    joined = sales.inner_join(won, "seller_id")
    # Sold by the same seller before the deal: not what the deal brought.
    joined = joined.filter(joined.date_local >= joined.won_date)
    return joined.select(
        "date_local", "month_local", "lead_id", "origin", "segment", "lead_type", "seller_id",
        "order_id", "line_no", "kind", "net",
    )  # fmt: skip


VIEWS = (
    View(
        "lead_outcomes",
        "One row per lead, on the day of its first contact, with what became of it to date.",
        ("leads", "sales_events"),
        columns_of(
            _LEAD.format(day="day of the first contact")
            + """
landing_page text
won flag became a seller
won_date date
days_to_close whole from first contact to won; null unless won
first_sale_date date null: has not sold yet
"""
        ),
        build_lead_outcomes,
        as_of="known",
        dimensions={**_DIMENSIONS, "landing_page": "landing_page"},
        rows=("lead_id", "date_local", "origin", "won", "won_date", "segment", "first_sale_date"),
    ),
    View(
        "won_sellers",
        "One row per lead that became a seller, on the day it was won, with what it has sold to "
        "date.",
        ("leads", "sales_events"),
        columns_of(
            _LEAD.format(day="day on which it was won")
            + """
days_to_close whole from first contact to won
first_sale_date date null: has not sold yet
days_to_first_sale whole from won to the first sale; null where that was before
revenue whole net sales to date
"""
        ),
        build_won_sellers,
        as_of="known",
        dimensions=_DIMENSIONS,
        rows=("lead_id", "date_local", "origin", "segment", "seller_id", "first_sale_date"),
    ),
    View(
        "won_seller_sales",
        "The ledger's entries of sellers who came as leads, since they were won.",
        ("leads", "sales_events"),
        columns_of(
            _LEAD.format(day="day of the sale or of its reversal")
            + """
order_id text
line_no whole
kind text sale or reversal
net whole
"""
        ),
        build_won_seller_sales,
        dimensions=_DIMENSIONS,
        rows=("order_id", "line_no", "kind", "date_local", "seller_id", "origin", "segment"),
    ),
)
