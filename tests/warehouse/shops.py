"""Small hand-made shops for tests of the warehouse and of the metrics."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from niaga.collect.staging import STAGING, Lineage, SourceShop, Staged

KSHOES = SourceShop("kshoes", "Kshoe's", "IDR", "Asia/Jakarta")
LINEAGE = Lineage("shop", "load-1", datetime(2026, 4, 1, tzinfo=UTC))
WIB = ZoneInfo("Asia/Jakarta")

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "orders": {
        "channel": "storefront",
        "status": "delivered",
        "region": "Jawa Barat",
        "city": "Bandung",
        "is_test": False,
        "captured": True,
        "cancelled_before_shipment": False,
        "delivered": True,
        "discount": 0,
        "shipping": 0,
        "tax": 0,
    },
    "lines": {
        "line_no": 1,
        "product_id": "p1",
        "seller_id": "s1",
        "quantity": 1,
        "discount": 0,
        "shipping": 0,
        "tax": 0,
        "tax_included": False,
    },
    "payments": {
        "payment_no": 1,
        "method": "transfer",
        "installments": 1,
        "status": "captured",
        "captured": True,
    },
    "shipments": {"shipment_id": "1"},
}


def wib(text: str) -> datetime:
    """An instant from wall time in Jakarta."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB).astimezone(UTC)


def staged(shop: SourceShop = KSHOES, **rows: list[dict[str, Any]]) -> Staged:
    """Rows with defaults; an order that names no `sale_at` was sold when it was placed."""
    tables = {}
    for name, entries in rows.items():
        filled = []
        for number, entry in enumerate(entries, 1):
            row = {"source_row": number, **DEFAULTS.get(name, {}), **entry}
            if name == "orders" and "sale_at" not in entry:
                row["sale_at"] = row["placed_at"] if row["captured"] else None
            filled.append(row)
        tables[name] = pa.Table.from_pylist(filled, schema=STAGING[name])
    return Staged(shop=shop, tables=tables, rows_in=sum(len(r) for r in rows.values()))


PRODUCTS = [
    {"product_id": "p1", "name": "Sepatu lari", "category": "sepatu", "condition": "new"},
    {"product_id": "p2", "name": "Tas", "category": "tas", "condition": "used"},
]
PEOPLE = [{"customer_ref": f"c{n}", "region": "Jawa Barat", "city": "Bandung"} for n in (1, 2, 3)]

ORDERS: list[dict[str, Any]] = [
    {
        "order_id": "A1",
        "customer_ref": "c1",
        "placed_at": wib("2026-01-10 10:00"),
        "shipping": 15_000,
    },
    {  # placed on the last evening of January, paid on the first morning of February
        "order_id": "A2",
        "customer_ref": "c2",
        "placed_at": wib("2026-01-31 23:30"),
        "sale_at": wib("2026-02-01 08:00"),
        "region": "Bali",
    },
    {  # paid, then cancelled before shipment; processed a month later
        "order_id": "A3",
        "customer_ref": "c1",
        "placed_at": wib("2026-02-05 09:00"),
        "status": "cancelled",
        "cancelled_before_shipment": True,
        "delivered": False,
    },
    {  # never paid
        "order_id": "A4",
        "customer_ref": "c3",
        "placed_at": wib("2026-02-10 09:00"),
        "status": "expired",
        "captured": False,
        "cancelled_before_shipment": True,
        "delivered": False,
    },
    {"order_id": "A5", "customer_ref": "c1", "placed_at": wib("2026-03-15 12:00")},
    {
        "order_id": "A6",
        "customer_ref": "c3",
        "placed_at": wib("2026-03-16 12:00"),
        "is_test": True,
    },
]
LINES: list[dict[str, Any]] = [
    {"order_id": "A1", "line_no": 1, "quantity": 2, "unit_price": 100_000},
    {
        "order_id": "A1",
        "line_no": 2,
        "product_id": "p2",
        "unit_price": 50_000,
        "discount": 10_000,
    },
    {"order_id": "A2", "unit_price": 300_000},
    {"order_id": "A3", "product_id": "p2", "unit_price": 200_000},
    {"order_id": "A4", "unit_price": 999_000},
    {"order_id": "A5", "unit_price": 120_000},
    {"order_id": "A6", "unit_price": 888_000},
]
REVERSALS: list[dict[str, Any]] = [
    {
        "order_id": "A3",
        "line_no": None,
        "reversed_at": wib("2026-03-02 10:00"),
        "reason": "cancelled",
    }
]


def pencil_shop() -> Staged:
    """Six orders that a reader can check with a pencil: see tests/metrics/test_golden."""
    return staged(
        orders=ORDERS,
        lines=LINES,
        reversals=REVERSALS,
        payments=[{"order_id": o["order_id"], "amount": 1_000} for o in ORDERS],
        products=PRODUCTS,
        customers=PEOPLE,
        sellers=[{"seller_id": "s1", "region": "Bali", "city": "Denpasar"}],
        shipments=[
            {
                "order_id": "A1",
                "delivered_at": wib("2026-01-12 10:00"),
                "promised_at": wib("2026-01-13 00:00"),
            },
            {
                "order_id": "A2",
                "delivered_at": wib("2026-02-04 23:30"),
                "promised_at": wib("2026-02-04 00:00"),
            },
            {"order_id": "A5", "delivered_at": wib("2026-03-16 12:00"), "promised_at": None},
        ],
        reviews=[
            {"review_id": "r1", "order_id": "A1", "score": 5},
            {"review_id": "r2", "order_id": "A2", "score": 2},
            {"review_id": "r3", "order_id": "A3", "score": 1},
        ],
    )
