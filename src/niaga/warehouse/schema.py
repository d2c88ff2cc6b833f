"""The canonical tables: facts and dimensions, column by column, whatever the source was.

Readers hand over `collect.staging`; `warehouse.load.publish` turns that into these tables. Every
row carries its shop and its lineage (`source`, `load_id`, `source_row`). Amounts are whole smallest
units of `currency`. An instant is UTC; `*_local` and `date_local` are the wall time and the
business day of the shop's own time zone, written at load and never computed by a query. Facts are
partitioned by shop and by `part`, the month in which the order was placed (YYYY-MM), which never
changes for an order.

This module is plain data and imports no engine: pages read it in a web process.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

# kind → the type's name in Ibis and in DuckDB
KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("string", "VARCHAR"),
    "whole": ("int64", "BIGINT"),
    "flag": ("boolean", "BOOLEAN"),
    "date": ("date", "DATE"),
    "instant": ("timestamp('UTC')", "TIMESTAMPTZ"),
    "wall": ("timestamp", "TIMESTAMP"),
    "texts": ("array<string>", "VARCHAR[]"),
}


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    doc: str = ""


@dataclass(frozen=True)
class Table:
    """`monthly`: partitioned by `part` beside `shop`. `key`: what identifies a row in a shop."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    monthly: bool = True

    @cached_property
    def partitions(self) -> tuple[str, ...]:
        return ("shop", "part") if self.monthly else ("shop",)

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {column.name: column.kind for column in self.columns}


