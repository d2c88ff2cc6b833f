"""The answers that the board of returns is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from niaga.kernel.shop import current_shop
from niaga.metrics import Result
from niaga.web.dashboards.figures import BEFORE, NOW, Course, Figures, answer

RATES = ("return_rate", "damage_rate", "return_value_rate", "delivered_units", "returned_units")
REVERSED = ("reversed_units", "reversed_value", "reversed_orders")
PARCELS = "delivered_parcels"


@dataclass(frozen=True)
class Reversed:
    """What was taken back for one reason, of one product, by one carrier, … `label`: how a product
    is called; else empty."""

    name: str
    label: str
    units: int
    value: int
    orders: int
    units_before: int


class ReturnsFigures(Figures):
    @property
    def tells_deliveries(self) -> bool:
        """The source tells what becomes of parcels."""
        shop = self.selection.shop
        return shop.code == current_shop().code or bool(shop.files.get("shipments"))

    @answer
    def rates(self) -> Mapping[str, Course]:
        """By the month of the delivery."""
        results = self._asked(RATES, self._by_month)
        return {name: self.measured(results, name) for name in RATES}

    @answer
    def reversed(self) -> Mapping[str, Course]:
        """By the month in which it was processed."""
        results = self._asked(REVERSED, self._by_month)
        return {name: self.course(results[name]) for name in REVERSED}

    @answer
    def reversed_by_reason(self) -> Mapping[str, Result]:
        return self._asked(REVERSED, {"by": ["reason"], **self._by_month})

    @property
    def _by_month(self) -> dict[str, Any]:
        return {"grain": "month", "periods": self.periods}

    def _asked(self, names: Sequence[str], question: Mapping[str, Any]) -> Mapping[str, Result]:
        """From one statement with all that is told by month."""
        by_month = self._by_month
        self.ask_at_once(
            (RATES, by_month), (REVERSED, by_month), (REVERSED, {"by": ["reason"], **by_month})
        )
        return self.asked(*names, **question)

    @answer
    def reversed_by_product(self) -> list[Reversed]:
        if not self.reasons:
            return []
        by = ["product", "product_name"]
        results = self.asked(*REVERSED, by=by, periods=self.periods)
        return gathered(results, named=True)

    def reversed_by(self, dimension: str) -> list[Reversed]:
        if not self.reasons:
            return []
        return gathered(self.asked(*REVERSED, by=[dimension], periods=self.periods))

    @answer
    def parcels_by_carrier(self) -> Mapping[str, int]:
        result = self.ask(PARCELS, by=["carrier"], period=self.periods[NOW])[0]
        return {row.key[0]: int(row.value or 0) for row in result.rows if row.key[0]}

    def rate_by(self, dimension: str) -> Mapping[str, tuple[int, int]]:
        """Value of the dimension → units returned, of how many delivered."""
        name = rate_named(dimension)
        result = self.ask(name, by=[dimension], period=self.periods[NOW])[0]
        return {
            row.key[0]: (row.numerator or 0, row.denominator)
            for row in result.rows
            if row.key[0] and row.denominator
        }

    @answer
    def tells_reversals(self) -> bool:
        """Something was taken back at some time, or this is the live shop."""
        if self.selection.shop.code == current_shop().code:
            return True
        if self.reversed_by_reason["reversed_units"].rows:
            return True
        return bool(self.selection.filters) and bool(
            self.ask("reversed_units", filters={})[0].value
        )

    @answer
    def reasons(self) -> list[Reversed]:
        return gathered(self.reversed_by_reason)


def rate_named(dimension: str) -> str:
    """The rate of return that can be split so: carriers are known of lines with their parcel."""
    return "carrier_return_rate" if dimension == "carrier" else "return_rate"


def gathered(results: Mapping[str, Result], named: bool = False) -> list[Reversed]:
    """By the first dimension of the key, most units first. `named`: the second names its values."""
    sides: dict[str, dict[str, dict[str, int]]] = {}
    labels: dict[str, str] = {}
    for metric, result in results.items():
        for row in result.rows:
            name, bucket = row.key[0] or "", row.key[-1]
            if bucket in (NOW, BEFORE):
                sides.setdefault(name, {NOW: {}, BEFORE: {}})[bucket][metric] = int(row.value or 0)
                if named:
                    labels[name] = row.key[1] or ""
    found = [
        Reversed(
            name,
            labels.get(name, ""),
            each[NOW].get("reversed_units", 0),
            each[NOW].get("reversed_value", 0),
            each[NOW].get("reversed_orders", 0),
            each[BEFORE].get("reversed_units", 0),
        )
        for name, each in sides.items()
    ]
    kept = [one for one in found if one.units or one.units_before]
    return sorted(kept, key=lambda one: (-one.units, -one.value, one.name))
