from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from niaga.kernel import clock
from niaga.kernel.errors import NotAllowed
from niaga.kernel.journal import (
    DeadLetter,
    JournalEvent,
    SubscriberCursor,
    deliver_pending,
    dismiss,
    fast_forward,
    open_dead_letters,
    record,
    redeliver,
    subscriber,
    subscriber_statuses,
)
from niaga.kernel.journal.errors import (
    DeadLetterResolved,
    DeadLetterUnknown,
    ReasonMissing,
    RedeliveryFailed,
)
from niaga.kernel.models import IdempotencyKey
from niaga.kernel.permissions import Actor, Role
from niaga.kernel.transactions import unit_of_work
from tests.kernel.journal.told import BellCast, BellRang

pytestmark = [
    pytest.mark.usefixtures("only_own_subscribers"),
    # On PostgreSQL `transaction=True` for all: a subscriber's failure has to be its own.
    pytest.mark.django_db(transaction=True),
]

NOON = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
OWNER = Actor("staff", "1", Role.OWNER)


def ring(*bells: int) -> list[int]:
    with unit_of_work():
        return [record(BellRang(bell), bell).seq for bell in bells]


def a_row(name: str) -> None:
    """Some effect in the database."""
    IdempotencyKey.objects.create(scope="effect", key=name, created_at=clock.now())


def effects() -> list[str]:
    return list(IdempotencyKey.objects.order_by("id").values_list("key", flat=True))


def test_a_subscriber_gets_its_events_in_order_and_once():
    heard = []
    subscriber("listener", BellRang)(lambda told, entry: heard.append((told, entry.seq)))
    numbers = ring(3, 1, 2)

    assert deliver_pending() == 3
    assert heard == [(BellRang(bell), seq) for bell, seq in zip((3, 1, 2), numbers, strict=True)]
    assert deliver_pending() == 0
    ring(4)
    assert deliver_pending() == 1
    assert heard[-1][0] == BellRang(4)


def test_other_topics_move_the_cursor_without_a_call():
    heard = []
    subscriber("casts", BellCast)(lambda told, entry: heard.append(told))
    last = ring(1, 2, 3)[-1]

    assert deliver_pending() == 0
    assert heard == []
    assert SubscriberCursor.objects.get(pk="casts").position == last


def test_a_pass_hands_over_no_more_than_its_limit():
    heard = []
    subscriber("listener", BellRang)(lambda told, entry: heard.append(told.bell_id))
    ring(*range(450))

    assert deliver_pending(limit=30) == 30
    assert deliver_pending() == 420
    assert heard == list(range(450))


def test_a_pass_stops_between_events_when_asked():
    heard = []
    subscriber("listener", BellRang)(lambda told, entry: heard.append(told.bell_id))
    ring(1, 2, 3)

    deliver_pending(stop=lambda: len(heard) == 2)
    assert heard == [1, 2]
    deliver_pending()
    assert heard == [1, 2, 3]


def test_one_subscriber_alone_can_be_served():
    heard = []
    subscriber("first", BellRang)(lambda told, entry: heard.append("first"))
    subscriber("second", BellRang)(lambda told, entry: heard.append("second"))
    ring(1)
    assert deliver_pending("second") == 1
    assert heard == ["second"]


def test_a_new_subscriber_begins_at_the_beginning_or_now():
    past, present = [], []
    ring(1)
    subscriber("historian", BellRang)(lambda told, entry: past.append(told.bell_id))
    subscriber("watchman", BellRang, start="now")(lambda told, entry: present.append(told.bell_id))
    deliver_pending()
    ring(2)
    deliver_pending()
    assert (past, present) == ([1, 2], [2])


def test_what_a_failing_subscriber_wrote_is_undone_and_it_alone_waits():
    broken = True

    @subscriber("frail", BellRang)
    def frail(told, entry):
        a_row(f"frail-{told.bell_id}")
        if broken:
            raise RuntimeError("no clapper")

    subscriber("sound", BellRang)(lambda told, entry: a_row(f"sound-{told.bell_id}"))
    with clock.at(NOON):
        ring(1, 2)
        assert deliver_pending() == 2
    assert effects() == ["sound-1", "sound-2"]
    cursor = SubscriberCursor.objects.get(pk="frail")
    assert (cursor.position, cursor.attempts) == (0, 1)
    assert "RuntimeError: no clapper" in cursor.last_error
    assert timedelta(seconds=0.8) <= cursor.next_attempt_at - NOON <= timedelta(seconds=1.2)

    broken = False
    with clock.at(NOON + timedelta(seconds=0.5)):
        assert deliver_pending() == 0  # not yet
    with clock.at(NOON + timedelta(seconds=2)):
        assert deliver_pending() == 2
    assert effects() == ["sound-1", "sound-2", "frail-1", "frail-2"]
    cursor.refresh_from_db()
    assert (cursor.attempts, cursor.next_attempt_at, cursor.last_error) == (0, None, "")


def test_a_failure_inside_the_callers_transaction_leaves_it_whole():
    @subscriber("frail", BellRang)
    def frail(told, entry):
        raise RuntimeError

    with transaction.atomic():
        ring(1)
        deliver_pending()
        assert SubscriberCursor.objects.get(pk="frail").attempts == 1


