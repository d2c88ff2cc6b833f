"""The arithmetic of an order: whole numbers in, whole numbers out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from niaga.kernel.money import allocate, round_half_up


@dataclass(frozen=True)
class TaxRate:
    """`rate` of `base` of the price before tax: PPN 2025 is 12/100 of 11/12."""

    rate: Fraction
    base: Fraction = Fraction(1)

    @property
    def effective(self) -> Fraction:
        return self.rate * self.base


NO_TAX = TaxRate(Fraction(0))


def tax_within(gross: int, tax: TaxRate) -> int:
    """The tax inside a price that includes it: gross − round(gross / (1 + effective rate)).

    Closing by subtraction keeps what the customer pays equal to the price shown.
    """
    return gross - round_half_up(Fraction(gross) / (1 + tax.effective))


@dataclass(frozen=True)
class Priced:
    """A line before the sums: `weight` in grams for one piece."""

    variant_id: int
    quantity: int
    unit_price: int
    weight: int


@dataclass(frozen=True)
class LineSums:
    discount: int
    tax: int
    net: int
    shipping_share: int


@dataclass(frozen=True)
class OrderSums:
    items_total: int
    discount_total: int
    shipping_total: int
    tax_total: int
    total: int
    lines: tuple[LineSums, ...]


def demand(lines: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Quantities summed by variant: every decision about stock and price is made on the sum."""
    summed: dict[int, int] = {}
    for variant_id, quantity in lines:
        summed[variant_id] = summed.get(variant_id, 0) + quantity
    return summed


def sum_order(lines: Sequence[Priced], *, shipping: int, discount: int, tax: TaxRate) -> OrderSums:
    """Total, tax and shares. The tax is taken on the document and allocated to its lines.

    Discounts, tax and shipping are split by what each line costs, by largest remainder, so that
    the lines add up to the order exactly. Goods are taxed; the courier's fee is passed on as is.
    """
    gross = [line.unit_price * line.quantity for line in lines]
    items_total = sum(gross)
    discount = min(discount, items_total)
    discounts = allocate(discount, gross)
    paid = [amount - less for amount, less in zip(gross, discounts, strict=True)]
    tax_total = tax_within(items_total - discount, tax)
    taxes = allocate(tax_total, paid)
    shares = allocate(shipping, gross)
    return OrderSums(
        items_total=items_total,
        discount_total=discount,
        shipping_total=shipping,
        tax_total=tax_total,
        total=items_total - discount + shipping,
        lines=tuple(
            LineSums(discount=d, tax=t, net=p - t, shipping_share=s)
            for d, t, p, s in zip(discounts, taxes, paid, shares, strict=True)
        ),
    )


def transfer_code_of(request_key: str) -> int:
    """A code from 1 to 499 that a try at ordering keeps: the same page shows and places it."""
    return sum(byte * 31**i for i, byte in enumerate(request_key.encode()[-12:])) % 499 + 1
