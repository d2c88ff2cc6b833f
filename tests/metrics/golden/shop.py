"""The shop of 40 orders that a reader can check with a pencil; see docs/explanation/golden-shop.md.

Amounts are whole rupiah as they stand in the files, times those of Jakarta.
"""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from niaga.collect.staging import SourceShop, Staged
from tests.warehouse.shops import staged

SHOP = SourceShop("pensil", "Toko Pensil", "IDR", "Asia/Jakarta")
FOLDER = Path(__file__).parent


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _at(text: str) -> datetime | None:
    if not text:
        return None
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(SHOP.time_zone)).astimezone(UTC)


def golden_shop() -> Staged:
    orders, rows = [], _rows("orders")
    for row in rows:
        fate = row["fate"]
        orders.append(
            {
                "order_id": row["order"],
                "customer_ref": row["customer"],
                "placed_at": _at(row["placed"]),
                "region": row["region"],
                "is_test": fate == "test",
                "captured": fate != "unpaid",
                "cancelled_before_shipment": fate == "cancelled",
                "delivered": bool(row["delivered"]),
                "paid_at": _at(row["paid"]),
                "sale_at": _at(row["paid"]),
                "status": "delivered" if row["delivered"] else fate,
            }
        )
    lines = [
        {
            "order_id": row["order"],
            "product_id": row["category"],
            "unit_price": int(row["price"]),
            "discount": int(row["discount"]),
        }
        for row in rows
    ]
    parcels: list[dict[str, Any]] = [
        {
            "order_id": row["order"],
            "packed_at": _at(row["packed"]),
            "shipped_at": _at(row["shipped"]),
            "delivered_at": _at(row["delivered"]),
            "promised_at": _at(row["promised"]),
        }
        for row in rows
        if row["packed"]
    ]
    reversals = [
        {
            "order_id": row["order"],
            "line_no": None,
            "reversed_at": _at(row["processed"]),
            "reason": row["reason"],
        }
        for row in _rows("reversals")
    ]
    people = sorted({row["customer"] for row in rows})
    return staged(
        SHOP,
        orders=orders,
        lines=lines,
        shipments=parcels,
        reversals=reversals,
        payments=[{"order_id": row["order"], "amount": int(row["price"])} for row in rows],
        products=[
            {"product_id": name, "name": name, "category": name, "condition": "new"}
            for name in ("sepatu", "tas")
        ],
        customers=[{"customer_ref": name, "region": "Bali", "city": "Denpasar"} for name in people],
        sellers=[{"seller_id": "s1", "region": "Bali", "city": "Denpasar"}],
        reviews=[
            {"review_id": f"r{n}", "order_id": f"G{n:02}", "score": 1 + n % 5} for n in range(1, 11)
        ],
    )
