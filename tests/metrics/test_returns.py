"""No return is not "not told": who tells of returns decides."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from niaga.metrics import query
from niaga.warehouse import load
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib

ORDERS: list[dict[str, Any]] = [
    {"order_id": f"{n}", "customer_ref": f"c{n}", "placed_at": wib("2026-01-10 10:00")}
    for n in range(4)
]
LATER: dict[str, Any] = {
    "order_id": "late",
    "customer_ref": "c9",
    "placed_at": wib("2026-04-01 10:00"),
}


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"


def loaded(source: str, prefix: str = "", returned: int = 0) -> None:
    orders = [{**order, "order_id": prefix + order["order_id"]} for order in (*ORDERS, LATER)]
    parcels = [
        {"order_id": order["order_id"], "delivered_at": order["placed_at"]} for order in orders
    ]
    back = [
        {
            "order_id": f"{prefix}{n}",
            "line_no": None,
            "reversed_at": wib("2026-01-20 10:00"),
            "reason": "returned",
        }
        for n in range(returned)
    ]
    lines = [{"order_id": order["order_id"], "unit_price": 100} for order in orders]
    told = staged(KSHOES, orders=orders, lines=lines, shipments=parcels, reversals=back)
    lineage = replace(LINEAGE, source=source, load_id=f"{source}-1")
    load.publish(told, lineage, "upsert")


def rate() -> tuple[Any, ...]:
    row = query(["return_rate"], KSHOES.code)[0].rows[0]
    return row.value, row.numerator, row.denominator


def test_a_source_that_has_a_place_for_returns_and_none_is_zero() -> None:
    loaded("shopee")
    assert rate() == (0, 0, 4)  # the fifth is not thirty days old


def test_a_source_without_such_a_place_does_not_tell() -> None:
    loaded("shop")
    assert rate()[0] is None


def test_one_return_and_a_source_tells_of_them_all() -> None:
    loaded("orders", returned=1)
    assert rate() == (1 / 4, 1, 4)


def test_sources_that_do_not_tell_take_no_part() -> None:
    loaded("shop", "s")
    loaded("orders", "o", returned=1)
    assert rate() == (1 / 4, 1, 4)


def test_by_carrier_the_last_parcel_of_the_order_is_asked() -> None:
    """Three orders by J, one of them arrived damaged; two by K in two parcels, J's came first."""
    placed = wib("2026-01-10 10:00")
    orders = [
        {"order_id": f"{n}", "customer_ref": f"c{n}", "placed_at": placed} for n in range(5)
    ] + [LATER]
    parcels = [{"order_id": f"{n}", "carrier": "jne", "delivered_at": placed} for n in range(5)]
    parcels += [
        {
            "order_id": f"{n}",
            "shipment_id": "2",
            "carrier": "sicepat",
            "delivered_at": wib("2026-01-12 10:00"),
        }
        for n in (3, 4)
    ]
    back = {
        "order_id": "0",
        "line_no": None,
        "reversed_at": wib("2026-01-20 10:00"),
        "reason": "damaged",
    }
    lines = [{"order_id": order["order_id"], "unit_price": 100} for order in orders]
    told = staged(KSHOES, orders=orders, lines=lines, shipments=parcels, reversals=[back])
    load.publish(told, replace(LINEAGE, source="shopee", load_id="shopee-1"), "upsert")
    (found,) = query(["carrier_damage_rate"], KSHOES.code, by=["carrier"])
    assert {row.key[0]: (row.numerator, row.denominator) for row in found.rows} == {
        "jne": (1, 3),
        "sicepat": (0, 2),
    }
    whole, carried = query(["damage_rate", "carrier_damage_rate"], KSHOES.code)
    assert whole.value == carried.value == 1 / 5
    (back_rate,) = query(["carrier_return_rate"], KSHOES.code)
    assert back_rate.value == 1 / 5
