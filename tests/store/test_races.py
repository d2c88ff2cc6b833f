"""Rivals: real processes on SQLite, real threads on PostgreSQL. What counts is the outcome."""

from typing import Any

import pytest

from tests.processes import Live
from tests.store.rivals import RACES

pytestmark = pytest.mark.timeout(300)

Found = dict[str, dict[str, Any]]

_found: Found = {}


@pytest.fixture
def found(live_in_own_process: Live) -> Found:
    """All races are run once, one after the other, in a shop of their own."""
    if not _found:
        _found.update(live_in_own_process("all_races", "tests.store.rivals"))
    return _found


@pytest.mark.parametrize("race", [race.__name__ for race in RACES])
def test_the_books_agree_after(found: Found, race: str) -> None:
    assert found[race]["faults"] == []


def test_a_crowd_buys_what_is_there_and_not_one_piece_more(found: Found) -> None:
    crowd = found["crowd"]
    said = crowd["said"]
    assert set(said) == {"order", "insufficient_stock"}
    assert said["order"] + said["insufficient_stock"] == 80
    assert crowd["orders"] == said["order"]
    assert crowd["left"] in (0, 1)  # who wants two does not get one
    assert crowd["totals are unique"]


def test_one_request_sent_four_times_at_once_is_one_order(found: Found) -> None:
    race = found["same_request"]
    assert race["one answer to all"] == [True] * 9
    assert race["orders"] - race["before"][0] == 9


def test_one_used_pair_is_sold_to_one_of_two(found: Found) -> None:
    assert found["last_pair"]["outcomes"] == {"insufficient_stock+order": 10}


def test_carts_in_opposite_order_do_not_block_each_other(found: Found) -> None:
    assert found["opposite_carts"]["said"] == ["done"] * 6
    assert found["opposite_carts"]["stock"] == [[100, 0]] * 4


def test_money_that_meets_a_cancellation_is_never_lost(found: Found) -> None:
    possible = {
        # staff: cancelled in both cases, and the money waits to be sent back
        "staff applied cancelled → cancelled refund_due",
        "staff suspense cancelled → cancelled order_cancelled",
        # the buyer: either comes too late to cancel, or the money comes too late
        "guest applied order_not_cancellable → confirmed",
        "guest suspense cancelled → cancelled order_cancelled",
    }
    assert set(found["pay_or_cancel"]["outcomes"]) <= possible


def test_money_that_meets_the_end_of_time_is_applied(found: Found) -> None:
    assert found["pay_or_expire"]["outcomes"] == {"confirmed captured True": 10}


def test_a_parcel_leaves_or_its_order_is_cancelled(found: Found) -> None:
    assert set(found["send_or_cancel"]["outcomes"]) <= {
        "handed_over order_not_cancellable → confirmed handed_over",
        "invalid_transition cancelled → cancelled cancelled",
    }


def test_a_payment_is_applied_once(found: Found) -> None:
    assert found["same_report"]["outcomes"] == {"reversed cancelled True": 6}


def test_a_movement_is_posted_once(found: Found) -> None:
    race = found["same_movement"]
    assert race["different answers"] == [1] * 6
    assert race["movements"] - race["before"][1] == 6
    assert race["stock"] == [12, 0]


def test_a_cart_loses_nothing(found: Found) -> None:
    assert found["same_cart"] == found["same_cart"] | {"same cart": True, "pieces": 5}


def test_a_product_shows_its_lowest_price_and_what_was_sold(found: Found) -> None:
    assert found["prices"]["outcomes"] == {"300000 1 Lain": 8}
