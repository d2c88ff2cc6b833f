"""Killed at any point: nothing that was told is lost, and no effect is applied twice."""

from typing import Any

import pytest

from tests.processes import Live


@pytest.fixture
def live(live_in_own_process: Live) -> Live:
    return live_in_own_process


def assert_nothing_lost_and_nothing_twice(found: dict[str, Any]) -> None:
    assert found["told"] == found["deeds"]
    assert found["heard"] == found["numbers"]
    assert found["heard too"] == found["numbers"]
    assert found["dead letters"] == 0
    assert set(found["positions"]) == {found["numbers"][-1]}


def test_killed_between_any_two_statements(live: Live) -> None:
    found = live("between_statements")

    # Two INSERTs and both sides of COMMIT, and on SQLite BEGIN is a statement too.
    assert found["killed writers"] >= 4
    assert found["killed workers"] >= 20
    assert_nothing_lost_and_nothing_twice(found)


def test_killed_at_random_while_three_write_and_two_deliver(live: Live) -> None:
    found = live("at_random")

    assert found["deaths"] > 10
    assert len(found["numbers"]) > 50
    assert_nothing_lost_and_nothing_twice(found)


def test_the_task_of_a_killed_worker_is_taken_over(live: Live) -> None:
    assert live("reclaimed_task") == {
        "early": 0,
        "status after death": "RUNNING",
        "late": 1,
        "status": "SUCCESSFUL",
        "attempts": 2,
        "began": 2,
        "did": ["stuck"],
    }


def test_a_task_survives_a_death_at_any_point(live: Live) -> None:
    found = live("task_between_statements")
    assert found["deaths"] >= 8
    assert found["statuses"] == ["SUCCESSFUL"]
    assert found["did"] == found["enqueued"]


def test_a_tick_survives_a_death_at_any_point(live: Live) -> None:
    found = live("tick_between_statements")
    assert found["deaths"] >= 6
    assert found["ticked"] >= 1
    assert found["claimed by"] == ""
    assert found["next is later"]


def test_a_tick_is_run_by_one_of_many_workers(live: Live) -> None:
    found = live("many_workers")
    assert found["ticks"] == found["due"]


def test_a_worker_hears_within_a_second_and_stops_when_told(live: Live) -> None:
    found = live("worker_command")
    assert min(found["seconds to hear"]) < 1.5  # the best of three: the machine may be busy
    assert found["ended by itself"]
    assert found["seconds to stop"] < 3
    assert found["leases left"] == 0
    assert found["tasks done"] == ["errand"]


@pytest.mark.postgres  # SQLite has no connection that could be lost
def test_a_worker_outlives_the_loss_of_its_connections(live: Live) -> None:
    found = live("lost_connections")
    assert found["ended sessions"] >= 1
    assert_nothing_lost_and_nothing_twice(found)
