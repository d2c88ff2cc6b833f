"""The worker: one process that delivers the journal, keeps schedules and runs tasks.

Each of these has lanes (threads with a database connection of their own), so that a long task
delays no event and no schedule. One more lane renews the worker's lease. Any number of workers
may run beside each other, on one machine or several.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils.module_loading import autodiscover_modules

from niaga.kernel import backoff, journal
from niaga.kernel.work import leases, scheduling, tasks
from niaga.kernel.work.scheduling import scheduled

logger = logging.getLogger(__name__)

SHORTEST_PAUSE = 0.2  # seconds
LONGEST_PAUSE = 1.0
# So many slow ticks (a gateway that does not answer, a long load) delay no other schedule.
SCHEDULE_LANES = 3
LONGEST_FAILURE_PAUSE = timedelta(seconds=10)
RECLAIMED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True)
class _Lane:
    """`step` answers whether it found something to do; then it is called again at once."""

    name: str
    step: Callable[[], bool]
    shortest_pause: float = SHORTEST_PAUSE
    longest_pause: float = LONGEST_PAUSE


class Worker:
    """`run` returns after `stop` is set and the present task, tick and event are finished."""

    def __init__(self) -> None:
        self.id = ""
        self._stop = threading.Event()

    def run(self, stop: threading.Event) -> None:
        self._stop = stop
        if not self._until_done(self._begin):
            return
        connections.close_all()  # this thread only waits from here on
        every = RECLAIMED_EVERY.total_seconds()
        lanes = [
            _Lane("reclaim", self._reclaim, every, every),
            # Half a second, so that an event is heard within one.
            _Lane("journal", self._deliver, longest_pause=0.5),
            *(_Lane(f"schedules-{lane + 1}", self._tick) for lane in range(SCHEDULE_LANES)),
            _Lane("tasks", self._work),
        ]
        every = leases.RENEWED_EVERY.total_seconds()
        all_ended = threading.Event()  # the lease is renewed until the last task is finished
        lease = _start(_Lane("lease", self._renew, every, every), all_ended)
        for thread in [_start(lane, stop) for lane in lanes]:
            thread.join()
        all_ended.set()
        lease.join()
        try:
            leases.give_back(self.id)
        except (DatabaseError, InterfaceError):
            logger.warning("the lease could not be given back; it expires by itself")
        finally:
            connections.close_all()

    def run_once(self) -> int:
        """All that is ready now, in the calling thread; returns how many things were done."""
        self._begin()
        try:
            done = 0
            while True:
                self._renew()
                self._reclaim()
                found = scheduling.run_due(self.id)
                while tasks.run_next(self.id):
                    found += 1
                found += journal.deliver_pending()
                if not found:
                    return done
                done += found
        finally:
            leases.give_back(self.id)

    def _begin(self) -> None:
        autodiscover_modules("jobs")
        self.id = leases.take()
        scheduling.install()

    def _renew(self) -> bool:
        leases.renew(self.id)
        return False

    def _reclaim(self) -> bool:
        tasks.reclaim()
        scheduling.reclaim()
        return False

    def _deliver(self) -> bool:
        return journal.deliver_pending(stop=self._stop.is_set) > 0

    def _tick(self) -> bool:
        return scheduling.run_due(self.id, stop=self._stop.is_set) > 0

    def _work(self) -> bool:
        return tasks.run_next(self.id)

    def _until_done(self, deed: Callable[[], None]) -> bool:
        """Once the database answers; False when the worker is told to stop before that."""
        failures = 0
        while not self._stop.is_set():
            try:
                deed()
            except (DatabaseError, InterfaceError):
                failures += 1
                logger.warning("the database does not answer; trying again", exc_info=True)
                _drop_connections()
                pause = backoff.delay(failures, longest=LONGEST_FAILURE_PAUSE)
                self._stop.wait(pause.total_seconds())
            else:
                return True
        return False


def _start(lane: _Lane, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=_keep, args=[lane, stop], name=f"niaga-{lane.name}")
    thread.start()
    return thread


def _keep(lane: _Lane, stop: threading.Event) -> None:
    pause, failures = lane.shortest_pause, 0
    while not stop.is_set():
        try:
            close_old_connections()
            found = lane.step()
        except Exception:
            # Mostly the database: locked, restarting, away. A lane outlives everything.
            failures += 1
            logger.exception("the %s lane failed and goes on", lane.name)
            _drop_connections()
            pause = backoff.delay(failures, longest=LONGEST_FAILURE_PAUSE).total_seconds()
        else:
            failures = 0
            pause = lane.shortest_pause if found else min(pause * 1.5, lane.longest_pause)
            if found:
                continue
        stop.wait(pause)
    connections.close_all()


def _drop_connections() -> None:
    for connection in connections.all(initialized_only=True):
        with contextlib.suppress(DatabaseError, InterfaceError):
            connection.close()


@scheduled(every=timedelta(days=1), name="work.prune_finished_tasks")
def prune_finished_tasks() -> None:
    tasks.prune()
