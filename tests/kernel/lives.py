"""What the processes of killing.py do while they live, and what is true after their deaths."""

import os
import signal
import time
from datetime import timedelta
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from niaga.kernel import clock
from niaga.kernel.ids import new_id
from niaga.kernel.journal import (
    DeadLetter,
    JournalEvent,
    SubscriberCursor,
    deliver_pending,
    record,
    subscriber,
)
from niaga.kernel.journal import subscriptions as registry
from niaga.kernel.models import IdempotencyKey
from niaga.kernel.transactions import unit_of_work
from niaga.kernel.work import Schedule, WorkerLease, job, leases, scheduled, scheduling, tasks
from niaga.kernel.work.worker import Worker
from tests.kernel.journal.told import BellRang
from tests.kernel.killing import at_every_point, drop_connections, fork, kill_at_random, never, wait


def note(scope: str, key: object) -> None:
    """An effect in the database; the same one twice is an IntegrityError."""
    IdempotencyKey.objects.create(scope=scope, key=str(key), created_at=clock.now())


def noted(scope: str) -> list[str]:
    return list(
        IdempotencyKey.objects.filter(scope=scope).order_by("id").values_list("key", flat=True)
    )


def listen() -> None:
    """Only what is here listens and ticks: the apps' own are found first and put aside."""
    registry.subscriptions()
    registry._subscriptions.clear()
    autodiscover_modules("jobs")
    scheduling._scheduled.clear()

    @subscriber("listener", BellRang)
    def listener(told: BellRang, entry: JournalEvent) -> None:
        note("heard", entry.seq)

    @subscriber("second listener", BellRang)
    def second_listener(told: BellRang, entry: JournalEvent) -> None:
        note("heard too", entry.seq)


def do_and_tell() -> None:
    """A deed and its event, in one unit of work."""
    with unit_of_work():
        deed = str(new_id())
        note("deed", deed)
        record(BellRang(1, deed), deed)


def truth() -> dict[str, Any]:
    told = list(JournalEvent.objects.filter(topic="test.bell_rang").order_by("seq"))
    return {
        "deeds": sorted(noted("deed")),
        "told": sorted(entry.payload["note"] for entry in told),
        "numbers": [entry.seq for entry in told],
        "heard": [int(seq) for seq in noted("heard")],
        "heard too": [int(seq) for seq in noted("heard too")],
        "dead letters": DeadLetter.objects.count(),
        "positions": list(SubscriberCursor.objects.values_list("position", flat=True)),
    }


def between_statements() -> dict[str, Any]:
    """Writers and workers die at every point that there is; then one worker lives."""
    listen()
    writers = at_every_point(do_and_tell)

    def backlog() -> None:
        for _ in range(2):
            do_and_tell()

    workers = at_every_point(lambda: deliver_pending() and None, before=backlog)
    deliver_pending()
    return truth() | {"killed writers": writers, "killed workers": workers}


def at_random() -> dict[str, Any]:
    """Three writers and two whole workers, killed and started again for some seconds."""
    listen()

    def write() -> None:
        while True:
            do_and_tell()
            time.sleep(0.01)

    def work() -> None:
        Worker().run(never())

    lives = {"writer 1": write, "writer 2": write, "writer 3": write, "worker 1": work}
    deaths = kill_at_random(lives | {"worker 2": work}, seconds=5, seed=5)
    while deliver_pending():
        pass
    return truth() | {"deaths": deaths}


@job(retries=3)
def slow_task(name: str) -> None:
    note("began", f"{name} in {os.getpid()}")
    if name == "stuck" and len(noted("began")) == 1:
        time.sleep(60)
    note("did", name)


def reclaimed_task() -> dict[str, Any]:
    """A worker is killed while it runs a task; another takes the task over."""
    listen()
    slow_task.enqueue("stuck")
    child = fork(lambda: Worker().run(never()))
    wait_until(lambda: noted("began"))
    drop_connections()
    os.kill(child, signal.SIGKILL)
    wait(child)

    early = tasks.reclaim()  # its lease still runs
    status = DBTaskResult.objects.get().status
    with clock.shifted(leases.EXPIRES_AFTER + timedelta(seconds=1)):
        late = tasks.reclaim()
    with clock.shifted(timedelta(minutes=2)):
        Worker().run_once()
    row = DBTaskResult.objects.get()
    return {
        "early": early,
        "status after death": status,
        "late": late,
        "status": row.status,
        "attempts": len(row.worker_ids),
        "began": len(noted("began")),
        "did": noted("did"),
    }


