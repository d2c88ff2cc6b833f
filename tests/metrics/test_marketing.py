"""Cost and what it brings, campaigns, social media: a shop that a pencil can check."""

from datetime import date
from typing import Any

import pytest

from niaga.metrics import query
from niaga.warehouse import load
from tests.kept import Stocked
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib

JANUARY = (date(2026, 1, 1), date(2026, 2, 1))


def visit(name: str, who: str, at: str, channel: str, *utm: str) -> dict[str, Any]:
    source, medium, campaign = utm if utm else (None, None, None)
    return {
        "session_id": name, "visitor_ref": f"device {who}", "customer_ref": who,
        "started_at": wib(at), "ended_at": wib(at), "landing_page": "/", "channel": channel,
        "utm_source": source, "utm_medium": medium, "utm_campaign": campaign, "device": "phone",
        "pages": 3, "product_views": 1, "searches": 0, "cart_adds": 1, "checkouts": 1, "orders": 0,
        "seconds": 90, "engaged": True,
    }  # fmt: skip


def order(name: str, who: str, at: str, session: str | None) -> dict[str, Any]:
    return {"order_id": name, "customer_ref": who, "placed_at": wib(at), "session_id": session}


def contact(who: str, arm: str, **more: Any) -> dict[str, Any]:
    return {
        "campaign_id": "jan", "campaign": "Januari", "channel": "email", "arm": arm,
        "customer_ref": who, "day": date(2026, 1, 1), "converted": False, **more,
    }  # fmt: skip


def publish(cost_of_second: int | None = 150_000) -> None:
    load.publish(
        staged(
            orders=[
                order("A1", "c1", "2026-01-05 10:00", "s1"),
                order("A2", "c2", "2026-01-10 10:00", "s3"),
                order("A3", "c1", "2026-01-25 10:00", "s4"),
                order("A4", "c3", "2026-02-20 10:00", None),
            ],
            lines=[
                {"order_id": "A1", "unit_price": 100_000, "cost": 60_000},
                {"order_id": "A2", "unit_price": 200_000, "cost": cost_of_second},
                {"order_id": "A3", "unit_price": 50_000, "cost": 20_000},
                {"order_id": "A4", "unit_price": 70_000, "cost": 30_000},
            ],
            products=[{"product_id": "p1", "name": "Sepatu", "category": "sepatu"}],
            sellers=[{"seller_id": "s1"}],
            customers=[{"customer_ref": f"c{n}"} for n in (1, 2, 3)],
            sessions=[
                visit("s1", "c1", "2026-01-05 09:50", "paid", "google", "cpc", "lari"),
                visit("s2", "c2", "2026-01-08 20:00", "paid", "tiktok", "paid_social", "video"),
                visit("s3", "c2", "2026-01-10 09:50", "direct"),
                visit("s4", "c1", "2026-01-25 09:50", "email", "kabar", "email", "mingguan"),
            ],
            spend=[
                {"day": date(2026, 1, 5), "channel": "google", "campaign": "lari",
                 "amount": 20_000, "impressions": 1_000, "clicks": 50,
                 "claimed_conversions": 2, "claimed_value": 300_000},
                {"day": date(2026, 1, 8), "channel": "tiktok", "campaign": "video",
                 "amount": 40_000, "impressions": 4_000, "clicks": 100},
            ],
            contacts=[
                contact("c1", "surat", opened=True, clicked=True, converted=True, value=100_000),
                contact("c2", "surat", opened=False, clicked=False, value=0),
                contact("c3", "control", value=0),
            ],
            social=[
                {"day": date(2026, 1, 3), "platform": "instagram", "post_id": "",
                 "impressions": 1_000, "likes": 20, "comments": 3, "shares": 1, "clicks": 6},
                {"day": date(2026, 1, 3), "platform": "instagram", "post_id": "p1",
                 "impressions": 400, "likes": 9},
                {"day": date(2026, 1, 3), "platform": "tiktok", "post_id": "t1",
                 "impressions": 200, "likes": 10},
            ],
        ),
        LINEAGE,
        "replace",
    )  # fmt: skip


