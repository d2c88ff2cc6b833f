"""What can be done with an order. Money and parcels have actions of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db.models import F

from niaga.kernel import clock
from niaga.kernel.errors import IdempotencyConflict, InvalidTransition
from niaga.kernel.idempotency import fingerprint
from niaga.kernel.ids import new_code, new_token
from niaga.kernel.journal import record
from niaga.kernel.money import Money, format_money
from niaga.kernel.permissions import SYSTEM, Actor, require
from niaga.kernel.prepared import Prepared, PreparedInsert
from niaga.kernel.shop import Shop, current_shop
from niaga.kernel.states import begin, transition
from niaga.kernel.transactions import unit_of_work
from niaga.store.catalog.models import Condition, Product, ProductStatus, Variant
from niaga.store.customers.models import Customer
from niaga.store.inventory import actions as inventory
from niaga.store.orders import events
from niaga.store.orders.calculations import NO_TAX, LineSums, Priced, TaxRate, demand, sum_order
from niaga.store.orders.errors import EmptyOrder, NotForSale, OrderNotCancellable, TotalChanged
from niaga.store.orders.locks import lock_order
from niaga.store.orders.models import Order, OrderLine, OrderState, PaymentMethod, TaxRule
from niaga.store.orders.states import ORDER

# Stock stays held a little longer than a payment may take: a provider's clock is not ours.
PAYMENT_GRACE = timedelta(minutes=15)


@dataclass(frozen=True)
class LineRequest:
    variant_id: int
    quantity: int


@dataclass(frozen=True)
class Destination:
    """Where the parcel goes. `region_code` is the kelurahan's Kemendagri code."""

    recipient: str
    phone: str
    line: str
    region_code: str
    village: str
    district: str
    city: str
    province: str
    postal_code: str
    landmark: str = ""


@dataclass(frozen=True)
class ShippingChoice:
    """What shipping quoted: `price` in whole smallest units, `weight` in grams, days as dates."""

    courier: str
    service: str
    price: int
    weight: int
    promised_from: date
    promised_until: date


@dataclass(frozen=True)
class OrderRequest:
    """One try at ordering. `key` names the try: sending it again answers the same order.

    `shown_total` is what the buyer saw before pressing the button; `pay_within` None means that
    nothing has to be paid before delivery.
    """

    key: str
    lines: tuple[LineRequest, ...]
    email: str
    phone: str
    destination: Destination
    shipping: ShippingChoice
    payment_method: str
    shown_total: int | None
    pay_within: timedelta | None
    transfer_code: int = 0
    language: str = "id"
    note: str = ""
    channel: str = "web"
    session_id: str = ""
    is_test: bool = False


_orders = PreparedInsert(Order)


def reference_of(number: str) -> str:
    """What an order's holds and movements are filed under."""
    return f"order:{number}"


def order_for(key: str, request: OrderRequest) -> Order | None:
    """The order that this try has already made. Raises IdempotencyConflict for another content."""
    order = Order.objects.filter(request_key=key).first()
    if order and order.request_hash != fingerprint(asdict(request)):
        raise IdempotencyConflict()
    return order


@dataclass(frozen=True)
class Tax:
    """The rule that an order is placed under, None where no tax is charged, and its rate."""

    rule: TaxRule | None
    rate: TaxRate


_ppn = Prepared(
    lambda day: (
        TaxRule.objects.filter(code="PPN", effective_from__lte=day)
        .exclude(effective_to__lte=day)
        .order_by("-effective_from")[:1]
    ),
    date,
)


def tax_rule_on(day: date, shop: Shop) -> Tax:
    """The rule in force on a business day; none for a shop that is not a PKP."""
    if not shop.is_pkp:
        return Tax(None, NO_TAX)
    rule = _ppn.first(day)
    if rule is None:
        return Tax(None, NO_TAX)
    return Tax(
        rule,
        TaxRate(
            Fraction(rule.rate_numerator, rule.rate_denominator),
            Fraction(rule.base_numerator, rule.base_denominator),
        ),
    )


def place_order(request: OrderRequest, customer: Customer, *, actor: Actor) -> Order:
    """Freeze what was agreed and hold its stock, in one transaction.

    Raises EmptyOrder, NotForSale, InsufficientStock, TotalChanged; nothing is left behind then.
    """
    shop = current_shop()
    with unit_of_work():
        if placed := order_for(request.key, request):
            return placed
        asked = [line.variant_id for line in request.lines]
        variants = Variant.objects.select_related("product").in_bulk(asked)
        tax = tax_rule_on(shop.today(), shop)
        return place_new_order(request, customer, variants, tax, actor=actor)


