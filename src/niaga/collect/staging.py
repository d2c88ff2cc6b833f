"""What every reader hands over: typed rows of one shape, whatever the source was.

The warehouse turns these into facts and knows no source beyond them. Times are UTC instants;
amounts are whole smallest units of the shop's currency; `source_row` is the row in the source that
a row came from (for the shop itself its primary key). What a source does not tell stays null: a
reader never guesses. No name, e-mail, phone or street may be in any of them: a customer is
`customer_ref`, any stable text; the warehouse keeps only its keyed pseudonym. The same reference
in two sources of a shop is the same person: a reader whose references are known to its own channel
alone begins them with it, as its order ids ("shopee:budi").

orders
    One row per order. `captured`: its money is in (cash on delivery: accepted or handed over).
    `cancelled_before_shipment`: cancelled, expired or refused before a parcel left. `delivered`:
    the goods have reached the customer. `sale_at`: the instant that dates the sale in the ledger:
    where the source knows when money was captured, that instant (so a closed month never changes);
    where it does not, when the order was placed. Null when it never became a sale. `discount`,
    `shipping`, `tax`: only what is not already on the lines. `session_id`: the visit to the shop's
    own pages in which it was placed; null elsewhere. An order id is unique in its shop: a reader
    whose orders may join those of other sources begins it with its channel ("shopee:2405A").
lines
    `unit_price` before discount; `discount`, `shipping`, `tax`, `cost` (what the goods cost the
    shop; null: not told): of the whole line, may be 0. `tax_included`: the tax is inside
    `unit_price`, and taken out of what is called sales.
reversals
    A sale undone after its capture, on the day that this was processed. `line_no` null: the order.
    `quantity`: how many units of the line; null: all of it, goods, shipping and tax. `amount`: what
    is taken back for them without tax and shipping; null: their share of the line. `reason`:
    cancelled, returned, damaged, refused or lost.
payments
    One row per payment received or attempted, `status` as the source says; `captured` if its money
    counts as paid.
shipments
    One row per parcel.
reviews
    Score only; texts stay at the source.
products, sellers, customers
    `category` null: not told. `condition`: new or used. `region` is a state or province.
    `email_key`, `phone_key`: what `collect.identity` makes of the contact, never the contact.
sessions, contacts, spend, experiments, exposures, surveys, social, settlements, leads,
purchase_totals, stock_days
    As the canonical tables of the same meaning (`warehouse.schema.reach`, `.stock`), with `*_ref`
    in place of pseudonyms and `day` in place of `date_local`; null: the source tells no day.
rejects
    Rows that could not be loaded: `raw` is the row as JSON without free text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


_TEXT, _WHOLE, _FLAG, _DAY = pa.string(), pa.int64(), pa.bool_(), pa.date32()

ORDERS = _schema(
    order_id=_TEXT,
    customer_ref=_TEXT,
    channel=_TEXT,
    status=_TEXT,
    region=_TEXT,
    city=_TEXT,
    is_test=_FLAG,
    captured=_FLAG,
    cancelled_before_shipment=_FLAG,
    delivered=_FLAG,
    placed_at=INSTANT,
    sale_at=INSTANT,
    paid_at=INSTANT,
    discount=_WHOLE,
    shipping=_WHOLE,
    tax=_WHOLE,
    session_id=_TEXT,
    source_row=_WHOLE,
)
LINES = _schema(
    order_id=_TEXT,
    line_no=_WHOLE,
    product_id=_TEXT,
    seller_id=_TEXT,
    quantity=_WHOLE,
    unit_price=_WHOLE,
    discount=_WHOLE,
    shipping=_WHOLE,
    tax=_WHOLE,
    tax_included=_FLAG,
    cost=_WHOLE,
    source_row=_WHOLE,
)
REVERSALS = _schema(
    order_id=_TEXT,
    line_no=_WHOLE,
    quantity=_WHOLE,
    amount=_WHOLE,
    reversed_at=INSTANT,
    reason=_TEXT,
    source_row=_WHOLE,
)
PAYMENTS = _schema(
    order_id=_TEXT,
    payment_no=_WHOLE,
    method=_TEXT,
    installments=_WHOLE,
    amount=_WHOLE,
    status=_TEXT,
    captured=_FLAG,
    paid_at=INSTANT,
    source_row=_WHOLE,
)
SHIPMENTS = _schema(
    order_id=_TEXT,
    shipment_id=_TEXT,
    carrier=_TEXT,
    packed_at=INSTANT,
    shipped_at=INSTANT,
    delivered_at=INSTANT,
    promised_at=INSTANT,
    source_row=_WHOLE,
)
REVIEWS = _schema(
    review_id=_TEXT,
    order_id=_TEXT,
    product_id=_TEXT,
    score=_WHOLE,
    written_at=INSTANT,
    source_row=_WHOLE,
)
PRODUCTS = _schema(product_id=_TEXT, name=_TEXT, category=_TEXT, condition=_TEXT, source_row=_WHOLE)
SELLERS = _schema(seller_id=_TEXT, region=_TEXT, city=_TEXT, source_row=_WHOLE)
CUSTOMERS = _schema(
    customer_ref=_TEXT,
    region=_TEXT,
    city=_TEXT,
    email_key=_TEXT,
    phone_key=_TEXT,
    source_row=_WHOLE,
)
SESSIONS = _schema(
    session_id=_TEXT,
    visitor_ref=_TEXT,
    customer_ref=_TEXT,
    started_at=INSTANT,
    ended_at=INSTANT,
    landing_page=_TEXT,
    referrer=_TEXT,
    utm_source=_TEXT,
    utm_medium=_TEXT,
    utm_campaign=_TEXT,
    channel=_TEXT,
    device=_TEXT,
    pages=_WHOLE,
    product_views=_WHOLE,
    searches=_WHOLE,
    cart_adds=_WHOLE,
    checkouts=_WHOLE,
    orders=_WHOLE,
    seconds=_WHOLE,
    engaged=_FLAG,
    source_row=_WHOLE,
)
PAGE_VIEWS = _schema(
    day=_DAY,
    page=_TEXT,
    audience=_TEXT,
    views=_WHOLE,
    source_row=_WHOLE,
)
CONTACTS = _schema(
    campaign_id=_TEXT,
    campaign=_TEXT,
    channel=_TEXT,
    arm=_TEXT,
    customer_ref=_TEXT,
    day=_DAY,
    opened=_FLAG,
    clicked=_FLAG,
    visited=_FLAG,
    converted=_FLAG,
    value=_WHOLE,
    segment=_TEXT,
    source_row=_WHOLE,
)
SPEND = _schema(
    day=_DAY,
    channel=_TEXT,
    campaign=_TEXT,
    amount=_WHOLE,
    impressions=_WHOLE,
    clicks=_WHOLE,
    claimed_conversions=_WHOLE,
    claimed_value=_WHOLE,
    source_row=_WHOLE,
)
EXPERIMENTS = _schema(
    experiment=_TEXT,
    title=_TEXT,
    control=_TEXT,
    primary_outcome=_TEXT,
    allocation=pa.list_(_TEXT),
    money_outcomes=pa.list_(_TEXT),
    ratio_outcomes=pa.list_(_TEXT),
    adjusted_outcomes=pa.list_(_TEXT),
    refused=pa.list_(_TEXT),
    segments=pa.list_(_TEXT),
    planned_visitors=_WHOLE,
    planned_days=_WHOLE,
    planned_effect=_WHOLE,
    alpha=_WHOLE,
    power=_WHOLE,
    started_on=_DAY,
    ended_on=_DAY,
    source_row=_WHOLE,
)
EXPOSURES = _schema(
    experiment=_TEXT,
    outcome=_TEXT,
    variant=_TEXT,
    unit_ref=_TEXT,
    day=_DAY,
    visitors=_WHOLE,
    conversions=_WHOLE,
    value=_WHOLE,
    value_squared=_WHOLE,
    base=_WHOLE,
    base_squared=_WHOLE,
    product=_WHOLE,
    segment_1=_TEXT,
    segment_2=_TEXT,
    segment_3=_TEXT,
    source_row=_WHOLE,
)
SURVEYS = _schema(
    answer_id=_TEXT,
    order_id=_TEXT,
    customer_ref=_TEXT,
    kind=_TEXT,
    score=_WHOLE,
    asked=_FLAG,
    answered_at=INSTANT,
    channel=_TEXT,
    source_row=_WHOLE,
)
SOCIAL = _schema(
    day=_DAY,
    platform=_TEXT,
    post_id=_TEXT,
    impressions=_WHOLE,
    reach=_WHOLE,
    likes=_WHOLE,
    comments=_WHOLE,
    shares=_WHOLE,
    clicks=_WHOLE,
    followers=_WHOLE,
    source_row=_WHOLE,
)
SETTLEMENTS = _schema(
    settlement_ref=_TEXT,
    gateway=_TEXT,
    order_id=_TEXT,
    kind=_TEXT,
    transacted_at=INSTANT,
    settled_on=_DAY,
    gross=_WHOLE,
    fee=_WHOLE,
    net=_WHOLE,
    source_row=_WHOLE,
)
PURCHASE_TOTALS = _schema(
    customer_ref=_TEXT,
    category=_TEXT,
    channel=_TEXT,
    amount=_WHOLE,
    purchases=_WHOLE,
    window_days=_WHOLE,
    segment=_TEXT,
    source_row=_WHOLE,
)
LEADS = _schema(
    lead_id=_TEXT,
    origin=_TEXT,
    landing_page=_TEXT,
    day=_DAY,
    won_at=INSTANT,
    seller_id=_TEXT,
    segment=_TEXT,
    lead_type=_TEXT,
    source_row=_WHOLE,
)
STOCK_DAYS = _schema(
    day=_DAY,
    variant_id=_TEXT,
    sku=_TEXT,
    product_id=_TEXT,
    category=_TEXT,
    condition=_TEXT,
    location=_TEXT,
    offered=_FLAG,
    sellable=_FLAG,
    opening=_WHOLE,
    received=_WHOLE,
    sold=_WHOLE,
    other=_WHOLE,
    closing=_WHOLE,
    held=_WHOLE,
    demanded=_WHOLE,
    unit_cost=_WHOLE,
    value=_WHOLE,
    source_row=_WHOLE,
)
REJECTS = _schema(file=_TEXT, row=_WHOLE, column=_TEXT, reason=_TEXT, raw=_TEXT)

STAGING: Mapping[str, pa.Schema] = {
    "orders": ORDERS,
    "lines": LINES,
    "reversals": REVERSALS,
    "payments": PAYMENTS,
    "shipments": SHIPMENTS,
    "reviews": REVIEWS,
    "products": PRODUCTS,
    "sellers": SELLERS,
    "customers": CUSTOMERS,
    "sessions": SESSIONS,
    "page_views": PAGE_VIEWS,
    "contacts": CONTACTS,
    "spend": SPEND,
    "experiments": EXPERIMENTS,
    "exposures": EXPOSURES,
    "surveys": SURVEYS,
    "social": SOCIAL,
    "settlements": SETTLEMENTS,
    "leads": LEADS,
    "purchase_totals": PURCHASE_TOTALS,
    "stock_days": STOCK_DAYS,
    "rejects": REJECTS,
}


# table → columns that a reader leaves out when its source cannot tell them
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "orders": ("session_id",),
    "lines": ("cost",),
    "reversals": ("quantity", "amount"),
    "customers": ("email_key", "phone_key"),
    "contacts": ("segment",),
    "experiments": ("segments",),
    "exposures": ("segment_1", "segment_2", "segment_3"),
}


@dataclass(frozen=True)
class SourceShop:
    """The shop that a source tells about: its key in every fact, its money and its business day."""

    code: str
    name: str
    currency: str
    time_zone: str


@dataclass(frozen=True)
class Lineage:
    """Where rows came from: written beside each of them."""

    source: str
    load_id: str
    started_at: datetime


@dataclass(frozen=True)
class Staged:
    """One hand-over. A table that is absent is empty; each has exactly its schema of STAGING."""

    shop: SourceShop
    tables: Mapping[str, pa.Table]
    rows_in: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)  # file → rows

    def table(self, name: str) -> pa.Table:
        schema = STAGING[name]
        table = self.tables.get(name)
        if table is None:
            return schema.empty_table()
        for column in OPTIONAL.get(name, ()):
            if column not in table.column_names:
                nulls = pa.nulls(table.num_rows, schema.field(column).type)
                table = table.append_column(column, nulls)
        return table.select(schema.names).cast(schema)


def table_of(name: str, /, **columns: Any) -> pa.Table:
    """The staging table `name` of these columns; what the source does not tell is null."""
    schema = STAGING[name]
    rows = len(columns["source_row"])
    return pa.table(
        [
            columns[field.name] if field.name in columns else pa.nulls(rows, field.type)
            for field in schema
        ],
        schema=schema,
    )
