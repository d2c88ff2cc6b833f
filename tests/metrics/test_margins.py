"""What customers have earned the shop so far."""

from datetime import date
from pathlib import Path
from typing import Any

from niaga.metrics import query
from niaga.warehouse import load
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib


def test_margin_to_date_is_of_people_whose_costs_are_all_told(
    settings: Any, tmp_path: Path
) -> None:
    """c1: 100 − 10 − 60 and 50 − 20; c2: 80 of untold cost beside 40 − 10; c3: unpaid."""
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    orders = [
        {"order_id": "1", "customer_ref": "c1", "placed_at": wib("2026-01-10 10:00")},
        {"order_id": "2", "customer_ref": "c1", "placed_at": wib("2026-02-10 10:00")},
        {"order_id": "3", "customer_ref": "c2", "placed_at": wib("2026-02-11 10:00")},
        {
            "order_id": "4", "customer_ref": "c3", "placed_at": wib("2026-02-12 10:00"),
            "captured": False,
        },
    ]  # fmt: skip
    lines = [
        {"order_id": "1", "unit_price": 100, "discount": 10, "cost": 60},
        {"order_id": "2", "unit_price": 50, "cost": 20},
        {"order_id": "3", "unit_price": 80},
        {"order_id": "3", "line_no": 2, "unit_price": 40, "cost": 10},
        {"order_id": "4", "unit_price": 70, "cost": 10},
    ]
    load.publish(staged(KSHOES, orders=orders, lines=lines), LINEAGE, "replace")
    row = query(["customer_margin"], KSHOES.code)[0].rows[0]
    assert (row.numerator, row.denominator, row.value) == (60, 1, 60)
    january = query(["customer_margin"], KSHOES.code, period=(None, date(2026, 2, 1)))[0]
    assert january.value == 30