def task_between_statements() -> dict[str, Any]:
    """A worker dies at every point of claiming and finishing a task."""
    listen()

    def claim_and_run() -> None:
        worker_id = leases.take()
        tasks.run_next(worker_id)

    def one_more() -> None:
        quick_task.enqueue(str(new_id()))

    deaths = at_every_point(claim_and_run, before=one_more)
    with clock.shifted(timedelta(hours=1)):
        tasks.reclaim()
    with clock.shifted(timedelta(hours=2)):
        Worker().run_once()
    return {
        "deaths": deaths,
        "enqueued": sorted(row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()),
        "statuses": sorted({row.status for row in DBTaskResult.objects.all()}),
        "did": sorted(noted("did")),
    }


@job(retries=3)
def quick_task(name: str) -> None:
    with unit_of_work():
        if name not in noted("did"):  # idempotent, as a task has to be
            note("did", name)


def tick_between_statements() -> dict[str, Any]:
    """A worker dies at every point of a scheduled tick; the tick is run all the same."""
    listen()

    @scheduled(every=timedelta(hours=1), name="hourly")
    def hourly() -> None:
        note("ticked", new_id())

    def live() -> None:
        scheduling.run_due(leases.take())

    def due_again() -> None:
        # What the dead worker held is freed by the next one once its lease has expired.
        scheduling.install()
        with clock.shifted(timedelta(hours=1)):
            scheduling.reclaim()
        with unit_of_work():
            Schedule.objects.update(next_run_at=clock.now())

    deaths = at_every_point(live, before=due_again)
    row = Schedule.objects.get()
    return {
        "deaths": deaths,
        "ticked": len(noted("ticked")),
        "claimed by": row.claimed_by,
        "next is later": row.next_run_at > clock.now(),
    }


def many_workers() -> dict[str, Any]:
    """Six workers look at the same due schedule at the same time, ten times over."""
    listen()

    @scheduled(every=timedelta(hours=1), name="hourly")
    def hourly() -> None:
        note("ticked", new_id())

    scheduling.install()
    rounds = 10
    for _ in range(rounds):
        with unit_of_work():
            Schedule.objects.update(next_run_at=clock.now())
        start = time.time() + 0.1

        def live(start: float = start) -> None:
            connection.ensure_connection()
            time.sleep(max(0.0, start - time.time()))
            scheduling.run_due("worker")

        for child in [fork(live) for _ in range(6)]:
            assert wait(child)
    return {"ticks": len(noted("ticked")), "due": rounds}


def worker_command() -> dict[str, Any]:
    """`niaga worker` at rest, then an event, a task, and SIGTERM."""
    listen()
    child = fork(lambda: call_command("worker"))
    wait_until(WorkerLease.objects.exists)
    time.sleep(2)  # until its pauses are at their longest
    waited = []
    for count in (1, 2, 3):
        do_and_tell()
        told = time.monotonic()
        wait_until(lambda count=count: len(noted("heard too")) == count)
        waited.append(time.monotonic() - told)
    quick_task.enqueue("errand")
    wait_until(lambda: noted("did"))
    os.kill(child, signal.SIGTERM)
    told = time.monotonic()
    ended = wait(child)
    return {
        "seconds to hear": waited,
        "ended by itself": ended,
        "seconds to stop": time.monotonic() - told,
        "leases left": WorkerLease.objects.count(),
        "tasks done": noted("did"),
    }


def lost_connections() -> dict[str, Any]:
    """The server ends all of a worker's sessions, again and again."""
    listen()
    child = fork(lambda: Worker().run(never()))
    wait_until(WorkerLease.objects.exists)
    ended = 0
    for _ in range(5):
        do_and_tell()
        ended += end_all_other_sessions()
        do_and_tell()
        time.sleep(0.3)
    wait_until(lambda: len(noted("heard too")) == 10, seconds=40)
    drop_connections()
    os.kill(child, signal.SIGKILL)
    wait(child)
    return truth() | {"ended sessions": ended}


def end_all_other_sessions() -> int:
    drop_connections()  # so that all others are the worker's
    given = connection.settings_dict
    with psycopg.connect(
        host=given["HOST"], port=given["PORT"], user=given["USER"], dbname=given["NAME"]
    ) as session:
        return session.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            "   AND backend_type = 'client backend'"
        ).fetchone()[0]


def wait_until(answer: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not answer():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
        connection.close()
