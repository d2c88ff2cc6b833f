"""Corrections, warnings, places, and used pairs that are written off."""

from collections.abc import Callable

import pytest

from niaga.kernel.errors import NotAllowed
from niaga.store.inventory import actions
from niaga.store.inventory.errors import (
    InsufficientStock,
    LocationTaken,
    ReasonNeeded,
    SameLocation,
    UnitNotPossible,
)
from niaga.store.inventory.models import Grade, Location, StockMovement
from niaga.store.inventory.queries import stock_faults
from tests.store import factories
from tests.store.conftest import Refused

pytestmark = pytest.mark.django_db


def test_only_the_warehouse_keeps_stock(refused: Refused) -> None:
    unit, place, actor = factories.used_pair(), factories.shop(), factories.SALES
    variant = unit.variant
    deeds: list[Callable[[], object]] = [
        lambda: actions.adjust_stock(
            variant.pk, place, 1, reason="x", idempotency_key="a", actor=actor
        ),
        lambda: actions.set_low_at(variant.pk, place, 1, actor=actor),
        lambda: actions.save_location(
            Location(), code="x", name="X", is_default=False, actor=actor
        ),
        lambda: actions.write_off_unit(unit.pk, reason="x", actor=actor),
    ]
    for deed in deeds:
        with refused(NotAllowed, permission="stock.adjust"):
            deed()


def test_a_correction_has_a_reason_and_a_key(refused: Refused) -> None:
    variant, place = factories.variant(3), factories.shop()
    given = {"idempotency_key": "k", "actor": factories.WAREHOUSE}
    with refused(ReasonNeeded):
        actions.adjust_stock(variant.pk, place, -1, reason="  ", **given)
    for _again in range(2):
        actions.adjust_stock(variant.pk, place, -1, reason="hilang", **given)
    assert factories.balance(variant.pk) == (2, 0)
    with refused(InsufficientStock, available=2):
        actions.adjust_stock(
            variant.pk, place, -3, reason="x", idempotency_key="l", actor=factories.WAREHOUSE
        )


def test_nothing_moves_from_a_place_to_itself(refused: Refused) -> None:
    variant, place = factories.variant(3), factories.shop()
    with refused(SameLocation):
        actions.transfer_stock(
            variant.pk, place, place, 1, idempotency_key="t", actor=factories.WAREHOUSE
        )


def test_there_is_always_one_default_place(refused: Refused) -> None:
    actor = factories.WAREHOUSE
    first = actions.save_location(Location(), code="a", name="A", is_default=False, actor=actor)
    assert first.is_default
    second = actions.save_location(Location(), code="b", name="B", is_default=True, actor=actor)
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)
    with refused(LocationTaken, location="a"):
        actions.save_location(second, code="a", name="B", is_default=True, actor=actor)


def test_a_pair_is_written_off_once_and_never_from_an_order(refused: Refused) -> None:
    unit = factories.used_pair()
    with refused(ReasonNeeded):
        actions.write_off_unit(unit.pk, reason="", actor=factories.WAREHOUSE)
    actions.write_off_unit(unit.pk, reason="sol lepas", actor=factories.WAREHOUSE)
    with refused(UnitNotPossible):
        actions.write_off_unit(unit.pk, reason="lagi", actor=factories.WAREHOUSE)
    last = StockMovement.objects.latest("pk")
    assert (last.delta, last.reason) == (-1, "sol lepas")
    assert stock_faults() == []

    promised = factories.used_pair()
    factories.order("bank_transfer", (promised.variant, 1))
    with refused(UnitNotPossible):
        actions.write_off_unit(promised.pk, reason="x", actor=factories.WAREHOUSE)


def test_a_pair_is_written_off_where_it_stands() -> None:
    unit, actor = factories.used_pair(), factories.WAREHOUSE
    back = actions.save_location(Location(), code="b", name="B", is_default=False, actor=actor)
    actions.transfer_stock(
        unit.variant_id, actions.default_location(), back, 1, idempotency_key="t", actor=actor
    )
    actions.write_off_unit(unit.pk, reason="sol lepas", actor=actor)
    assert StockMovement.objects.latest("pk").location == back
    assert stock_faults() == []


def test_a_variant_has_one_living_pair(refused: Refused) -> None:
    unit = factories.used_pair()
    new = factories.variant()
    given = {"defects_id": [], "defects_en": [], "bought_for": None, "actor": factories.WAREHOUSE}
    for variant, code in ((unit.variant, "U-X"), (new, "U-Y")):
        with refused(UnitNotPossible):
            actions.take_in_unit(variant, code, Grade.A, **given)
    actions.write_off_unit(unit.pk, reason="rusak", actor=factories.WAREHOUSE)
    assert actions.take_in_unit(unit.variant, "U-Z", Grade.B, **given).state == "listed"
