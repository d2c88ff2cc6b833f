"""Stock to be checked with a pencil: four variants over ten days."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.staging import Lineage
from niaga.kernel import clock
from niaga.metrics import query, rows
from niaga.metrics.catalogue import stock
from niaga.warehouse import load, snapshot
from niaga.warehouse.engines import spark
from tests.metrics.test_spark import compare
from tests.warehouse import shops

FIRST = date(2026, 3, 1)
LINEAGE = Lineage("stock", "stock-2026-03-10-1", datetime(2026, 3, 10, tzinfo=UTC))
SHOP = shops.KSHOES.code
PERIOD = (FIRST, FIRST + timedelta(days=10))
PRODUCTS = [
    {"product_id": "p1", "name": "Sepatu lari", "category": "sepatu", "condition": "new"},
    {"product_id": "p2", "name": "Tas", "category": "tas", "condition": "used"},
]


def course(variant: str, demand: str, received: int, **fixed: Any) -> list[dict[str, Any]]:
    """A variant that is delivered at once: what is ordered on a day leaves on it."""
    found, lies = [], received
    for n, ordered in enumerate(map(int, demand)):
        opening = 0 if n == 0 else lies
        lies -= ordered
        row = {
            "day": FIRST + timedelta(days=n),
            "variant_id": variant,
            "sku": f"SKU-{variant}",
            "product_id": "p1",
            "category": "sepatu",
            "condition": "new",
            "location": "gudang",
            "offered": True,
            "sellable": lies > 0,
            "opening": opening,
            "received": received if n == 0 else 0,
            "sold": ordered,
            "other": 0,
            "closing": lies,
            "held": 0,
            "demanded": ordered,
            "unit_cost": 1_000,
            "value": lies * 1_000,
        }
        found.append(row | fixed)
    return found


@pytest.fixture(scope="session")
def shelf_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shelves")


@pytest.fixture
def shelves(settings: Any, shelf_home: Path) -> str:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = shelf_home, shelf_home / "warehouse"
    if snapshot.current().shop(SHOP) is None:
        days = [
            *course("steady", "1111111111", 15),  # 5 left at one a day
            *course("gone", "0020100000", 3),  # sold out on the fifth day
            *course("slow", "0000000001", 41, unit_cost=None, value=None),  # 40 left
            *course("pair", "0001000000", 1, product_id="p2", category="tas", condition="used"),
        ]
        staged = shops.staged(stock_days=days, products=PRODUCTS)
        load.publish(staged, LINEAGE, "replace")
    return SHOP


def value(name: str, **question: Any) -> Any:
    question.setdefault("period", PERIOD)
    return query([name], SHOP, **question)[0].value


def by_sku(name: str) -> dict[str, Any]:
    result = query([name], SHOP, by=["sku"], period=PERIOD)[0]
    return {str(row.key[0]).removeprefix("SKU-"): row.value for row in result.rows}


def test_what_lies_there(shelves: str) -> None:
    assert by_sku("stock_units") == {"steady": 5, "gone": 0, "slow": 40, "pair": 0}
    assert value("stock_units") == 45
    assert value("stock_value") == 5_000
    assert value("stock_uncosted_units") == 40


def test_it_is_the_state_at_the_end_of_the_period(shelves: str) -> None:
    early = (FIRST, FIRST + timedelta(days=4))
    assert value("stock_units", period=early) == 11 + 1 + 41 + 0
    assert value("variants_out", period=early) == 0


def test_how_often_it_could_be_ordered(shelves: str) -> None:
    """New goods: 30 variant-days, of which "gone" was gone on the last six."""
    assert value("in_stock_rate") == pytest.approx(24 / 30)
    assert value("stockout_days") == 6
    assert (value("variants_out"), value("variants_out_soon")) == (1, 1)  # gone; steady


def test_a_used_pair_that_is_sold_is_not_out_of_stock(shelves: str) -> None:
    assert by_sku("variants_out")["pair"] == 0
    assert by_sku("stockout_days")["pair"] == 0


def test_days_without_stock_are_not_days_without_demand(shelves: str) -> None:
    """ "gone": three pieces on the five days on which it could be ordered, not on ten."""
    assert by_sku("demand_per_day") == pytest.approx(
        {"steady": 1.0, "gone": 3 / 5, "slow": 1 / 10, "pair": 1 / 4}
    )
    assert value("demand_units") == 15


def test_how_long_it_lasts(shelves: str) -> None:
    assert by_sku("stock_cover_days") == {
        "steady": pytest.approx(5),
        "gone": pytest.approx(0),
        "slow": pytest.approx(400),
        "pair": None,
    }
    whole = (5 + 0 + 40) / (1 + 0.6 + 0.1)
    assert value("stock_cover_days") == pytest.approx(whole, rel=1e-6)


def test_nothing_is_too_much_before_it_was_for_sale_for_four_weeks(shelves: str) -> None:
    assert value("stock_excess_value") == 0


def test_what_is_beyond_half_a_year_is_too_much(settings: Any, tmp_path: Path) -> None:
    """Two sold in 28 days: 180 days ask for 12.86 of the 30 that are left, at 1,000 each."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    days = course("slow", "10" + "0" * 25 + "1", 32)
    load.publish(shops.staged(stock_days=days, products=PRODUCTS), LINEAGE, "replace")
    end = FIRST + timedelta(days=28)
    assert value("stock_excess_value", period=(FIRST, end)) == 30_000 * (30 * 28 - 360) // (30 * 28)


