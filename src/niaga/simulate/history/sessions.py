"""Visits to the shop, those that bought and the many that did not: a log beside the database.

`NIAGA_HOME/web-sessions/sessions.parquet`, one row a visit, oldest first. Nobody can be known by
it: a visitor is a random number.
"""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from niaga.simulate.history.making import History
from niaga.simulate.history.seasons import JAKARTA, hour_weights

CONVERSION = 0.041  # orders per visit, in the middle of the history
SOURCES = {
    # source: (share of visits, share of orders)
    "search": (0.27, 0.31), "instagram": (0.22, 0.17), "tiktok": (0.17, 0.1),
    "direct": (0.18, 0.25), "whatsapp": (0.07, 0.11), "facebook": (0.06, 0.03),
    "email": (0.03, 0.03),
}  # fmt: skip
DEVICES = ("phone", "desktop", "tablet")
SCHEMA = pa.schema(
    [
        ("session_id", pa.string()),
        ("visitor", pa.int64()),
        ("started_at", pa.timestamp("us", tz="UTC")),
        ("seconds", pa.int32()),
        ("source", pa.string()),
        ("device", pa.string()),
        ("pages", pa.int16()),
        ("products_seen", pa.int16()),
        ("searches", pa.int16()),
        ("added_to_cart", pa.bool_()),
        ("reached_checkout", pa.bool_()),
        ("order_number", pa.string()),
    ]
)
Row = tuple[str, int, datetime, int, str, str, int, int, int, bool, bool, str | None]


def write_sessions(history: History, home: Path, progress: Callable[[float], None]) -> int:
    """Answers how many visits were written. The same history gives the same bytes."""
    rng = random.Random(len(history.trade.orders))
    by_day: dict[date, list[Row]] = {}
    for order in history.trade.orders:
        row = _bought(rng, order.session_id, order.buyer.key, order.placed_at, order.number)
        by_day.setdefault(order.placed_at.astimezone(JAKARTA).date(), []).append(row)
    days = list(history.seasons.days())
    target = home / "web-sessions" / "sessions.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft, written = target.with_suffix(".part"), 0
    with pq.ParquetWriter(draft, SCHEMA, compression="zstd") as writer:
        for start in range(0, len(days), 90):
            rows: list[Row] = []
            for day in days[start : start + 90]:
                progress(start / len(days))
                bought = by_day.get(day, [])
                rate = CONVERSION * rng.uniform(0.85, 1.15)
                looked = max(20, round(len(bought) / rate)) - len(bought)
                rows += bought + _only_looked(rng, day, looked, history.trade.end)
            rows.sort(key=lambda row: row[2])
            columns = zip(*rows, strict=True) if rows else [[] for _name in SCHEMA.names]
            writer.write_table(
                pa.table(dict(zip(SCHEMA.names, map(list, columns), strict=True)), schema=SCHEMA)
            )
            written += len(rows)
    draft.replace(target)
    return written


def _bought(rng: random.Random, key: str, buyer: int, placed_at: datetime, number: str) -> Row:
    seconds = rng.randint(150, 1500)
    seen = rng.randint(1, 9)
    return (
        key,
        random.Random(f"visitor {buyer}").getrandbits(40),
        placed_at - timedelta(seconds=seconds),
        seconds,
        rng.choices(list(SOURCES), [orders for _visits, orders in SOURCES.values()])[0],
        rng.choices(DEVICES, (0.79, 0.19, 0.02))[0],
        seen + rng.randint(4, 9),
        seen,
        rng.choices((0, 1, 2, 3), (0.5, 0.3, 0.13, 0.07))[0],
        True,
        True,
        number,
    )


def _only_looked(rng: random.Random, day: date, count: int, end: datetime) -> list[Row]:
    hours = rng.choices(range(24), hour_weights(), k=count)
    sources = rng.choices(list(SOURCES), [visits for visits, _orders in SOURCES.values()], k=count)
    devices = rng.choices(DEVICES, (0.85, 0.13, 0.02), k=count)
    pages = rng.choices((1, 2, 3, 4, 6, 9, 14), (46, 18, 12, 9, 8, 5, 2), k=count)
    midnight = datetime(day.year, day.month, day.day, tzinfo=JAKARTA).astimezone(UTC)
    rows: list[Row] = []
    for hour, source, device, seen in zip(hours, sources, devices, pages, strict=True):
        luck = rng.random()
        started = midnight + timedelta(hours=hour, seconds=int(luck * 3_600_000) % 3600)
        if started > end:
            continue
        products = min(seen, max(0, round(seen * 0.6 - luck)))
        cart = seen > 2 and luck < 0.19
        rows.append(
            (
                f"{rng.getrandbits(96):024x}",
                rng.getrandbits(40),
                started,
                8 + int(seen * luck * 70),
                source,
                device,
                seen,
                products,
                1 if seen > 2 and luck > 0.72 else 0,
                cart,
                cart and luck < 0.06,
                None,
            )
        )
    return rows
