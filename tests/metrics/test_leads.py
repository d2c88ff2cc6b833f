"""Leads, won sellers, answers and payouts: a shop that a pencil can check."""

from datetime import date, datetime
from typing import Any

import pytest

from niaga.metrics import query, rows
from niaga.warehouse import load
from tests.kept import Stocked
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def lead(name: str, day: date, won: datetime | None = None, **more: Any) -> dict[str, Any]:
    return {"lead_id": name, "day": day, "won_at": won, **more}


def answer(name: str, kind: str, score: int | None, day: str, order: str | None) -> dict[str, Any]:
    return {
        "answer_id": name,
        "kind": kind,
        "score": score,
        "asked": score is None,
        "answered_at": wib(f"{day} 10:00"),
        "order_id": order,
    }


def line(
    ref: str, kind: str, order: str | None, gross: int, fee: int, paid: bool
) -> dict[str, Any]:
    return {
        "settlement_ref": ref,
        "gateway": "midtrans",
        "order_id": order,
        "kind": kind,
        "transacted_at": wib("2026-02-03 10:00"),
        "settled_on": date(2026, 2, 5) if paid else None,
        "gross": gross,
        "fee": fee,
        "net": gross - fee,
    }


@pytest.fixture
def shop(stocked: Stocked) -> str:
    stocked("leads", publish)
    return KSHOES.code


def publish() -> None:
    orders = [
        {"order_id": "A1", "customer_ref": "c1", "placed_at": wib("2026-01-20 10:00")},
        {"order_id": "A2", "customer_ref": "c2", "placed_at": wib("2026-02-03 10:00")},
        {"order_id": "A3", "customer_ref": "c1", "placed_at": wib("2026-02-20 10:00")},
    ]
    lines = [
        {"order_id": "A1", "seller_id": "s1", "unit_price": 100_000},  # before s1 was won
        {"order_id": "A2", "seller_id": "s1", "unit_price": 200_000},
        {"order_id": "A2", "line_no": 2, "seller_id": "s2", "unit_price": 50_000},
        {"order_id": "A3", "seller_id": "s2", "unit_price": 70_000},
    ]
    load.publish(
        staged(
            orders=orders,
            lines=lines,
            customers=[{"customer_ref": "c1"}, {"customer_ref": "c2"}],
            payments=[
                {"order_id": "A1", "amount": 100_000, "method": "qris"},
                {"order_id": "A2", "amount": 250_000, "method": "qris"},
                {"order_id": "A3", "amount": 70_000, "method": "cod"},
            ],
            shipments=[
                {
                    "order_id": "A2",
                    "delivered_at": wib("2026-02-06 10:00"),
                    "promised_at": wib("2026-02-05 10:00"),
                },
                {
                    "order_id": "A3",
                    "delivered_at": wib("2026-02-22 10:00"),
                    "promised_at": wib("2026-02-25 10:00"),
                },
            ],
            reviews=[
                {"review_id": "r1", "order_id": "A2", "score": 2},
                {"review_id": "r2", "order_id": "A3", "score": 5},
            ],
            leads=[
                lead("L1", date(2026, 1, 5), wib("2026-01-25 10:00"), seller_id="s1", origin="ig"),
                lead("L2", date(2026, 1, 6), wib("2026-01-16 10:00"), seller_id="s2", origin="ig"),
                lead("L3", date(2026, 1, 7), wib("2026-01-17 10:00"), seller_id="s3"),
                lead("L4", date(2026, 1, 8), origin="ig"),
                lead("L5", date(2026, 2, 10), wib("2026-02-08 10:00"), seller_id="s4"),  # an error
            ],
            surveys=[
                answer("x1", "csat", 2, "2026-02-07", "A2"),
                answer("x2", "csat", 5, "2026-02-09", "A2"),  # the last answer of the order counts
                answer("x3", "csat", None, "2026-02-23", "A3"),  # asked only
                answer("x4", "nps", 9, "2026-02-09", "A2"),
                answer("x5", "nps", 6, "2026-02-24", "A3"),
                answer("x6", "nps", 8, "2026-02-24", None),
            ],
            settlements=[
                line("T1", "payment", "A1", 100_000, 700, True),
                line("T2", "payment", "A2", 240_000, 1_680, False),  # 10,000 short of the payment
                line("T3", "payment", "X9", 30_000, 210, True),  # an order nobody knows
                line("T4", "refund", None, -5_000, 0, True),
                line("T5", "fee", None, 0, 1_000, True),
            ],
        ),
        LINEAGE,
        "replace",
    )


