"""What is in a cart, with today's prices and stock."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from niaga.kernel.prepared import Prepared
from niaga.store.cart.models import CartLine
from niaga.store.catalog.models import Picture, ProductStatus, Variant
from niaga.store.inventory.queries import available


@dataclass(frozen=True)
class CartItem:
    """One SKU of the cart, summed over its lines. Amounts in whole smallest units.

    `available` is what may be bought now; `is_for_sale` is false for a withdrawn product.
    """

    variant: Variant
    quantity: int
    unit_price: int
    seen_price: int
    available: int
    is_for_sale: bool
    picture: str

    @property
    def amount(self) -> int:
        return self.unit_price * self.quantity

    @property
    def price_changed(self) -> bool:
        return self.unit_price != self.seen_price

    @property
    def is_short(self) -> bool:
        return self.available < self.quantity

    @property
    def weight(self) -> int:
        return self.variant.weight * self.quantity


@dataclass(frozen=True)
class CartView:
    items: tuple[CartItem, ...]

    @property
    def items_total(self) -> int:
        return sum(item.amount for item in self.items)

    @property
    def pieces(self) -> int:
        return sum(item.quantity for item in self.items)

    @property
    def weight(self) -> int:
        return sum(item.weight for item in self.items)

    @property
    def can_be_ordered(self) -> bool:
        return bool(self.items) and all(i.is_for_sale and not i.is_short for i in self.items)


EMPTY = CartView(())


_lines = Prepared(
    lambda token: (
        CartLine.objects.filter(cart__token=token)
        .select_related("variant__product")
        .annotate(
            picture=Subquery(
                Picture.objects.filter(product_id=OuterRef("variant__product_id")).values("path")[
                    :1
                ]
            )
        )
        .order_by("pk")
    ),
    str,
)


def view_cart(token: str | None) -> CartView:
    """Two statements; none without a token."""
    if not token:
        return EMPTY
    lines = _lines.rows(token)
    if not lines:
        return EMPTY
    free = available({line.variant_id for line in lines})
    summed: dict[int, CartItem] = {}
    for line in lines:
        known = summed.get(line.variant_id)
        summed[line.variant_id] = CartItem(
            variant=line.variant,
            quantity=line.quantity + (known.quantity if known else 0),
            unit_price=line.variant.price,
            seen_price=line.seen_price,
            available=free.get(line.variant_id, 0),
            is_for_sale=line.variant.is_active
            and line.variant.product.status == ProductStatus.ACTIVE,
            picture=line.picture or "",
        )
    return CartView(tuple(summed.values()))


def count_pieces(token: str | None) -> int:
    """For the badge beside the cart's icon. One statement; none without a token."""
    if not token:
        return 0
    return sum(CartLine.objects.filter(cart__token=token).values_list("quantity", flat=True))
