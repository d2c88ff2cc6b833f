"""Shopify's orders CSV: order cells on the first row only, an apostrophe before the zip code."""

import random
from datetime import timedelta
from pathlib import Path

from niaga.simulate.exports.making import BUYERS, GOODS, PLACES, Expected, at, write_csv

COLUMNS = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at",
    "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
    "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping",
    "Lineitem taxable", "Lineitem fulfillment status", "Billing Name", "Billing City",
    "Billing Zip", "Billing Province", "Billing Country", "Billing Phone", "Shipping Name",
    "Shipping City", "Shipping Zip", "Shipping Province", "Shipping Country", "Notes",
    "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount", "Vendor", "Id",
    "Tags", "Source", "Lineitem discount", "Tax 1 Name", "Tax 1 Value", "Phone",
    "Shipping Province Name", "Billing Province Name",
)  # fmt: skip


def make(folder: Path, draw: random.Random, orders: int = 16) -> Expected:
    rows: list[list[object]] = [list(COLUMNS)]
    net = counted = 0
    for number in range(orders):
        placed = at(draw, number)
        status = "paid"
        if number == 3:
            status = "pending"
        if number == 7:
            status = "refunded"
        cancelled = number == 10
        lines = [(draw.choice(GOODS), draw.randint(1, 2)) for _ in range(draw.randint(1, 3))]
        goods = sum(good[3] * units for good, units in lines)
        off = draw.choice((0, 25_000))
        total = goods - off + 20_000
        city, province = draw.choice(PLACES)
        buyer = draw.choice(BUYERS)
        for place, ((sku, name, _variation, price), units) in enumerate(lines):
            told: dict[str, object] = dict.fromkeys(COLUMNS, "")
            if place == 0:
                told |= {
                    "Financial Status": status,
                    "Paid at": "" if status == "pending" else f"{placed:%Y-%m-%d %H:%M:%S} +0700",
                    "Fulfillment Status": "fulfilled",
                    "Fulfilled at": f"{placed + timedelta(days=1):%Y-%m-%d %H:%M:%S} +0700"
                    if status != "pending" and not cancelled
                    else "",
                    "Currency": "IDR",
                    "Subtotal": f"{goods - off}.00",
                    "Shipping": "20000.00",
                    "Taxes": "0.00",
                    "Total": f"{total}.00",
                    "Discount Amount": f"{off}.00",
                    "Refunded Amount": f"{total if status == 'refunded' or cancelled else 0}.00",
                    "Cancelled at": f"{placed + timedelta(days=1):%Y-%m-%d %H:%M:%S} +0700"
                    if cancelled
                    else "",
                    "Payment Method": "Midtrans",
                    "Shipping City": city.title(),
                    "Shipping Zip": "'40115",
                    "Shipping Province Name": province.title(),
                    "Shipping Country": "ID",
                    "Id": 5_000_000 + number,
                }
            told |= {
                "Name": f"#{1001 + number}",
                "Email": f"{buyer}@pos.example",
                "Created at": f"{placed:%Y-%m-%d %H:%M:%S} +0700",
                "Lineitem quantity": units,
                "Lineitem name": name,
                "Lineitem price": f"{price}.00",
                "Lineitem sku": sku,
                "Lineitem discount": "0.00",
                "Vendor": "Sepatu Sinar",
            }
            rows.append([told[name] for name in COLUMNS])
        if status != "pending" and not cancelled:
            counted += 1
            net += goods - off if status == "paid" else 0
    path = folder / "orders_export.csv"
    write_csv(path, rows)
    return Expected("shopify", path, len(rows) - 1, orders, counted, net)
