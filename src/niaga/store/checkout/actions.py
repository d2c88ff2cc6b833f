"""The last step of buying: cart, shipping, order and payment joined in one transaction."""

from dataclasses import dataclass

from django.db import IntegrityError

from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import Actor
from niaga.kernel.prepared import Prepared
from niaga.kernel.transactions import unit_of_work
from niaga.store.cart import actions as cart
from niaga.store.checkout.queries import CheckoutQuote, quote
from niaga.store.customers import actions as customers
from niaga.store.customers.calculations import normal_email, normal_phone
from niaga.store.customers.errors import UnknownRegion
from niaga.store.customers.models import Customer
from niaga.store.customers.queries import region
from niaga.store.orders.actions import (
    Destination,
    LineRequest,
    OrderRequest,
    place_new_order,
)
from niaga.store.orders.errors import EmptyOrder
from niaga.store.orders.models import Order
from niaga.store.payments import actions as payments
from niaga.store.payments.errors import GatewayRefused, GatewayUnavailable
from niaga.store.payments.gateways import gateway
from niaga.store.payments.models import PaymentAttempt

# How often an order is tried that loses a race for something unique; one lost race is rare.
CHANCES = 4


@dataclass(frozen=True)
class CheckoutRequest:
    """What a buyer filled in. `key` is made when the page is shown and names the try.

    `shown_total` in whole smallest units is what stood on the page; None skips the comparison.
    `lines` replaces the cart's (variant, quantity) pairs where there is no cart.
    """

    key: str
    name: str
    email: str
    phone: str
    recipient: str
    address_line: str
    region_code: str
    postal_code: str
    service: str  # "jne:REG"
    payment_method: str
    shown_total: int | None
    landmark: str = ""
    note: str = ""
    cart_token: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    language: str = "id"
    session_id: str = ""
    is_test: bool = False


def check_out(request: CheckoutRequest, *, actor: Actor, customer: Customer | None = None) -> Order:
    """Place the order and write its payment attempt, both or neither; then the cart is emptied.

    Asks nobody outside: `start_payment` does that, after the order is safe. The same request
    answers the same order, also when it is sent twice at once. Raises EmptyOrder, NotForSale,
    InsufficientStock, TotalChanged, UnknownRegion, NoService, UnknownMethod, InvalidPhone.
    """
    for chance in range(CHANCES):
        try:
            return _check_out(request, customer, actor)
        except NiagaError:
            # Perhaps refused only since this very request, sent twice, has taken the goods.
            if made := _made_by(request):
                return made
            raise
        except IntegrityError:
            # A rival was first with the same request, number or amount to transfer: look again.
            if chance == CHANCES - 1:
                raise
    raise AssertionError("unreachable")


_by_key = Prepared(lambda key: Order.objects.filter(request_key=key)[:1], str)


def _made_by(request: CheckoutRequest) -> Order | None:
    return _by_key.first(request.key)


def _check_out(request: CheckoutRequest, customer: Customer | None, actor: Actor) -> Order:
    with unit_of_work():
        if made := _made_by(request):
            return made
        place = region(request.region_code)
        if place is None:
            raise UnknownRegion()
        phone = normal_phone(request.phone)
        seen: CheckoutQuote = quote(
            cart_token=request.cart_token,
            lines=request.lines,
            region_code=request.region_code,
            service=request.service,
            payment_method=request.payment_method,
            key=request.key,
            strict=True,
        )
        if not seen.lines:
            raise EmptyOrder()
        assert seen.chosen is not None  # strict: NoService was raised otherwise
        buyer = customer or customers.guest(name=request.name, email=request.email, phone=phone)
        order = place_new_order(
            OrderRequest(
                key=request.key,
                lines=tuple(LineRequest(variant, quantity) for variant, quantity in seen.lines),
                email=normal_email(request.email),
                phone=phone,
                destination=Destination(
                    recipient=request.recipient or request.name,
                    phone=phone,
                    line=request.address_line,
                    region_code=place.code,
                    village=place.village,
                    district=place.district,
                    city=place.city,
                    province=place.province,
                    postal_code=request.postal_code or place.postal_code,
                    landmark=request.landmark,
                ),
                shipping=seen.chosen,
                payment_method=request.payment_method,
                shown_total=request.shown_total,
                pay_within=gateway(request.payment_method).pay_within,
                transfer_code=seen.transfer_code,
                language=request.language,
                note=request.note,
                session_id=request.session_id,
                is_test=request.is_test,
            ),
            buyer,
            seen.variants,
            seen.tax,
            actor=actor,
        )
        payments.create_first_attempt(order, actor=actor)
        if request.cart_token:
            cart.empty_cart(request.cart_token, [variant for variant, _quantity in seen.lines])
        return order


def start_payment(order: Order) -> PaymentAttempt | None:
    """Make the order's attempt ready to be paid; None when the provider cannot be reached now.

    The order is safe either way, and its page offers to try again. Nobody is asked, and nothing
    read, for a way to pay that has no provider.
    """
    if not gateway(order.payment_method).is_remote:
        return None
    attempt = order.payment_attempts.order_by("-number").first()
    if attempt is None:
        return None
    try:
        return payments.start_attempt(attempt.pk)
    except (GatewayUnavailable, GatewayRefused):
        return None
