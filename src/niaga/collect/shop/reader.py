"""The shop's tables as staged rows. No name, address, e-mail or telephone number leaves here.

A person is told by the telephone number of their account, or of the order for a guest, which the
warehouse replaces by a keyed pseudonym. Their account's contacts, or a guest's, are evidence of who
else they are; the contact on an account's order is not: it may be that of whom the goods are for.
An order paid in advance is a sale when its money was
captured; cash on delivery when the order was accepted. What its goods cost: see `costs`.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

import pyarrow as pa
from django.db.models import QuerySet

from niaga.collect.identity import email_keys, phone_keys
from niaga.collect.shop.costs import read_costs
from niaga.collect.staging import OPTIONAL, STAGING, SourceShop, Staged
from niaga.kernel.shop import Shop, current_shop
from niaga.store.catalog.models import Category, Product
from niaga.store.orders.models import Order, OrderLine, OrderState, PaymentMethod
from niaga.store.payments.models import AttemptState, PaymentAttempt
from niaga.store.reviews.models import Review
from niaga.store.shipping.models import Shipment

Row = tuple[Any, ...]
Keys = Collection[int] | None

_MONEY_IN = {AttemptState.CAPTURED, AttemptState.SETTLED}


def source_shop() -> SourceShop:
    shop = current_shop()
    return SourceShop(shop.code, shop.name, shop.currency, shop.time_zone)


def read_shop(order_ids: Keys = None, product_ids: Keys = None) -> Staged:
    """The given orders with all that belongs to them, and the given products; None means all.

    Products that the orders name are always among the products. Ten statements for each thousand
    orders.
    """
    orders: list[_Head] = []
    people: dict[tuple[str, str, str], _Head] = {}
    parts: dict[str, list[Row]] = {name: [] for name in STAGING}
    for keys in _portions(order_ids):
        orders += _order_heads(keys)
        _collect_parts(keys, parts)
    shop = current_shop()
    paid = _applied(order_ids)
    tables: dict[str, list[Row]] = {
        **parts,
        "orders": [_order(head, paid) for head in orders],
        "reversals": [row for head in orders if (row := _reversal(head, paid))],
        "sellers": [(shop.code, None, None, 0)],
    }
    for head in orders:
        people[(head.person, *head.contacts)] = head
    tables["customers"] = _people(people.values())
    named = {int(row[2]) for row in tables["lines"]}
    wanted = None if product_ids is None else named | set(product_ids)
    tables["products"] = _products(wanted)
    return Staged(
        shop=source_shop(),
        tables={name: _arrow(name, rows) for name, rows in tables.items() if name != "rejects"},
        rows_in=sum(len(rows) for rows in tables.values()),
    )


def _portions(keys: Keys, size: int = 1_000) -> Iterable[Keys]:
    """SQLite bounds the number of parameters of a statement."""
    if keys is None:
        yield None
        return
    ordered = sorted(keys)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def _only(rows: QuerySet[Any], column: str, keys: Keys) -> QuerySet[Any]:
    return rows if keys is None else rows.filter(**{f"{column}__in": keys})


class _Head(NamedTuple):
    """An order without its lines, in the order in which its columns are asked for."""

    number: str
    state: str
    phone: str
    email: str
    customer__user_id: int | None
    customer__user__phone: str | None
    customer__user__email: str | None
    channel: str
    province: str
    city: str
    is_test: bool
    placed_at: datetime
    confirmed_at: datetime | None
    handed_over_at: datetime | None
    ended_at: datetime | None
    payment_method: str
    session_id: str
    pk: int

    @property
    def person(self) -> str:
        if not self.customer__user_id:
            return self.phone
        return self.customer__user__phone or self.customer__user__email or self.phone

    @property
    def contacts(self) -> tuple[str, str]:
        """E-mail address and telephone number of the person; empty: none."""
        if not self.customer__user_id:
            return self.email, self.phone
        return self.customer__user__email or "", self.customer__user__phone or ""


def _order_heads(keys: Keys) -> list[_Head]:
    rows = _only(Order.objects.order_by("pk"), "pk", keys)
    return [_Head._make(row) for row in rows.values_list(*_Head._fields)]


def _people(heads: Collection[_Head]) -> list[Row]:
    """A row for each person and contact, with the place of their last order among these."""
    emails = email_keys(head.contacts[0] for head in heads).to_pylist()
    phones = phone_keys(head.contacts[1] for head in heads).to_pylist()
    return [
        (head.person, head.province, head.city, email, phone, head.pk)
        for head, email, phone in zip(heads, emails, phones, strict=True)
    ]


def _applied(order_ids: Keys) -> dict[int, datetime]:
    """When money came that was given to its order, also where it was taken back since."""
    moments: dict[int, datetime] = {}
    for keys in _portions(order_ids):
        rows = _only(
            PaymentAttempt.objects.filter(captured_at__isnull=False).exclude(provider="cod"),
            "order_id",
            keys,
        ).order_by("applied", "-number")
        moments.update(rows.values_list("order_id", "captured_at"))
    return moments


def _sale_at(head: _Head, paid: dict[int, datetime]) -> datetime | None:
    if head.payment_method == PaymentMethod.CASH_ON_DELIVERY:
        return head.confirmed_at
    return paid.get(head.pk) if head.confirmed_at else None


def _order(head: _Head, paid: dict[int, datetime]) -> Row:
    ended = head.state in {OrderState.CANCELLED, OrderState.EXPIRED}
    sale_at = _sale_at(head, paid)
    return (
        head.number,
        head.person,
        head.channel,
        head.state,
        head.province,
        head.city,
        head.is_test,
        sale_at is not None,
        ended and head.handed_over_at is None,
        head.state == OrderState.COMPLETED,
        head.placed_at,
        sale_at,
        paid.get(head.pk),
        0,  # discount, shipping and tax are on the lines
        0,
        0,
        head.session_id or None,
        head.pk,
    )


def _reversal(head: _Head, paid: dict[int, datetime]) -> Row | None:
    """A sale whose order ended cancelled, on the day on which it was."""
    if head.state != OrderState.CANCELLED or _sale_at(head, paid) is None:
        return None
    reason = "refused" if head.handed_over_at else "cancelled"  # their own words stay in the shop
    return (head.number, None, head.ended_at, reason, head.pk)


class _Line(NamedTuple):
    """A line of an order, in the order in which its columns are asked for."""

    number: str
    placed_at: datetime
    product: int
    variant_id: int
    position: int
    quantity: int
    unit_price: int
    discount: int
    shipping_share: int
    tax: int
    pk: int


def _collect_parts(keys: Keys, parts: dict[str, list[Row]]) -> None:
    seller = current_shop().code
    lines = _only(OrderLine.objects.order_by("order_id", "position"), "order_id", keys)
    found = [
        _Line._make(row)
        for row in lines.values_list(
            "order__number", "order__placed_at", "variant__product_id", *_Line._fields[3:]
        )
    ]
    costs = read_costs(None if keys is None else {line.variant_id for line in found})
    parts["lines"] += [
        (
            line.number,
            line.position + 1,
            str(line.product),
            seller,
            line.quantity,
            line.unit_price,
            line.discount,
            line.shipping_share,
            line.tax,
            True,
            costs.of(line.variant_id, line.quantity, line.placed_at),
            line.pk,
        )
        for line in found
    ]
    attempts = _only(PaymentAttempt.objects.order_by("order_id", "number"), "order_id", keys)
    parts["payments"] += [
        (number, n, method or provider, 1, amount, state, state in _MONEY_IN, captured_at, pk)
        for number, n, method, provider, amount, state, captured_at, pk in attempts.values_list(
            "order__number",
            "number",
            "method",
            "provider",
            "amount",
            "state",
            "captured_at",
            "pk",
        )
    ]
    shop = current_shop()
    shipments = _only(Shipment.objects.order_by("pk"), "order_id", keys)
    parts["shipments"] += [
        (number, str(pk), courier, packed, handed, delivered, _end_of(shop, promised), pk)
        for number, pk, courier, packed, handed, delivered, promised in shipments.values_list(
            "order__number",
            "pk",
            "courier",
            "packed_at",
            "handed_over_at",
            "delivered_at",
            "order__promised_until",
        )
    ]
    reviews = _only(Review.objects.filter(is_hidden=False).order_by("pk"), "line__order_id", keys)
    parts["reviews"] += [
        (str(pk), number, str(product), rating, written, pk)
        for pk, number, product, rating, written in reviews.values_list(
            "pk", "line__order__number", "product_id", "rating", "created_at"
        )
    ]


def _end_of(shop: Shop, day: Any) -> datetime:
    """The last moment of a business day."""
    midnight = datetime.combine(day + timedelta(days=1), time(), shop.zone)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def _products(keys: Keys) -> list[Row]:
    paths = category_paths()
    found: list[Row] = []
    for portion in _portions(keys):
        rows = _only(Product.objects.order_by("pk"), "pk", portion)
        found += [
            (str(pk), name, paths[category], condition, pk)
            for pk, name, category, condition in rows.values_list(
                "pk", "name_id", "category_id", "condition"
            )
        ]
    return found


def category_paths() -> dict[int, str]:
    """As in `Pria › Sneakers`: a leaf's name alone is not unique."""
    rows = {pk: (name, parent) for pk, name, parent in _category_rows()}

    def path(pk: int) -> str:
        name, parent = rows[pk]
        return f"{path(parent)} › {name}" if parent else name

    return {pk: path(pk) for pk in rows}


def _category_rows() -> Iterable[Row]:
    return Category.objects.order_by("pk").values_list("pk", "name_id", "parent_id")


def _arrow(name: str, rows: Sequence[Row]) -> pa.Table:
    left_out = () if name in ("customers", "orders", "lines") else OPTIONAL.get(name, ())
    told = [each for each in STAGING[name] if each.name not in left_out]
    schema = pa.schema(told)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )
