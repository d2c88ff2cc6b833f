"""What every reader hands over: typed rows of one shape, whatever the source was.

The warehouse turns these into facts and knows no source beyond them. Times are UTC instants;
amounts are whole smallest units of the shop's currency; `source_row` is the row in the source that
a row came from (for the shop itself its primary key). What a source does not tell stays null: a
reader never guesses. No name, e-mail, phone or street may be in any of them: a customer is
`customer_ref`, any stable text; the warehouse keeps only its keyed pseudonym.

orders
    One row per order. `captured`: its money is in (cash on delivery: accepted or handed over).
    `cancelled_before_shipment`: cancelled, expired or refused before a parcel left. `delivered`:
    the goods have reached the customer. `sale_at`: the instant that dates the sale in the ledger:
    where the source knows when money was captured, that instant (so a closed month never changes);
    where it does not, when the order was placed. Null when it never became a sale. `discount`,
    `shipping`, `tax`: only what is not already on the lines.
lines
    `unit_price` before discount; `discount`, `shipping`, `tax`: of the whole line, may be 0.
    `tax_included`: the tax is inside `unit_price`, and taken out of what is called sales.
reversals
    A sale undone after its capture, on the day that this was processed. `line_no` null: the order.
payments
    One row per payment received or attempted, `status` as the source says; `captured` if its money
    counts as paid.
shipments
    One row per parcel.
reviews
    Score only; texts stay at the source.
products, sellers, customers
    `category` null: not told. `condition`: new or used. `region` is a state or province.
rejects
    Rows that could not be loaded: `raw` is the row as JSON without free text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


_TEXT, _WHOLE, _FLAG = pa.string(), pa.int64(), pa.bool_()

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
    source_row=_WHOLE,
)
REVERSALS = _schema(
    order_id=_TEXT, line_no=_WHOLE, reversed_at=INSTANT, reason=_TEXT, source_row=_WHOLE
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
CUSTOMERS = _schema(customer_ref=_TEXT, region=_TEXT, city=_TEXT, source_row=_WHOLE)
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
    "rejects": REJECTS,
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
        return schema.empty_table() if table is None else table.select(schema.names).cast(schema)
