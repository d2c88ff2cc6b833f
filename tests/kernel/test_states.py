"""State machines: only what is listed happens, and each step leaves a row."""

import pytest

from niaga.kernel.errors import InvalidTransition
from niaga.kernel.models import StateChange
from niaga.kernel.states import Machine, begin, table, transition
from niaga.store.orders.models import Order
from tests.store import factories as make

DOOR = Machine("door", "open", table(open="shut", shut="open locked", locked=""))


def test_a_table_answers_what_may_follow():
    assert DOOR.states == {"open", "shut", "locked"}
    assert DOOR.allows("open", "shut")
    assert not DOOR.allows("open", "locked")
    assert DOOR.terminal("locked")
    assert not DOOR.terminal("shut")


def test_a_table_with_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="ajar"):
        table(open="ajar")


def history(order: Order) -> list[tuple[str, str, str, str]]:
    rows = StateChange.objects.filter(machine="test", subject_id=order.pk)
    return [(row.old, row.new, row.actor, row.reason) for row in rows]


LIFE = Machine("test", "placed", table(placed="confirmed", confirmed="completed", completed=""))


@pytest.mark.django_db
def test_each_step_leaves_a_row_and_sets_what_belongs_to_it():
    order = make.order()
    begin(LIFE, order, actor=make.OWNER)

    transition(LIFE, order, "confirmed", actor=make.SALES, reason="paid", end_reason="x")

    order.refresh_from_db()
    assert (order.state, order.end_reason) == ("confirmed", "x")
    assert history(order) == [
        ("", "placed", "staff:1", ""),
        ("placed", "confirmed", "staff:3", "paid"),
    ]


@pytest.mark.django_db
def test_a_step_that_is_not_listed_changes_nothing():
    order = make.order()
    with pytest.raises(InvalidTransition) as caught:
        transition(LIFE, order, "completed")
    assert caught.value.values["state"] == "placed"
    order.refresh_from_db()
    assert order.state == "placed"
    assert history(order) == []


@pytest.mark.django_db
def test_who_read_the_row_before_it_moved_is_refused():
    order = make.order()
    stale = Order.objects.get(pk=order.pk)
    transition(LIFE, order, "confirmed")
    with pytest.raises(InvalidTransition):
        transition(LIFE, stale, "confirmed")
    assert len(history(order)) == 1
