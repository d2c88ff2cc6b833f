"""Canonical rows of what belongs to no order: visits, campaigns, spend, experiments, answers,
leads, and what lay on the shelves.

They need no sums over other rows, so they are shaped column by column, without the engine.
"""

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import Staged
from niaga.warehouse.people import Resolution
from niaga.warehouse.prepare import business_day, first_of_month, resolved
from niaga.warehouse.pseudonym import pseudonyms

NO_PART = "0000-00"

# staging table → canonical table
NAMES: Mapping[str, str] = {
    "sessions": "sessions",
    "page_views": "page_views",
    "contacts": "campaign_contacts",
    "spend": "spend",
    "experiments": "experiments",
    "exposures": "exposures",
    "surveys": "surveys",
    "social": "social",
    "settlements": "settlements",
    "leads": "leads",
    "purchase_totals": "purchase_totals",
    "stock_days": "stock_days",
}
WITH_PEOPLE = ("sessions", "campaign_contacts", "surveys")


def reach(
    staged: Staged, resolution: Resolution, orders: Callable[[pa.Array], pa.Table]
) -> dict[str, pa.Table]:
    """The canonical tables that have rows, without lineage columns.

    `orders` answers `order_id`, `region`, `channel`, `person_key`, `customer_key` of the orders
    asked for, wherever they came from.
    """
    shapes = {
        "sessions": _sessions,
        "page_views": _as_told,
        "contacts": _contacts,
        "exposures": _exposures,
        "settlements": _settlements,
        "leads": _leads,
        "spend": _as_told,
        "social": _as_told,
        "experiments": _as_told,
        "purchase_totals": _totals,
        "stock_days": _as_told,
    }
    result = {}
    for name, canonical in NAMES.items():
        table = staged.table(name)
        if not table.num_rows:
            continue
        if name == "surveys":
            result[canonical] = _surveys(table, staged, resolution, orders)
        else:
            result[canonical] = shapes[name](table, staged, resolution)
    return result


def _dated(table: pa.Table, days: pa.ChunkedArray) -> pa.Table:
    """With `date_local`, `month_local` and `part` of the given days."""
    days = days.cast(pa.date32())
    part = pc.fill_null(pc.strftime(days, format="%Y-%m"), NO_PART)
    table = table.append_column("date_local", days)
    return table.append_column("month_local", first_of_month(days)).append_column("part", part)


def _as_told(table: pa.Table, _staged: Staged, _resolution: Resolution) -> pa.Table:
    return _dated(table, table["day"]) if "day" in table.column_names else table


def _sessions(table: pa.Table, staged: Staged, resolution: Resolution) -> pa.Table:
    shop = staged.shop
    table = resolved(table, shop.code, resolution)
    table = table.append_column("visitor_key", pseudonyms(shop.code, table["visitor_ref"]))
    return _dated(table, business_day(table["started_at"], shop.time_zone))


def _contacts(table: pa.Table, staged: Staged, resolution: Resolution) -> pa.Table:
    return _dated(resolved(table, staged.shop.code, resolution), table["day"])


def _totals(table: pa.Table, staged: Staged, resolution: Resolution) -> pa.Table:
    return resolved(table, staged.shop.code, resolution)


def _exposures(table: pa.Table, staged: Staged, _resolution: Resolution) -> pa.Table:
    keys = pseudonyms(staged.shop.code, table["unit_ref"])
    return _dated(table.append_column("unit_key", keys), table["day"])


def _settlements(table: pa.Table, staged: Staged, _resolution: Resolution) -> pa.Table:
    transacted = business_day(table["transacted_at"], staged.shop.time_zone)
    return _dated(table, pc.coalesce(transacted, table["settled_on"]))


def _leads(table: pa.Table, staged: Staged, _resolution: Resolution) -> pa.Table:
    won = business_day(table["won_at"], staged.shop.time_zone)
    days = pc.subtract(won.cast(pa.int32()), table["day"].cast(pa.int32())).cast(pa.int64())
    table = table.append_column("won", pc.is_valid(table["won_at"]))
    table = table.append_column("won_date", won).append_column("days_to_close", days)
    return _dated(table, table["day"])


def _surveys(
    table: pa.Table,
    staged: Staged,
    resolution: Resolution,
    orders: Callable[[pa.Array], pa.Table],
) -> pa.Table:
    """With the place, channel and person of the order that an answer speaks of."""
    table = resolved(table, staged.shop.code, resolution)
    known = orders(table["order_id"].combine_chunks())
    at = pc.index_in(
        table["order_id"].combine_chunks(), value_set=known["order_id"].combine_chunks()
    )
    of_order = {name: known[name].combine_chunks().take(at) for name in known.column_names}
    told = {
        "region": of_order["region"],
        "channel": pc.coalesce(of_order["channel"], table["channel"].combine_chunks()),
        "person_key": pc.coalesce(table["person_key"].combine_chunks(), of_order["person_key"]),
        "customer_key": pc.coalesce(
            table["customer_key"].combine_chunks(), of_order["customer_key"]
        ),
    }
    kept = table.select([name for name in table.column_names if name not in told])
    for name, values in told.items():
        kept = kept.append_column(name, values)
    return _dated(kept, business_day(kept["answered_at"], staged.shop.time_zone))
