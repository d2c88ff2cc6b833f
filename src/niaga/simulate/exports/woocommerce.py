"""WooCommerce: a REST answer, and an Analytics report with all products of an order in one cell."""

import json
import random
from pathlib import Path
from typing import Any

from niaga.simulate.exports.making import BUYERS, GOODS, Expected, at, dotted, write_csv

REPORT = (
    "Date", "Order #", "N. Revenue (formatted)", "Status", "Customer", "Customer type",
    "Product(s)", "Items sold", "Coupon(s)", "Net Sales", "Attribution",
)  # fmt: skip


def make_rest(folder: Path, draw: random.Random, orders: int = 14) -> Expected:
    told: list[dict[str, Any]] = []
    net = counted = lines_made = 0
    for number in range(orders):
        placed = at(draw, number)
        status = draw.choices(("completed", "processing", "cancelled", "pending"), (6, 3, 1, 1))[0]
        items, goods = [], 0
        for place in range(draw.randint(1, 3)):
            sku, name, _variation, price = draw.choice(GOODS)
            units, off = draw.randint(1, 2), draw.choice((0, 10_000))
            goods += price * units - off
            items.append(
                {
                    "id": number * 10 + place, "name": name, "product_id": 70 + place,
                    "variation_id": 0, "sku": sku, "quantity": units,
                    "subtotal": f"{price * units}.00", "total": f"{price * units - off}.00",
                    "total_tax": "0.00",
                }
            )  # fmt: skip
        lines_made += len(items)
        refund = 30_000 if number == 1 else 0
        status = "completed" if number == 1 else status
        person = draw.randrange(len(BUYERS))
        address = {
            "email": f"{BUYERS[person]}@pos.example", "phone": f"0812345678{person:02}",
            "city": "Bandung", "state": "Jawa Barat", "country": "ID",
        }  # fmt: skip
        told.append(
            {
                "id": 800 + number, "number": str(800 + number), "status": status,
                "currency": "IDR", "date_created": f"{placed:%Y-%m-%dT%H:%M:%S}",
                "date_paid": None if status == "pending" else f"{placed:%Y-%m-%dT%H:%M:%S}",
                "total": f"{goods + 15_000}.00", "total_tax": "0.00",
                "shipping_total": "15000.00", "discount_total": "0.00",
                "customer_id": person, "billing": address, "shipping": {},
                "payment_method_title": "Transfer bank", "transaction_id": "",
                "line_items": items, "shipping_lines": [], "fee_lines": [], "coupon_lines": [],
                "refunds": [{"id": 1, "reason": "", "total": f"-{refund}.00"}] if refund else [],
            }
        )  # fmt: skip
        if status in ("completed", "processing"):
            counted += 1
            net += goods - refund
    path = folder / "woocommerce-orders.json"
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return Expected("woocommerce", path, lines_made, orders, counted, net)


def make_report(folder: Path, draw: random.Random, orders: int = 12) -> Expected:
    rows: list[list[object]] = [list(REPORT)]
    net = lines_made = 0
    for number in range(orders):
        placed = at(draw, number)
        lines = [(good, draw.randint(1, 3)) for good in draw.sample(GOODS, draw.randint(1, 2))]
        goods = sum(good[3] * units for good, units in lines)
        net += goods
        lines_made += len(lines)
        products = ", ".join(f"{units}× {good[1]}" for good, units in lines)
        rows.append(
            [
                f"{placed:%Y-%m-%d %H:%M:%S}", 900 + number, f"Rp{dotted(goods)}", "Completed",
                "Sekar A.", "returning", products, sum(units for _good, units in lines), "",
                goods, "Direct",
            ]
        )  # fmt: skip
    path = folder / "wc-orders-report-export-1.csv"
    write_csv(path, rows, encoding="utf-8-sig")
    return Expected("woocommerce", path, lines_made, orders, orders, net)
