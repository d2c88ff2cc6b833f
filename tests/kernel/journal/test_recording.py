import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from niaga.kernel import clock
from niaga.kernel.journal import JournalEvent, event, history, read, record, topic_of
from niaga.kernel.journal.events import from_payload
from niaga.kernel.permissions import Actor
from niaga.kernel.transactions import unit_of_work
from tests.kernel.journal.told import BellCast, BellRang

NOON = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_recorded_event_tells_what_of_which_thing_by_whom_and_when():
    with clock.at(NOON), unit_of_work():
        entry = record(BellRang(7, "deep"), 7, actor=Actor("staff", "5"))

    stored = JournalEvent.objects.get(pk=entry.seq)
    assert (stored.topic, stored.aggregate, stored.aggregate_id) == ("test.bell_rang", "bell", "7")
    assert stored.payload == {"bell_id": 7, "note": "deep"}
    assert (stored.actor, stored.occurred_at) == ("staff:5", NOON)
    assert stored.id == entry.id
    assert stored.id.version == 7


@pytest.mark.django_db
def test_recording_is_one_insert():
    with (
        unit_of_work(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        record(BellRang(1), 1)
    inserts = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(inserts) == 1
    assert inserts[0].startswith("INSERT")


@pytest.mark.django_db(transaction=True)
def test_an_event_without_a_deed_is_refused():
    with pytest.raises(TransactionManagementError, match=r"test\.bell_rang"):
        record(BellRang(1), 1)
    assert not JournalEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_fails_has_told_nothing():
    with contextlib.suppress(ZeroDivisionError), unit_of_work():
        record(BellRang(1), 1)
        raise ZeroDivisionError
    assert not JournalEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "deed", ["UPDATE kernel_journalevent SET topic = 'x'", "DELETE FROM kernel_journalevent"]
)
def test_the_database_refuses_to_change_what_was_told(deed):
    with unit_of_work():
        entry = record(BellRang(1), 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(deed)
    assert JournalEvent.objects.get(pk=entry.seq).topic == "test.bell_rang"


@pytest.mark.django_db
def test_the_history_of_a_thing_is_its_events_in_order():
    with unit_of_work():
        first = record(BellCast(3, NOON, ("copper", "tin")), 3)
        record(BellRang(4), 4)
        second = record(BellRang(3), 3)
    assert [entry.seq for entry in history("bell", 3)] == [first.seq, second.seq]


@pytest.mark.django_db
def test_reading_goes_on_from_a_number_and_may_choose_topics():
    with unit_of_work():
        told = [record(BellRang(1), 1), record(BellCast(1, NOON), 1), record(BellRang(2), 2)]
    numbers = [entry.seq for entry in told]
    before = numbers[0] - 1
    assert [entry.seq for entry in read(before, 10)] == numbers
    assert [entry.seq for entry in read(before, 2)] == numbers[:2]
    assert [entry.seq for entry in read(numbers[0], 10)] == numbers[1:]
    assert [entry.seq for entry in read(before, 10, ["test.bell_cast"])] == [numbers[1]]
    assert read(numbers[-1], 10) == []


@pytest.mark.django_db
def test_an_event_comes_back_as_it_was_told():
    cast = BellCast(1, NOON, ("copper", "tin"))
    with unit_of_work():
        entry = record(cast, 1)
    assert from_payload(BellCast, JournalEvent.objects.get(pk=entry.seq).payload) == cast


def test_a_payload_that_does_not_fit_names_the_field():
    with pytest.raises(msgspec.ValidationError, match="bell_id"):
        from_payload(BellRang, {"bell_id": "seven"})


def test_what_is_no_event_cannot_be_told():
    @dataclass(frozen=True)
    class Rumour:
        pass

    with pytest.raises(TypeError, match="Rumour"):
        topic_of(Rumour)


def test_two_events_cannot_share_a_topic():
    with pytest.raises(ValueError, match=r"test\.bell_rang"):

        @event("test.bell_rang", aggregate="bell")
        @dataclass(frozen=True)
        class Other:
            pass


def test_an_event_that_could_be_changed_is_refused():
    with pytest.raises(TypeError, match="frozen"):

        @event("test.changeable", aggregate="bell")
        @dataclass
        class Changeable:
            pass
