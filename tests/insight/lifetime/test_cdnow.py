"""Against published estimates for the tenth of CDNOW's customers of early 1997.

BG/NBD: Fader, Hardie and Lee (2005), table 2 and their Excel note. Gamma-Gamma: Fader and Hardie
(2013). Both were fitted to the first 39 weeks.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from niaga.insight.lifetime import buying, spending
from niaga.insight.lifetime.buying import Buying, Histories
from niaga.insight.lifetime.spending import Amounts, Spending

PUBLISHED = Buying(0.242593, 4.413532, 0.792886, 2.425752)


@pytest.fixture
def people(shared_data: Path) -> dict[str, np.ndarray]:
    path = shared_data / "cdnow" / "cdnow_customers_summary_with_transactions.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: np.array([float(row[name]) for row in rows]) for name in ("x", "t_x", "T", "zbar")
    }


@pytest.fixture
def histories(people: dict[str, np.ndarray]) -> Histories:
    return Histories(people["x"], people["t_x"], people["T"], np.ones(len(people["x"])))


def test_how_often_they_buy(histories: Histories) -> None:
    found = buying.fit(histories)
    assert isinstance(found, Buying)
    assert (found.r, found.alpha, found.a, found.b) == pytest.approx(
        (0.243, 4.414, 0.793, 2.426), abs=6e-4
    )
    assert found.log_likelihood == pytest.approx(-9_582.4, abs=0.05)


def test_people_counted_together_are_the_same_people(histories: Histories) -> None:
    table = np.stack([histories.repeats, histories.last, histories.age], axis=1)
    alike, counts = np.unique(table, axis=0, return_counts=True)
    together = Histories(alike[:, 0], alike[:, 1], alike[:, 2], counts.astype(float))
    one = buying.log_likelihood((0.243, 4.414, 0.793, 2.426), histories)
    assert buying.log_likelihood((0.243, 4.414, 0.793, 2.426), together) == pytest.approx(one)


def test_what_they_spend(people: dict[str, np.ndarray]) -> None:
    again = (people["x"] > 0) & (people["zbar"] > 0)
    known = Amounts(people["x"][again], people["zbar"][again], np.ones(again.sum()))
    assert spending.correlation(known) == pytest.approx(0.11, abs=0.005)
    found = spending.fit(known)
    assert isinstance(found, Spending)
    assert (found.p, found.q, found.gamma) == pytest.approx((6.25, 3.74, 15.44), rel=2e-3)
    assert found.mean(2, 22.35) == pytest.approx(24.66, abs=0.01)  # the first person of the note


def test_what_one_person_will_buy() -> None:
    """The worked example of the note: x = 2, t_x = 30.43, T = 38.86; 39 weeks ahead: 1.226."""
    assert PUBLISHED.expected(39, 2, 30.43, 38.86) == pytest.approx(1.226, abs=5e-4)
    assert PUBLISHED.alive(2, 30.43, 38.86) == pytest.approx(0.7266, abs=1e-4)
    assert PUBLISHED.alive(0, 0, 38.86) == 1.0


def test_the_closed_form_is_what_people_do_on_average() -> None:
    """200,000 people simulated from the parameters, for 52 weeks after their first purchase."""
    random = np.random.default_rng(7)
    n = 200_000
    rate = random.gamma(PUBLISHED.r, 1 / PUBLISHED.alpha, n)
    leaving = random.beta(PUBLISHED.a, PUBLISHED.b, n)
    bought = np.minimum(random.poisson(rate * 52), random.geometric(np.clip(leaving, 1e-9, 1)))
    assert PUBLISHED.expected_of_new(52.0) == pytest.approx(bought.mean(), rel=0.02)
    # For who has just bought for the first time the two formulas are one.
    assert PUBLISHED.expected(52, 0, 0, 0) == pytest.approx(PUBLISHED.expected_of_new(52.0))
