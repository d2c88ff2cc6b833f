"""From a shop's orders to what its customers will bring, through the catalogue of metrics."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from niaga.insight.lifetime import Outlook, Worth, customer_outlook, outlook
from niaga.insight.lifetime.reasons import HistoryTooShort, UnknownBuyer
from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import SYSTEM, Actor, Role
from niaga.metrics import query, rows
from niaga.warehouse import load
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib

FIRST, END = date(2024, 1, 1), date(2025, 6, 15)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tmp_path_factory.mktemp("lifetime")


@pytest.fixture
def shop(settings: Any, home: Any) -> str:
    """900 people who buy on some days, and stop; each spends about an amount of their own."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = home, home / "warehouse"
    if settings.NIAGA_WAREHOUSE.exists():
        return KSHOES.code
    random = np.random.default_rng(5)
    orders, lines = [], []
    for person in range(900):
        rate, leaving = random.gamma(0.6) / 60, random.beta(0.8, 2.5)
        usual = 100_000 * random.gamma(3) / 3
        day = float(random.uniform(0, (END - FIRST).days - 10))
        while FIRST + timedelta(days=int(day)) < END:
            key = f"{person}-{len(orders)}"
            placed = FIRST + timedelta(days=int(day))
            orders.append(
                {"order_id": key, "customer_ref": f"k{person}", "placed_at": wib(f"{placed} 09:00")}
            )
            lines.append({"order_id": key, "unit_price": int(usual * random.gamma(4) / 4) + 1})
            if random.random() < leaving:
                break
            day += min(random.exponential(1 / rate), 9_999) if rate > 1e-9 else 9_999
    load.publish(staged(KSHOES, orders=orders, lines=lines), LINEAGE, "replace")
    return KSHOES.code


def test_segments_and_the_whole(shop: str) -> None:
    found = outlook(shop, END, SYSTEM)
    assert isinstance(found, Outlook)
    assert found.models.learned_to == date(2025, 6, 1)
    assert found.models.check.error < found.models.check.naive_error
    assert found.whole.customers == query(["buyers"], shop, period=(None, END))[0].value
    people = query(["rfm_customers"], shop, by=["segment"], period=(None, END))[0].values
    assert {name: worth.customers for name, worth in found.segments.items()} == people
    each = [worth.value_each or 0 for worth in found.segments.values()]
    assert max(each) == found.segments["champion"].value_each
    assert found.whole.value is not None
    assert sum(w.value or 0 for w in found.segments.values()) <= found.whole.value * 1.000001


def test_one_customer(shop: str) -> None:
    someone = rows("history_valued_buyers", shop, period=(None, END), limit=1).rows[0][0]
    found = customer_outlook(shop, someone, END, SYSTEM)
    assert isinstance(found, Worth)
    assert found.customers == 1
    assert 0 < found.alive <= 1
    assert found.low is not None
    assert found.value is not None
    assert found.low <= found.value
    assert customer_outlook(shop, "nobody", END, SYSTEM) == UnknownBuyer()


def test_half_a_year_is_too_short(shop: str) -> None:
    assert isinstance(outlook(shop, date(2024, 8, 1), SYSTEM), HistoryTooShort)


def test_who_may_not_see_people(shop: str) -> None:
    with pytest.raises(NotAllowed):
        outlook(shop, END, Actor("staff", "1", Role.WAREHOUSE))
    with pytest.raises(NotAllowed):
        customer_outlook(shop, "someone", END, Actor("staff", "1", Role.ANALYST))