def _columns(kinds: str) -> tuple[Column, ...]:
    """One column per line: `name kind what it means`."""
    rows = (line.split(None, 2) for line in kinds.strip().splitlines())
    return tuple(Column(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows)


_LINEAGE = """
shop text key of the shop
source text the kind of source that told it
load_id text the load that wrote the row; see `loads`
source_row whole row number in the source (the header is row 1), or its primary key
"""
_PART = "part text month of the order's business day, YYYY-MM\n"
_PLACE = """
region text state or province of delivery
channel text where it was sold
"""


def _table(name: str, doc: str, key: str, columns: str, monthly: bool = True) -> Table:
    text = _LINEAGE + (_PART if monthly else "") + columns
    return Table(name, doc, _columns(text.replace("\n\n", "\n")), tuple(key.split()), monthly)


ORDERS = _table(
    "orders",
    "One row per order, whatever became of it.",
    "order_id",
    _PLACE
    + """
order_id text
customer_key text pseudonym of the person; the same in all their orders
city text
status text as the source says it now
is_test flag
captured flag its money is in
counted flag not a test, captured, and not cancelled before shipment
delivered flag the goods have reached the customer
uncounted_reason text test, unpaid or cancelled; null for a counted order
placed_at instant
placed_at_local wall
date_local date business day on which it was placed
month_local date first day of that month
paid_at instant
sale_at instant dates the sale in `sales_events`
gross whole unit price × quantity over its lines, tax taken out
discount whole of lines and order
value whole gross − discount
revenue whole value − returned: restated when something is taken back
shipping whole
tax whole
total whole value + shipping + tax
paid whole captured payments
returned whole taken back by reversals to date, positive
units whole
line_count whole
currency text
order_rank whole 1 for the person's first counted order, over all history; null if not counted
customer_type text new (rank 1) or returning; null if not counted
categories texts distinct categories of its lines
sellers texts distinct sellers of its lines
""",
)
ORDER_LINES = _table(
    "order_lines",
    "One row per line of an order, whatever became of the order.",
    "order_id line_no",
    _PLACE
    + """
order_id text
line_no whole
customer_key text
product_id text
category text null: the source does not tell
condition text new or used
seller_id text
status text of the order
counted flag of the order
is_test flag of the order
date_local date business day on which the order was placed
month_local date
quantity whole
unit_price whole
gross whole unit_price × quantity, tax taken out
discount whole
shipping whole
tax whole
currency text
""",
)
SALES_EVENTS = _table(
    "sales_events",
    "The sales ledger: a line sold counts on the day of the sale, its reversal on the day "
    "processed. "
    "An order's own discount, shipping and tax are its line 0.",
    "order_id line_no kind",
    _PLACE
    + """
order_id text
line_no whole
kind text sale or reversal
occurred_at instant
date_local date business day of the event
month_local date
customer_key text
product_id text
category text
condition text
seller_id text
quantity whole negative in a reversal
gross whole 0 in a reversal
discount whole 0 in a reversal
returns whole what a reversal takes back, positive; 0 in a sale
net whole gross − discount − returns
shipping whole negative in a reversal
tax whole negative in a reversal
total whole net + shipping + tax
currency text
""",
)
PAYMENTS = _table(
    "payments",
    "One row per payment that the source tells of.",
    "order_id payment_no",
    _PLACE
    + """
order_id text
payment_no whole
method text
installments whole
amount whole
status text as the source says
captured flag
paid_at instant
date_local date business day on which the order was placed
month_local date
order_status text
is_test flag of the order
currency text
""",
)
SHIPMENTS = _table(
    "shipments",
    "One row per parcel, with the stage times that are known.",
    "order_id shipment_id",
    _PLACE
    + """
order_id text
shipment_id text
carrier text
order_status text
delivered flag of the order
is_test flag of the order
placed_at instant
paid_at instant
packed_at instant
shipped_at instant
delivered_at instant
promised_at instant
date_local date business day on which the order was placed
month_local date
delivered_date_local date
delivery_seconds whole from placed to delivered; null unless both are known
late flag delivered after promised; null unless both are known
""",
)
REVIEWS = _table(
    "reviews",
    "One row per review and order. Texts stay at the source.",
    "review_id order_id",
    _PLACE
    + """
review_id text
order_id text
product_id text null: the review is of the whole order
score whole 1 to 5
written_at instant
date_local date business day on which the order was placed
month_local date
order_status text
delivered flag of the order
is_test flag of the order
""",
)
CUSTOMERS = _table(
    "customers",
    "One row per person, as a pseudonym.",
    "customer_key",
    """
customer_key text
region text
city text
first_order_date date business day of the first counted order
orders whole placed, tests left out
counted_orders whole
""",
    monthly=False,
)
PRODUCTS = _table(
    "products",
    "One row per product that can be sold.",
    "product_id",
    """
product_id text
name text
category text
condition text
""",
    monthly=False,
)
SELLERS = _table(
    "sellers",
    "One row per seller.",
    "seller_id",
    """
seller_id text
region text
city text
""",
    monthly=False,
)
CALENDAR = _table(
    "calendar",
    "One row per day from a shop's first order to the end of the year of its last.",
    "date_local",
    """
date_local date
year whole
quarter text YYYY-Qn
month_local date
iso_week text YYYY-Wnn, Monday first
weekday whole 1 is Monday
days_in_month whole
""",
    monthly=False,
)
REJECTS = _table(
    "rejects",
    "Rows that could not be loaded, each with its reason; `raw` has no free text and no personal "
    "data.",
    "file row column",
    """
file text
row whole the header is row 1
column text
reason text
raw text
""",
    monthly=False,
)

LOADS = Table(
    "loads",
    "One row per import of a whole source. A live feed keeps only its last state, in the snapshot.",
    _columns("""
shop text
source text
load_id text named after the content, so that the same content is the same load
state text finished
started_at instant
finished_at instant
rows_in whole data rows of all files
rows_out whole canonical rows written
rejected whole rows refused, each in `rejects`
"""),
    ("load_id",),
    monthly=False,
)
SHOPS = Table(
    "shops",
    "One row per shop whose facts are here.",
    _columns("""
shop text
name text
currency text ISO 4217; every amount of the shop is in its smallest unit
exponent whole decimals of that unit
time_zone text IANA name; business days are days there
"""),
    ("shop",),
    monthly=False,
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        ORDERS,
        ORDER_LINES,
        SALES_EVENTS,
        PAYMENTS,
        SHIPMENTS,
        REVIEWS,
        CUSTOMERS,
        PRODUCTS,
        SELLERS,
        CALENDAR,
        REJECTS,
        LOADS,
        SHOPS,
    )
}
# Facts of another mark have another shape: their shop is loaded whole again. Raise DERIVATION
# when rows are derived in another way without a change of columns.
DERIVATION = 1
MARK = hashlib.sha256(f"{DERIVATION} {TABLES!r}".encode()).hexdigest()[:12]
FACTS = tuple(table.name for table in TABLES.values() if table.monthly)
