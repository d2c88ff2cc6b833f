"""Visits, conversion, funnel, people and attribution, against sums that a reader can do by hand.

Ten visits of five devices. Device d1 is customer c1 (signed in once), d2 and d3 are both c2.

| visit | day    | device | way           | pages | seconds | went as far as | order |
|-------|--------|--------|---------------|-------|---------|----------------|-------|
| s1    | 5 Jan  | d1     | paid, merek   | 1     | –       |                |       |
| s2    | 20 Jan | d1     | social, video | 4     | 120     | cart           |       |
| s3    | 1 Feb  | d1     | direct        | 6     | 300     | order          | B1 300,001 |
| s4    | 3 Feb  | d2     | organic       | 3     | 60      | product        |       |
| s5    | 4 Feb  | d3     | email, kabar  | 5     | 240     | order          | B2 100,000 |
| s6    | 5 Feb  | d4     | direct        | 1     | –       |                |       |
| s7    | 6 Feb  | d4     | direct        | 2     | 30      | checkout       |       |
| s8    | 7 Feb  | d5     | direct        | 1     | 12      | product        |       |
| s9    | 8 Feb  | d2     | paid, lari    | 7     | 480     | order          | B3, unpaid |
| s10   | 20 Apr | d1     | direct        | 4     | 90      | order          | B4 50,000 |

B5 (200,000) was sold without a measured visit.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.metrics import query, rows
from niaga.warehouse import load
from tests.warehouse.shops import KSHOES, LINEAGE, PEOPLE, PRODUCTS, staged, wib

VISITS: list[tuple[Any, ...]] = [
    ("s1", "2026-01-05", "d1", None, "paid", "merek", 1, None, 0, 0, 0, 0),
    ("s2", "2026-01-20", "d1", None, "social", "video", 4, 120, 2, 1, 0, 0),
    ("s3", "2026-02-01", "d1", "c1", "direct", None, 6, 300, 3, 1, 1, 1),
    ("s4", "2026-02-03", "d2", "c2", "organic", None, 3, 60, 1, 0, 0, 0),
    ("s5", "2026-02-04", "d3", "c2", "email", "kabar", 5, 240, 2, 1, 1, 1),
    ("s6", "2026-02-05", "d4", None, "direct", None, 1, None, 0, 0, 0, 0),
    ("s7", "2026-02-06", "d4", None, "direct", None, 2, 30, 0, 0, 1, 0),
    ("s8", "2026-02-07", "d5", None, "direct", None, 1, 12, 1, 0, 0, 0),
    ("s9", "2026-02-08", "d2", "c2", "paid", "lari", 7, 480, 2, 1, 1, 1),
    ("s10", "2026-04-20", "d1", "c1", "direct", None, 4, 90, 1, 1, 1, 1),
]
ORDERS: list[dict[str, Any]] = [
    {"order_id": "B1", "customer_ref": "c1", "session_id": "s3", "day": "2026-02-01"},
    {"order_id": "B2", "customer_ref": "c2", "session_id": "s5", "day": "2026-02-04"},
    {"order_id": "B3", "customer_ref": "c2", "session_id": "s9", "day": "2026-02-08"},
    {"order_id": "B4", "customer_ref": "c1", "session_id": "s10", "day": "2026-04-20"},
    {"order_id": "B5", "customer_ref": "c3", "session_id": None, "day": "2026-02-10"},
]
PRICES = {"B1": 300_001, "B2": 100_000, "B3": 70_000, "B4": 50_000, "B5": 200_000}


def _visit(row: tuple[Any, ...]) -> dict[str, Any]:
    key, day, device, customer, channel, campaign, pages, seconds, seen, cart, paying, placed = row
    began = wib(f"{day} 10:00")
    return {
        "session_id": key,
        "visitor_ref": device,
        "customer_ref": customer,
        "started_at": began,
        "ended_at": began + timedelta(seconds=seconds or 0),
        "landing_page": "/",
        "channel": channel,
        "utm_campaign": campaign,
        "device": "phone" if device == "d1" else "desktop",
        "pages": pages,
        "product_views": seen,
        "searches": 0,
        "cart_adds": cart,
        "checkouts": paying,
        "orders": placed,
        "seconds": seconds,
        "engaged": (seconds or 0) > 10 or pages > 1,
    }


@pytest.fixture(scope="session")
def visits_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("visits")


@pytest.fixture
def shop(settings: Any, visits_home: Path) -> str:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = visits_home, visits_home / "warehouse"
    if not settings.NIAGA_WAREHOUSE.exists():
        orders = []
        for row in ORDERS:
            order = {**row, "placed_at": wib(f"{row['day']} 10:01")}
            del order["day"]
            if order["order_id"] == "B3":
                order |= {"captured": False, "cancelled_before_shipment": True, "delivered": False}
            orders.append(order)
        lines = [{"order_id": key, "unit_price": price} for key, price in PRICES.items()]
        load.publish(
            staged(orders=orders, lines=lines, customers=PEOPLE, products=PRODUCTS),
            LINEAGE,
            "replace",
        )
        views = [("agreed", 34), ("declined", 10), ("unasked", 24), ("unshown", 3), ("bot", 9)]
        measured = staged(
            sessions=[_visit(row) for row in VISITS],
            page_views=[
                {"day": date(2026, 2, 1), "page": "home", "audience": audience, "views": n}
                for audience, n in views
            ],
        )
        lineage = type(LINEAGE)("visits", "visits-1", datetime(2026, 4, 21, tzinfo=UTC))
        load.publish(measured, lineage, "replace")
    return KSHOES.code


def value(name: str, shop: str, **asked: Any) -> Any:
    return query([name], shop, **asked)[0].value


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("visits", 10),
        ("visitors", 5),
        ("active_people", 4),  # c1, c2, d4, d5
        ("page_views", 68),
        ("consent_coverage", 34 / 68),
        ("program_views", 12),
        ("staff_views", 0),
        ("pages_per_visit", 34 / 10),
        ("visit_minutes_p50", 105 / 60),  # of 12 30 60 90 120 240 300 480
        ("visit_minutes_p90", (300 + 0.3 * 180) / 60),
        ("bounce_rate", 2 / 10),  # s1, s6; s8 stayed 12 seconds
        ("single_page_rate", 3 / 10),
        ("product_visits", 8),  # s7 opened the checkout: it must have seen what it was to pay
        ("cart_visits", 6),  # s2 s3 s5 s9 s10, and s7, who went further
        ("checkout_visits", 5),
        ("ordering_visits", 4),
        ("converted_visits", 3),
        ("conversion_rate", 3 / 10),
        ("visitor_conversion_rate", 2 / 5),
        ("cart_rate", 6 / 8),
        ("checkout_rate", 5 / 6),
        ("payment_rate", 3 / 5),
        ("visit_revenue", 450_001),
        ("revenue_per_visit", 45_000.1),
        ("attributed_revenue", 450_001),
        ("attributed_revenue_linear", 450_001),
        ("attributed_orders", 3),
    ],
)
def test_over_all_days(shop: str, name: str, expected: float) -> None:
    assert value(name, shop) == pytest.approx(
        expected, abs=0 if isinstance(expected, int) else 1e-9
    )


def by(name: str, shop: str, *dimensions: str, **asked: Any) -> dict[Any, Any]:
    rows = query([name], shop, by=dimensions, **asked)[0].rows
    return {row.key[0] if len(row.key) == 1 else row.key: row.value for row in rows if row.value}


def test_the_last_click_that_is_not_direct(shop: str) -> None:
    assert by("attributed_revenue", shop, "channel") == {
        "social": 300_001,  # s3 was direct; before it came s2, and s1 27 days before
        "email": 100_000,
        "direct": 50_000,  # s10: nothing else in the 28 days before it
    }
    assert by("attributed_orders", shop, "channel") == {"social": 1, "email": 1, "direct": 1}


def test_first_equal_and_by_position(shop: str) -> None:
    assert by("attributed_revenue_first", shop, "channel") == {
        "paid": 300_001,
        "organic": 100_000,  # s4, the same person on another device
        "direct": 50_000,
    }
    linear = by("attributed_revenue_linear", shop, "campaign")
    assert linear == {"merek": 150_000, "video": 150_001, "kabar": 50_000, None: 100_000}
    assert by("attributed_revenue_position", shop, "campaign") == linear  # two touches: half each


def test_conversion_by_channel_and_month(shop: str) -> None:
    assert by("conversion_rate", shop, "channel") == {"direct": 2 / 5, "email": 1}
    months = {row.key[0].month: row.value for row in query(["visits"], shop, grain="month")[0].rows}
    assert months == {1: 2, 2: 7, 4: 1}
    assert value("conversion_rate", shop, period=(date(2026, 1, 1), date(2026, 2, 1))) == 0
    assert value("conversion_rate", shop, period=(date(2025, 1, 1), date(2025, 2, 1))) is None


def test_people_by_month(shop: str) -> None:
    def months(name: str) -> dict[int, Any]:
        return {
            r.key[0].month: r.value for r in query([name], shop, grain="month")[0].rows if r.value
        }

    assert months("active_people") == {1: 1, 2: 4, 4: 1}
    assert months("month_visitors") == {1: 1, 2: 4, 4: 1}
    assert months("new_visitors") == {1: 1, 2: 3}
    assert months("returning_visitors") == {2: 1}
    assert months("reactivated_visitors") == {4: 1}


def test_people_of_thirty_days(shop: str) -> None:
    end = date(2026, 2, 7)  # from 8 January: s2 to s7
    period = (date(2026, 2, 1), end)
    assert value("monthly_active_people", shop, period=period) == 3
    assert by("monthly_active_people", shop, "visitor_kind", period=period) == {
        "new": 2,
        "returning": 1,
    }


def test_a_shop_without_measured_pages_has_no_conversion(pencil: str) -> None:
    assert value("conversion_rate", pencil) is None
    assert value("consent_coverage", pencil) is None
    assert value("visit_minutes_p50", pencil) is None


def test_the_visits_behind_a_number_tell_when_they_began(shop: str) -> None:
    """In the shop's own time, earliest last."""
    behind = rows("visits", shop, limit=100)
    at = behind.columns.index("started_at")
    days = behind.columns.index("date_local")
    assert behind.row_count == 10
    assert all(row[at].date() == row[days] for row in behind.rows)


def test_the_visitors_behind_a_rate_are_those_who_bought_and_those_who_did_not(shop: str) -> None:
    behind = rows("visitor_conversion_rate", shop, limit=100)
    assert behind.total == value("visitor_conversion_rate", shop)
    assert behind.row_count == value("visitors", shop)
    assert 0 < sum(row[-2] for row in behind.rows) < behind.row_count