def place_new_order(
    request: OrderRequest,
    customer: Customer,
    known: Mapping[int, Variant],
    tax: Tax,
    *,
    actor: Actor,
) -> Order:
    """As `place_order`, by one who has looked: `known` (with products) and `tax` were read in the
    present unit of work. IntegrityError where the key has an order already."""
    if not request.lines or any(line.quantity < 1 for line in request.lines):
        raise EmptyOrder()
    shop, now = current_shop(), clock.now()
    with unit_of_work():
        wanted = demand((line.variant_id, line.quantity) for line in request.lines)
        variants = _for_sale(wanted, known)
        priced = [Priced(v.pk, wanted[v.pk], v.price, v.weight) for v in variants]
        sums = sum_order(
            priced, shipping=request.shipping.price, discount=request.transfer_code, tax=tax.rate
        )
        if request.shown_total is not None and request.shown_total != sums.total:
            raise _total_changed(request.shown_total, sums.total, shop, request.language)
        number = f"{shop.local(now):%y%m%d}-{new_code(6)}"
        pay_until = now + request.pay_within if request.pay_within else None
        inventory.hold_stock(
            reference_of(number),
            wanted,
            expires_at=pay_until + PAYMENT_GRACE if pay_until else None,
            single={v.pk for v in variants if v.product.condition == Condition.USED},
            actor=actor,
        )
        order = _orders.insert(
            Order(
                number=number,
                token=new_token(),
                request_key=request.key,
                request_hash=fingerprint(asdict(request)),
                customer=customer,
                channel=request.channel,
                is_test=request.is_test,
                session_id=request.session_id,
                language=request.language,
                placed_at=now,
                payment_method=request.payment_method,
                pay_until=pay_until,
                currency=shop.currency,
                items_total=sums.items_total,
                discount_total=sums.discount_total,
                transfer_code=min(request.transfer_code, sums.discount_total),
                shipping_total=sums.shipping_total,
                tax_total=sums.tax_total,
                total=sums.total,
                tax_rule=tax.rule,
                email=request.email,
                phone=request.phone,
                recipient=request.destination.recipient,
                address_line=request.destination.line,
                landmark=request.destination.landmark,
                region_code=request.destination.region_code,
                village=request.destination.village,
                district=request.destination.district,
                city=request.destination.city,
                province=request.destination.province,
                postal_code=request.destination.postal_code,
                note=request.note,
                courier=request.shipping.courier,
                courier_service=request.shipping.service,
                weight=request.shipping.weight,
                promised_from=request.shipping.promised_from,
                promised_until=request.shipping.promised_until,
            )
        )
        lines = OrderLine.objects.bulk_create(
            _line(order, position, variant, wanted[variant.pk], sums.lines[position])
            for position, variant in enumerate(variants)
        )
        begin(ORDER, order, actor=actor)
        record(
            events.OrderPlaced(
                order.pk,
                number,
                order.total,
                order.currency,
                order.payment_method,
                order.session_id,
            ),
            number,
            actor=actor,
        )
        if request.payment_method == PaymentMethod.CASH_ON_DELIVERY:
            _confirm(order, lines, actor=actor, reason="cash on delivery", reversible_minutes=0)
        return order


def _for_sale(wanted: dict[int, int], known: Mapping[int, Variant]) -> list[Variant]:
    for variant_id in wanted:
        variant = known.get(variant_id)
        if (
            variant is None
            or not variant.is_active
            or variant.product.status != ProductStatus.ACTIVE
        ):
            raise NotForSale(name=variant.product.name if variant else str(variant_id))
    return [known[variant_id] for variant_id in wanted]


def _total_changed(shown: int, total: int, shop: Shop, language: str) -> TotalChanged:
    return TotalChanged(
        shown=shown,
        total=total,
        shown_text=format_money(Money(shown, shop.currency), language),
        total_text=format_money(Money(total, shop.currency), language),
    )


def _line(
    order: Order, position: int, variant: Variant, quantity: int, sums: LineSums
) -> OrderLine:
    product = variant.product
    unit_code = ""
    if product.condition == Condition.USED:
        unit_code = variant.units.filter(state="held").values_list("code", flat=True).first() or ""
    return OrderLine(
        order=order,
        position=position,
        variant=variant,
        unit_code=unit_code,
        sku=variant.sku,
        name_id=product.name_id,
        name_en=product.name_en,
        label_id=", ".join(filter(None, (variant.colour_id, variant.size))),
        label_en=", ".join(filter(None, (variant.colour_en or variant.colour_id, variant.size))),
        condition=product.condition,
        quantity=quantity,
        unit_price=variant.price,
        discount=sums.discount,
        tax=sums.tax,
        net=sums.net,
        shipping_share=sums.shipping_share,
    )


def confirm_order(
    order_id: int, *, actor: Actor = SYSTEM, reason: str = "paid", reversible_minutes: int = 0
) -> Order:
    """The order is to be fulfilled. Confirming again does nothing.

    An expired order is honoured when its stock can be held once more; otherwise raises
    InsufficientStock. Raises InvalidTransition for a cancelled order.
    """
    with unit_of_work():
        order = lock_order(order_id)
        if order.state in {OrderState.CONFIRMED, OrderState.COMPLETED}:
            return order
        lines = list(order.lines.select_related("variant"))
        if order.state == OrderState.EXPIRED:
            quantities = {line.variant_id: line.quantity for line in lines}
            inventory.hold_stock(
                reference_of(order.number), quantities, expires_at=None, actor=actor
            )
        _confirm(order, lines, actor=actor, reason=reason, reversible_minutes=reversible_minutes)
        return order


