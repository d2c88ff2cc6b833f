"""The board of customers' worth: what has come so far stands, a forecast only where it may."""

from typing import Any

import pytest

from niaga.insight.lifetime import Models, Outlook, Worth
from niaga.insight.lifetime.buying import Buying
from niaga.insight.lifetime.checking import Check
from niaga.insight.lifetime.reasons import SpendingFollowsFrequency, TooFewRepeats
from niaga.insight.lifetime.spending import Spending
from niaga.web.dashboards.lifetime import why
from niaga.web.dashboards.worth import tiles


class Shop:
    currency = "IDR"
    first_date = "2025-01-01"


class Selection:
    shop = Shop()
    filters: dict[str, list[str]] = {}


class Told:
    def __init__(self, lifetime: Any) -> None:
        self.lifetime, self.selection = lifetime, Selection()


def outlook(spending: Any, value: float | None) -> Outlook:
    from datetime import date

    worth = Worth(40, 30.0, 12.4, value, value and value * 0.8, value and value * 1.2)
    check = Check(26, 100, 0.5, 0.6, 120.0, 110.0)
    models = Models(date(2025, 6, 1), Buying(0.2, 4, 0.8, 2.4), spending, check)
    return Outlook(models, worth, {"champion": worth, "lost": worth})


def test_what_is_foreseen() -> None:
    figures: Any = Told(outlook(Spending(6, 4, 100), 5_000_000.0))
    assert tiles.alive(figures).card.value.startswith("75")  # type: ignore[union-attr]
    assert tiles.orders(figures).card.value == "12"  # type: ignore[union-attr]
    assert "Rp4" in tiles.value(figures).card.notes[0]  # type: ignore[union-attr]
    table = tiles.segments(figures).table
    assert table is not None
    assert [row[0] for row in table.rows] == ["Juara", "Hilang"]
    amounts = [cell.value for cell in table.rows[0][4:]]
    assert amounts == [5_000_000, 4_000_000, 6_000_000, 125_000]


def test_purchases_without_their_value() -> None:
    reason = SpendingFollowsFrequency(0.5)
    figures: Any = Told(outlook(reason, None))
    assert tiles.value(figures).empty == why(reason)
    assert tiles.orders(figures).card
    assert why(reason) in tiles.segments(figures).notes


@pytest.mark.parametrize("build", [tiles.alive, tiles.orders, tiles.value, tiles.segments])
def test_nothing_is_foreseen_without_a_reason(build: Any) -> None:
    reason = TooFewRepeats(100, 3)
    figures: Any = Told(reason)
    assert build(figures).empty == why(reason)
