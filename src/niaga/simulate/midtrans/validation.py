"""Checks on the body of `POST /snap/v1/transactions`, with the gateway's own words."""

import re
from typing import Any

ORDER_ID = re.compile(r"[A-Za-z0-9\-_.~]{1,50}")
UNITS = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440}


def _is_amount(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def errors_of(body: Any) -> list[str]:
    """Messages for what is wrong; empty when the transaction can be made."""
    if not isinstance(body, dict) or not isinstance(body.get("transaction_details"), dict):
        return ["transaction_details is required"]
    errors = []
    details = body["transaction_details"]
    order_id, gross = details.get("order_id"), details.get("gross_amount")
    if not order_id:
        errors.append("transaction_details.order_id is required")
    elif not isinstance(order_id, str) or not ORDER_ID.fullmatch(order_id):
        errors.append("transaction_details.order_id is not valid")
    if gross is None:
        errors.append("transaction_details.gross_amount is required")
    elif not _is_amount(gross):
        errors.append("transaction_details.gross_amount must be an integer")
    elif gross < 1:
        errors.append("transaction_details.gross_amount must be greater than or equal to 0.01")
    items = body.get("item_details")
    if items is not None and not errors:
        errors += _item_errors(items, gross)
    expiry = body.get("expiry")
    if expiry is not None and (
        not isinstance(expiry, dict)
        or expiry.get("unit") not in UNITS
        or not _is_amount(expiry.get("duration"))
        or expiry["duration"] < 1
    ):
        errors.append("expiry is not valid")
    return errors


def _item_errors(items: Any, gross: int) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return ["item_details must be an array"]
    for item in items:
        if not _is_amount(item.get("price")) or not _is_amount(item.get("quantity")):
            return ["item_details.price and item_details.quantity must be integers"]
        if not item.get("name"):
            return ["item_details.name is required"]
        if len(str(item["name"])) > 50:
            return ["item_details.name is too long"]
    if sum(item["price"] * item["quantity"] for item in items) != gross:
        return ["transaction_details.gross_amount is not equal to the sum of item_details"]
    return []


def expiry_minutes(body: dict[str, Any]) -> int | None:
    expiry = body.get("expiry")
    return None if expiry is None else int(expiry["duration"]) * UNITS[expiry["unit"]]
