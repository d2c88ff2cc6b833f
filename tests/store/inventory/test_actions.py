"""Stock: every piece is moved by a row, promised once, and given back once."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from niaga.kernel.errors import NotAllowed
from niaga.kernel.ids import new_id
from niaga.kernel.models import StateChange
from niaga.kernel.permissions import GUEST
from niaga.store.inventory.actions import (
    adjust_stock,
    consume_holds,
    hold_stock,
    move_stock,
    release_holds,
    take_in_unit,
    transfer_stock,
    write_off_unit,
)
from niaga.store.inventory.errors import (
    InsufficientStock,
    ReasonNeeded,
    SameLocation,
    UnitNotPossible,
)
from niaga.store.inventory.models import (
    Grade,
    Hold,
    MovementKind,
    StockBalance,
    StockMovement,
    Unit,
)
from niaga.store.inventory.queries import available, stock_faults
from tests.store import factories as make

pytestmark = pytest.mark.django_db


def move(variant, delta, kind=MovementKind.RECEIPT, *, key=None, **more):
    return move_stock(
        variant.pk, make.shop(), delta, kind, idempotency_key=key or str(new_id()), **more
    )


def test_a_movement_changes_the_balance_once_for_one_key():
    shoe = make.variant(0)
    first = move(shoe, 4, key="k", unit_cost=200_000)
    again = move(shoe, 4, key="k")
    assert again.pk == first.pk
    assert make.balance(shoe.pk) == (4, 0)
    assert (first.delta, first.kind, first.unit_cost, first.actor) == (
        4,
        "receipt",
        200_000,
        "system",
    )


def test_what_is_promised_cannot_be_moved_away(refused):
    shoe = make.variant(5)
    hold_stock("x", {shoe.pk: 3}, expires_at=None)
    with refused(InsufficientStock, available=2, wanted=3):
        move(shoe, -3, MovementKind.ADJUSTMENT)
    move(shoe, -2, MovementKind.ADJUSTMENT)
    assert make.balance(shoe.pk) == (3, 3)


def test_who_may_move_and_says_why(refused):
    shoe, here = make.variant(5), make.shop()
    for actor in (GUEST, make.SALES, make.ANALYST):
        with refused(NotAllowed):
            move(shoe, 1, actor=actor)
    with refused(ReasonNeeded):
        adjust_stock(shoe.pk, here, -1, reason=" ", idempotency_key="k", actor=make.WAREHOUSE)
    adjust_stock(shoe.pk, here, -1, reason="rusak", idempotency_key="k", actor=make.WAREHOUSE)
    assert make.balance(shoe.pk) == (4, 0)


def test_movements_are_never_changed():
    move(make.variant(0), 4)
    for deed in (
        lambda: StockMovement.objects.update(delta=5),
        lambda: StockMovement.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert StockMovement.objects.get().delta == 4


def test_the_database_refuses_impossible_balances():
    shoe = make.variant(5)
    rows = StockBalance.objects.filter(variant=shoe)
    for change in ({"on_hand": -1}, {"held": -1}, {"held": 6}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_a_transfer_has_two_legs_that_sum_to_nothing():
    shoe, here, there = make.variant(5), make.shop(), make.second_location()
    for _ in range(2):
        out, into = transfer_stock(
            shoe.pk, here, there, 3, idempotency_key="t", actor=make.WAREHOUSE
        )
    assert (out.delta, into.delta) == (-3, 3)
    assert out.reference == into.reference
    assert make.balance(shoe.pk) == (2, 0)
    assert make.balance(shoe.pk, there) == (3, 0)
    assert available([shoe.pk]) == {shoe.pk: 2}  # only what parcels can leave from is sold


def test_a_transfer_of_more_than_is_free_moves_nothing(refused):
    shoe, here, there = make.variant(5), make.shop(), make.second_location()
    hold_stock("x", {shoe.pk: 3}, expires_at=None)
    with refused(InsufficientStock):
        transfer_stock(shoe.pk, here, there, 3, idempotency_key="t", actor=make.WAREHOUSE)
    with refused(InsufficientStock):
        transfer_stock(shoe.pk, there, here, 1, idempotency_key="u", actor=make.WAREHOUSE)
    with refused(SameLocation):
        transfer_stock(shoe.pk, here, here, 1, idempotency_key="v", actor=make.WAREHOUSE)


def test_all_is_held_or_nothing(refused):
    shoe, boot = make.variant(5), make.variant(1)
    with refused(InsufficientStock, sku=boot.sku, available=1, wanted=2):
        hold_stock("x", {shoe.pk: 1, boot.pk: 2}, expires_at=None)
    hold_stock("x", {shoe.pk: 5, boot.pk: 1}, expires_at=None)
    assert available([shoe.pk, boot.pk]) == {shoe.pk: 0, boot.pk: 0}


def test_more_may_be_sold_than_is_there_where_that_is_allowed(refused):
    shoe = make.variant(1)
    StockBalance.objects.filter(variant=shoe).update(backorder_limit=2)
    hold_stock("x", {shoe.pk: 3}, expires_at=None)
    assert available([shoe.pk]) == {shoe.pk: 0}
    with refused(InsufficientStock):
        hold_stock("y", {shoe.pk: 1}, expires_at=None)
    with refused(InsufficientStock, wanted=3):
        consume_holds("x")  # it has not come in yet
    move(shoe, 2)
    assert consume_holds("x") == 1
    assert make.balance(shoe.pk) == (0, 0)


def test_a_hold_ends_once():
    shoe, boot = make.variant(5), make.variant(5)
    hold_stock("x", {shoe.pk: 2, boot.pk: 1}, expires_at=None)
    assert [release_holds("x"), release_holds("x"), consume_holds("x")] == [2, 0, 0]
    hold_stock("x", {shoe.pk: 2}, expires_at=None)
    assert [consume_holds("x"), consume_holds("x"), release_holds("x")] == [1, 0, 0]
    assert make.balance(shoe.pk) == (3, 0)
    assert make.balance(boot.pk) == (5, 0)
    assert sorted(Hold.objects.values_list("state", flat=True)) == [
        "consumed",
        "released",
        "released",
    ]
    assert StockMovement.objects.filter(kind="sale").get().delta == -2
    assert stock_faults() == []


def test_a_used_pair_is_one_unit_from_shelf_to_sale():
    pair = make.used_pair()
    assert make.balance(pair.variant_id) == (1, 0)
    hold_stock("x", {pair.variant_id: 1}, expires_at=None)
    consume_holds("x")
    rows = StateChange.objects.filter(machine="unit", subject_id=pair.pk)
    assert [row.new for row in rows] == ["inspecting", "graded", "listed", "held", "sold"]
    assert make.balance(pair.variant_id) == (0, 0)


def taken_in(variant, code):
    return take_in_unit(
        variant, code, Grade.B, defects_id=[], defects_en=[], bought_for=None, actor=make.WAREHOUSE
    )


def test_a_used_pair_has_no_twin(refused):
    pair, other, new = make.used_pair(), make.variant(0, used=True), make.variant(1)
    with refused(UnitNotPossible):
        taken_in(pair.variant, "P-2")
    with refused(UnitNotPossible):
        taken_in(other, pair.code)
    with refused(UnitNotPossible):
        taken_in(new, "P-3")
    with refused(UnitNotPossible):
        move(pair.variant, 1)
    with refused(UnitNotPossible):
        move(pair.variant, -1, MovementKind.ADJUSTMENT)


def test_a_used_pair_that_is_written_off_leaves_the_books(refused):
    pair, promised = make.used_pair(), make.used_pair()
    hold_stock("x", {promised.variant_id: 1}, expires_at=None)
    with refused(UnitNotPossible):
        write_off_unit(promised.pk, reason="rusak", actor=make.WAREHOUSE)
    write_off_unit(pair.pk, reason="rusak", actor=make.WAREHOUSE)
    assert make.balance(pair.variant_id) == (0, 0)
    assert Unit.objects.get(pk=pair.pk).state == "written_off"
    assert taken_in(pair.variant, "P-2").state == "listed"
