"""Who and what the orders of a file speak of: products, sellers and people, each told once."""

from collections.abc import Mapping
from typing import Any, cast

import pyarrow as pa

from niaga.collect.identity import email_keys, phone_keys
from niaga.collect.orders_file.cells import Cells
from niaga.collect.orders_file.orders import Order
from niaga.collect.orders_file.people import reference
from niaga.collect.orders_file.places import region_named
from niaga.collect.orders_file.plan import Plan
from niaga.collect.orders_file.tables import Row, arrow
from niaga.collect.staging import SourceShop


class Parties:
    """`products`, `sellers`: key → row of the table of that name. `nameless`: orders of nobody."""

    def __init__(self, cells: Cells, plan: Plan, shop: SourceShop, own: Mapping[str, str]) -> None:
        """`own`: SKU → product of the live shop, so that one thing is one product there."""
        self._plan, self._shop, self._own = plan, shop, own
        self._numbers = cells.columns.numbers.tolist()
        self._told = {
            name: cells.get(name)
            for name in ("product_id", "product_name", "variation", "category", "seller")
        }
        self.products: dict[str, Row] = {}
        self.sellers: dict[str, Row] = {}
        self.nameless = 0
        self._people: dict[tuple[Any, ...], Row] = {}

    def product(self, row: int) -> str | None:
        code, name = self._told["product_id"][row], self._told["product_name"][row]
        variation = self._told["variation"][row]
        if code is None and name is None:
            return None
        if code is not None and code in self._own:
            return self._own[code]
        key = code or (f"{name} · {variation}" if variation else cast(str, name))
        product = self.prefixed(key)
        known = self.products.get(product)
        if known is None or (known[1] is None and name is not None):
            shown = f"{name} · {variation}" if name and variation else name
            self.products[product] = (
                product, shown or code, self._told["category"][row], "new", self._numbers[row],
            )  # fmt: skip
        return product

    def seller(self, row: int) -> str:
        seller = self._told["seller"][row] or self._shop.code
        self.sellers.setdefault(seller, (seller, None, None, self._numbers[row]))
        return seller

    def person(self, order: Order) -> str | None:
        known = order.told.get("_person", order)
        if known is not order:
            return cast("str | None", known)
        told = order.told
        within = self.channel(order) if self._plan.live or self._plan.export else ""
        person = reference(told.get("customer_id"), told.get("email"), told.get("phone"), within)
        order.told["_person"] = person
        if person is None:
            self.nameless += 1
        else:
            contact = (person, told.get("email"), told.get("phone"))
            self._people[contact] = (
                person, self.region(order), told.get("city"), self._numbers[order.rows[0]],
            )  # fmt: skip
        return person

    def customers(self) -> pa.Table:
        """A row for each person and contact, which is evidence of who else they are."""
        emails = email_keys(email for _person, email, _phone in self._people).to_pylist()
        phones = phone_keys(phone for _person, _email, phone in self._people).to_pylist()
        rows = [
            (person, region, city, email, phone, number)
            for (person, region, city, number), email, phone in zip(
                self._people.values(), emails, phones, strict=True
            )
        ]
        return arrow("customers", rows)

    def region(self, order: Order) -> str | None:
        return region_named(order.told.get("region") or order.told.get("country"))

    def channel(self, order: Order) -> str:
        told = order.told.get("channel")
        return str(told or self._plan.channel or self._shop.code)

    def prefixed(self, key: str) -> str:
        """Keys that join those of other sources begin with their channel."""
        if not (self._plan.live or self._plan.export):
            return key
        return f"{self._plan.channel or 'berkas'}:{key}"