def fail_until_dead(name="frail", attempts=8) -> DeadLetter:
    moment = NOON
    for _ in range(attempts):
        with clock.at(moment):
            deliver_pending(name)
        moment += timedelta(minutes=15)
    return DeadLetter.objects.get(subscriber=name)


def test_after_eight_attempts_the_event_is_a_dead_letter_and_the_next_is_delivered():
    heard = []

    @subscriber("frail", BellRang)
    def frail(told, entry):
        if told.bell_id == 1:
            raise RuntimeError("cracked")
        heard.append(told.bell_id)

    first, second = ring(1, 2)
    letter = fail_until_dead()
    assert (letter.event_id, letter.attempts, letter.state) == (first, 8, "open")
    assert "cracked" in letter.error
    assert heard == []  # order was kept until the end
    deliver_pending()
    assert heard == [2]
    assert SubscriberCursor.objects.get(pk="frail").position == second
    assert [waiting.pk for waiting in open_dead_letters()] == [letter.pk]


def test_pauses_double_up_to_ten_minutes():
    @subscriber("frail", BellRang, max_attempts=14)
    def frail(told, entry):
        raise RuntimeError

    ring(1)
    moment, pauses = NOON, []
    for _ in range(13):
        with clock.at(moment):
            deliver_pending()
        due = SubscriberCursor.objects.get(pk="frail").next_attempt_at
        pauses.append((due - moment).total_seconds())
        moment = due
    for attempt, pause in enumerate(pauses):
        exact = min(2**attempt, 600)
        assert 0.8 * exact <= pause <= 1.2 * exact


@pytest.fixture
def letter():
    mended = []

    @subscriber("frail", BellRang, max_attempts=1)
    def frail(told, entry):
        a_row(f"frail-{told.bell_id}")
        if not mended:
            raise RuntimeError("cracked")

    ring(1)
    deliver_pending()
    made = DeadLetter.objects.get()
    made.mend = lambda: mended.append(True)
    return made


def test_a_dead_letter_is_delivered_again_once(letter):
    letter.mend()
    resolved = redeliver(letter.pk, OWNER)

    assert (resolved.state, resolved.resolved_by) == ("redelivered", "staff:1")
    assert effects() == ["frail-1"]
    assert open_dead_letters() == []
    told = JournalEvent.objects.get(topic="dead_letter.redelivered")
    assert (told.aggregate_id, told.actor) == (str(letter.pk), "staff:1")
    with pytest.raises(DeadLetterResolved):
        redeliver(letter.pk, OWNER)
    with pytest.raises(DeadLetterResolved):
        dismiss(letter.pk, OWNER, "anyway")
    assert effects() == ["frail-1"]


def test_a_redelivery_that_fails_leaves_it_open_with_the_new_error(letter):
    with pytest.raises(RedeliveryFailed, match="cracked"):
        redeliver(letter.pk, OWNER)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("open", 2)
    assert effects() == []


def test_a_dead_letter_is_dismissed_with_a_reason(letter):
    with pytest.raises(ReasonMissing):
        dismiss(letter.pk, OWNER, "  ")
    dismissed = dismiss(letter.pk, OWNER, "bell was sold")
    assert (dismissed.state, dismissed.reason) == ("dismissed", "bell was sold")
    assert effects() == []
    assert open_dead_letters() == []


def test_only_who_may_can_resolve_a_dead_letter(letter):
    sales = Actor("staff", "2", Role.SALES)
    letter.mend()
    for deed in (lambda: redeliver(letter.pk, sales), lambda: dismiss(letter.pk, sales, "why")):
        with pytest.raises(NotAllowed):
            deed()
    letter.refresh_from_db()
    assert letter.state == "open"
    assert effects() == []


@pytest.mark.parametrize("unknown", ["00000000-0000-7000-8000-000000000000", "nonsense"])
def test_a_dead_letter_that_is_not_there(unknown):
    with pytest.raises(DeadLetterUnknown):
        redeliver(unknown, OWNER)


def test_statuses_tell_how_far_each_is_behind():
    subscriber("listener", BellRang)(lambda told, entry: None)
    subscriber("casts", BellCast)(lambda told, entry: None)
    ring(1, 2)
    statuses = {status.name: status.behind for status in subscriber_statuses()}
    assert statuses == {"listener": 2, "casts": 0}
    deliver_pending()
    assert [status.behind for status in subscriber_statuses()] == [0, 0]


def test_a_past_written_in_bulk_is_stepped_over():
    heard = []
    subscriber("listener", BellRang)(lambda told, entry: heard.append(told.bell_id))
    last = ring(1, 2)[-1]
    assert fast_forward() == last
    ring(3)
    deliver_pending()
    assert heard == [3]


def test_an_event_that_no_longer_fits_its_type_is_a_failure_of_its_own():
    subscriber("listener", BellRang, max_attempts=1)(lambda told, entry: None)
    with unit_of_work():
        JournalEvent.objects.create(
            topic="test.bell_rang",
            aggregate="bell",
            aggregate_id="1",
            payload={},
            actor="system",
            occurred_at=NOON,
        )
    deliver_pending()
    assert "bell_id" in DeadLetter.objects.get().error
