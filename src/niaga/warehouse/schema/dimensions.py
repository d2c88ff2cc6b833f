"""People, products, sellers, days."""

from niaga.warehouse.schema.columns import define

CUSTOMERS = define(
    "customers",
    "One row per person, as a pseudonym, over all sources of the shop.",
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
PEOPLE = define(
    "people",
    "One row per person and contact as a source tells them, before those who are the same are "
    "merged into `customers`.",
    "source person_key email_key phone_key",
    """
person_key text pseudonym of the source's own reference
region text
city text
email_key text keyed hash of the normalised address; null: not told
phone_key text keyed hash of the normalised number; null: not told
""",
    monthly=False,
)
PRODUCTS = define(
    "products",
    "One row per product that can be sold. Told by two sources, it stands as the later told it.",
    "product_id",
    """
product_id text
name text
category text
condition text
""",
    monthly=False,
)
SELLERS = define(
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
CALENDAR = define(
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
holiday text name of the public holiday on which the shop is closed
opens_at instant null: a day off
closes_at instant
worked_before whole seconds of work of all days before
""",
    monthly=False,
)