def value(name: str, shop: str, **question: Any) -> Any:
    return query([name], shop, **question)[0].value


def test_leads_count_on_the_day_of_the_first_contact(shop: str) -> None:
    assert query(["leads"], shop, grain="month")[0].values == {JAN: 4, FEB: 1}
    assert value("lead_conversion", shop, period=(JAN, FEB)) == 3 / 4
    assert query(["won_leads"], shop, by=["origin"])[0].values == {"ig": 2, None: 2}
    assert value("selling_leads", shop) == 2  # L1 and L2: s3 and s4 have not sold


def test_days_to_close_leave_out_what_cannot_be(shop: str) -> None:
    assert value("lead_days_to_close_p50", shop) == 10  # 10, 10, 20; L5 closed before its contact
    assert value("lead_days_to_close_p90", shop) == pytest.approx(18)
    assert value("leads_won_before_contact", shop) == 1


def test_deals_count_on_their_own_day_and_first_sales_to_date(shop: str) -> None:
    assert query(["sellers_won"], shop, grain="month")[0].values == {JAN: 3, FEB: 1}
    assert value("first_sale_share", shop) == 2 / 4
    # s1 had sold before its deal: no wait is told; s2 waited from 16 January to 3 February
    assert value("first_sale_days_p50", shop) == 18


def test_sales_of_won_sellers_begin_with_the_deal(shop: str) -> None:
    assert value("won_seller_sales", shop) == 200_000 + 50_000 + 70_000
    assert value("won_sellers_active", shop) == 2
    behind = rows("won_seller_sales", shop)
    assert (behind.total, behind.row_count) == (320_000, 3)


def test_service_by_seller(shop: str) -> None:
    late = query(["seller_late_share"], shop, by=["seller"])[0].values
    score = query(["seller_review_score"], shop, by=["seller"])[0].values
    assert late == {"s1": 1.0, "s2": 0.5}
    assert score == {"s1": 2.0, "s2": 3.5}


def test_the_last_answer_of_an_order_counts(shop: str) -> None:
    assert (value("csat_answers", shop), value("csat", shop)) == (1, 1.0)
    assert value("csat_response_rate", shop) == 0.5
    # 9 recommends, 6 does not, 8 is neither: (1 − 1) ÷ 3
    assert (value("nps_answers", shop), value("nps", shop)) == (3, 0.0)
    assert value("nps", shop, period=(FEB, date(2026, 2, 10))) == 100.0


def test_payouts_against_orders(shop: str) -> None:
    assert value("settlement_gross", shop) == 370_000
    assert value("settlement_refunds", shop) == -5_000
    assert value("settlement_fees", shop) == 700 + 1_680 + 210 + 1_000
    assert value("settlement_net", shop) == 365_000 - 3_590
    assert value("settlement_fee_rate", shop) == pytest.approx(3_590 / 370_000)
    assert value("settlement_open", shop) == 238_320
    assert value("settlement_unmatched_lines", shop) == 2
    assert value("settlement_unmatched", shop) == 25_000
    assert value("settlement_other_amount_lines", shop) == 1
    # every qris payment is named; cash on delivery is no affair of the gateway
    assert value("unsettled_payments", shop) == 0


def test_the_public_funnel(olist: str) -> None:
    assert (value("leads", olist), value("won_leads", olist)) == (8_000, 842)
    assert value("won_sellers_selling", olist) == 379  # 380 are in the orders, one's was cancelled
    assert value("lead_days_to_close_p50", olist) == 14
    assert value("leads_won_before_contact", olist) == 1
    conversion = query(["lead_conversion"], olist, by=["origin"])[0].values
    assert conversion["organic_search"] == pytest.approx(271 / 2_296)
