"""The shop of 40 orders against numbers computed with a pencil: docs/explanation/golden-shop.md."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.staging import SourceShop
from niaga.kernel import clock
from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import Actor, Role
from niaga.metrics import query, rows
from niaga.metrics.closing import close_months
from niaga.metrics.errors import NeedsDimension
from niaga.metrics.targets import Decision, MonthIsClosed, NoReason, decide, decisions
from niaga.metrics.views.rfm import cut_points_day
from niaga.warehouse import load
from tests.warehouse.shops import LINEAGE, staged, wib

OWNER = Actor("staff", "7", Role.OWNER)
MONTHS = [date(2025, month, 1) for month in range(1, 7)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("orders", 39),
        ("counted_orders", 36),
        ("net_sales", 7_790),
        ("order_value", 8_290),
        ("order_revenue", 7_790),
        ("average_order_value", 8_290 / 36),
        ("median_order_value", 200),
        ("buyers", 14),
        ("new_customers", 14),
        ("purchase_frequency", 36 / 14),
        ("customer_value", 7_790 / 14),
        ("one_time_buyers", 4),
        ("one_time_buyer_share", 4 / 14),
        ("churn_window", 160),
        ("delivery_hours_p50", 41),
        ("delivery_hours_p90", 55),
        ("delivery_hours_p95", 57),
        ("processing_hours_p50", 5),
        ("total_hours_p50", 48),
        ("total_hours_p90", 62),
        ("total_hours_p95", 65),
        ("on_time_share", 30 / 34),
        ("late_share", 4 / 34),
        ("delivered_units", 34),
        ("return_rate", 2 / 30),
        ("damage_rate", 1 / 30),
        ("return_value_rate", 500 / 6_590),
        ("open_orders", 3),
        ("overdue_orders", 1),
        ("open_late_orders", 1),
        ("gross_margin", None),
    ],
)
def test_the_whole(golden: str, name: str, value: float | None) -> None:
    found = query([name], golden)[0].value
    assert found == (None if value is None else pytest.approx(value, rel=1e-9))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("net_sales", [990, 900, 2_000, 1_100, 1_100, 1_700]),
        ("net_sales_target", [None, 1_005, 914, 2_030, 1_117, 1_117]),
        ("growth_by_month", [None, -90 / 990, 1_100 / 900, -900 / 2_000, 0, 600 / 1_100]),
        ("counted_orders", [4, 5, 8, 7, 6, 6]),
        ("churn_rate", [None, 0, 0, 0, 0, 0]),
    ],
)
def test_by_month(golden: str, name: str, values: list[float | None]) -> None:
    found = query([name], golden, grain="month")[0].values
    assert found == pytest.approx(dict(zip(MONTHS, values, strict=True)))


def test_each_stage_and_its_errors(golden: str) -> None:
    names = ("stage_hours_p50", "stage_hours_p90", "stage_orders", "stage_quarantined")
    p50, p90, n, wrong = (r.values for r in query(names, golden, by=["stage"]))
    assert p50 == pytest.approx(
        {
            "payment": 1,
            "packing": 2,
            "handover": 3,
            "processing": 5,
            "delivery": 41,
            "total": 48,
        }
    )
    assert p90["delivery"] == pytest.approx(55)
    # G38 is still in handover: it is known of the whole way that it takes longer, of delivery not.
    assert p50["processing"] + p50["delivery"] + p50["payment"] < p50["total"]
    assert p90["handover"] == 3  # one of 35 took six hours
    assert (n["payment"], n["packing"], n["delivery"]) == (36, 35, 34)
    assert (wrong["packing"], wrong["delivery"]) == (1, 0)


@pytest.mark.parametrize(
    ("order", "stage", "hours"),
    [
        ("G01", "processing", 0),  # a Sunday
        ("G01", "delivery", 9),  # Sunday 16:00 to Monday 17:00
        ("G02", "delivery", 10),  # Friday 16:00 to Saturday 18:00: an hour, and a day
        ("G28", "processing", 0),  # 1 May
        ("G28", "delivery", 18),  # to Saturday 17:00: two days
        ("G35", "delivery", 10),  # Thursday 16:00 over Eid al-Adha and Saturday
    ],
)
def test_business_hours(golden: str, order: str, stage: str, hours: float) -> None:
    filters = {"order": [order], "stage": [stage]}
    assert query(["stage_business_hours_p50"], golden, filters=filters)[0].value == hours


def test_orders_that_are_in_a_stage_still(golden: str) -> None:
    opened = query(["stage_open_orders"], golden, by=["stage"])[0].values
    assert {name: n for name, n in opened.items() if n} == {
        "handover": 1, "processing": 1, "delivery": 1, "total": 2,
    }  # fmt: skip
    # G38: from 13:00 on 19 June to midnight of 1 July 275 hours, 76 of them of work.
    for name, hours in (("stage_hours_p50", 11 * 24 + 11), ("stage_business_hours_p50", 76)):
        behind = rows(name, golden, filters={"order": ["G38"], "stage": ["handover"]})
        assert behind.rows[0][-2] == hours * 60
        assert behind.total is None  # longer than that: it is not known how long


def test_what_was_taken_back_whole_starts_no_cohort(golden: str) -> None:
    """G23 was c11's first order: new in April, of the cohort of May. G26 was that of c12, who
    ordered G27 two hours later.
    """
    types = query(["counted_orders"], golden, by=["customer_type"])[0].values
    assert types == {None: 0, "new": 14, "returning": 22}
    new = query(["new_customers"], golden, grain="month")[0].values
    assert [new[month] for month in MONTHS] == [4, 3, 3, 2, 1, 1]
    first = {"months_after": ["0"]}
    sizes = query(["cohort_size"], golden, grain="month", filters=first)[0].values
    assert [sizes[month] for month in MONTHS] == [4, 3, 3, 1, 2, 1]
    assert sum(sizes[month] or 0 for month in MONTHS) == 14


def test_a_stage_has_to_be_named(golden: str) -> None:
    with pytest.raises(NeedsDimension):
        query(["stage_hours_p50"], golden)


def test_open_orders_of_the_past_were_open_then(golden: str) -> None:
    # Placed on 18 May, delivered on the 20th; three days earlier nothing was on its way.
    period = (date(2025, 5, 1), date(2025, 5, 19))
    assert query(["open_orders"], golden, period=period)[0].value == 1
    period = (date(2025, 5, 1), date(2025, 5, 16))
    assert query(["open_orders"], golden, period=period)[0].value == 0


def test_retention_of_months_that_are_over(golden: str) -> None:
    rows = query(["retention_rate"], golden, by=["months_after"])[0].rows
    assert {row.key[0]: (row.numerator, row.denominator) for row in rows} == {
        "0": (14, 14),
        "1": (4, 13),
        "2": (7, 11),
        "3": (3, 10),
        "4": (2, 7),
        "5": (1, 4),
    }
    second = query(["retention_rate"], golden, grain="month", filters={"months_after": ["1"]})
    assert second[0].values == pytest.approx(
        dict(zip(MONTHS[:5], [2 / 4, 1 / 3, 1 / 3, 0, 0], strict=True))
    )


def test_rfm(golden: str) -> None:
    people, revenue = query(["rfm_customers", "rfm_revenue"], golden, by=["segment"])
    assert people.values == {
        "champion": 3, "loyal": 1, "at_risk": 1, "asleep": 3, "lost": 2, "attention": 1, "new": 3,
    }  # fmt: skip
    assert revenue.values == {
        "champion": 1_700, "loyal": 490, "at_risk": 600, "asleep": 1_600, "lost": 800,
        "attention": 800, "new": 1_800,
    }  # fmt: skip
    scores = {
        name: query(["rfm_customers"], golden, by=[name])[0].values
        for name in ("recency", "frequency", "money")
    }
    assert scores == {
        "recency": {"1": 3, "2": 3, "3": 2, "4": 3, "5": 3},
        "frequency": {"1": 4, "2": 5, "4": 2, "5": 3},
        "money": {"1": 3, "2": 3, "3": 5, "5": 3},
    }


def test_one_value_scores_one(golden: str) -> None:
    """On 6 January one person had bought, once."""
    period = (date(2025, 1, 1), date(2025, 1, 6))
    for name in ("recency", "frequency", "money"):
        assert query(["rfm_customers"], golden, by=[name], period=period)[0].values == {"1": 1}


def test_cut_points_stay_what_they_were_at_the_end_of_the_month(golden: str) -> None:
    """On 15 June scores are by the cut-points of 31 May, when c14 had not bought yet."""
    period = (date(2025, 6, 1), date(2025, 6, 16))
    scores = {
        name: query(["rfm_customers"], golden, by=[name], period=period)[0].values
        for name in ("recency", "frequency", "money")
    }
    assert scores == {
        "recency": {"1": 6, "3": 5, "5": 3},
        "frequency": {"1": 6, "3": 4, "4": 1, "5": 3},
        "money": {"1": 3, "2": 3, "3": 3, "4": 4, "5": 1},
    }
    cuts = {
        name: query([f"rfm_{name}_cut"], golden, by=[name], period=period)[0].values
        for name in ("recency", "frequency", "money")
    }
    assert cuts == {
        "recency": {"1": None, "3": 68, "5": 20},
        "frequency": {"1": None, "3": 2, "4": 3, "5": 4},
        "money": {"1": None, "2": 400, "3": 490, "4": 600, "5": 800},
    }
    assert cut_points_day(date(2025, 1, 5), date(2025, 6, 16)) == date(2025, 5, 31)


def test_the_first_month_has_cut_points_of_the_day_asked(golden: str) -> None:
    period = (date(2025, 1, 1), date(2025, 1, 16))
    values = query(["rfm_customers"], golden, by=["recency"], period=period)[0].values
    assert values == {"1": 1, "3": 1, "5": 1}
    assert cut_points_day(date(2025, 1, 5), date(2025, 1, 16)) == date(2025, 1, 15)


def test_a_segment_splits_and_filters_what_its_people_bought(golden: str) -> None:
    values = query(["counted_orders"], golden, by=["segment"])[0].values
    assert values["champion"] == 5 + 6 + 3
    chosen = query(["order_revenue"], golden, filters={"segment": ["champion"]})[0].value
    assert chosen == 1_700


def test_churn_and_who_came_back(golden_home: Path, settings: Any) -> None:
    """Ten people buy every five days, so that the window is held at 30 days."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = golden_home, golden_home / "warehouse"
    shop = SourceShop("sering", "Toko Sering", "IDR", "Asia/Jakarta")
    orders = []
    for person in range(10):
        days = list(range(1, 152, 5))  # 1 January to 31 May
        if person == 0:
            days = [day for day in days if day <= 61]  # last on 2 March
        if person == 1:
            days = [day for day in days if day <= 31 or day >= 111]  # back on 21 April
        for day in days:
            placed = datetime.fromordinal(date(2024, 12, 31).toordinal() + day)
            orders.append(
                {
                    "order_id": f"{person}-{day}",
                    "customer_ref": f"d{person}",
                    "placed_at": wib(f"{placed:%Y-%m-%d} 10:00"),
                }
            )
    lines = [{"order_id": order["order_id"], "unit_price": 100} for order in orders]
    load.publish(staged(shop, orders=orders, lines=lines), LINEAGE, "replace")
    rate, back = query(["churn_rate", "reactivated_customers"], shop.code, grain="month")
    april = date(2025, 4, 1)
    found = {row.key[0]: (row.numerator, row.denominator) for row in rate.rows}
    # On 1 April nine had bought within 30 days; the one of 2 March (30 days ago) passes it.
    assert found[april] == (1, 9)
    assert found[date(2025, 5, 1)] == (0, 9)
    assert back.values[april] == 1
    assert query(["churn_window"], shop.code)[0].value == 30


