"""What was ordered, sold, paid, shipped and said of it: facts that belong to an order."""

from niaga.warehouse.schema.columns import PLACE, define

ORDERS = define(
    "orders",
    "One row per order, whatever became of it.",
    "order_id",
    PLACE
    + """
order_id text
session_id text the visit in which it was placed; null: not told, or not from the shop's pages
customer_key text pseudonym of the person, over all sources; the same in all their orders
person_key text pseudonym of the person as this source knows them; see `identities`
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
paid_date_local date
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
previous_date_local date business day of the person's counted order before this one; null: none
previous_in_region date the same, among the person's orders of the same region
categories texts distinct categories of its lines
sellers texts distinct sellers of its lines
""",
)
ORDER_LINES = define(
    "order_lines",
    "One row per line of an order, whatever became of the order.",
    "order_id line_no",
    PLACE
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
cost whole what the goods of the line cost the shop; null: not told
delivered_date_local date business day on which the last parcel of the order arrived
returned_units whole sent back after delivery, damaged ones among them
damaged_units whole sent back because they arrived damaged
currency text
""",
)
SALES_EVENTS = define(
    "sales_events",
    "The sales ledger: a line sold counts on the day of the sale, its reversal on the day "
    "processed. "
    "An order's own discount, shipping and tax are its line 0.",
    "order_id line_no kind occurred_at",
    PLACE
    + """
order_id text
line_no whole
kind text sale or reversal
reason text of a reversal: cancelled, returned, damaged, refused or lost; null in a sale
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
PAYMENTS = define(
    "payments",
    "One row per payment that the source tells of.",
    "order_id payment_no",
    PLACE
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
SHIPMENTS = define(
    "shipments",
    "One row per parcel, with the stage times that are known.",
    "order_id shipment_id",
    PLACE
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
paid_date_local date
packed_date_local date
shipped_date_local date
delivered_date_local date
delivery_seconds whole from placed to delivered; null unless both are known
late flag delivered after promised; null unless both are known
last_parcel flag the parcel of its order that arrived last, or is still to arrive
""",
)
REVIEWS = define(
    "reviews",
    "One row per review and order. Texts stay at the source.",
    "review_id order_id",
    PLACE
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
