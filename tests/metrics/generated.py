"""Small shops made at random: every fate that an order can have, and what belongs to it."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from niaga.collect.staging import Lineage, Staged
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib

FIRST = wib("2025-11-20 00:00")
DAYS = 100
PEOPLE = 5
PRODUCTS = [
    {"product_id": "p0", "name": "Sepatu", "category": "sepatu", "condition": "new"},
    {"product_id": "p1", "name": "Tas", "category": "tas", "condition": "used"},
    {"product_id": "p2", "name": None, "category": None, "condition": "new"},
]
FATES = ("delivered", "delivered", "delivered", "shipped", "paid", "unpaid", "cancelled", "test")

moments = st.integers(0, DAYS * 24 * 4 - 1).map(lambda n: FIRST + timedelta(minutes=15 * n))
# Hours that a stage took; a few are the wrong way round, and some are not told.
hours = st.one_of(st.none(), st.integers(0, 300), st.integers(-3, -1))
lines = st.lists(
    st.fixed_dictionaries(
        {
            "product_id": st.sampled_from(["p0", "p1", "p2"]),
            "seller_id": st.sampled_from(["s1", "s2", None]),
            "quantity": st.integers(1, 3),
            "unit_price": st.integers(0, 50).map(lambda n: n * 1_000),
            "share_off": st.integers(0, 4),
            "cost": st.one_of(st.none(), st.integers(0, 20_000)),
        }
    ),
    min_size=1,
    max_size=3,
)
orders = st.fixed_dictionaries(
    {
        "placed": moments,
        "person": st.one_of(st.integers(0, PEOPLE - 1), st.none()),
        "fate": st.sampled_from(FATES),
        "region": st.sampled_from(["Bali", "Jawa Barat", None]),
        "channel": st.sampled_from(["storefront", "shopee"]),
        "lines": lines,
        "hours": st.tuples(hours, hours, hours, hours),
        "back_after": st.one_of(st.none(), st.none(), st.integers(0, 40)),
        "whole": st.booleans(),
        "reason": st.sampled_from(["returned", "damaged"]),
        "score": st.one_of(st.none(), st.integers(1, 5)),
        "of_product": st.booleans(),
        "visit": st.booleans(),
    }
)
visits = st.fixed_dictionaries(
    {
        "started": moments,
        "person": st.one_of(st.none(), st.integers(0, PEOPLE - 1)),
        "pages": st.integers(1, 5),
        "seconds": st.one_of(st.none(), st.integers(0, 900)),
        "channel": st.sampled_from(["direct", "search", "paid_social"]),
        "campaign": st.sampled_from([None, "lebaran"]),
    }
)
costs = st.fixed_dictionaries(
    {
        "day": st.integers(0, DAYS - 1),
        "campaign": st.sampled_from([None, "lebaran"]),
        "amount": st.integers(0, 500_000),
        "clicks": st.one_of(st.none(), st.integers(0, 50)),
    }
)
answers = st.fixed_dictionaries(
    {"order": st.integers(0, 30), "score": st.one_of(st.none(), st.integers(1, 5)), "at": moments}
)


shops = st.fixed_dictionaries(
    {
        "orders": st.lists(orders, min_size=1, max_size=25),
        "visits": st.lists(visits, max_size=8),
        "costs": st.lists(costs, max_size=5),
        "answers": st.lists(answers, max_size=6),
    }
)


def handed_over(shop: Any) -> list[tuple[Staged, Lineage]]:
    """Its orders and answers, then its visits and costs."""
    names = ("orders", "lines", "shipments", "reversals", "payments", "reviews")
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for n, order in enumerate(shop["orders"]):
        _add(tables, f"o{n:02}", order, n, len(shop["visits"]))
    told = [_answer(n, row, len(shop["orders"])) for n, row in enumerate(shop["answers"])]
    people = [{"customer_ref": f"c{n}", "region": "Bali"} for n in range(PEOPLE)]
    first = staged(KSHOES, **tables, surveys=told, products=PRODUCTS, customers=people)
    spent = [
        {
            "day": (FIRST + timedelta(days=row["day"])).date(),
            "channel": "paid_social",
            "campaign": row["campaign"],
            "amount": row["amount"],
            "clicks": row["clicks"],
        }
        for row in shop["costs"]
    ]
    walked = [_visit(n, row) for n, row in enumerate(shop["visits"])]
    second = staged(KSHOES, sessions=walked, spend=spent)
    key = hashlib.sha256(repr(shop).encode()).hexdigest()[:16]
    return [
        (first, replace(LINEAGE, load_id=f"orders-{key}")),
        (second, replace(LINEAGE, source="visits", load_id=f"visits-{key}")),
    ]


def _answer(n: int, row: Any, known: int) -> dict[str, Any]:
    return {
        "answer_id": f"a{n}",
        "order_id": f"o{row['order']:02}" if row["order"] < known else None,
        "kind": "csat",
        "score": row["score"],
        "asked": True,
        "answered_at": row["at"],
        "channel": "email",
    }


def _add(
    tables: dict[str, list[dict[str, Any]]], key: str, order: Any, n: int, visits: int
) -> None:
    placed, fate = order["placed"], order["fate"]
    captured = fate not in ("unpaid", "cancelled")
    paid = _after(placed, order["hours"][0]) if captured else None
    packed = _after(paid, order["hours"][1]) if fate in ("delivered", "shipped") else None
    shipped = _after(packed or paid, order["hours"][2]) if packed or fate == "delivered" else None
    delivered = _after(shipped or placed, order["hours"][3]) if fate == "delivered" else None
    tables["orders"].append(
        {
            "order_id": key,
            "customer_ref": None if order["person"] is None else f"c{order['person']}",
            "placed_at": placed,
            "paid_at": paid,
            "sale_at": placed if captured else None,
            "region": order["region"],
            "channel": order["channel"],
            "status": fate,
            "is_test": fate == "test",
            "captured": captured,
            "cancelled_before_shipment": fate == "cancelled",
            "delivered": fate == "delivered",
            "shipping": 9_000,
            "session_id": f"v{n % visits}" if order["visit"] and visits else None,
        }
    )
    for line_no, line in enumerate(order["lines"], 1):
        gross = line["unit_price"] * line["quantity"]
        tables["lines"].append(
            {
                "order_id": key,
                "line_no": line_no,
                **{k: v for k, v in line.items() if k != "share_off"},
                "discount": gross * line["share_off"] // 10,
            }
        )
    if fate in ("delivered", "shipped"):
        tables["shipments"].append(
            {
                "order_id": key,
                "carrier": "jne",
                "packed_at": packed,
                "shipped_at": shipped,
                "delivered_at": delivered,
                "promised_at": placed + timedelta(days=4),
            }
        )
    if captured:
        tables["payments"].append({"order_id": key, "amount": 10_000})
    if fate == "delivered" and order["back_after"] is not None:
        tables["reversals"].append(
            {
                "order_id": key,
                "line_no": None if order["whole"] else 1,
                "quantity": None if order["whole"] else 1,
                "reversed_at": placed + timedelta(days=order["back_after"]),
                "reason": order["reason"],
            }
        )
    if fate == "delivered" and order["score"]:
        named = order["lines"][0]["product_id"] if order["of_product"] else None
        tables["reviews"].append(
            {
                "review_id": f"r{key}",
                "order_id": key,
                "product_id": named,
                "score": order["score"],
            }
        )


def _after(moment: datetime | None, hours: int | None) -> datetime | None:
    return None if moment is None or hours is None else moment + timedelta(hours=hours)


def _visit(n: int, row: Any) -> dict[str, Any]:
    return {
        "session_id": f"v{n}",
        "visitor_ref": f"d{n % 3}",
        "customer_ref": None if row["person"] is None else f"c{row['person']}",
        "started_at": row["started"],
        "ended_at": row["started"] + timedelta(seconds=row["seconds"] or 0),
        "landing_page": "/",
        "channel": row["channel"],
        "utm_campaign": row["campaign"],
        "device": "phone",
        "pages": row["pages"],
        "product_views": row["pages"] - 1,
        "searches": 0,
        "cart_adds": 0,
        "checkouts": 0,
        "orders": 0,
        "seconds": row["seconds"],
        "engaged": row["pages"] > 1,
    }