@pytest.fixture
def shop(stocked: Stocked) -> str:
    stocked("marketing", publish)
    return KSHOES.code


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("marketing_spend", 60_000),
        ("click_through_rate", 0.03),  # 150 ÷ 5,000
        ("cost_per_click", 400),  # 60,000 ÷ 150
        ("claimed_conversions", 2),
        ("claimed_roas", 15),  # only the row that claims anything
        ("credited_orders", 2),  # A1 by lari, A2 by video two days before its direct visit
        ("credited_revenue", 300_000),
        ("cost_per_order", 30_000),
        ("cost_per_new_customer", 30_000),  # c1 and c2
        ("roas", 5),
        ("roi", 0.5),  # (40,000 + 50,000 − 60,000) ÷ 60,000
        ("marketing_efficiency", 350_000 / 60_000),
        ("campaign_reach", 2),
        ("campaign_conversion", 0.5),
        ("campaign_value", 100_000),
        ("email_open_rate", 0.5),
        ("email_click_rate", 0.5),
        ("campaign_rate", 1.0),  # A2 by the letter, A1 and A3 by the links
        ("repeat_rate_30", 0.5),  # c1 after 20 days, c2 not
        ("social_impressions", 1_200),  # a post of a told account counts once
        ("social_engagements", 40),
        ("social_engagement_rate", 40 / 1_200),
    ],
)
def test_january(shop: str, name: str, value: float) -> None:
    assert query([name], shop, period=JANUARY)[0].value == pytest.approx(value)


def test_by_campaign(shop: str) -> None:
    roas, per_order = query(["roas", "cost_per_order"], shop, by=["campaign"], period=JANUARY)
    assert roas.values == {"lari": 5.0, "video": 5.0, None: None}
    assert per_order.values == {"lari": 20_000, "video": 40_000, None: None}


def test_a_campaign_of_several_channels_is_credited_where_the_visit_came_from(shop: str) -> None:
    more = [
        {"day": date(2026, 1, 6), "channel": "Google", "campaign": "lari", "amount": 1_000},
        {"day": date(2026, 1, 6), "channel": "awal", "campaign": "lari", "amount": 500},
        {"day": date(2026, 1, 6), "channel": "email", "campaign": "mingguan", "amount": 300},
        {"day": date(2026, 1, 6), "channel": "awal", "campaign": "mingguan", "amount": 200},
    ]
    load.publish(staged(spend=more), LINEAGE, "upsert")
    orders = query(["credited_orders"], shop, by=["campaign", "channel"], period=JANUARY)[0]
    found = {row.key: row.value for row in orders.rows}
    assert found["lari", "Google"] == 1  # by its source, counted once however it is written
    assert found["lari", "awal"] == 0
    assert found["mingguan", "email"] == 1  # its source has no cost: by the way it came


def test_profit_is_not_told_when_a_cost_is_not(stocked: Stocked) -> None:
    stocked("a cost is missing", lambda: publish(cost_of_second=None))
    shop = KSHOES.code
    roi, roas = query(["roi", "roas"], shop, period=JANUARY)
    assert roi.value is None
    assert roas.value == 5


def test_a_first_order_of_yesterday_says_nothing_of_repeating(shop: str) -> None:
    period = (date(2026, 2, 1), date(2026, 3, 1))
    assert query(["repeat_rate_30"], shop, period=period)[0].value is None
    assert query(["campaign_rate"], shop, period=period)[0].value == 0.0


def test_a_shop_without_visits_or_cost_has_no_return(pencil: str) -> None:
    names = ["roas", "roi", "cost_per_order", "cost_per_new_customer", "campaign_rate"]
    assert [result.value for result in query(names, pencil)] == [None] * len(names)


def test_products_by_segment_and_quarter(shop: str) -> None:
    units = query(["quarter_product_units"], shop, by=["sales_quarter", "product_name"])[0]
    assert units.values == {("2026-Q1", "Sepatu"): 4}
    orders = query(["segment_product_orders"], shop, by=["segment"])[0]
    assert sum(int(row.value or 0) for row in orders.rows) == 4