class TestTargets:
    @pytest.fixture(autouse=True)
    def _home(self, golden: str, settings: Any, tmp_path: Path) -> None:
        settings.NIAGA_HOME = tmp_path

    def test_a_decision_stands_with_its_reason_until_the_month_closes(self, golden: str) -> None:
        today = date(2025, 6, 10)
        june = Decision("net_sales", "fixed", MONTHS[5], amount=2_000, reason="Pameran")
        kept = decide(OWNER, golden, june, today)
        assert (kept.actor, kept.reason) == ("staff:7", "Pameran")
        assert query(["net_sales_target"], golden, grain="month")[0].values[MONTHS[5]] == 2_000
        attained = query(["target_attainment"], golden, grain="month")[0].values
        assert attained[MONTHS[5]] == 1_700 / 2_000
        with pytest.raises(MonthIsClosed):
            decide(OWNER, golden, june, date(2025, 7, 1))

    def test_another_rule_holds_from_its_month_on(self, golden: str) -> None:
        rule = Decision("net_sales", "rule", MONTHS[4], basis_points=1_000, reason="Lebih berani")
        decide(OWNER, golden, rule, date(2025, 5, 2))
        values = query(["net_sales_target"], golden, grain="month")[0].values
        assert [values[month] for month in MONTHS[3:]] == [2_030, 1_210, 1_210]

    def test_a_year_plan_is_spread_by_days(self, golden: str) -> None:
        plan = Decision("net_sales", "plan", MONTHS[0], amount=36_500, reason="Rapat tahunan")
        decide(OWNER, golden, plan, date(2025, 1, 2))
        values = query(["net_sales_plan"], golden, grain="month")[0].values
        assert [values[month] for month in MONTHS] == [3_100, 2_800, 3_100, 3_000, 3_100, 3_000]

    def test_a_decision_for_the_shop_says_nothing_of_a_part(self, golden: str) -> None:
        june = Decision("net_sales", "fixed", MONTHS[5], amount=2_000, reason="Pameran")
        decide(OWNER, golden, june, date(2025, 6, 10))
        filters = {"category": ["tas"]}
        part = query(["net_sales_target"], golden, grain="month", filters=filters)[0].values
        assert part[MONTHS[5]] == 812  # 1.015 × the 800 of May

    def test_closed_months_keep_what_they_closed_with(self, golden: str) -> None:
        assert close_months(golden) == 6
        assert close_months(golden) == 0
        kinds = {d.kind for d in decisions(golden, "net_sales")}
        assert kinds == {"frozen"}

    def test_who_may_and_why(self, golden: str) -> None:
        june = Decision("net_sales", "fixed", MONTHS[5], amount=2_000, reason=" ")
        with pytest.raises(NoReason):
            decide(OWNER, golden, june, date(2025, 6, 10))
        with pytest.raises(NotAllowed):
            decide(Actor("staff", "1", Role.ANALYST), golden, june, date(2025, 6, 10))


