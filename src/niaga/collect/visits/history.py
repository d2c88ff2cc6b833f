"""Visits that are finished: Parquet files beside the book, from which all can be told again."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from niaga.collect.staging import SESSIONS
from niaga.collect.visits.sessions import Visit, moment

# As it is staged, but a customer by their primary key: a reference may be a telephone number.
HISTORY = pa.schema(
    [
        pa.field("customer_id", pa.int64()) if field.name == "customer_ref" else field
        for field in SESSIONS
        if field.name != "source_row"
    ]
    + [pa.field("user_id", pa.int64())]
)


def as_table(visits: Iterable[Visit]) -> pa.Table:
    """Visits in the shape of HISTORY."""
    return pa.Table.from_pylist([_entry(visit) for visit in visits], schema=HISTORY)


def _entry(visit: Visit) -> dict[str, object]:
    return {
        "session_id": visit.id,
        "visitor_ref": visit.visitor,
        "customer_id": visit.customer or None,
        "user_id": visit.user or None,
        "started_at": moment(visit.started),
        "ended_at": moment(visit.ended),
        "landing_page": visit.landing_page or None,
        "referrer": visit.referrer or None,
        "utm_source": visit.utm_source or None,
        "utm_medium": visit.utm_medium or None,
        "utm_campaign": visit.utm_campaign or None,
        "channel": visit.channel,
        "device": visit.device or "other",
        "pages": visit.pages,
        "product_views": visit.product_views,
        "searches": visit.searches,
        "cart_adds": visit.cart_adds,
        "checkouts": visit.checkouts,
        "orders": len(visit.orders),
        "seconds": visit.seconds,
        "engaged": visit.engaged,
    }


def folder_of(home: Path) -> Path:
    return home / "history"


def keep(home: Path, table: pa.Table) -> Path:
    """Add a file of finished visits; it is there whole or not at all."""
    folder = folder_of(home)
    folder.mkdir(parents=True, exist_ok=True)
    first = min(table["started_at"].to_pylist())
    path = folder / f"{first:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.parquet"
    draft = path.with_suffix(".part")
    pq.write_table(table, draft, compression="zstd")
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    return path


def all_finished(home: Path) -> pa.Table:
    """Every finished visit. One may be there twice, when a process died after writing it."""
    paths = sorted(folder_of(home).glob("*.parquet"))
    tables = [pq.read_table(path, schema=HISTORY) for path in paths]
    return pa.concat_tables(tables) if tables else HISTORY.empty_table()
