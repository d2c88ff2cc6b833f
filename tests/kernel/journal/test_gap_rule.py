"""The journal is read in order and without loss while others write, on a real PostgreSQL."""

import contextlib
import random
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, connections

from niaga.kernel import clock
from niaga.kernel.journal import (
    JournalEvent,
    deliver_pending,
    gap_rule,
    read,
    record,
    settled,
    subscriber,
)
from niaga.kernel.models import IdempotencyKey
from niaga.kernel.transactions import unit_of_work
from tests.kernel.journal.told import BellRang

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TELL = """
    INSERT INTO kernel_journalevent
        (id, topic, aggregate, aggregate_id, payload, actor, occurred_at)
    VALUES (gen_random_uuid(), 'test.bell_rang', 'bell', '1', '{"bell_id": 1}', 'system', now())
    RETURNING seq
"""


class Session:
    """Another session with the same database, whose steps the test decides."""

    def __init__(self) -> None:
        given = connection.settings_dict
        self.connection = psycopg.connect(
            host=given["HOST"], port=given["PORT"], user=given["USER"], dbname=given["NAME"]
        )

    def tell(self) -> int:
        return self.connection.execute(TELL).fetchone()[0]

    def write_elsewhere(self) -> None:
        """Draws the transaction's number, and nothing of the journal."""
        self.connection.execute("SELECT pg_current_xact_id()")

    def commit(self) -> None:
        self.connection.commit()

    def roll_back(self) -> None:
        self.connection.rollback()


@pytest.fixture
def session() -> Iterator[type[Session]]:
    opened = []

    def open_session() -> Session:
        opened.append(Session())
        return opened[-1]

    yield open_session
    for one in opened:
        one.connection.close()


@pytest.fixture
def start() -> int:
    """The journal's end before the test: the tables are emptied, the numbers go on."""
    with unit_of_work():
        return record(BellRang(0), 0).seq


def naive_read(after: int) -> list[int]:
    return list(
        JournalEvent.objects.filter(seq__gt=after).order_by("seq").values_list("seq", flat=True)
    )


def numbers(after: int) -> list[int]:
    return [entry.seq for entry in read(after, 1000)]


def test_a_naive_reader_loses_an_event_and_this_one_does_not(session, start):
    slow, quick = session(), session()
    first = slow.tell()
    second = quick.tell()
    quick.commit()

    naive, ours = naive_read(start), numbers(start)
    assert naive == [second]  # and its cursor now stands after `first`
    assert ours == []

    slow.commit()
    assert naive_read(naive[-1]) == []  # `first` is lost for ever
    assert numbers(start) == [first, second]


def test_a_gap_is_passed_when_its_owner_has_rolled_back(session, start):
    slow, quick = session(), session()
    slow.tell()
    second = quick.tell()
    quick.commit()
    assert numbers(start) == []
    slow.roll_back()
    assert numbers(start) == [second]


def test_what_lies_before_a_gap_is_not_held_back(session, start):
    slow, quick = session(), session()
    first = quick.tell()
    quick.commit()
    second = slow.tell()
    third = quick.tell()
    quick.commit()
    assert numbers(start) == [first]
    slow.commit()
    assert numbers(start) == [first, second, third]


def test_writers_that_came_later_do_not_prolong_the_wait(session, start):
    slow, quick, late = session(), session(), session()
    slow.tell()
    second = quick.tell()
    quick.commit()
    assert numbers(start) == []  # remembers whom it waits for
    late.tell()  # stays open
    slow.roll_back()
    assert numbers(start) == [second]


def test_transactions_that_tell_nothing_are_not_waited_for(session, start):
    bystander, slow, quick = session(), session(), session()
    bystander.write_elsewhere()
    slow.tell()
    second = quick.tell()
    slow.roll_back()
    quick.commit()
    assert numbers(start) == [second]


def test_an_older_transaction_may_draw_the_higher_number(session, start):
    """Here PostgreSQL's snapshots cannot tell: their upper bound is the highest transaction that
    has *ended*, so the younger owner of the lower number lies beyond it unseen."""
    older, younger = session(), session()
    older.write_elsewhere()
    first = younger.tell()
    second = older.tell()
    older.commit()
    assert numbers(start) == []
    younger.commit()
    assert numbers(start) == [first, second]


def test_a_number_drawn_in_a_savepoint_that_was_rolled_back_is_a_gap_for_ever(session, start):
    one, other = session(), session()
    first = one.tell()
    one.connection.execute("SAVEPOINT here")
    one.tell()
    one.connection.execute("ROLLBACK TO SAVEPOINT here")
    third = other.tell()
    other.commit()
    assert numbers(start) == []  # `one` is still open, and has `first`
    one.commit()
    assert numbers(start) == [first, third]


def test_a_number_is_drawn_only_under_the_writers_lock(session, start):
    """Else its owner could not be seen in the moment between the two."""
    holder, writer = session(), session()
    holder.connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", gap_rule.WRITERS_LOCK)
    thread = threading.Thread(target=writer.tell)
    thread.start()
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    while not holder.connection.execute(waiting).fetchone()[0]:
        time.sleep(0.01)
    drawn = holder.connection.execute(
        "SELECT last_value FROM kernel_journalevent_seq_seq"
    ).fetchone()[0]
    holder.roll_back()
    thread.join()
    assert drawn == start


