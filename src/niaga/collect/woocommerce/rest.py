"""Orders of the REST interface as rows: one for each line item, as an export would have them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from niaga.collect.problems import FileTooLarge, NotJson
from niaga.collect.tabular.layout import Layout
from niaga.collect.tabular.rows import Columns

LARGEST = 256 * 1024 * 1024  # bytes; the whole document is held in memory

# Field of `orders_file` → the name of its column here.
COLUMNS: Mapping[str, str] = {
    "order_id": "order number",
    "ordered_at": "date created gmt",
    "paid_at": "date paid gmt",
    "delivered_at": "date completed gmt",
    "status": "status",
    "currency": "currency",
    "order_shipping": "shipping total",
    "order_tax": "total tax",
    "order_total": "total",
    "order_refund": "refunds",
    "customer_id": "customer id",
    "email": "email",
    "phone": "phone",
    "city": "city",
    "region": "state",
    "country": "country",
    "payment_method": "payment method",
    "product_id": "sku",
    "product_name": "name",
    "quantity": "quantity",
    "line_total": "line total",
    "discount": "line discount",
}


def rest_orders(path: Path) -> tuple[Layout, Columns] | None:
    """None when the file is no JSON. Raises NotJson, FileTooLarge."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        if file.read(64).lstrip()[:1] not in (b"[", b"{"):
            return None
    if path.stat().st_size > LARGEST:
        raise FileTooLarge(file=path.name, limit=LARGEST // 1024**2)
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotJson(file=path.name) from error
    orders = told.get("orders", [told]) if isinstance(told, dict) else told
    if not isinstance(orders, list) or not all(isinstance(order, dict) for order in orders):
        raise NotJson(file=path.name)
    rows = [row for order in orders for row in _rows(order)]
    return _table(path, rows)


def _rows(order: Mapping[str, Any]) -> list[dict[str, str]]:
    billing, shipping = (_mapping(order.get(name)) for name in ("billing", "shipping"))
    place = shipping if shipping.get("city") or shipping.get("state") else billing
    customer = order.get("customer_id")
    refunds = [each.get("total") for each in _listed(order.get("refunds"))]
    head = {
        "order number": order.get("number") or order.get("id"),
        "date created gmt": _utc(order.get("date_created_gmt")) or order.get("date_created"),
        "date paid gmt": _utc(order.get("date_paid_gmt")) or order.get("date_paid"),
        "date completed gmt": _utc(order.get("date_completed_gmt")) or order.get("date_completed"),
        "status": order.get("status"),
        "currency": order.get("currency"),
        "shipping total": order.get("shipping_total"),
        "total tax": order.get("total_tax"),
        "total": order.get("total"),
        "refunds": _sum(refunds),
        "customer id": customer if customer not in (0, "0", None) else "",  # 0: a guest
        "email": billing.get("email"),
        "phone": billing.get("phone"),
        "city": place.get("city"),
        "state": place.get("state"),
        "country": place.get("country"),
        "payment method": order.get("payment_method_title") or order.get("payment_method"),
    }
    lines = []
    for item in _listed(order.get("line_items")) or [{}]:  # one without goods is refused, and told
        lines.append(
            {
                "sku": item.get("sku") or item.get("variation_id") or item.get("product_id"),
                "name": item.get("name"),
                "quantity": item.get("quantity"),
                "line total": item.get("total"),
                "line discount": _difference(item.get("subtotal"), item.get("total")),
            }
        )
    return [{name: _text(value) for name, value in {**head, **line}.items()} for line in lines]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _utc(value: Any) -> str:
    return f"{value}Z" if value else ""


def _number(value: Any) -> float:
    try:
        return float(value or 0)
    except (TypeError, ValueError):
        return 0.0


def _sum(values: list[Any]) -> str:
    whole = round(sum(abs(_number(value)) for value in values), 4)
    return f"{whole:f}" if whole else ""


def _difference(before: Any, after: Any) -> str:
    off = round(_number(before) - _number(after), 4)
    return f"{off:f}" if off > 0 else ""


def _table(path: Path, rows: list[dict[str, str]]) -> tuple[Layout, Columns]:
    """`numbers` count the line items of the document from 1."""
    names = tuple(COLUMNS.values())
    texts: dict[str, tuple[list[str], np.ndarray]] = {}
    for name in names:
        places: dict[str, int] = {}
        at = [places.setdefault(row[name], len(places)) if row.get(name) else -1 for row in rows]
        texts[name] = (list(places), np.array(at, dtype=np.int64))
    sample = tuple(tuple(row.get(name, "") for name in names) for row in rows[:200])
    layout = Layout(path, names, 0, 1, encoding="utf-8", separator="", sample=sample)
    return layout, Columns(texts, np.arange(1, len(rows) + 1, dtype=np.int64))
