"""How a sum is spread, checked with a pencil."""

import pytest

from niaga.insight.sellers import concentration


def test_a_spread_that_a_pencil_can_check() -> None:
    # twelve sellers: 50, 20, then ten of 3 → total 100
    amounts = {"a": 50, "b": 20, **{f"s{n}": 3 for n in range(10)}}
    found = concentration(amounts)
    assert found is not None
    assert (found.total, found.count) == (100, 12)
    assert found.top == 50 + 20 + 8 * 3
    assert (found.tenth_count, found.tenth) == (2, 70)  # a tenth of twelve, rounded up
    assert found.half_count == 1
    assert found.hhi == pytest.approx(0.25 + 0.04 + 10 * 0.0009)
    assert (found.top_share, found.tenth_share) == (0.94, 0.7)


def test_sellers_with_more_back_than_sold_are_no_part_of_it() -> None:
    found = concentration({"a": 60, "b": 40, "c": -500, "d": 0})
    assert found is not None
    assert (found.total, found.count, found.half_count) == (100, 2, 1)


def test_all_alike_and_nobody() -> None:
    alike = concentration({f"s{n}": 7 for n in range(100)})
    assert alike is not None
    assert (alike.half_count, alike.hhi) == (50, pytest.approx(0.01))
    assert concentration({}) is None
    assert concentration({"a": 0, "b": -1}) is None