def _confirm(
    order: Order,
    lines: Iterable[OrderLine],
    *,
    actor: Actor,
    reason: str,
    reversible_minutes: int,
) -> None:
    transition(
        ORDER,
        order,
        OrderState.CONFIRMED,
        actor=actor,
        reason=reason,
        confirmed_at=clock.now(),
        ended_at=None,
        end_reason="",
    )
    if order.pay_until:  # else they were made to last
        inventory.keep_holds(reference_of(order.number))
    _count_sold(lines, +1)
    record(
        events.OrderConfirmed(order.pk, order.number, reversible_minutes),
        order.number,
        actor=actor,
    )


def _count_sold(lines: Iterable[OrderLine], sign: int) -> None:
    """`lines` with their variants."""
    quantities: dict[int, int] = {}
    for line in lines:
        product_id = line.variant.product_id
        quantities[product_id] = quantities.get(product_id, 0) + line.quantity
    for product_id, quantity in sorted(quantities.items()):
        Product.objects.filter(pk=product_id).update(sold=F("sold") + sign * quantity)


def cancel_order(order_id: int, *, reason: str, actor: Actor) -> Order:
    """End an order that has not left the house, and give back its stock. Again does nothing.

    Staff need `orders.cancel`; a customer may cancel what is not yet confirmed (the caller has
    made sure whose order it is). Raises NotAllowed, OrderNotCancellable, InvalidTransition.
    """
    if actor.kind == "staff":
        require(actor, "orders.cancel")
    with unit_of_work():
        order = lock_order(order_id)
        if order.state == OrderState.CANCELLED:
            return order
        if order.handed_over_at is not None:
            raise OrderNotCancellable(number=order.number)
        if actor.kind in {"customer", "guest"} and order.state != OrderState.PLACED:
            raise OrderNotCancellable(number=order.number)
        return _end(order, OrderState.CANCELLED, reason=reason, actor=actor)


def close_undelivered(order_id: int, *, reason: str, actor: Actor) -> Order:
    """The parcel came back or was lost: the order ends cancelled although it had left."""
    with unit_of_work():
        order = lock_order(order_id)
        if order.state == OrderState.CANCELLED:
            return order
        return _end(order, OrderState.CANCELLED, reason=reason, actor=actor)


def expire_order(order_id: int, *, actor: Actor = SYSTEM) -> Order:
    """The time to pay has run out, grace included. Does nothing when it has been paid meanwhile."""
    with unit_of_work():
        order = lock_order(order_id)
        due = order.pay_until is not None and order.pay_until + PAYMENT_GRACE <= clock.now()
        if order.state != OrderState.PLACED or not due:
            return order
        return _end(order, OrderState.EXPIRED, reason="not paid in time", actor=actor)


def _end(order: Order, state: OrderState, *, reason: str, actor: Actor) -> Order:
    was_confirmed = order.state == OrderState.CONFIRMED
    transition(
        ORDER, order, state, actor=actor, reason=reason, ended_at=clock.now(), end_reason=reason
    )
    inventory.release_holds(
        reference_of(order.number),
        why="expired" if state == OrderState.EXPIRED else "cancelled",
        actor=actor,
    )
    if was_confirmed:
        _count_sold(order.lines.select_related("variant"), -1)
    told: object = (
        events.OrderExpired(order.pk, order.number)
        if state == OrderState.EXPIRED
        else events.OrderCancelled(order.pk, order.number, reason)
    )
    record(told, order.number, actor=actor)
    return order


def record_hand_over(order_id: int, *, at: datetime, actor: Actor) -> Order:
    """The goods leave the house: what was held becomes sold. Raises InvalidTransition."""
    with unit_of_work():
        order = lock_order(order_id)
        if order.handed_over_at is not None:
            return order
        if order.state != OrderState.CONFIRMED:
            raise InvalidTransition(subject=order.number, state=order.state, target="handed_over")
        Order.objects.filter(pk=order.pk).update(handed_over_at=at)
        order.handed_over_at = at
        inventory.consume_holds(reference_of(order.number), actor=actor)
        record(events.OrderHandedOver(order.pk, order.number), order.number, actor=actor)
        return order


def complete_order(order_id: int, *, actor: Actor = SYSTEM) -> Order:
    """The customer has it. Completing again does nothing. Raises InvalidTransition."""
    with unit_of_work():
        order = lock_order(order_id)
        if order.state == OrderState.COMPLETED:
            return order
        transition(ORDER, order, OrderState.COMPLETED, actor=actor, completed_at=clock.now())
        record(events.OrderCompleted(order.pk, order.number), order.number, actor=actor)
        return order