def test_a_number_given_by_hand_is_replaced_by_the_next(start):
    with unit_of_work():
        entry = JournalEvent.objects.create(
            seq=start + 5000, topic="test.bell_rang", aggregate="bell", aggregate_id="1",
            payload={"bell_id": 1}, actor="system", occurred_at=clock.now(),
        )  # fmt: skip
    assert JournalEvent.objects.latest("seq").seq == start + 1
    assert entry.id == JournalEvent.objects.latest("seq").id


def test_what_a_transaction_sees_of_itself_is_not_believed_by_others(session, start):
    """A reader inside a transaction that has told something must not move others' knowledge."""
    with contextlib.suppress(ZeroDivisionError), unit_of_work():
        mine = record(BellRang(1), 1).seq
        assert settled() == mine
        raise ZeroDivisionError
    other = session()
    second = other.tell()
    other.commit()
    assert mine < second
    assert numbers(start) == [second]


def in_thread(function, *arguments) -> threading.Thread:
    def run() -> None:
        try:
            function(*arguments)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


class Writers:
    """Four writers with pauses, roll-backs, savepoints and several events in a transaction."""

    def __init__(self, seed: int, rounds: int) -> None:
        self.committed: list[int] = []
        self.attempted = 0
        self._lock = threading.Lock()
        self.threads = [in_thread(self._write, seed * 10 + i, rounds) for i in range(4)]

    def _write(self, seed: int, rounds: int) -> None:
        choice = random.Random(seed)
        for _ in range(rounds):
            told = []
            with contextlib.suppress(ZeroDivisionError), unit_of_work():
                if choice.random() < 0.5:  # the transaction has its number before it tells
                    IdempotencyKey.objects.filter(key="nobody").update(result="x")
                    connection.cursor().execute("SELECT pg_current_xact_id()")
                for _ in range(choice.choice((1, 1, 1, 2, 5))):
                    told.append(record(BellRang(1), 1).seq)
                    if choice.random() < 0.5:
                        time.sleep(choice.random() * 0.01)
                if choice.random() < 0.3:
                    raise ZeroDivisionError
            # The unit may have been rolled back: ask the database what is there.
            there = list(JournalEvent.objects.filter(seq__in=told).values_list("seq", flat=True))
            with self._lock:
                self.committed.extend(there)
                self.attempted += len(told)

    def writing(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def join(self) -> list[int]:
        for thread in self.threads:
            thread.join()
        return sorted(self.committed)


class Reader:
    """Polls from where it stood. `forgetful`: like a process that has just been started."""

    def __init__(self, start: int, *, forgetful: bool, done: threading.Event) -> None:
        self.got: list[int] = []
        self._position, self._forgetful, self._done = start, forgetful, done
        self.thread = in_thread(self._poll)

    def _poll(self) -> None:
        while True:
            last_time = self._done.is_set()
            if self._forgetful:
                gap_rule.forget()
            for entry in read(self._position, 50):
                self.got.append(entry.seq)
                self._position = entry.seq
            if last_time and not read(self._position, 1):
                return
            time.sleep(0.003)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_four_writers_three_readers_everything_in_order_and_nothing_skipped(start, seed):
    done = threading.Event()
    writers = Writers(seed, rounds=60)
    readers = [Reader(start, forgetful=forgetful, done=done) for forgetful in (False, False, True)]
    committed = writers.join()
    done.set()
    for reader in readers:
        reader.thread.join()

    assert len(committed) < writers.attempted, "there were gaps"
    for reader in readers:
        assert reader.got == committed


@pytest.mark.usefixtures("only_own_subscribers")
def test_four_writers_two_workers_each_effect_once_and_in_order(start):
    @subscriber("listener", BellRang)
    def listener(told, entry):
        IdempotencyKey.objects.create(scope="heard", key=entry.seq, created_at=clock.now())

    def work() -> None:
        while writers.writing():
            deliver_pending()
            time.sleep(0.002)

    writers = Writers(7, rounds=50)
    workers = [in_thread(work) for _ in range(2)]
    committed = writers.join()
    for worker in workers:
        worker.join()
    deliver_pending()

    heard = IdempotencyKey.objects.filter(scope="heard").order_by("id")
    assert [int(row.key) for row in heard] == [start, *committed]


@pytest.mark.usefixtures("only_own_subscribers")
def test_readers_keep_up_while_writers_never_pause(start):
    """With some transaction open at every moment, a gap is still passed."""
    writers = Writers(11, rounds=60)
    position, reached_while_writing = start, 0
    while writers.writing():
        for entry in read(position, 1000):
            position = entry.seq
        if writers.writing():
            reached_while_writing = position
        time.sleep(0.005)
    last = writers.join()[-1]
    assert reached_while_writing - start > (last - start) * 0.7
