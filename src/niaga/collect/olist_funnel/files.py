"""The two files, column by column, as the public data set spells them."""

from niaga.collect.delimited import Column, FileSpec

_KEY = r"^[0-9a-f]{32}$"


def _maybe(name: str, kind: str = "text") -> Column:
    return Column(name, kind, required=False)


LEADS = FileSpec(
    "leads",
    "olist_marketing_qualified_leads_dataset.csv",
    (
        Column("mql_id", pattern=_KEY),
        Column("first_contact_date", "date"),
        Column("landing_page_id", required=False, pattern=_KEY),
        _maybe("origin"),
    ),
    key=("mql_id",),
)
DEALS = FileSpec(
    "deals",
    "olist_closed_deals_dataset.csv",
    (
        Column("mql_id", pattern=_KEY),
        Column("seller_id", pattern=_KEY),
        Column("sdr_id", required=False, private=True),  # who of the staff spoke with the lead
        Column("sr_id", required=False, private=True),
        Column("won_date", "time"),
        _maybe("business_segment"),
        _maybe("lead_type"),
        _maybe("lead_behaviour_profile"),
        _maybe("has_company"),
        _maybe("has_gtin"),
        _maybe("average_stock"),
        _maybe("business_type"),
        _maybe("declared_product_catalog_size", "number"),
        _maybe("declared_monthly_revenue", "number"),
    ),
    key=("mql_id",),
)
FILES = (LEADS, DEALS)
