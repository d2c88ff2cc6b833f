"""What lay on the shelves, day by day."""

from niaga.warehouse.schema.columns import define

STOCK_DAYS = define(
    "stock_days",
    "One row per day, variant and location: what came, went and lay there. From the first movement "
    "of a variant on; a day on which nothing lay, moved or was offered has no row.",
    "date_local variant_id location",
    """
date_local date
month_local date first day of that month
variant_id text
sku text
product_id text
category text
condition text new or used
location text
offered flag for sale when the row was written, and this is where parcels leave from
sellable flag offered, and a piece could be ordered at the end of the day
opening whole pieces at the beginning of the day
received whole pieces that came from suppliers
sold whole pieces that left for buyers
other whole adjustments, transfers and what came back, as a sum
closing whole opening + received − sold + other
held whole pieces promised to orders at the end of the day
demanded whole pieces ordered on the day, but for orders that ended without a sale
unit_cost whole moving average of what was paid for it, at the end of the day; null: not told
value whole closing × the average cost, before it is rounded; null: no cost is known
currency text
""",
)
