from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from niaga.kernel import clock
from niaga.kernel.work import Schedule, leases, scheduled, schedules, scheduling

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def ticks() -> Iterator[list[datetime]]:
    kept = dict(scheduling._scheduled)
    scheduling._scheduled.clear()
    ran: list[datetime] = []

    @scheduled(every=HOUR, name="hourly")
    def hourly() -> None:
        ran.append(clock.now())

    with clock.at(NOON):
        scheduling.install()
    yield ran
    scheduling._scheduled.clear()
    scheduling._scheduled.update(kept)


def run_at(moment: datetime) -> int:
    with clock.at(moment):
        return scheduling.run_due("w1")


def test_a_schedule_runs_at_once_and_then_every_so_often(ticks):
    for minutes in (0, 1, 59, 60, 61, 119, 121):
        run_at(NOON + timedelta(minutes=minutes))
    assert ticks == [NOON + timedelta(minutes=minutes) for minutes in (0, 60, 121)]
    assert Schedule.objects.get().next_run_at == NOON + 3 * HOUR  # no drift


def test_after_a_standstill_it_runs_once(ticks):
    run_at(NOON)
    run_at(NOON + timedelta(hours=30, minutes=5))
    run_at(NOON + timedelta(hours=30, minutes=6))
    assert len(ticks) == 2
    assert Schedule.objects.get().next_run_at == NOON + timedelta(hours=31)


def test_two_workers_that_saw_the_same_tick_run_it_once(ticks):
    seen_by_both = Schedule.objects.get()
    assert scheduling._claim(seen_by_both, "w1")
    assert not scheduling._claim(seen_by_both, "w2")


def test_a_failure_is_kept_and_tried_again_before_the_next_tick(ticks):
    broken = [True]

    @scheduled(every=HOUR, name="frail")
    def frail() -> None:
        if broken:
            raise RuntimeError("no paper")

    with clock.at(NOON):
        scheduling.install()
    run_at(NOON)
    row = Schedule.objects.get(pk="frail")
    assert (row.failures, row.claimed_by) == (1, "")
    assert "no paper" in row.last_error
    assert NOON < row.next_run_at <= NOON + timedelta(seconds=2)

    broken.clear()
    run_at(row.next_run_at)
    (mended,) = [row for row in schedules() if row.name == "frail"]
    assert (mended.failures, mended.last_error) == (0, "")
    assert mended.next_run_at == row.next_run_at + HOUR


def test_the_tick_of_a_dead_worker_is_run_by_another(ticks):
    with clock.at(NOON):
        assert scheduling._claim(Schedule.objects.get(), leases.take())
    assert run_at(NOON + timedelta(seconds=10)) == 0
    with clock.at(NOON + timedelta(seconds=20)):
        assert scheduling.reclaim() == 0
    with clock.at(NOON + timedelta(seconds=31)):
        assert scheduling.reclaim() == 1
    assert run_at(NOON + timedelta(seconds=32)) == 1


def test_a_changed_interval_takes_effect(ticks):
    run_at(NOON)
    scheduling._scheduled.clear()
    scheduled(every=timedelta(minutes=5), name="hourly")(lambda: ticks.append(clock.now()))
    with clock.at(NOON + timedelta(minutes=1)):
        scheduling.install()
        assert scheduling.run_due("w1") == 1
    assert Schedule.objects.get().every_seconds == 300


def test_what_the_program_no_longer_schedules_is_forgotten_after_a_week(ticks):
    scheduling._scheduled.clear()
    for days, left in ((1, 1), (8, 0)):
        with clock.at(NOON + timedelta(days=days)):
            scheduling.install()
        assert Schedule.objects.count() == left


def test_names_and_intervals_are_checked(ticks):
    with pytest.raises(ValueError, match="two schedules"):
        scheduled(every=HOUR, name="hourly")(lambda: None)
    with pytest.raises(ValueError, match="whole seconds"):
        scheduled(every=timedelta(milliseconds=1500), name="odd")
