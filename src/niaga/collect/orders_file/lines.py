"""The money of one row: units, unit price, discount and what is paid for the goods.

Where price and total are both told, the price counts and the difference is a discount. Where only
the total is told, the unit price is rounded up and the remainder is the discount, so that the net
of the line is exactly the file's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from niaga.collect.orders_file.cells import Cells, whole
from niaga.kernel.money import round_half_up


@dataclass(frozen=True)
class Line:
    """`quantity` is negative in a credit, and `value` with it. `joined`: a fraction of a unit, or
    a weight, that counts as one.
    """

    quantity: int
    unit_price: int
    discount: int
    value: int
    joined: bool = False

    @property
    def is_credit(self) -> bool:
        return self.quantity < 0


class Pricing:
    """Reads the money of any row of `cells`."""

    def __init__(self, cells: Cells) -> None:
        self._quantity = cells.get("quantity")
        self._has_quantity = "quantity" in cells.mapping
        self._price: Sequence[Any] = cells.get("unit_price")
        self._paid: Sequence[Any] = cells.get("paid_price")
        self._total = cells.get("line_total")
        self._discount = cells.get("discount")
        self._shares = (cells.get("seller_share"), cells.get("platform_share"))
        self._is_rate = cells.discount_is_rate
        self._column = cells.mapping
        # Most files tell quantity and price and no more: then nothing has to be rounded.
        self._is_simple = not {"paid_price", "line_total", "discount"} & set(cells.mapping)

    def line(self, row: int) -> Line | tuple[str, str]:
        """The line, or the column that is at fault and the reason."""
        quantity = self._quantity[row] if self._has_quantity else 1
        if quantity is None:
            return self._fault("quantity", "missing_value")
        price = self._price[row]
        plain = self._is_simple and type(price) is int and type(quantity) is int
        if plain and price >= 0 and quantity != 0:
            return Line(quantity, price, 0, quantity * price)
        return self._line(row, quantity, price, self._total[row])

    def _line(
        self, row: int, quantity: Fraction | int, price: Any, total: int | None
    ) -> Line | tuple[str, str]:
        if price is None and self._paid[row] is not None:
            price = self._paid[row]
        if price is None and total is None:
            return self._fault("unit_price", "missing_value")
        if quantity == 0:
            return self._fault("quantity", "no_quantity")
        joined = quantity.denominator != 1
        sign = -1 if quantity < 0 else 1
        units = 1 if joined else abs(int(quantity))
        if price is not None:
            if price < 0:
                return self._fault("unit_price", "negative_price")
            gross = Fraction(price) * abs(Fraction(quantity))
            off = self._off(row, gross, total)
        else:
            assert total is not None  # one of the two is told
            if total < 0:
                sign = -1
            value = abs(total)
            gross = self._before(row, value)
            off = gross - value
        net = round_half_up(gross - off)
        unit = whole(gross / units)
        return Line(sign * units, unit, unit * units - net, sign * net, joined)

    def _off(self, row: int, gross: Fraction, total: int | None) -> Fraction:
        """What is taken off `gross`, never more than all of it."""
        paid, told = self._paid[row], self._discount[row]
        if paid is not None and self._price[row] is not None:
            share = Fraction(paid) / Fraction(self._price[row]) if self._price[row] else Fraction(1)
            return gross * max(Fraction(0), 1 - share) * self._own_share(row)
        if told is not None:
            off = gross * told if self._is_rate else Fraction(abs(told))
            return min(off, gross)
        if total is not None and "discount" not in self._column and abs(total) < gross:
            return gross - abs(total)
        return Fraction(0)

    def _own_share(self, row: int) -> Fraction:
        """Of a price's reduction, what the shop bears: a marketplace pays it for the rest."""
        own, others = abs(self._shares[0][row] or 0), abs(self._shares[1][row] or 0)
        return Fraction(own, own + others) if others else Fraction(1)

    def _before(self, row: int, value: int) -> Fraction:
        """The gross of a total that is told after its discount."""
        told = self._discount[row]
        if told is None:
            return Fraction(value)
        if self._is_rate:
            return Fraction(value) / (1 - told) if told < 1 else Fraction(value)
        return Fraction(value) + abs(told)

    def _fault(self, field: str, reason: str) -> tuple[str, str]:
        if field == "unit_price" and "unit_price" not in self._column:
            field = "line_total"
        return self._column.get(field, field), reason
