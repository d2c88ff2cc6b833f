"""Reorder points by hand and by simulation."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from niaga.insight.forecast.reorder import LeadTime, advice, reorder_point

TODAY = date(2026, 3, 20)
SMOOTH = {2: 14, 3: 28, 4: 14}  # mean 3, sample variance 0.5 × 56/55


def test_smooth_demand_by_the_formula() -> None:
    """3 × 10 + 1.645 × √(10 × 0.509 + 3² × 2²) = 40.5."""
    point = reorder_point(SMOOTH, LeadTime(10, 2))
    assert point is not None
    assert (point.method, point.point, point.daily, point.days) == ("normal", 41, 3.0, 56)


def test_a_certain_lead_time_needs_less() -> None:
    """3 × 10 + 1.645 × √(10 × 0.509) = 33.7."""
    point = reorder_point(SMOOTH, LeadTime(10))
    assert point is not None
    assert point.point == 34


def test_intermittent_demand_is_drawn() -> None:
    """A piece on one day in eight: of 16 days' sums, binomial with mean 2, 95 % are at most 4."""
    demand = {0: 140, 1: 20}
    point = reorder_point(demand, LeadTime(16), seed="SKU-1")
    assert point is not None
    assert (point.method, point.point) == ("bootstrap", 4)
    assert reorder_point(demand, LeadTime(16), seed="SKU-1") == point


def test_few_great_orders_need_more_than_the_formula_says() -> None:
    demand = {0: 190, 20: 10}
    point = reorder_point(demand, LeadTime(7), seed="SKU-2")
    assert point is not None
    sums = np.random.default_rng(5).binomial(7, 1 / 20, 100_000) * 20
    assert point.point == np.quantile(sums, 0.95, method="higher") == 20


@pytest.mark.parametrize("demand", [[1] * 27, [0] * 100, []])
def test_too_little_to_go_by(demand: list[int]) -> None:
    assert reorder_point(Counter(demand), LeadTime(10)) is None


def test_what_is_to_be_done() -> None:
    point = reorder_point(SMOOTH, LeadTime(10))  # 34, three a day
    assert point is not None
    enough = advice(point, 50, TODAY)
    assert (enough.quantity, enough.order_by) == (0, date(2026, 3, 25))
    low = advice(point, 20, TODAY)
    assert (low.quantity, low.order_by) == (34 + 84 - 20, TODAY)
