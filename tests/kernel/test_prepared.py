"""A prepared question answers what its queryset does, whoever asks and however often."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.prepared import Prepared, PreparedInsert
from niaga.store.catalog.models import Category
from niaga.store.orders.models import TaxRule

pytestmark = pytest.mark.django_db


@pytest.fixture
def categories() -> list[Category]:
    shoes = Category.objects.create(slug="shoes", name_id="Sepatu", position=1)
    boots = Category.objects.create(slug="boots", name_id="Bot", position=2, parent=shoes)
    return [shoes, boots]


def test_models_with_their_relations_and_annotations(categories: list[Category]) -> None:
    asked = Prepared(
        lambda slug: (
            Category.objects.select_related("parent")
            .filter(slug=slug)
            .annotate(place=F("position"))[:1]
        ),
        str,
    )
    shoes, boots = categories
    with CaptureQueriesContext(
        connection,
    ) as statements:
        found = [asked.first("boots"), asked.first("shoes"), asked.first("hats")]
        assert [category and category.parent for category in found] == [shoes, None, None]
    assert found == [boots, shoes, None]
    assert found[0] is not None
    assert found[0].place == 2
    assert len(statements) == 3


def test_plain_values(categories: list[Category]) -> None:
    asked: Prepared[tuple[int, str]] = Prepared(
        lambda one, other: (
            Category.objects.filter(pk__in=[one, other])
            .order_by("-position")
            .values_list("pk", "name_id")
        ),
        int,
        int,
    )
    shoes, boots = categories
    assert asked.rows(shoes.pk, boots.pk) == [(boots.pk, "Bot"), (shoes.pk, "Sepatu")]
    assert asked.rows(shoes.pk, shoes.pk) == [(shoes.pk, "Sepatu")]
    assert asked.rows(-1, -2) == []


def test_days() -> None:
    asked = Prepared(
        lambda day: (
            TaxRule.objects.filter(effective_from__lte=day)
            .order_by("-effective_from")
            .values_list("effective_from", flat=True)[:1]
        ),
        date,
    )
    TaxRule.objects.all().delete()
    for year in (2031, 2033):
        TaxRule.objects.create(
            code="PPN",
            effective_from=date(year, 1, 1),
            rate_numerator=12,
            rate_denominator=100,
            base_numerator=1,
            base_denominator=1,
        )
    days = (date(2030, 12, 31), date(2031, 1, 1), date(2034, 1, 1))
    assert [asked.first(day) for day in days] == [None, date(2031, 1, 1), date(2033, 1, 1)]


def test_each_thread_has_its_own() -> None:
    asked: Prepared[int] = Prepared(
        lambda pk: Category.objects.filter(pk=pk).values_list("pk", flat=True), int
    )
    seen: list[list[int]] = []

    def ask() -> None:
        try:
            seen.append(asked.rows(-1))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [[], []]
    assert asked.rows(-1) == []


def test_a_value_that_the_sql_does_not_have_as_it_is() -> None:
    asked = Prepared(lambda slug: Category.objects.filter(slug__contains=slug), str)
    with pytest.raises(ValueError, match="are not in the SQL"):
        asked.rows("boots")


def test_an_insert_writes_the_same_row_and_learns_its_key() -> None:
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    inserts = PreparedInsert(JournalEvent)

    def event(number: int) -> JournalEvent:
        return JournalEvent(
            topic="test.made",
            aggregate="test",
            aggregate_id=str(number),
            payload={"text": "é", "n": number},
            actor="system",
            occurred_at=moment,
        )

    with CaptureQueriesContext(connection) as statements:
        made = [inserts.insert(event(number)) for number in range(2)]
    assert len(statements) == 2
    assert made[0].seq < made[1].seq
    for number, one in enumerate(made):
        stored = JournalEvent.objects.get(pk=one.seq)
        assert (stored.id, stored.payload, stored.occurred_at) == (
            one.id,
            {"text": "é", "n": number},
            moment,
        )
