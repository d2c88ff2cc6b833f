"""Negative lines and credit notes: which sale they take back.

A credit is given to the latest earlier sale of the same product to the same person that still has
that many units, the same price first; then to several of them. What finds no sale stands in the
ledger alone.

Tills and marketplaces often say one thing twice: the order's status says that it was cancelled or
came back, and a negative row beside it says so again. That is one return of the goods, not two.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
    """`value`: what is taken back, positive. `order_id`: as the file says. `is_said`: its row has a
    status of its own that says so.
    """

    order_id: str
    row: int
    at: datetime
    customer: str | None
    product: str | None
    quantity: int
    price: int
    value: int
    reason: str
    is_said: bool = False


@dataclass(frozen=True)
class Matched:
    """A part of a credit and the line that it takes back; None: no sale was found for it.
    `is_again`: the order has said so itself, and it is counted already.
    """

    credit: Credit
    sold: Sold | None
    quantity: int
    value: int
    is_again: bool = False


Key = tuple[str | None, str | None]


Sales = Iterable[tuple[Key, Sold]]


def match(sales: Sales, told: Sales, credits: Iterable[Credit]) -> list[Matched]:
    """Every credit whole, in parts that sum to it. `told`: units that their own orders say were
    taken back; those of nobody are looked for in their own order alone.
    """
    by_person, by_order = _listed(sales)
    told_by_person, told_by_order = _listed(told)
    result: list[Matched] = []
    for credit in sorted(credits, key=lambda credit: (credit.at, credit.row)):
        order, person = (credit.order_id, credit.product), (credit.customer, credit.product)
        same = told_by_order.get(order, [])
        others = told_by_person.get(person, []) if credit.is_said else []
        again, rest = _said_again(credit, [*same, *_earlier(others, credit, same)])
        result += again
        if rest.quantity:
            same = by_order.get(order, [])
            earlier = _earlier(by_person.get(person, []), credit, same)
            result += _taken(rest, [*reversed(earlier), *same])
    return result


def _listed(sales: Sales) -> tuple[dict[Key, list[Sold]], dict[Key, list[Sold]]]:
    by_person: dict[Key, list[Sold]] = defaultdict(list)
    by_order: dict[Key, list[Sold]] = defaultdict(list)
    for (customer, product), sold in sales:
        if customer is not None and product is not None:
            by_person[customer, product].append(sold)
        by_order[sold.order_id, product].append(sold)
    for listed in by_person.values():
        listed.sort(key=lambda sold: sold.at)
    return by_person, by_order


def _earlier(sales: list[Sold], credit: Credit, others: list[Sold]) -> list[Sold]:
    """The latest first, without `others`."""
    return [sold for sold in reversed(sales) if sold.at <= credit.at and sold not in others]


def _said_again(credit: Credit, told: list[Sold]) -> tuple[list[Matched], Credit]:
    """What of a credit is told already, and the rest of it."""
    parts: list[Matched] = []
    units, value = credit.quantity, credit.value
    for sold in told:
        taken = min(sold.left, units)
        if taken:
            worth = value * taken // units
            sold.left -= taken
            units, value = units - taken, value - worth
            parts.append(Matched(credit, sold, taken, worth, is_again=True))
    return parts, replace(credit, quantity=units, value=value) if parts else credit


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
