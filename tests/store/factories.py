"""A small shop to try things in: plain functions that make what a test is given."""

import itertools
from datetime import date, timedelta
from typing import Any

from niaga.kernel import clock
from niaga.kernel.ids import new_id
from niaga.kernel.journal import deliver_pending
from niaga.kernel.permissions import GUEST, SYSTEM, Actor, Role
from niaga.store.catalog.models import Brand, Category, Condition, Product, Variant
from niaga.store.checkout.actions import CheckoutRequest, check_out
from niaga.store.customers.models import Region
from niaga.store.inventory import actions as inventory
from niaga.store.inventory.models import Grade, Location, MovementKind, StockBalance, Unit
from niaga.store.orders.actions import Destination, ShippingChoice
from niaga.store.orders.models import Order, TaxRule
from niaga.store.payments.actions import apply_payment_report, confirm_bank_transfer
from niaga.store.payments.models import PaymentAttempt
from niaga.store.payments.ports import PaymentReport
from niaga.store.shipping.actions import hand_over, pack, start_picking
from niaga.store.shipping.models import Shipment, ShippingRate

OWNER = Actor("staff", "1", Role.OWNER)
WAREHOUSE = Actor("staff", "2", Role.WAREHOUSE)
SALES = Actor("staff", "3", Role.SALES)
ANALYST = Actor("staff", "4", Role.ANALYST)

VILLAGE = "31.71.01.1001"
SHIPPING = 10_000  # for the first kilogram with jne:REG, and 9,000 for each further one

_numbers = itertools.count(1)


def shop() -> Location:
    """Everything that ordering needs but goods; answers where parcels leave from.

    The tax rules are written by a migration, and emptied by tests with real transactions.
    """
    TaxRule.objects.get_or_create(
        code="PPN",
        effective_from=date(2025, 1, 1),
        defaults={
            "rate_numerator": 12,
            "rate_denominator": 100,
            "base_numerator": 11,
            "base_denominator": 12,
        },
    )
    Region.objects.get_or_create(
        code=VILLAGE,
        defaults={
            "village": "Gambir",
            "district": "Gambir",
            "city": "Jakarta Pusat",
            "province": "DKI Jakarta",
            "postal_code": "10110",
            "search_text": "gambir, gambir, jakarta pusat, dki jakarta",
        },
    )
    ShippingRate.objects.get_or_create(
        courier="jne",
        service="REG",
        province_code="31",
        defaults={
            "name": "JNE Reguler",
            "first_kg": SHIPPING,
            "next_kg": 9_000,
            "days_min": 1,
            "days_max": 2,
            "cash_on_delivery": True,
        },
    )
    location, _ = Location.objects.get_or_create(
        code="gudang", defaults={"name": "Gudang", "is_default": True}
    )
    return location


def variant(
    stock: int = 5, *, price: int = 450_000, weight: int = 800, used: bool = False
) -> Variant:
    """One variant of a product of its own, for sale, with `stock` on hand."""
    location, n, now = shop(), next(_numbers), clock.now()
    brand, _ = Brand.objects.get_or_create(slug="merek", defaults={"name": "Merek"})
    category, _ = Category.objects.get_or_create(slug="sepatu", defaults={"name_id": "Sepatu"})
    product = Product.objects.create(
        slug=f"sepatu-{n}",
        brand=brand,
        category=category,
        name_id=f"Sepatu {n}",
        name_en=f"Shoe {n}",
        condition=Condition.USED if used else Condition.NEW,
        status="active",
        published_at=now,
        created_at=now,
        price_from=price,
    )
    made = Variant.objects.create(
        product=product, sku=f"SKU-{n}", size="42", price=price, weight=weight
    )
    if stock and not used:
        receive(made, stock, location)
    return made


def receive(variant: Variant, quantity: int, location: Location | None = None) -> None:
    inventory.move_stock(
        variant.pk,
        location or shop(),
        quantity,
        MovementKind.RECEIPT,
        idempotency_key=str(new_id()),
    )


