"""The book: what a visit's events come to, in whatever order and however often they are read."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niaga.collect.visits import events
from niaga.collect.visits.book import Book
from niaga.collect.visits.segments import Portion
from tests.collect.visits.told import NOON, book, counts, event, seen, take, token


@pytest.fixture
def empty(tmp_path: Path) -> Book:
    return book(tmp_path)


def only(of: Book) -> dict[str, object]:
    (visit,) = of.changed(everything=True)[0]
    return {
        **{name: value for name, value in vars(visit).items() if value},
        "seconds": visit.seconds,
        "engaged": visit.engaged,
        "channel": visit.channel,
    }


def test_a_visit_is_added_up(empty: Book) -> None:
    take(
        empty,
        [
            seen(1, 0, referrer="google.com", utm_source=""),
            seen(2, 20, page="product"),
            event(events.CART_ADDED, 40, visit="v1", visitor="someone", audience="agreed"),
            seen(3, 50, page="checkout"),
            event(events.ORDER_PLACED, 95, visit="v1", order="A-1", customer=7, audience="agreed"),
            event(events.ORDER_PLACED, 96, visit="v1", order="A-1", customer=7, audience="agreed"),
            event(events.HEARTBEAT, 110, visit="v1", audience="agreed"),
        ],
    )
    visit = only(empty)
    assert visit["landing_page"] == "/home/"
    assert (visit["pages"], visit["product_views"], visit["cart_adds"]) == (3, 1, 1)
    assert (visit["checkouts"], visit["orders"], visit["customer"]) == (1, ["A-1"], 7)
    assert (visit["seconds"], visit["engaged"], visit["channel"]) == (110, True, "organic")


def test_one_event_is_of_unknown_length(empty: Book) -> None:
    take(empty, [seen(1), event(events.PAGE_SHOWN, 1, view=token(1), visit="v1", page="home")])
    visit = only(empty)
    assert (visit["pages"], visit["seconds"], visit["engaged"]) == (1, None, False)


def test_eleven_seconds_of_reading_are_engaged(empty: Book) -> None:
    take(empty, [seen(1), event(events.HEARTBEAT, 11, visit="v1")])
    assert (only(empty)["seconds"], only(empty)["engaged"]) == (11, True)


TOLD = [
    seen(1, 0, referrer="instagram.com", utm_source="instagram", utm_campaign="merdeka"),
    event(events.PAGE_SHOWN, 1, view=token(1), visit="v1", page="home", audience="agreed"),
    seen(2, 30, page="product"),
    event(events.PAGE_SHOWN, 31, view=token(2), visit="v1", page="product", audience="agreed"),
    event(events.PAGE_SHOWN, 90, view=token(2), visit="v1", page="product", audience="agreed"),
    event(events.CART_ADDED, 99, visit="v1", audience="agreed"),
    seen(3, 5, visit="", page="category"),
    event(events.PAGE_SHOWN, 6, view=token(3), page="category", audience="unasked"),
    seen(4, 7, visit="", page="home"),
    event(
        events.CONSENT_GIVEN,
        20,
        view=token(4),
        visit="v2",
        page="home",
        path="/",
        audience="agreed",
    ),
]


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_the_order_of_reading_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random, portions: int
) -> None:
    told = list(TOLD)
    rng.shuffle(told)
    into = book(tmp_path_factory.mktemp("book"))
    for n in range(portions):
        take(into, told[n::portions])
    first, second = sorted(into.changed(everything=True)[0], key=lambda visit: visit.id)
    assert (first.pages, first.product_views, first.cart_adds, first.seconds) == (3, 2, 1, 99)
    assert (first.landing_page, first.channel) == ("/home/", "social")
    assert (second.pages, second.landing_page, second.seconds) == (1, "/", None)
    assert counts(into) == {
        ("home", "agreed"): 2,
        ("product", "agreed"): 2,  # the second from the browser's own cache
        ("category", "unasked"): 1,
    }
    into.close()


def test_what_was_never_painted_had_no_reader(empty: Book) -> None:
    take(
        empty,
        [
            seen(1, visit=""),
            seen(2, visit=""),
            event(events.PAGE_SHOWN, 1, view=token(2), page="home", audience="unasked"),
            seen(3),
        ],
    )
    empty.settle(NOON + timedelta(minutes=29))
    assert counts(empty) == {("home", "unasked"): 2, ("home", "agreed"): 1}
    empty.settle(NOON + timedelta(minutes=31))
    assert counts(empty) == {
        ("home", "unasked"): 1,
        ("home", "unshown"): 1,
        ("home", "agreed"): 1,
    }
    empty.settle(NOON + timedelta(minutes=40))
    assert counts(empty)[("home", "unshown")] == 1


def test_programs_and_staff_are_counted_apart(empty: Book) -> None:
    take(empty, [event(events.PAGE_SEEN, 0, page="home", audience=who) for who in ("bot", "staff")])
    assert counts(empty) == {("home", "bot"): 1, ("home", "staff"): 1}
    assert empty.changed(everything=True)[0] == []


def test_a_view_belongs_to_the_day_of_the_shop(empty: Book) -> None:
    take(empty, [seen(1, 11.9 * 3600), seen(2, 12.1 * 3600)], NOON + timedelta(hours=13))
    days = [(str(row.day), row.views) for row in empty.changed(everything=True)[1]]
    assert days == [("2026-03-10", 1), ("2026-03-11", 1)]
    (visit,) = empty.changed(everything=True)[0]
    assert visit.pages == 2  # midnight cuts no visit


def test_late_events_reopen_a_visit_for_three_days(empty: Book) -> None:
    take(empty, [seen(1, 0), seen(2, 60)])
    assert take(empty, [seen(3, 30)], NOON + timedelta(hours=71)) == 1
    assert only(empty)["pages"] == 3
    assert take(empty, [seen(4, 40)], NOON + timedelta(hours=73)) == 0
    assert (only(empty)["pages"], empty.count("late")) == (3, 1)


def test_what_another_process_has_entered_is_not_entered_again(empty: Book) -> None:
    portion = Portion("a.jsonl", 0, 100, (seen(1),), 0, more=False)
    assert empty.take([portion], NOON) == 1
    assert empty.take([portion], NOON) == 0
    assert counts(empty) == {("home", "agreed"): 1}


def test_what_changed_while_it_was_published_stays_marked(empty: Book) -> None:
    take(empty, [seen(1)])
    visits, pages, upto = empty.changed()
    assert (len(visits), len(pages)) == (1, 1)
    take(empty, [seen(2, 5)])
    empty.published(upto)
    (visit,), (page,), upto = empty.changed()
    assert (visit.pages, page.views) == (2, 2)
    empty.published(upto)
    assert empty.changed()[:2] == ([], [])


def test_finished_visits_leave_the_book_once_published(empty: Book) -> None:
    take(empty, [seen(1)])
    later = NOON + timedelta(hours=73)
    assert empty.finished(later) == []
    empty.published(empty.changed()[2])
    finished = empty.finished(later)
    assert [visit.id for visit in finished] == ["v1"]
    empty.forget(finished)
    assert empty.changed(everything=True)[0] == []
