"""Rows of a file put together to orders: one for each order id, told from all of its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from niaga.collect.orders_file import heads
from niaga.collect.orders_file.cells import Cells
from niaga.collect.orders_file.lines import Line, Pricing
from niaga.collect.orders_file.plan import Plan
from niaga.collect.orders_file.statuses import Meaning, meaning_of
from niaga.collect.tabular.layout import plain

# The order is as alive as its most living row.
_ALIVE: tuple[Meaning, ...] = (
    "delivered",
    "shipped",
    "paid",
    "returned",
    "unpaid",
    "cancelled",
    "test",
)


LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)  # until the rows have told


@dataclass
class Item:
    """A row's line. `meaning`: of the row; None where the file has no status."""

    row: int
    line: Line
    meaning: Meaning | None


@dataclass
class Order:
    """`rows`: places among the rows read; `told`: what the order's cells say, first come."""

    id: str
    rows: list[int] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    meaning: Meaning | None = None
    at: datetime = LONG_AGO


OF_ORDER = (
    "paid_at", "shipped_at", "delivered_at", "cancelled_at", "returned_at", "status",
    "order_discount", "order_shipping", "order_tax", "order_total", "order_subtotal",
    "order_refund", "bundle_discount", "customer_id", "email", "phone", "city", "region", "country",
    "payment_method", "channel", "carrier", "tracking", "return_status",
)  # fmt: skip


class Grouping:
    """Orders in the order of their first rows. `faults`: row → column and reason."""

    def __init__(self, cells: Cells, plan: Plan, currency: str) -> None:
        self.cells, self.plan = cells, plan
        self.faults: dict[int, tuple[str, str]] = dict(cells.faults)
        self.unknown_statuses: dict[str, int] = {}
        self._refuse_currencies(currency)
        self.continued = 0
        if "order_id" in plan.mapping:
            self._heads = heads.of_rows(cells)
            self.continued = self._heads.continued
            self.faults |= self._heads.faults
        self.identical = [row for row in self._identical() if row not in self.faults]
        if plan.choices.duplicates == "drop":
            column = cells.layout.columns[0]
            for row in self.identical:
                self.faults.setdefault(row, (column, "repeated_row"))

    def orders(self) -> list[Order]:
        groups = self._groups()
        pricing = Pricing(self.cells)
        values = {name: self.cells.get(name) for name in OF_ORDER if name in self.cells.mapping}
        dates, statuses = self.cells.get("ordered_at"), values.get("status")
        meanings = self._meanings(statuses) if statuses else {}
        kept = []
        for order in groups:
            for name, listed in values.items():
                order.told[name] = next(
                    (listed[row] for row in order.rows if listed[row] is not None), None
                )
            moments = [dates[row] for row in order.rows if dates[row] is not None]
            if not moments:
                self._refuse(order.rows, "ordered_at", "missing_value")
                continue
            order.at = min(moments)
            fallback = meanings.get(order.told.get("status"))
            for row in order.rows:
                self._add(order, row, pricing, statuses, meanings, fallback)
            if order.items:
                order.meaning = self._most_alive(item.meaning for item in order.items)
                kept.append(order)
        return kept

    def _add(
        self,
        order: Order,
        row: int,
        pricing: Pricing,
        statuses: Sequence[Any] | None,
        meanings: dict[Any, Meaning | None],
        fallback: Meaning | None,
    ) -> None:
        told = statuses[row] if statuses else None
        meaning = meanings.get(told) if told is not None else fallback
        if told is not None and meaning is None:
            self._refuse([row], "status", "unknown_status")
            return
        line = pricing.line(row)
        if isinstance(line, tuple):
            self.faults.setdefault(row, line)
        elif line.is_credit and line.value == 0:
            name = "unit_price" if "unit_price" in self.cells.mapping else "quantity"
            self._refuse([row], name, "no_value")
        else:
            order.items.append(Item(row, line, meaning))

    def _groups(self) -> list[Order]:
        ids = self._ids()
        groups: dict[str, Order] = {}
        for row, order_id in enumerate(ids):
            if row in self.faults:
                continue
            if order_id is None:
                self._refuse([row], "order_id", "missing_value")
                continue
            group = groups.get(order_id)
            if group is None:
                group = groups[order_id] = Order(order_id)
            group.rows.append(row)
        return list(groups.values())

    def _ids(self) -> Sequence[str | None]:
        """Without a column of order ids: what one person bought at one moment is one order."""
        cells = self.cells
        if "order_id" in cells.mapping:
            return self._heads.ids
        people = next(
            (
                cells.get(name)
                for name in ("customer_id", "email", "phone")
                if name in cells.mapping
            ),
            None,
        )
        numbers = cells.columns.numbers.tolist()
        if people is None:
            return [f"baris-{number}" for number in numbers]
        first: dict[tuple[Any, Any], str] = {}
        result = []
        for row, (person, moment) in enumerate(zip(people, cells.get("ordered_at"), strict=True)):
            key = (person, moment) if person is not None else (row, None)
            result.append(first.setdefault(key, f"baris-{numbers[row]}"))
        return result

    def _meanings(self, statuses: Iterable[Any]) -> dict[Any, Meaning | None]:
        """Each distinct status with what it means; None, counted, for one that nobody knows."""
        export = self.plan.export
        told = {**(export.statuses if export else {}), **self.plan.choices.statuses}
        result: dict[Any, Meaning | None] = {None: None}
        for status in statuses:
            if status not in result:
                meaning = meaning_of(status, told)
                if meaning is None and export:
                    starts = export.status_starts.items()
                    key = plain(status)
                    meaning = next((each for start, each in starts if key.startswith(start)), None)
                result[status] = meaning
            if status is not None and result[status] is None:
                self.unknown_statuses[status] = self.unknown_statuses.get(status, 0) + 1
        return result

    def _most_alive(self, meanings: Iterable[Meaning | None]) -> Meaning | None:
        known = set(meanings)
        return next((each for each in _ALIVE if each in known), None)

    def _refuse_currencies(self, currency: str) -> None:
        for row, told in enumerate(self.cells.values.get("currency", ())):
            if told is not None and told.strip().upper() not in (currency, _SIGNS.get(currency)):
                self._refuse([row], "currency", "other_currency")

    def _identical(self) -> list[int]:
        """Rows that say the same in every column that is read as one before them."""
        at = self.cells.columns.texts
        seen: set[tuple[int, ...]] = set()
        again = []
        columns = [places.tolist() for _texts, places in at.values()]
        for row, key in enumerate(zip(*columns, strict=True)):
            if key in seen:
                again.append(row)
            else:
                seen.add(key)
        return again

    def _refuse(self, rows: Iterable[int], name: str, reason: str) -> None:
        column = self.cells.mapping.get(name, name)
        for row in rows:
            self.faults.setdefault(row, (column, reason))


_SIGNS = {"IDR": "RP", "USD": "$", "BRL": "R$", "EUR": "€", "GBP": "£"}
