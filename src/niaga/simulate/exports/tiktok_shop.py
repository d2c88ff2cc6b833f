"""The order list of TikTok Shop's Seller Center: a row that explains, trailing tabs, refunds."""

import random
from datetime import timedelta
from pathlib import Path

from niaga.simulate.exports.making import BUYERS, GOODS, PLACES, Expected, at, write_csv

COLUMNS = {
    "Order ID": "Platform unique order ID.",
    "Order Status": "The order status.",
    "Order Substatus": "The order sub status.",
    "Cancelation/Return Type": "Cancel or return type.",
    "Normal or Pre-order": "Normal or pre-order.",
    "SKU ID": "Platform unique SKU ID.",
    "Seller SKU": "Seller SKU input by the seller.",
    "Product Name": "Product name.",
    "Variation": "SKU variation.",
    "Quantity": "SKU sold quantity in the order.",
    "Sku Quantity of return": "The quantity of return.",
    "SKU Unit Original Price": "Unit price before discounts.",
    "SKU Subtotal Before Discount": "Unit price times quantity.",
    "SKU Platform Discount": "Discount borne by the platform.",
    "SKU Seller Discount": "Discount borne by the seller.",
    "SKU Subtotal After Discount": "What remains of the SKU.",
    "Shipping Fee After Discount": "Shipping paid by the buyer.",
    "Original Shipping Fee": "Shipping before discounts.",
    "Taxes": "Taxes of the order.",
    "Order Amount": "What the buyer paid.",
    "Order Refund Amount": "What was given back.",
    "Created Time": "Order created time.",
    "Paid Time": "Order paid time.",
    "RTS Time": "Ready to ship time.",
    "Shipped Time": "Order shipped time.",
    "Delivered Time": "Order delivered time.",
    "Cancelled Time": "Order cancelled time.",
    "Cancel By": "Who cancelled.",
    "Tracking ID": "Tracking number.",
    "Shipping Provider Name": "Courier.",
    "Buyer Username": "Buyer's user name.",
    "Recipient": "Recipient.",
    "Phone #": "Phone number.",
    "Province": "Province.",
    "Regency and City": "Regency or city.",
    "Payment Method": "Payment method.",
    "Product Category": "Category of the product.",
}


def make(folder: Path, draw: random.Random) -> Expected:
    return make_list(folder / "tiktok-shop-pesanan.csv", draw, "tiktok_shop")


def make_list(path: Path, draw: random.Random, kind: str, orders: int = 20) -> Expected:
    rows: list[list[object]] = [list(COLUMNS), list(COLUMNS.values())]
    net = counted = 0
    for number in range(orders):
        placed = at(draw, number)
        cancelled, refunded = number in (2, 9), number == 6
        lines = draw.sample(GOODS, draw.randint(1, 3))
        offs = [draw.choice((0, 20_000)) for _ in lines]
        goods = sum(price for *_rest, price in lines) - sum(offs)
        back = 50_000 if refunded else 0
        city, province = draw.choice(PLACES)
        buyer = draw.choice(BUYERS)

        def moment(days: int, placed: object = placed) -> str:
            return f"{placed + timedelta(days=days):%d/%m/%Y %H:%M:%S}\t"  # type: ignore[operator]

        for (sku, name, variation, price), off in zip(lines, offs, strict=True):
            told = dict.fromkeys(COLUMNS, "")
            told |= {
                "Order ID": f"5789{number:012}\t",
                "Order Status": "Dibatalkan" if cancelled else "Selesai",
                "Seller SKU": sku,
                "Product Name": name,
                "Variation": variation,
                "Quantity": "1",
                "Sku Quantity of return": "0",
                "SKU Unit Original Price": str(price),
                "SKU Subtotal Before Discount": str(price),
                "SKU Platform Discount": "5000",
                "SKU Seller Discount": str(off),
                "SKU Subtotal After Discount": str(price - off - 5000),
                "Shipping Fee After Discount": "8000",
                "Taxes": "0",
                "Order Amount": str(goods - 5000 * len(lines) + 8000),
                "Order Refund Amount": str(back),
                "Created Time": moment(0),
                "Paid Time": moment(0),
                "Shipped Time": "" if cancelled else moment(1),
                "Delivered Time": "" if cancelled else moment(3),
                "Cancelled Time": moment(1) if cancelled else "",
                "Tracking ID": f"JX{number:09}\t",
                "Shipping Provider Name": "J&T Express",
                "Buyer Username": buyer,
                "Recipient": "S***i",
                "Phone #": "(+62)812*****56",
                "Province": province,
                "Regency and City": city,
                "Payment Method": "Bank Transfer",
                "Product Category": "Sepatu",
            }
            rows.append([told[name] for name in COLUMNS])
        if not cancelled:
            counted += 1
            net += goods - back
    write_csv(path, rows)
    return Expected(kind, path, len(rows) - 2, orders, counted, net)
