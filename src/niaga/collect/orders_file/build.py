"""Orders of a file handed over in the shape of `collect.staging`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import zip_longest

from niaga.collect.orders_file.cells import Cells, whole
from niaga.collect.orders_file.credits import Credit, Key, Matched, Sold, match
from niaga.collect.orders_file.notes import Note
from niaga.collect.orders_file.orders import Grouping, Item, Order
from niaga.collect.orders_file.parties import Parties
from niaga.collect.orders_file.plan import Plan
from niaga.collect.orders_file.rejects import rejects_table
from niaga.collect.orders_file.remarks import remarks
from niaga.collect.orders_file.tables import Row, arrow
from niaga.collect.staging import STAGING, SourceShop, Staged
from niaga.kernel.money import allocate

SOLD = frozenset({"paid", "shipped", "delivered", "returned", None})
CREDIT_NOTE = "credit_note"  # the status of an order that is only a credit without its sale


class Building:
    """One pass over the orders of a file."""

    def __init__(self, cells: Cells, plan: Plan, shop: SourceShop, own: Mapping[str, str]) -> None:
        """`own`: SKU → product of the live shop, so that one thing is one product there."""
        self._cells, self._plan, self._shop = cells, plan, shop
        self._rows: dict[str, list[Row]] = {name: [] for name in STAGING}
        self._numbers = cells.columns.numbers.tolist()
        self._parties = Parties(cells, plan, shop, own)
        self._sales: list[tuple[Key, Sold]] = []
        self._told_back: list[tuple[Key, Sold]] = []  # what orders themselves say came back
        self._credits: list[Credit] = []
        self._heads: dict[str, Order] = {}
        self._taken_back: dict[tuple[str, int, datetime, str], tuple[int, int, int]] = {}
        self._per_line = {name: cells.differs_by_line(name) for name in ("shipping", "tax")}
        self._told = {
            name: cells.get(name)
            for name in ("ordered_at", "cost", "shipping", "tax", "returned_quantity")
        }

    def staged(self, grouping: Grouping) -> tuple[Staged, list[Note]]:
        orders = grouping.orders()
        for order in orders:
            self._order(order)
        matched = match(self._sales, self._told_back, self._credits)
        for each in matched:
            if not each.is_again:
                self._reversal_of(each)
        for (order_id, line_no, at, reason), (units, value, row) in self._taken_back.items():
            self._rows["reversals"].append((order_id, line_no, units, value, at, reason, row))
        rejects = rejects_table(self._cells, grouping.faults)
        tables = {name: arrow(name, self._rows[name]) for name in _FILLED}
        tables["products"] = arrow("products", list(self._parties.products.values()))
        tables["sellers"] = arrow("sellers", list(self._parties.sellers.values()))
        tables["customers"] = self._parties.customers()
        tables["rejects"] = rejects
        file = self._cells.layout.path.name
        rejected = {file: rejects.num_rows} if rejects.num_rows else {}
        staged = Staged(self._shop, tables, self._cells.columns.rows, rejected)
        return staged, remarks(grouping, matched, self._heads.values(), self._parties.nameless)

    # Orders

    def _order(self, order: Order) -> None:
        sold = [item for item in order.items if not item.line.is_credit]
        self._credits += [self._credit(order, item) for item in order.items if item.line.is_credit]
        self._heads[order.id] = order
        if not sold:
            return
        meaning = order.meaning
        if order.told.get("cancelled_at") is not None and meaning in ("paid", "unpaid", None):
            meaning = "cancelled"
        paid_at, ended = order.told.get("paid_at"), order.told.get("cancelled_at")
        cancelled = meaning == "cancelled"
        shipped_at = order.told.get("shipped_at")
        # A cancellation whose moment nobody tells enters the ledger neither as sale nor reversal.
        captured = meaning in SOLD or (cancelled and None not in (paid_at, ended))
        is_test = meaning == "test"
        delivered = meaning in ("delivered", "returned") or (
            order.told.get("delivered_at") is not None and not cancelled
        )
        values = [item.line.value for item in sold]
        taxes, included = self._taxes(order, sold)
        shipping, own_shipping = self._charge(order, sold, "shipping", "order_shipping")
        discount = self._order_discount(order, sum(values))
        own_tax = 0 if taxes else (order.told.get("order_tax") or self._first(sold, "tax"))
        self._rows["orders"].append(
            (
                self._parties.prefixed(order.id), self._parties.person(order),
                self._parties.channel(order),
                order.told.get("status") or meaning or "sold", self._parties.region(order),
                order.told.get("city"), is_test, captured,
                cancelled and shipped_at is None, delivered, order.at,
                (paid_at or order.at) if captured and not is_test else None,
                paid_at, discount, own_shipping, own_tax, None, self._numbers[order.rows[0]],
            )
        )  # fmt: skip
        for number, item in enumerate(sold, 1):
            tax = taxes[number - 1] if taxes else 0
            self._line(order, number, item, tax, included, shipping[number - 1])
        total = sum(values) - discount + sum(shipping) + own_shipping
        total += 0 if included else sum(taxes) + own_tax
        self._payment(order, total, captured)
        self._shipment(order, meaning)
        back = [item.line.quantity for item in sold]
        if captured and not is_test:
            worth = list(values)
            for off in (allocate(discount, values), taxes if included else []):
                worth = [each - less for each, less in zip_longest(worth, off, fillvalue=0)]
            back = self._undone(order, sold, cancelled, worth, total)
        self._offer(order, sold, back, captured and not is_test)

    def _line(
        self, order: Order, number: int, item: Item, tax: int, included: bool, shipping: int
    ) -> None:
        row, line = item.row, item.line
        cost = self._told["cost"][row]
        units = 1 if line.joined else line.quantity
        self._rows["lines"].append(
            (
                self._parties.prefixed(order.id), number, self._parties.product(row),
                self._parties.seller(row), line.quantity,
                line.unit_price, line.discount, shipping, tax, included,
                None if cost is None else whole(cost) * units, self._numbers[row],
            )
        )  # fmt: skip

    def _offer(self, order: Order, sold: Sequence[Item], back: Sequence[int], took: bool) -> None:
        """To negative rows, which look for the sale that they take back. `back`: units of each line
        that the order itself says were; `took`: money for them."""
        person = self._parties.person(order)
        for number, (item, units) in enumerate(zip(sold, back, strict=True), 1):
            product, line = self._parties.product(item.row), item.line
            moment = self._told["ordered_at"][item.row] or order.at
            made = partial(Sold, order.id, number, moment, line.unit_price)
            if units < line.quantity:
                self._sales.append(((person, product), made(line.quantity - units)))
            if units:
                self._told_back.append(((person if took else None, product), made(units)))

    def _charge(
        self, order: Order, sold: Sequence[Item], of_line: str, of_order: str
    ) -> tuple[list[int], int]:
        """What falls on each line, and what on the order."""
        listed = [self._told[of_line][item.row] or 0 for item in sold]
        if of_line in self._cells.mapping and self._per_line[of_line]:
            return [abs(each) for each in listed], 0
        own = order.told.get(of_order)
        return [0] * len(sold), abs(own if own is not None else self._first(sold, of_line))

    def _first(self, items: Sequence[Item], name: str) -> int:
        values = (self._told[name][item.row] for item in items)
        return abs(next((value for value in values if value is not None), 0))

    def _taxes(self, order: Order, sold: Sequence[Item]) -> tuple[list[int], bool]:
        """Tax of each line and whether it is inside the prices; empty: the order's own, on top."""
        export = self._plan.export
        if "tax" in self._cells.mapping and self._per_line["tax"]:
            taxes = [abs(self._told["tax"][item.row] or 0) for item in sold]
            return taxes, bool(export and export.prices_with_tax)
        told = order.told.get("order_tax")
        if not told or export is None or export.prices_with_tax is False:
            return [], False
        values = [item.line.value for item in sold]
        if export.prices_with_tax is None:
            total, shipping = order.told.get("order_total"), order.told.get("order_shipping") or 0
            subtotal = order.told.get("order_subtotal")
            if total is None or subtotal is None or subtotal + shipping != total:
                return [], False
        return allocate(told, values), True

    def _order_discount(self, order: Order, value: int) -> int:
        subtotal = order.told.get("order_subtotal")
        if subtotal is not None:
            return max(0, value - subtotal)
        told = (order.told.get(name) or 0 for name in ("order_discount", "bundle_discount"))
        return min(sum(map(abs, told)), value)

    # What was taken back

    def _credit(self, order: Order, item: Item) -> Credit:
        line = item.line
        moment = self._told["ordered_at"][item.row] or order.at
        reason = "returned" if item.meaning == "returned" or not _is_note(order) else "cancelled"
        if item.meaning == "cancelled":
            reason = "cancelled"
        return Credit(
            order.id, item.row, moment, self._parties.person(order),
            self._parties.product(item.row),
            -line.quantity, line.unit_price, -line.value, reason,
            item.meaning in ("cancelled", "returned"),
        )  # fmt: skip

    def _reversal_of(self, matched: Matched) -> None:
        credit, sold = matched.credit, matched.sold
        number = self._numbers[credit.row]
        if sold is None:
            order_id, line_no = self._ledger_only(credit)
        else:
            order_id, line_no = self._parties.prefixed(sold.order_id), sold.line_no
        # Two rows that take back of one line at one moment are one reversal.
        key = (order_id, line_no, credit.at, credit.reason)
        units, value, first = self._taken_back.get(key, (0, 0, number))
        self._taken_back[key] = (units + matched.quantity, value + matched.value, first)

    def _ledger_only(self, credit: Credit) -> tuple[str, int]:
        """An order of no value that carries the reversal: its sale is not in this file."""
        order = self._heads[credit.order_id]
        own_id = f"{self._parties.prefixed(credit.order_id)}-{self._numbers[credit.row]}"
        self._rows["orders"].append(
            (
                own_id, self._parties.person(order), self._parties.channel(order), CREDIT_NOTE,
                self._parties.region(order), order.told.get("city"), False, True, True, False,
                credit.at, credit.at, None, 0, 0, 0, None, self._numbers[credit.row],
            )
        )  # fmt: skip
        self._rows["lines"].append(
            (
                own_id, 1, credit.product, self._parties.seller(credit.row), 0, 0, 0, 0, 0, False,
                None,
                self._numbers[credit.row],
            )
        )  # fmt: skip
        return own_id, 1

    def _undone(
        self, order: Order, sold: Sequence[Item], cancelled: bool, worth: Sequence[int], total: int
    ) -> list[int]:
        """Units of each line that the order says were taken back. `worth`: what was paid for each
        line, without tax."""
        told = order.told
        number = self._numbers[order.rows[0]]
        moment = next((told[name] for name in _WHEN_UNDONE if told.get(name) is not None), order.at)
        id_ = self._parties.prefixed(order.id)
        take_back = self._rows["reversals"].append
        everything = [item.line.quantity for item in sold]
        if cancelled:
            reason = "refused" if told.get("shipped_at") else "cancelled"
            take_back((id_, None, None, None, moment, reason, number))
            return everything
        whole_order = all(
            (self._told["returned_quantity"][item.row] or 0) >= item.line.quantity for item in sold
        )
        if (
            order.meaning == "returned"
            or whole_order
            or self._came_back_whole(order, sold, sum(worth))
        ):
            take_back((id_, None, None, None, moment, "returned", number))
            return everything
        back = [0] * len(sold)
        for at, item in enumerate(sold):
            units, row = self._told["returned_quantity"][item.row], self._numbers[item.row]
            if item.meaning in ("cancelled", "returned") and item.meaning != order.meaning:
                back[at] = item.line.quantity
                take_back((id_, at + 1, None, worth[at], moment, item.meaning, row))
            elif units:
                back[at] = min(int(units), item.line.quantity)
                value = worth[at] * back[at] // item.line.quantity
                take_back((id_, at + 1, back[at], value, moment, "returned", row))
        # Negative rows of the order are the same money, told with the goods.
        listed = sum(item.line.value for item in order.items if item.line.is_credit)
        refund = abs(told.get("order_refund") or 0) + listed
        if refund > 0 and not any(back):
            self._refunded(id_, sold, refund, total, moment, number)
        return back

    def _refunded(
        self,
        order_id: str,
        sold: Sequence[Item],
        refund: int,
        total: int,
        moment: datetime,
        number: int,
    ) -> None:
        """Money given back without a word on which goods: all, or shared over the lines."""
        take_back = self._rows["reversals"].append
        if refund >= total:
            take_back((order_id, None, None, None, moment, "returned", number))
            return
        values = [item.line.value for item in sold]
        for line_no, share in enumerate(allocate(min(refund, sum(values)), values), 1):
            if share:
                take_back((order_id, line_no, 0, share, moment, "returned", number))

    def _came_back_whole(self, order: Order, sold: Sequence[Item], worth: int) -> bool:
        """Nothing was paid in the end for an order that is done: a marketplace's way to say so."""
        if self._plan.export is None or order.told.get("order_total") != 0:
            return False
        if any(self._told["returned_quantity"][item.row] for item in sold):
            return False
        borne = sum(
            self._cells.get(name)[item.row] or 0
            for name in ("platform_discount", "platform_coins")
            for item in sold[:1]
        )
        return order.meaning == "delivered" and worth > borne

    # What belongs to an order

    def _payment(self, order: Order, total: int, captured: bool) -> None:
        mapped = self._cells.mapping
        if not {"payment_method", "paid_at", "order_total"} & set(mapped):
            return
        paid = order.told.get("order_total")
        self._rows["payments"].append(
            (
                self._parties.prefixed(order.id), 1, order.told.get("payment_method"), 1,
                abs(paid) if paid is not None else total, order.told.get("status") or "recorded",
                captured, order.told.get("paid_at"), self._numbers[order.rows[0]],
            )
        )  # fmt: skip

    def _shipment(self, order: Order, meaning: str | None) -> None:
        told = order.told
        if not any(told.get(name) for name in ("shipped_at", "delivered_at", "tracking")):
            return
        delivered_at = told.get("delivered_at") if meaning != "cancelled" else None
        self._rows["shipments"].append(
            (
                self._parties.prefixed(order.id), str(told.get("tracking") or order.id),
                told.get("carrier"),
                None, told.get("shipped_at"), delivered_at, None, self._numbers[order.rows[0]],
            )
        )  # fmt: skip


_FILLED = ("orders", "lines", "reversals", "payments", "shipments")
_WHEN_UNDONE = ("returned_at", "cancelled_at", "delivered_at", "shipped_at", "paid_at")


def _is_note(order: Order) -> bool:
    """An order of credits alone."""
    return all(item.line.is_credit for item in order.items)
