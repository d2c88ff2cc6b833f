"""The cart promises nothing and loses nothing."""

from datetime import timedelta

import pytest

from niaga.kernel import clock
from niaga.store.cart.actions import (
    MAX_LINES,
    MAX_QUANTITY,
    accept_prices,
    add_to_cart,
    remove_abandoned,
    set_quantity,
)
from niaga.store.cart.errors import CannotAdd, CartFull
from niaga.store.cart.models import Cart, CartLine
from niaga.store.cart.queries import count_pieces, view_cart
from niaga.store.catalog.actions import set_price
from niaga.store.catalog.models import Variant
from tests.store import factories as make

pytestmark = pytest.mark.django_db


def test_pieces_of_one_variant_come_together():
    shoe = make.variant(5)
    token = add_to_cart(None, shoe.pk, 1).token
    assert add_to_cart(token, shoe.pk, 2).token == token
    assert [line.quantity for line in CartLine.objects.all()] == [3]
    assert count_pieces(token) == 3
    assert make.balance(shoe.pk) == (5, 0)


def test_more_than_is_there_may_be_wished_for_and_is_marked():
    shoe = make.variant(1, price=100_000)
    token = add_to_cart(None, shoe.pk, 2).token
    view = view_cart(token)
    assert (view.items_total, view.pieces, view.can_be_ordered) == (200_000, 2, False)
    assert (view.items[0].is_short, view.items[0].available) == (True, 1)


def test_lines_of_one_variant_are_seen_as_one():
    shoe = make.variant(5)
    token = add_to_cart(None, shoe.pk, 1).token
    line = CartLine.objects.get()
    CartLine.objects.create(
        cart=line.cart, variant=shoe, quantity=2, seen_price=shoe.price, added_at=clock.now()
    )
    assert [item.quantity for item in view_cart(token).items] == [3]
    set_quantity(token, shoe.pk, 4)
    assert [line.quantity for line in CartLine.objects.all()] == [4]
    set_quantity(token, shoe.pk, 0)
    assert not CartLine.objects.exists()


def test_bounds(refused):
    shoe = make.variant(5)
    token = add_to_cart(None, shoe.pk, 1_000).token
    add_to_cart(token, shoe.pk, 5)
    assert count_pieces(token) == MAX_QUANTITY
    add_to_cart(token, shoe.pk, -5)
    assert count_pieces(token) == MAX_QUANTITY
    for _ in range(MAX_LINES - 1):
        add_to_cart(token, make.variant(0).pk, 1)
    one_more = make.variant(0)
    with refused(CartFull, limit=MAX_LINES):
        add_to_cart(token, one_more.pk, 1)


def test_what_is_not_sold_is_not_put_in(refused):
    inactive = make.variant(5)
    Variant.objects.filter(pk=inactive.pk).update(is_active=False)
    for variant_id in (inactive.pk, 10**9):
        with refused(CannotAdd):
            add_to_cart(None, variant_id, 1)


def test_a_new_price_is_told_until_it_is_accepted():
    shoe = make.variant(5, price=100_000)
    token = add_to_cart(None, shoe.pk, 1).token
    set_price(shoe.pk, price=120_000, was_price=None, actor=make.OWNER)
    assert view_cart(token).items[0].price_changed
    accept_prices(token)
    assert not view_cart(token).items[0].price_changed
    assert view_cart(token).items_total == 120_000


def test_a_token_that_is_not_ours_opens_a_new_cart():
    token = add_to_cart("guessed", make.variant(1).pk, 1).token
    assert token != "guessed"
    assert view_cart("guessed").items == ()


def test_what_nobody_touched_for_long_is_removed():
    shoe = make.variant(5)
    with clock.shifted(timedelta(days=-61)):
        add_to_cart(None, shoe.pk, 1)
        kept = add_to_cart(None, shoe.pk, 1).token
    add_to_cart(kept, make.variant(1).pk, 1)
    remove_abandoned()
    assert [cart.token for cart in Cart.objects.all()] == [kept]
