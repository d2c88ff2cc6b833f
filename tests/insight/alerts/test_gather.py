"""Alerts over a warehouse: a shop made to have each trouble, and its twin without."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from niaga.collect.staging import Lineage
from niaga.insight.alerts import alerts_for, watch
from niaga.kernel import clock
from niaga.kernel.permissions import SYSTEM, Actor, Role
from niaga.warehouse import load
from niaga.warehouse.attempts import record_failure, record_success
from tests.warehouse.shops import KSHOES, staged, wib

TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(datetime(2026, 3, 20, 3, tzinfo=UTC)):
        yield


def publish(home: Any, **tables: list[dict[str, Any]]) -> None:
    lineage = Lineage("shop", "load-1", datetime(2026, 3, 20, tzinfo=UTC))
    load.publish(staged(**tables), lineage, "replace")


def order(number: int, day: date, **more: Any) -> dict[str, Any]:
    return {
        "order_id": f"N{number}",
        "customer_ref": f"c{number}",
        "placed_at": wib(f"{day} 10:00"),
        **more,
    }


def steady(last: int | None = 300_000) -> list[tuple[date, int]]:
    """A sale on each of 70 days up to yesterday, a little more and a little less."""
    days = [(TODAY - timedelta(days=n), 290_000 + n * 7919 % 20_000) for n in range(2, 72)]
    return [*days, *([(TODAY - timedelta(days=1), last)] if last is not None else [])]


def sold(days: list[tuple[date, int]]) -> dict[str, list[dict[str, Any]]]:
    orders = [order(n, day) for n, (day, _amount) in enumerate(days)]
    lines = [{"order_id": f"N{n}", "unit_price": amount} for n, (_day, amount) in enumerate(days)]
    shipments = [
        {
            "order_id": f"N{n}",
            "delivered_at": wib(f"{day + timedelta(days=1)} 09:00"),
            "promised_at": wib(f"{day + timedelta(days=3)} 09:00"),
        }
        for n, (day, _amount) in enumerate(days)
    ]
    return {
        "orders": orders,
        "lines": lines,
        "shipments": shipments,
        "customers": [{"customer_ref": o["customer_ref"]} for o in orders],
    }


def kinds(actor: Actor = SYSTEM) -> set[str]:
    found = alerts_for(KSHOES.code, actor)
    assert found.unknown == ()
    return {finding.kind for finding in found.findings}


@pytest.fixture
def home(settings: Any, tmp_path: Any) -> Any:
    settings.NIAGA_HOME, settings.NIAGA_WAREHOUSE = tmp_path, tmp_path / "warehouse"
    return tmp_path


def test_a_shop_without_trouble_is_silent(home: Any) -> None:
    publish(home, **sold(steady()))
    assert kinds() == set()


def test_a_day_far_below_the_same_weekdays(home: Any) -> None:
    publish(home, **sold(steady(last=None)))
    assert "sales_drop" in kinds()


def test_an_open_order_over_its_promise_and_one_within(home: Any) -> None:
    tables = sold(steady())
    tables["orders"].append(order(900, date(2026, 3, 10), status="shipped", delivered=False))
    tables["lines"].append({"order_id": "N900", "unit_price": 1_000})
    tables["customers"].append({"customer_ref": "c900"})
    parcel = {"order_id": "N900", "shipped_at": wib("2026-03-11 09:00")}
    publish(home, **tables | {"shipments": [
        *tables["shipments"], parcel | {"promised_at": wib("2026-03-15 09:00")}
    ]})  # fmt: skip
    assert "late_orders" in kinds()
    publish(home, **tables | {"shipments": [
        *tables["shipments"], parcel | {"promised_at": wib("2026-03-25 09:00")}
    ]})  # fmt: skip
    assert "late_orders" not in kinds()


def payout(order_id: str, gross: int, ref: str, day: str = "2026-03-18") -> dict[str, Any]:
    return {
        "settlement_ref": ref,
        "gateway": "midtrans",
        "order_id": order_id,
        "kind": "payment",
        "transacted_at": wib(f"{day} 10:00"),
        "gross": gross,
        "fee": 0,
        "net": gross,
    }


def test_a_payout_of_no_order_and_a_payment_of_no_payout(home: Any) -> None:
    tables = sold(steady())
    tables["payments"] = [
        {"order_id": o["order_id"], "amount": 300_000, "method": "qris"}
        for o in tables["orders"][:2]
    ]
    day = tables["orders"][0]["order_id"], tables["orders"][1]["order_id"]
    both = [payout(day[0], 300_000, "T1"), payout(day[1], 300_000, "T2")]
    publish(home, **tables, settlements=both)
    assert kinds() == set()
    publish(home, **tables, settlements=[both[0], payout("X-1", 75_000, "T3", "2026-03-15")])
    assert kinds() == {"unmatched_payouts", "unsettled_payments"}


def test_a_source_that_failed_until_it_loads(home: Any) -> None:
    publish(home, **sold(steady()))
    record_failure(KSHOES.code, "spend", ValueError("rusak"))
    assert "failing_source" in kinds()
    record_success(KSHOES.code, "spend")
    assert kinds() == set()


def test_a_shop_that_no_longer_trades_is_not_judged_by_today(home: Any) -> None:
    publish(home, **sold(steady(last=None)))
    with clock.at(datetime(2026, 7, 1, tzinfo=UTC)):
        found = alerts_for(KSHOES.code, SYSTEM)
    assert not found.trades
    assert found.findings == ()


def test_who_may_not_know_is_not_told(home: Any) -> None:
    publish(home, **sold(steady(last=None)))
    warehouse = Actor("staff", "1", Role.WAREHOUSE)  # sees operations, not sales
    assert "sales_drop" not in kinds(warehouse)


def shelf(variant: str, lies: int, ordered: int) -> dict[str, Any]:
    """A day on which so much was ordered, and so much is left."""
    return {
        "day": TODAY,
        "variant_id": variant,
        "sku": variant,
        "product_id": "p1",
        "condition": "new",
        "location": "gudang",
        "offered": True,
        "sellable": lies > 0,
        "opening": lies + ordered,
        "received": 0,
        "sold": ordered,
        "other": 0,
        "closing": lies,
        "held": 0,
        "demanded": ordered,
    }


def test_what_people_order_and_cannot_have(home: Any) -> None:
    publish(home, **sold(steady()), stock_days=[shelf("a", 100, 1), shelf("b", 0, 0)])
    assert kinds() == set()  # nobody asked for b
    publish(home, **sold(steady()), stock_days=[shelf("a", 0, 1), shelf("b", 3, 1)])
    assert kinds() == {"sold_out", "soon_sold_out"}


def test_a_feed_that_stands_still_is_told_once(home: Any) -> None:
    publish(home, **sold(steady()))
    for source in ("shop", "visits", "stock"):
        record_success(KSHOES.code, source)
    with clock.shifted(timedelta(hours=3)):
        found = alerts_for(KSHOES.code, SYSTEM).findings
    assert [each.kind for each in found] == ["stale_feed"]


def test_a_source_that_told_much_less_than_before(home: Any) -> None:
    tables = sold(steady())
    for name, n in (("load-1", 70), ("load-2", 70), ("load-3", 70), ("load-4", 3)):
        rows = {key: rows[-n:] for key, rows in tables.items()}
        lineage = Lineage("shop", name, datetime(2026, 3, 20, tzinfo=UTC))
        with clock.shifted(timedelta(minutes=int(name[-1]))):
            load.publish(staged(**rows), lineage, "replace")
            assert ("odd_volume" in kinds()) is (n == 3)


def test_a_finding_knows_since_when_it_holds(home: Any) -> None:
    publish(home, **sold(steady()))
    record_failure(KSHOES.code, "spend", ValueError("rusak"))
    (found,) = alerts_for(KSHOES.code, SYSTEM).findings
    assert found.since is None
    first = clock.now()
    watch()
    with clock.shifted(timedelta(hours=5)):
        watch()
        found = alerts_for(KSHOES.code, SYSTEM).findings[0]
        assert (found.kind, found.since) == ("failing_source", first)
        record_success(KSHOES.code, "spend")
        assert watch() == 0
        record_failure(KSHOES.code, "spend", ValueError("rusak"))
        again = clock.now()
        watch()
        assert alerts_for(KSHOES.code, SYSTEM).findings[0].since == again
