"""Killed at any point of placing, paying, cancelling, sending: the books agree afterwards."""

import pytest

from tests.processes import Live


@pytest.mark.timeout(300)
def test_a_deed_that_is_killed_is_done_whole_or_not_at_all(live_in_own_process: Live) -> None:
    found = live_in_own_process("all_deaths", "tests.store.deaths")

    assert found["between"]["faults"] == []
    died = found["between"]["died"]
    least = {
        "place": 25, "pay": 12, "cancel": 12, "reverse": 15, "hand over": 15, "deliver": 12,
        "tell": 15,
    }  # fmt: skip
    assert {deed: died[deed] >= points for deed, points in least.items()} == dict.fromkeys(
        least, True
    ), died

    assert found["again"] == {"orders": [1, 1, 1], "faults": []}