def used_pair(price: int = 300_000) -> Unit:
    """A used pair on the shelf: one unit of a variant of its own."""
    made = variant(0, price=price, used=True)
    return inventory.take_in_unit(
        made,
        f"U-{made.pk}",
        Grade.A,
        defects_id=["Sol sedikit aus"],
        defects_en=["Slight sole wear"],
        bought_for=100_000,
        actor=WAREHOUSE,
    )


def second_location() -> Location:
    location, _ = Location.objects.get_or_create(code="toko", defaults={"name": "Toko"})
    return location


def balance(variant_id: int, location: Location | None = None) -> tuple[int, int]:
    """(on hand, held), in pieces."""
    row = StockBalance.objects.get(variant_id=variant_id, location=location or shop())
    return row.on_hand, row.held


def request(method: str, *lines: tuple[Variant, int], **changes: Any) -> CheckoutRequest:
    """A filled-in checkout page of a guest."""
    given: dict[str, Any] = {
        "key": str(new_id()),
        "name": "Siti Rahma",
        "email": "Siti@Example.com",
        "phone": "0812 3456 7890",
        "recipient": "Siti Rahma",
        "address_line": "Jalan Merdeka 1",
        "region_code": VILLAGE,
        "postal_code": "10110",
        "service": "jne:REG",
        "payment_method": method,
        "shown_total": None,
        "lines": tuple((variant.pk, quantity) for variant, quantity in lines),
    }
    return CheckoutRequest(**given | changes)


def destination() -> Destination:
    return Destination(
        recipient="Siti Rahma",
        phone="+6281234567890",
        line="Jalan Merdeka 1",
        region_code=VILLAGE,
        village="Gambir",
        district="Gambir",
        city="Jakarta Pusat",
        province="DKI Jakarta",
        postal_code="10110",
    )


def shipping_choice() -> ShippingChoice:
    today = clock.now().date()
    return ShippingChoice("jne", "REG", SHIPPING, 800, today, today + timedelta(days=2))


def order(method: str = "bank_transfer", *lines: tuple[Variant, int], **changes: Any) -> Order:
    """An order just placed, by default of one piece of a new variant."""
    return check_out(request(method, *(lines or ((variant(), 1),)), **changes), actor=GUEST)


def attempt_of(order: Order) -> PaymentAttempt:
    """The latest."""
    return PaymentAttempt.objects.filter(order=order).order_by("-number")[0]


def report(attempt: PaymentAttempt, state: str, rank: int, **changes: Any) -> PaymentReport:
    given: dict[str, Any] = {
        "reference": attempt.provider_reference,
        "state": state,
        "rank": rank,
        "amount": attempt.amount,
        "currency": attempt.currency,
        "occurred_at": clock.now(),
    }
    return PaymentReport(**given | changes)


def pay(order: Order) -> str:
    """The whole amount arrives; cash only comes with the courier."""
    attempt = attempt_of(order)
    if attempt.provider == "cod":
        return "no_change"
    if attempt.provider == "bank_transfer":
        return confirm_bank_transfer(attempt.pk, received=attempt.amount, actor=SALES)
    return apply_payment_report(attempt.pk, report(attempt, "captured", 50), actor=SYSTEM)


def reverse(order: Order) -> str:
    attempt = attempt_of(order)
    return apply_payment_report(attempt.pk, report(attempt, "reversed", 60), actor=SYSTEM)


def paid_order(method: str = "bank_transfer", *lines: tuple[Variant, int]) -> Order:
    """Paid where it is paid before delivery, and told to everyone: its parcel is open."""
    made = order(method, *lines)
    pay(made)
    deliver_pending()
    made.refresh_from_db()
    return made


def parcel(order: Order) -> Shipment:
    return Shipment.objects.get(order=order)


def send(order: Order) -> Shipment:
    """Picked, packed and given to the courier."""
    shipment = parcel(order)
    start_picking(shipment.pk, actor=WAREHOUSE)
    pack(shipment.pk, actor=WAREHOUSE)
    return hand_over(shipment.pk, tracking_number=f"JNE{order.pk:08}", actor=WAREHOUSE)


def past_payment(order: Order) -> Any:
    """A clock at which the time to pay, grace included, has run out."""
    assert order.pay_until is not None
    return clock.at(order.pay_until + timedelta(minutes=15))
