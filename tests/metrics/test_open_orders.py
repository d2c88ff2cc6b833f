"""Who still waits for an order, and who waits no more."""

from pathlib import Path
from typing import Any

import pytest

from niaga.metrics import query
from niaga.warehouse import load
from tests.warehouse.shops import KSHOES, LINEAGE, staged, wib

PLACED, SHIPPED = wib("2026-01-10 10:00"), wib("2026-01-11 10:00")
NAMES = ["open_orders", "open_late_orders"]


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"


@pytest.mark.parametrize(("reason", "waiting"), [(None, 1), ("lost", 0), ("refused", 0)])
def test_nobody_waits_for_what_was_taken_back_on_its_way(reason: str | None, waiting: int) -> None:
    order = {"order_id": "1", "customer_ref": "c1", "placed_at": PLACED, "delivered": False}
    parcel = {
        "order_id": "1",
        "shipped_at": SHIPPED,
        "delivered_at": None,
        "promised_at": wib("2026-01-15 10:00"),
    }
    back = {
        "order_id": "1",
        "line_no": None,
        "reversed_at": wib("2026-01-20 10:00"),
        "reason": reason,
    }
    later = {"order_id": "2", "customer_ref": "c2", "placed_at": wib("2026-02-01 10:00")}
    told = staged(
        KSHOES,
        orders=[order, later],
        lines=[{"order_id": each, "unit_price": 100} for each in "12"],
        shipments=[parcel, {"order_id": "2", "delivered_at": wib("2026-02-01 12:00")}],
        reversals=[back] if reason else [],
    )
    load.publish(told, LINEAGE, "replace")
    found = [result.value for result in query(NAMES, KSHOES.code)]
    assert [value or 0 for value in found] == [waiting, waiting]
    stages = query(["stage_open_orders"], KSHOES.code, by=["stage"])[0].values
    assert stages.get("delivery", 0) == waiting
