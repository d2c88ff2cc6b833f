"""What has to be known before canonical rows can be derived: pseudonyms and business days."""

from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import INSTANT, Lineage, SourceShop, Staged
from niaga.warehouse.people import Resolution
from niaga.warehouse.pseudonym import pseudonyms
from niaga.warehouse.working_week import WorkingWeek, working_days


def wall(instants: pa.ChunkedArray, time_zone: str) -> pa.ChunkedArray:
    """The wall time in the zone, without zone."""
    return pc.local_timestamp(instants.cast(pa.timestamp("us", tz=time_zone)))


def business_day(instants: pa.ChunkedArray, time_zone: str) -> pa.ChunkedArray:
    return wall(instants, time_zone).cast(pa.date32(), safe=False)


def first_of_month(days: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.floor_temporal(days, unit="month").cast(pa.date32())


def prepared(staged: Staged, resolution: Resolution) -> dict[str, pa.Table]:
    """What the facts of orders are derived from, by name: pseudonyms in place of references, and
    local dates.
    """
    zone = staged.shop.time_zone
    orders = staged.table("orders")
    days = business_day(orders["placed_at"], zone)
    orders = orders.append_column("placed_at_local", wall(orders["placed_at"], zone))
    orders = orders.append_column("date_local", days)
    orders = orders.append_column("month_local", first_of_month(days))
    orders = orders.append_column("part", pc.strftime(days, format="%Y-%m"))
    orders = orders.append_column("sale_date", business_day(orders["sale_at"], zone))
    orders = orders.append_column("paid_date_local", business_day(orders["paid_at"], zone))
    reversals = staged.table("reversals")
    reversals = reversals.append_column(
        "reversal_date", business_day(reversals["reversed_at"], zone)
    )
    shipments = staged.table("shipments")
    for stage in ("packed", "shipped", "delivered"):
        day = business_day(shipments[f"{stage}_at"], zone)
        shipments = shipments.append_column(f"{stage}_date_local", day)
    return {
        "orders": resolved(orders, staged.shop.code, resolution),
        "reversals": reversals,
        "shipments": shipments,
        **{name: staged.table(name) for name in ("lines", "payments", "reviews", "products")},
    }


def resolved(table: pa.Table, shop: str, resolution: Resolution) -> pa.Table:
    """`customer_ref` replaced by `person_key`, its pseudonym, and `customer_key`, who that is."""
    keys = pseudonyms(shop, table["customer_ref"])
    table = table.drop_columns(["customer_ref"]).append_column("person_key", keys)
    return table.append_column("customer_key", resolution.apply(keys))


def with_lineage(table: pa.Table, shop: SourceShop, lineage: Lineage) -> pa.Table:
    """Shop, currency, source and load on every row; `source_row` is there already."""
    constants = {
        "shop": shop.code,
        "currency": shop.currency,
        "source": lineage.source,
        "load_id": lineage.load_id,
    }
    for name, value in constants.items():
        table = table.append_column(name, pa.repeat(pa.scalar(value), table.num_rows))
    return table


def calendar(first: date, last: date, time_zone: str, week: WorkingWeek) -> pa.Table:
    """One row per day from `first` to the end of the year of `last`."""
    end = date(last.year, 12, 31)
    days = [first + timedelta(days=n) for n in range((end - first).days + 1)]
    work = working_days(days, time_zone, week)
    return pa.table(
        {
            "date_local": pa.array(days, pa.date32()),
            "year": [day.year for day in days],
            "quarter": [f"{day.year}-Q{(day.month + 2) // 3}" for day in days],
            "month_local": pa.array([day.replace(day=1) for day in days], pa.date32()),
            "iso_week": ["{}-W{:02}".format(*day.isocalendar()) for day in days],
            "weekday": [day.isoweekday() for day in days],
            "days_in_month": [
                ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
                for day in days
            ],
            "holiday": pa.array([day.holiday for day in work], pa.string()),
            "opens_at": pa.array([day.opens_at for day in work], INSTANT),
            "closes_at": pa.array([day.closes_at for day in work], INSTANT),
            "worked_before": pa.array([day.worked_before for day in work], pa.int64()),
            "source_row": pa.repeat(pa.scalar(None, pa.int64()), len(days)),
        }
    )
