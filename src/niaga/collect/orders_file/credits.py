"""Negative lines and credit notes: which sale they take back.

A credit is given to the latest earlier sale of the same product to the same person that still has
that many units, the same price first; then to several of them. What finds no sale stands in the
ledger alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass
class Sold:
    """A line of a sale; `left`: units that no credit has taken back yet; `value`: of one unit."""

    order_id: str
    line_no: int
    at: datetime
    price: int
    left: int


@dataclass(frozen=True)
class Credit:
    """`value`: what is taken back, positive. `order_id`: as the file says."""

    order_id: str
    row: int
    at: datetime
    customer: str | None
    product: str | None
    quantity: int
    price: int
    value: int
    reason: str


@dataclass(frozen=True)
class Matched:
    """A part of a credit and the line that it takes back; None: no sale was found for it."""

    credit: Credit
    sold: Sold | None
    quantity: int
    value: int


Key = tuple[str | None, str | None]


def match(sales: Iterable[tuple[Key, Sold]], credits: Iterable[Credit]) -> list[Matched]:
    """Every credit whole, in parts that sum to it."""
    by_person: dict[Key, list[Sold]] = defaultdict(list)
    by_order: dict[Key, list[Sold]] = defaultdict(list)
    for (customer, product), sold in sales:
        if customer is not None and product is not None:
            by_person[customer, product].append(sold)
        by_order[sold.order_id, product].append(sold)
    for listed in by_person.values():
        listed.sort(key=lambda sold: sold.at)
    result: list[Matched] = []
    for credit in sorted(credits, key=lambda credit: (credit.at, credit.row)):
        same_order = by_order.get((credit.order_id, credit.product), [])
        person = by_person.get((credit.customer, credit.product), [])
        earlier = [sold for sold in person if sold.at <= credit.at and sold not in same_order]
        result += _taken(credit, [*earlier, *same_order])
    return result


def _taken(credit: Credit, candidates: list[Sold]) -> list[Matched]:
    """The last candidate is the best one."""
    whole = [sold for sold in candidates if sold.left >= credit.quantity]
    exact = [sold for sold in whole if sold.price == credit.price]
    if best := exact or whole:
        best[-1].left -= credit.quantity
        return [Matched(credit, best[-1], credit.quantity, credit.value)]
    parts: list[Matched] = []
    units, value = credit.quantity, credit.value
    for sold in reversed(candidates):
        if sold.left <= 0 or units == 0:
            continue
        taken = min(sold.left, units)
        worth = value if taken == units else value * taken // units
        sold.left -= taken
        units, value = units - taken, value - worth
        parts.append(Matched(credit, sold, taken, worth))
    if units:
        parts.append(Matched(credit, None, units, value))
    return parts
