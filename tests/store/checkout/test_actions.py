"""The last step of buying: cart, shipping, order and payment in one transaction."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niaga.kernel import clock
from niaga.kernel.journal import deliver_pending
from niaga.kernel.permissions import GUEST
from niaga.store.cart.actions import add_to_cart
from niaga.store.cart.models import CartLine
from niaga.store.cart.queries import view_cart
from niaga.store.catalog.actions import set_price
from niaga.store.checkout import actions
from niaga.store.checkout.actions import check_out, start_payment
from niaga.store.checkout.queries import order_by_token, quote, view_order
from niaga.store.customers.calculations import InvalidPhone
from niaga.store.customers.errors import UnknownRegion
from niaga.store.customers.models import Customer
from niaga.store.inventory.errors import InsufficientStock
from niaga.store.orders.errors import EmptyOrder, TotalChanged
from niaga.store.orders.models import Order
from niaga.store.payments.errors import UnknownMethod
from niaga.store.shipping.actions import record_tracking
from niaga.store.shipping.errors import NoService
from niaga.store.shipping.models import ShippingRate
from tests.store import factories as make

pytestmark = pytest.mark.django_db


def in_cart(*goods):
    token = None
    for variant, quantity in goods:
        token = add_to_cart(token, variant.pk, quantity).token
    return token


def from_cart(method, token, **changes):
    return make.request(method, cart_token=token, **changes)


def test_what_was_ordered_leaves_the_cart_and_what_was_not_stays():
    shoe, boot = make.variant(5), make.variant(5)
    token = in_cart((shoe, 2))
    asked = from_cart("cod", token)
    order = check_out(asked, actor=GUEST)
    assert [line.quantity for line in order.lines.all()] == [2]
    assert not CartLine.objects.exists()
    add_to_cart(token, boot.pk, 1)
    assert check_out(asked, actor=GUEST).pk == order.pk  # pressed again
    assert CartLine.objects.count() == 1


def test_a_quote_is_what_is_charged():
    shoe, boot = make.variant(5, weight=900), make.variant(5, weight=900)
    token = in_cart((shoe, 1), (boot, 2))
    for method in ("cod", "midtrans", "bank_transfer"):
        asked = from_cart(method, token)
        seen = quote(
            cart_token=token,
            region_code=make.VILLAGE,
            service="jne:REG",
            payment_method=method,
            key=asked.key,
        )
        asked = from_cart(method, token, key=asked.key, shown_total=seen.total)
        order = check_out(asked, actor=GUEST)
        assert order.total == seen.total
        assert order.tax_total == seen.sums.tax_total
        token = in_cart((shoe, 1), (boot, 1))


def test_refusals_leave_nothing_behind(refused):
    shoe = make.variant(1)
    token = in_cart((shoe, 2))
    for changes, error in (
        ({}, InsufficientStock),
        ({"region_code": "99.99.99.9999"}, UnknownRegion),
        ({"phone": "12"}, InvalidPhone),
        ({"service": "jne:YES"}, NoService),
        ({"payment_method": "barter"}, UnknownMethod),
        ({"cart_token": "nobody's"}, EmptyOrder),
    ):
        asked = (
            from_cart("cod", token, **changes)
            if "cart_token" not in changes
            else make.request("cod", **changes)
        )
        with refused(error):
            check_out(asked, actor=GUEST)


def test_a_service_without_cash_takes_no_cash(refused):
    shoe = make.variant(1)
    ShippingRate.objects.update(cash_on_delivery=False)
    asked = make.request("cod", (shoe, 1))
    with refused(NoService):
        check_out(asked, actor=GUEST)


def test_a_price_that_rose_while_the_page_was_open_is_not_charged(refused):
    shoe = make.variant(5, price=450_000)
    token = in_cart((shoe, 1))
    asked = from_cart("midtrans", token, shown_total=460_000)
    set_price(shoe.pk, price=500_000, was_price=None, actor=make.OWNER)
    with refused(TotalChanged, shown=460_000, total=510_000):
        check_out(asked, actor=GUEST)
    assert view_cart(token).items[0].price_changed


def test_a_lost_race_for_something_unique_is_run_again(monkeypatch):
    shoe = make.variant(5)
    real, losses = actions._check_out, [IntegrityError(), IntegrityError()]

    def check_out_late(*given):
        if losses:
            raise losses.pop()
        return real(*given)

    monkeypatch.setattr(actions, "_check_out", check_out_late)
    assert check_out(make.request("cod", (shoe, 1)), actor=GUEST).state == "confirmed"

    losses += [IntegrityError()] * actions.CHANCES
    with pytest.raises(IntegrityError):
        check_out(make.request("cod", (shoe, 1)), actor=GUEST)


def test_a_refusal_after_the_same_request_had_won_is_its_order(monkeypatch):
    """Sent twice at once for the last piece: the one that came second finds the shelf empty."""
    shoe = make.variant(1)
    asked = make.request("cod", (shoe, 1))
    real, answers = actions._made_by, [None]
    won = check_out(asked, actor=GUEST)
    monkeypatch.setattr(
        actions, "_made_by", lambda request: answers.pop() if answers else real(request)
    )
    assert check_out(asked, actor=GUEST).pk == won.pk


def test_an_account_is_the_buyer():
    shoe = make.variant(5)
    customer = Customer.objects.create(name="Budi", created_at=clock.now())
    order = check_out(make.request("cod", (shoe, 1)), actor=GUEST, customer=customer)
    assert order.customer == customer
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(("method", "most"), [("bank_transfer", 25), ("midtrans", 22), ("cod", 29)])
def test_ordering_takes_a_known_number_of_statements(method, most):
    """Of these SAVEPOINT and its RELEASE stand for BEGIN and COMMIT."""
    token = in_cart((make.variant(5), 1), (make.variant(5), 2))
    asked = from_cart(method, token)
    with CaptureQueriesContext(connection) as seen:
        check_out(asked, actor=GUEST)
    assert len(seen) <= most, "\n".join(q["sql"][:120] for q in seen.captured_queries)


def test_each_further_sku_takes_one_statement():
    counts = []
    for n in (2, 6):
        token = in_cart(*((make.variant(5), 1) for _ in range(n)))
        asked = from_cart("midtrans", token)
        with CaptureQueriesContext(connection) as seen:
            check_out(asked, actor=GUEST)
        counts.append(len(seen))
    assert counts[1] - counts[0] == 4


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    stock=st.integers(0, 6),
    pieces=st.integers(1, 8),
    cuts=st.lists(st.integers(1, 7), max_size=4),
)
def test_splitting_a_line_never_changes_the_decision(stock, pieces, cuts):
    """S-6: the same goods in one line or in many are accepted or refused alike."""
    edges = sorted({0, pieces, *(cut for cut in cuts if cut < pieces)})
    parts = [high - low for low, high in pairwise(edges)]
    decisions = []
    for lines in ([pieces], parts):
        shoe = make.variant(stock)
        try:
            order = make.order("midtrans", *((shoe, n) for n in lines))
        except InsufficientStock as error:
            decisions.append((error.values["available"], error.values["wanted"]))
        else:
            decisions.append(
                (order.total, order.tax_total, [x.quantity for x in order.lines.all()])
            )
    assert decisions[0] == decisions[1]
    assert (len(decisions[0]) == 3) == (pieces <= stock)


def test_what_a_customer_sees_follows_the_three_machines():
    order = make.order("bank_transfer")
    start_payment(order)

    def seen():
        view = view_order(Order.objects.get(pk=order.pk))
        return view.status.code, [step.code for step in view.steps if step.at]

    story = [seen()]
    make.pay(order)
    story.append(seen())
    deliver_pending()
    make.send(order)
    story.append(seen())
    record_tracking(make.parcel(order).pk, source_key="1", code="in_transit")
    story.append(seen())
    record_tracking(make.parcel(order).pk, source_key="2", code="delivered")
    story.append(seen())
    assert story == [
        ("awaiting_payment", ["placed"]),
        ("paid", ["placed", "paid"]),
        ("handed_over", ["placed", "paid", "packed", "handed_over"]),
        ("in_transit", ["placed", "paid", "packed", "handed_over"]),
        ("delivered", ["placed", "paid", "packed", "handed_over", "delivered"]),
    ]


def test_the_link_of_an_order_leads_to_it_alone():
    order = make.order()
    assert order_by_token(order.token) == order
    assert order_by_token("") is None
    assert order_by_token(order.token[:-1]) is None
