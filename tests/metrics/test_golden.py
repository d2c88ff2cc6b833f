"""Numbers computed by hand from tests/warehouse/shops.py.

    order  placed (WIB)   sale day   net              became
    A1     10 January     same       200 + 50 − 10    counted; shipping 15
    A2     31 January     1 February 300              counted
    A3      5 February    same       200              reversed on 2 March
    A4     10 February    –          –                never paid
    A5     15 March       same       120              counted, second of c1
    A6     16 March       –          –                a test
(in thousands of rupiah)
"""

from datetime import UTC, date, datetime

import pytest

from niaga.kernel import clock
from niaga.metrics import query

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gross_sales", 250_000 + 300_000 + 200_000 + 120_000),
        ("discounts", 10_000),
        ("returns", 200_000),
        ("net_sales", 240_000 + 300_000 + 120_000),
        ("total_sales", 660_000 + 15_000),
        ("products_sold", 3 + 1 + 1 + 1 - 1),
        ("distinct_products", 2),
        ("active_sellers", 1),
        ("orders", 5),
        ("counted_orders", 3),
        ("order_value", 660_000),
        ("order_revenue", 660_000),
        ("average_order_value", 220_000),
        ("net_sales_per_order", 220_000),
        ("item_sales", 250_000 + 300_000 + 200_000 + 999_000 + 120_000),
        ("items", 7),
        ("freight", 0),
        ("sellers", 1),
        ("payments_total", 5_000),
        ("customers", 3),
        ("buyers", 2),
        ("new_customers", 2),
        ("returning_orders", 1),
        ("orders_per_buyer", 1.5),
        ("repeat_customers", 1),
        ("repeat_customer_share", 1 / 3),
        ("delivered_parcels", 3),
        ("delivery_days_mean", (2 + 4 + 1) / 3),
        ("late_share", 1 / 2),
        ("reviews", 2),
        ("review_score", 3.5),
    ],
)
def test_the_whole(pencil: str, name: str, value: float) -> None:
    assert query([name], pencil)[0].value == pytest.approx(value, abs=0, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "january", "february", "march"),
    [
        ("net_sales", 240_000, 500_000, 120_000 - 200_000),
        ("total_sales", 255_000, 500_000, -80_000),
        ("order_value", 540_000, None, 120_000),
        ("counted_orders", 2, 0, 1),
        ("orders", 2, 2, 1),
        ("net_sales_target", None, 243_600, 507_500),
        ("target_attainment", None, 500_000 / 243_600, -80_000 / 507_500),
        ("growth_by_month", None, 260 / 240, -580 / 500),
    ],
)
def test_by_month_on_its_own_clock(
    pencil: str, name: str, january: float, february: float, march: float
) -> None:
    values = query([name], pencil, grain="month")[0].values
    expected = {JAN: january, FEB: february, MAR: march}
    if february is None and name == "order_value":
        expected[FEB] = 0  # orders were placed, none of them counted
    assert values == pytest.approx(expected)


def test_by_category_and_region(pencil: str) -> None:
    assert query(["net_sales"], pencil, by=["category"])[0].values == {
        None: 0,  # the shipping of A1 belongs to the order, not to a product
        "sepatu": 620_000,
        "tas": 40_000,
    }
    assert query(["net_sales"], pencil, by=["region"])[0].values == {
        "Bali": 300_000,
        "Jawa Barat": 360_000,
    }


def test_new_and_returning(pencil: str) -> None:
    values = query(["order_value"], pencil, by=["customer_type"])[0].values
    assert values == {"new": 540_000, "returning": 120_000, None: 0}


def test_orders_by_status_and_why_they_do_not_count(pencil: str) -> None:
    assert query(["orders"], pencil, by=["status"])[0].values == {
        "cancelled": 1,
        "delivered": 3,
        "expired": 1,
    }
    reasons = query(["orders"], pencil, by=["uncounted_reason"])[0].values
    assert reasons == {None: 3, "cancelled": 1, "test": 0, "unpaid": 1}


def test_shares_sum_to_one(pencil: str) -> None:
    assert query(["review_share"], pencil, by=["score"])[0].values == {
        "1": 0,
        "2": 0.5,
        "5": 0.5,
    }


def test_the_running_month_is_marked_and_compared_with_equal_days(pencil: str) -> None:
    with clock.at(datetime(2026, 2, 5, 3, tzinfo=UTC)):  # the fifth of February in Jakarta
        rows = query(["growth_by_month"], pencil, grain="month")[0].rows
    february = next(row for row in rows if row.key == (FEB,))
    assert february.partial
    assert february.value is None  # 1 to 5 January had no sale: there is nothing to compare with


def test_a_filter_on_category_takes_the_orders_that_contain_it(pencil: str) -> None:
    counted, net = query(["counted_orders", "net_sales"], pencil, filters={"category": ["tas"]})
    assert (counted.value, net.value) == (1, 40_000)


def test_periods_side_by_side(pencil: str) -> None:
    periods = {"now": (FEB, MAR), "before": (JAN, FEB)}
    values = query(["net_sales"], pencil, periods=periods)[0].values
    assert values == {"before": 240_000, "now": 500_000}
