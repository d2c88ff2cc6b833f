"""Predictions for people who really behave as the models say, and refusals where they do not."""

import numpy as np
import pytest

from niaga.insight.lifetime.buying import Buying, Histories, fit
from niaga.insight.lifetime.checking import Check, check
from niaga.insight.lifetime.reasons import HistoryTooShort, TooFewRepeats, WorseThanMean
from niaga.insight.lifetime.spending import Amounts, Spending, correlation
from niaga.insight.lifetime.value import worth

TRUE = Buying(0.5, 6.0, 0.8, 2.5)
SPENDING = Spending(6.0, 4.0, 150_000.0)


def crowd(n: int, weeks: float, ahead: float) -> tuple[Histories, np.ndarray]:
    """People of up to `weeks`, and how often each buys in the weeks `ahead`."""
    random = np.random.default_rng(11)
    age = random.uniform(4, weeks, n)
    rows, later = [], []
    for total in age:
        rate, leaving = random.gamma(TRUE.r) / TRUE.alpha, random.beta(TRUE.a, TRUE.b)
        time, last, repeats, after = 0.0, 0.0, 0, 0
        while True:
            time += random.exponential(1 / rate) if rate > 0 else np.inf
            if time > total + ahead:
                break
            if time <= total:
                repeats, last = repeats + 1, time
            else:
                after += 1
            if random.random() < leaving:
                break
        rows.append((repeats, last, total, 1.0))
        later.append(after)
    table = np.array(rows, np.float64)
    return Histories(*table.T), np.array(later, np.float64)


def test_the_parameters_that_people_were_made_with_are_found() -> None:
    people, _later = crowd(6_000, 80, 0)
    found = fit(people)
    assert isinstance(found, Buying)
    mean = np.linspace(10, 80, 8)
    assert found.expected_of_new(mean) == pytest.approx(TRUE.expected_of_new(mean), rel=0.06)


def test_it_is_tested_on_what_came_after() -> None:
    people, later = crowd(4_000, 52, 26)
    found = check(people, later, later**2, 26)
    assert isinstance(found, Check)
    assert found.foreseen == pytest.approx(found.found, rel=0.1)
    assert found.error < 0.9 * found.naive_error


def test_refusals() -> None:
    few = Histories(*np.array([[1.0, 4, 40, 50], [0, 0, 40, 50]]).T)
    none = np.zeros(2)
    assert check(few, none, none, 26) == TooFewRepeats(100, 50)
    young = Histories(*np.array([[1.0, 4, 20, 500]]).T)
    assert check(young, none[:1], none[:1], 26) == HistoryTooShort(52, 46)
    people, _later = crowd(4_000, 52, 26)
    # The most faithful stay away from now on and all others come: no history foretells that.
    upside = np.where(people.repeats > 0, 0.0, 1.0)
    assert isinstance(check(people, upside, upside**2, 26), WorseThanMean)


def test_value_is_purchases_times_amount_less_what_waiting_costs() -> None:
    people, _later = crowd(1_000, 60, 0)
    sums = np.where(people.repeats > 0, 80_000.0, 0.0) * people.people
    found = worth(TRUE, SPENDING, people, sums)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high
    plain = float(
        (
            TRUE.expected(52, people.repeats, people.last, people.age)
            * SPENDING.mean(people.repeats, sums, people.people)
        ).sum()
    )
    assert 0.93 * plain < found.value < 0.97 * plain  # half a year at ten percent a year
    assert 0 < found.alive < found.customers == 1_000
    assert worth(TRUE, None, people, sums).value is None


def test_the_interval_of_one_person_holds_eight_of_ten_of_what_they_do() -> None:
    one = Histories(*np.array([[6.0, 30, 34, 1]]).T)
    found = worth(TRUE, SPENDING, one, np.array([90_000.0]))
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert 0 <= found.low < found.value < found.high
    assert worth(TRUE, SPENDING, one, np.array([90_000.0])) == found  # the same again


def test_correlation_of_frequency_and_spending() -> None:
    assert correlation(Amounts(*np.array([[1.0, 10, 1], [2, 20, 1], [3, 30, 1]]).T)) == 1
    assert correlation(Amounts(*np.array([[2.0, 10, 1], [2, 20, 5]]).T)) == 0
