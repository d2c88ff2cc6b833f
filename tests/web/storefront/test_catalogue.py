"""The snapshot that lists are answered from: made once, renewed beside the traffic."""

import threading
from typing import Any

import pytest

from niaga.kernel.permissions import GUEST
from niaga.store.catalog.actions import set_price, set_status
from niaga.store.catalog.models import ProductStatus
from niaga.store.orders.models import Order
from niaga.store.reviews.actions import write_review
from niaga.web.storefront import catalogue
from niaga.web.storefront.catalogue import _Keeper
from tests.store import factories


class Fake:
    """A snapshot without a shop; `broken` makes the next one fail."""

    made = 0
    broken = False

    def __init__(self, journal: int) -> None:
        if Fake.broken:
            raise RuntimeError("the database is away")
        Fake.made += 1
        self.journal = journal


class World:
    """A clock and a journal that a test moves."""

    now = 1_000.0
    journal = 1
    shown = 1  # of what happened, that which lists show


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    Fake.made, Fake.broken = 0, False
    monkeypatch.setattr(catalogue, "Catalogue", Fake)
    monkeypatch.setattr(catalogue, "_journal", lambda: world.journal)
    monkeypatch.setattr(catalogue, "_shown", lambda: (world.shown,))
    monkeypatch.setattr(catalogue.time, "monotonic", lambda: world.now)
    return world


def settled() -> None:
    for thread in threading.enumerate():
        if thread.name == "catalogue":
            thread.join(10)


def test_made_once_and_kept_while_nothing_happens(world: World) -> None:
    keeper = _Keeper()
    first: Any = keeper.get()
    world.now += 60
    assert keeper.get() is first
    settled()
    assert Fake.made == 1


def test_a_reader_gets_the_old_one_while_the_next_is_made(world: World) -> None:
    keeper = _Keeper()
    first: Any = keeper.get()
    world.journal = world.shown = 2
    assert keeper.get() is first  # it is fresh enough to ask nobody
    settled()
    assert Fake.made == 1
    world.now += catalogue.FRESH + 1
    assert keeper.get() is first
    settled()
    second: Any = keeper.get()
    assert second is not first
    assert second.journal == 2
    assert Fake.made == 2


def test_the_last_one_stays_when_the_next_cannot_be_made(world: World) -> None:
    keeper = _Keeper()
    first: Any = keeper.get()
    world.journal, world.shown, world.now, Fake.broken = 2, 2, world.now + 60, True
    keeper.get()
    settled()
    assert keeper.get() is first
    Fake.broken, world.now = False, world.now + 60
    keeper.get()
    settled()
    assert keeper.get() is not first


def test_what_lists_do_not_show_waits_for_calm(world: World) -> None:
    keeper = _Keeper()
    keeper.get()

    def one_thing_more_happens() -> None:
        world.journal, world.now = world.journal + 1, world.now + catalogue.FRESH + 1
        keeper.get()
        settled()

    world.now += catalogue.FRESH + 1
    known: Any = keeper.get()  # and what it shows is learnt
    settled()
    one_thing_more_happens()
    assert keeper.get() is known
    world.now += catalogue.CALM
    one_thing_more_happens()
    assert keeper.get() is not known
    assert Fake.made == 2


def test_many_readers_make_one(world: World) -> None:
    keeper = _Keeper()
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(keeper.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1
    assert Fake.made == 1


@pytest.mark.django_db
def test_what_lists_show_is_told_by_the_journal_and_the_stock() -> None:
    shoe = factories.variant(2)
    signs = [catalogue._shown()]

    def differs() -> bool:
        signs.append(catalogue._shown())
        return signs[-1] != signs[-2]

    set_price(shoe.pk, price=400_000, was_price=None, actor=factories.OWNER)
    assert differs()
    order = factories.paid_order("cod", (shoe, 1))
    assert not differs()  # one is left, as lists said before
    factories.order("cod", (shoe, 1))
    assert differs()  # the last one went
    Order.objects.filter(pk=order.pk).update(state="completed")
    write_review(order.lines.get().pk, rating=5, text="", actor=GUEST)
    assert differs()
    set_status(shoe.product, ProductStatus.ARCHIVED, actor=factories.OWNER)
    assert differs()
