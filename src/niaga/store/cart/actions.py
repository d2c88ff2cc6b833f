"""What can be done with a cart. Nothing is promised: stock is looked at, not held."""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Least

from niaga.kernel import clock
from niaga.kernel.ids import new_token
from niaga.kernel.prepared import Prepared, PreparedInsert
from niaga.kernel.transactions import unit_of_work
from niaga.store.cart.errors import CannotAdd, CartFull
from niaga.store.cart.models import Cart, CartLine
from niaga.store.catalog.models import ProductStatus, Variant

MAX_LINES = 50
MAX_QUANTITY = 99


_price_on_sale: Prepared[int] = Prepared(
    lambda variant_id: Variant.objects.filter(
        pk=variant_id, is_active=True, product__status=ProductStatus.ACTIVE
    ).values_list("price", flat=True)[:1],
    int,
)

_carts = PreparedInsert(Cart)

_lines = PreparedInsert(CartLine)


def add_to_cart(token: str | None, variant_id: int, quantity: int = 1) -> Cart:
    """Put pieces of a variant in the cart of `token`, or in a new one. Raises CannotAdd, CartFull.

    Four statements at most for a new visitor.
    """
    quantity = max(1, min(quantity, MAX_QUANTITY))
    price = _price_on_sale.first(variant_id)
    if price is None:
        raise CannotAdd()
    with unit_of_work():
        now = clock.now()
        cart = Cart.objects.filter(token=token).first() if token else None
        if cart is None:
            cart = _carts.insert(Cart(token=new_token(), created_at=now, updated_at=now))
        else:
            line = cart.lines.filter(variant_id=variant_id).first()
            if line is not None:
                CartLine.objects.filter(pk=line.pk).update(
                    quantity=Least(F("quantity") + quantity, MAX_QUANTITY), seen_price=price
                )
                return cart
            if cart.lines.count() >= MAX_LINES:
                raise CartFull(limit=MAX_LINES)
        _lines.insert(
            CartLine(
                cart=cart,
                variant_id=variant_id,
                quantity=quantity,
                seen_price=price,
                added_at=now,
            )
        )
        return cart


def set_quantity(token: str, variant_id: int, quantity: int) -> None:
    """Exactly so many pieces of a variant; none takes it out."""
    with unit_of_work():
        lines = CartLine.objects.filter(cart__token=token, variant_id=variant_id)
        first = lines.first()
        if first is None:
            return
        lines.exclude(pk=first.pk).delete()
        if quantity < 1:
            first.delete()
        else:
            first.quantity = min(quantity, MAX_QUANTITY)
            first.save(update_fields=["quantity"])


def accept_prices(token: str) -> None:
    """The buyer has seen the present prices."""
    with unit_of_work():
        for line in CartLine.objects.filter(cart__token=token).select_related("variant"):
            if line.seen_price != line.variant.price:
                CartLine.objects.filter(pk=line.pk).update(seen_price=line.variant.price)


def empty_cart(token: str, variant_ids: list[int]) -> None:
    """What was ordered is taken out; what was added meanwhile stays."""
    CartLine.objects.filter(cart__token=token, variant_id__in=variant_ids).delete()


def remove_abandoned(older_than: timedelta = timedelta(days=60)) -> int:
    """Carts that nobody has touched for long; answers how many were removed."""
    cutoff = clock.now() - older_than
    old = Cart.objects.filter(updated_at__lt=cutoff).exclude(lines__added_at__gte=cutoff)
    removed, _ = old.delete()
    return removed