def test_pace_by_the_usual_share_of_the_weekdays(golden_home: Path, settings: Any) -> None:
    """Mondays bring 300, other days 100; nothing else is known but that."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = golden_home, golden_home / "warehouse"
    shop = SourceShop("senin", "Toko Senin", "IDR", "Asia/Jakarta")
    first, orders, lines = date(2025, 3, 1), [], []
    for n in range(71):  # to 10 May
        day = date.fromordinal(first.toordinal() + n)
        orders.append({"order_id": f"{n}", "customer_ref": "d", "placed_at": wib(f"{day} 10:00")})
        lines.append({"order_id": f"{n}", "unit_price": 300 if day.weekday() == 0 else 100})
    load.publish(staged(shop, orders=orders, lines=lines), LINEAGE, "replace")
    with clock.at(datetime(2025, 5, 10, 15, tzinfo=UTC)):
        row = query(["net_sales_pace"], shop.code, grain="month")[0].rows[-1]
    # 1 to 9 May: nine days, one Monday, 1,100. May has 31 days and four Mondays: 3,900.
    assert (row.numerator, row.value, row.partial) == (1_100, 3_900, True)
    with clock.at(datetime(2025, 5, 2, 15, tzinfo=UTC)):
        row = query(["net_sales_pace"], shop.code, grain="month")[0].rows[-1]
    assert row.value is None  # too early in the month
