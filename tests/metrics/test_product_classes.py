"""ABC and XYZ to be checked with a pencil: seven products over a year of weeks."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from niaga.collect.staging import Lineage
from niaga.metrics import query, rows
from niaga.metrics.catalogue import product_classes
from niaga.warehouse import load, snapshot
from niaga.warehouse.engines import spark
from tests.metrics.test_spark import compare
from tests.warehouse import shops

END = date(2026, 3, 2)  # a Monday: the last week ends on Sunday 1 March
LINEAGE = Lineage("shop", "shop-2026-03-01-1", datetime(2026, 3, 2, tzinfo=UTC))
SHOP = shops.KSHOES.code
PERIOD = (END - timedelta(days=30), END)
YEAR = 52


def sold(product: str, pieces: list[int], price: int) -> list[tuple[str, int, int, int]]:
    """Pieces of each of the last weeks, the last one at the end: weeks before the end, pieces."""
    return [(product, len(pieces) - 1 - n, count, price) for n, count in enumerate(pieces) if count]


# Net sales: even 62,400; swings 20,800; odd 8,320; young 4,000; cheap 2,600; shut 1,560; late 320:
# 100,000 in all. Of the sum before each, in percent: 0, 62, 83, 92, 96, 98, 99.
SALES = [
    *sold("even", [2] * YEAR, 600),  # CV 0
    *sold("swings", [0, 2] * 26, 400),  # mean 1, deviation 1: CV 1
    *sold("odd", [*[0] * 25, 1, *[0] * 25, 1], 4_160),  # CV 5
    *sold("young", [4] * 5, 200),  # five weeks old
    *sold("cheap", [1, 3] * 13, 50),  # first sold half a year ago: mean 2, deviation 1: CV 0.5
    *sold("shut", [*[3] * 13, *[0] * 26, *[3] * 13], 20),  # nothing there for half a year
    *sold("late", [*[1] * 16], 20),
]


@pytest.fixture(scope="session")
def class_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("classes")


@pytest.fixture
def classes(settings: Any, class_home: Path) -> str:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = class_home, class_home / "warehouse"
    if snapshot.current().shop(SHOP) is None:
        publish()
    return SHOP


def publish() -> None:
    orders, lines = [], []
    for number, (product, weeks_ago, pieces, price) in enumerate(SALES):
        day = END - timedelta(days=7 * weeks_ago + 3)
        order = {"order_id": f"O{number}", "customer_ref": "c1"}
        orders.append(order | {"placed_at": shops.wib(f"{day} 10:00")})
        line = {"order_id": f"O{number}", "product_id": product, "quantity": pieces}
        lines.append(line | {"unit_price": price})
    # A used pair is one of its kind: it is in no class.
    orders.append(
        {"order_id": "U", "customer_ref": "c1", "placed_at": shops.wib("2026-02-01 10:00")}
    )
    lines.append({"order_id": "U", "product_id": "pair", "unit_price": 90_000})
    names = [*dict.fromkeys(product for product, *_rest in SALES)]
    products = [
        {"product_id": name, "name": name.title(), "category": "sepatu", "condition": "new"}
        for name in names
    ]
    products.append({"product_id": "pair", "name": "P", "category": "tas", "condition": "used"})
    load.publish(
        shops.staged(
            orders=orders,
            lines=lines,
            customers=[{"customer_ref": "c1"}],
            products=products,
            stock_days=shelves(),
        ),
        LINEAGE,
        "replace",
    )


def shelves() -> list[dict[str, Any]]:
    """Of "shut" alone: it could be ordered but for the 26 weeks in the middle."""
    found = []
    for ago in range(YEAR * 7, 0, -1):
        is_open = not 13 * 7 < ago <= 39 * 7
        day = {
            "day": END - timedelta(days=ago),
            "variant_id": "v",
            "sku": "SKU-shut",
            "product_id": "shut",
            "category": "sepatu",
            "condition": "new",
            "location": "gudang",
            "offered": True,
            "sellable": is_open,
            "opening": int(is_open),
            "received": 0,
            "sold": 0,
            "other": 0,
            "closing": int(is_open),
            "held": 0,
            "demanded": 0,
        }
        found.append(day)
    return found


def grid(name: str, **question: Any) -> dict[str, Any]:
    result = query([name], SHOP, by=["abc", "xyz"], **{"period": PERIOD, **question})[0]
    return {f"{abc}{xyz}": row.value for row in result.rows for abc, xyz in [row.key]}


def class_of(product: str, **question: Any) -> str:
    (found,) = grid("classed_products", filters={"product": [product]}, **question)
    return found


@pytest.mark.parametrize(
    ("product", "wanted"),
    [
        ("even", "AX"),
        ("swings", "AY"),  # with it 80 % are passed
        ("odd", "BZ"),
        ("young", "BN"),
        ("cheap", "CX"),  # half a year without a sale was before its first
        ("shut", "CX"),  # half a year of empty shelves is no lack of demand
        ("late", "CX"),
    ],
)
def test_the_class_of_a_product(classes: str, product: str, wanted: str) -> None:
    assert class_of(product) == wanted


def test_the_grid(classes: str) -> None:
    assert grid("classed_products") == {"AX": 1, "AY": 1, "BZ": 1, "BN": 1, "CX": 3}
    assert grid("classed_net_sales") == {
        "AX": 62_400,
        "AY": 20_800,
        "BZ": 8_320,
        "BN": 4_000,
        "CX": 2_600 + 1_560 + 320,
    }


def test_it_is_as_of_the_end_of_the_period(classes: str) -> None:
    """Half a year before, "cheap" was not there yet and "late" neither."""
    early = (END - timedelta(days=365), END - timedelta(days=26 * 7))
    assert class_of("even", period=early) == "AX"
    assert sum(grid("classed_products", period=early).values()) == 4


def test_narrowed_to_a_product_its_class_is_that_of_the_whole_shop(classes: str) -> None:
    found = grid("classed_products", filters={"product": ["late"]})
    assert found == {"CX": 1}


@pytest.mark.parametrize("name", [metric.name for metric in product_classes.METRICS])
def test_the_rows_behind_make_the_number(classes: str, name: str) -> None:
    filters = {"abc": ["C"], "xyz": ["X"]}
    behind = rows(name, SHOP, period=PERIOD, filters=filters)
    assert behind.row_count == 3
    assert behind.total == query([name], SHOP, period=PERIOD, filters=filters)[0].value


@pytest.mark.spark
@pytest.mark.timeout(240)
def test_spark_answers_the_same(classes: str) -> None:
    if lacking := spark.missing():
        pytest.skip(f"Spark needs {lacking}: pip install niaga[spark], and Java 17 or 21")
    try:
        for name in (metric.name for metric in product_classes.METRICS):
            compare(SHOP, [name], by=["abc", "xyz", "product"], period=PERIOD)
    finally:
        spark.stop()