def test_dead_is_what_could_be_ordered_for_long_and_was_not(settings: Any, tmp_path: Path) -> None:
    """Over 100 days: never ordered; ordered once; there for 90 days only; sold out."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    days = [
        *course("dead", "0" * 100, 5),
        *course("once", "1" + "0" * 99, 5),
        *course("young", "0" * 100, 5)[10:],
        *course("gone", "5" + "0" * 99, 5),
    ]
    load.publish(shops.staged(stock_days=days, products=PRODUCTS), LINEAGE, "replace")
    period = (FIRST, FIRST + timedelta(days=100))
    assert value("variants_dead", period=period) == 1
    assert value("stock_dead_value", period=period) == 5_000
    assert value("variants_dead", period=(FIRST, FIRST + timedelta(days=90))) == 0


def test_what_was_lost_while_it_was_not_there(settings: Any, tmp_path: Path) -> None:
    """ "gone": 14 pieces on the 28 days that it was there, then nothing for ten: half a piece a day
    at what three were sold for, 12,500 on average. "young" was there too briefly to know; of "bare"
    no price is known; the used pair is not to come again."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    gone = course("gone", "10" * 13 + "01" + "0" * 10, 14)
    days = [
        *gone,
        *course("young", "1" * 20 + "0" * 18, 20)[11:],
        *course("bare", "10" * 13 + "01" + "0" * 10, 14, product_id="p3"),
        *course("pair", "1" + "0" * 37, 1, product_id="p2", condition="used"),
        *course("kept", "0" * 38, 5),
    ]
    orders = [
        {"order_id": n, "customer_ref": "c1", "placed_at": shops.wib("2026-03-20 10:00")}
        for n in ("A", "B")
    ]
    lines = [
        {"order_id": "A", "quantity": 2, "unit_price": 15_000, "discount": 2_500},
        {"order_id": "B", "quantity": 1, "unit_price": 10_000},
    ]
    staged = shops.staged(
        orders=orders,
        lines=lines,
        customers=[{"customer_ref": "c1"}],
        stock_days=days,
        products=PRODUCTS,
    )
    load.publish(staged, LINEAGE, "replace")
    with clock.at(datetime(2026, 4, 8, tzinfo=UTC)):
        whole = (FIRST, FIRST + timedelta(days=38))
        assert value("lost_days", period=whole) == 20
        assert value("lost_days", period=whole, filters={"sku": ["SKU-gone"]}) == 10
        assert value("lost_sales", period=whole) == 10 * 12_500 // 2
        half = (FIRST, FIRST + timedelta(days=33))
        assert value("lost_sales", period=half) == 5 * 12_500 // 2
        behind = rows("lost_sales", SHOP, period=half, filters={"sku": ["SKU-gone"]})
        assert behind.total == 5 * 12_500 // 2
        assert behind.row_count == 5


def test_a_shop_without_stock_has_no_rate(pencil: str) -> None:
    assert query(["in_stock_rate"], pencil)[0].value is None
    assert query(["stock_cover_days"], pencil)[0].value is None


@pytest.mark.parametrize("name", [metric.name for metric in stock.METRICS])
def test_the_rows_behind_make_the_number(shelves: str, name: str) -> None:
    filters = {"sku": ["SKU-gone"]}
    behind = rows(name, SHOP, period=PERIOD, filters=filters, limit=100)
    assert behind.total == value(name, filters=filters)


@pytest.mark.spark
@pytest.mark.timeout(240)
def test_spark_answers_the_same(shelves: str) -> None:
    if lacking := spark.missing():
        pytest.skip(f"Spark needs {lacking}: pip install niaga[spark], and Java 17 or 21")
    try:
        for name in (metric.name for metric in stock.METRICS):
            compare(SHOP, [name], by=["sku"], period=PERIOD)
    finally:
        spark.stop()
