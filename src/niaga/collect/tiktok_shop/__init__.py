"""TikTok Shop, and Tokopedia since both have one Seller Center: the order list.

- A row that explains the columns follows the header; values carry trailing tabs.
- What the platform bears is no discount of the shop.
- An order's shipping, taxes, amount and refund stand on each of its rows; they count once.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from niaga.collect.orders_file import TABLES
from niaga.collect.orders_file.export import Export, statuses
from niaga.collect.orders_file.source import Source

LABEL = _("TikTok Shop: daftar pesanan")
DESCRIPTION = _("Ekspor pesanan dari Seller Center TikTok Shop (CSV atau XLSX).")

ORDERS = Export(
    name="tiktok_shop",
    version="2025",
    channel="tiktok_shop",
    zone="Asia/Jakarta",
    dates="dmy",
    signature=("Order ID", "Order Status", "SKU Unit Original Price", "SKU Seller Discount"),
    columns={
        "order_id": ("Order ID",),
        "ordered_at": ("Created Time",),
        "paid_at": ("Paid Time",),
        "shipped_at": ("Shipped Time", "RTS Time"),
        "delivered_at": ("Delivered Time",),
        "cancelled_at": ("Cancelled Time",),
        "status": ("Order Status",),
        "return_status": ("Cancelation/Return Type",),
        "product_id": ("Seller SKU", "SKU ID"),
        "product_name": ("Product Name",),
        "variation": ("Variation",),
        "category": ("Product Category",),
        "quantity": ("Quantity",),
        "returned_quantity": ("Sku Quantity of return",),
        "unit_price": ("SKU Unit Original Price",),
        "discount": ("SKU Seller Discount",),
        "order_shipping": ("Shipping Fee After Discount",),
        "order_total": ("Order Amount",),
        "order_refund": ("Order Refund Amount",),
        "platform_discount": ("SKU Platform Discount",),
        "customer_id": ("Buyer Username",),
        "phone": ("Phone #",),
        "city": ("Regency and City", "City"),
        "region": ("Province", "State"),
        "payment_method": ("Payment Method",),
        "carrier": ("Shipping Provider Name",),
        "tracking": ("Tracking ID",),
    },
    statuses=statuses(
        unpaid="Belum dibayar, Unpaid, Tertunda, On hold",
        paid="Perlu dikirim, To ship, Awaiting shipment, Awaiting collection, Menunggu pengiriman",
        shipped="Dikirim, Shipped, In transit, Dalam perjalanan",
        delivered="Selesai, Completed, Delivered, Terkirim",
        cancelled="Dibatalkan, Canceled, Cancelled",
    ),
)
SOURCE = Source((ORDERS,))


def seller_center(channel: str) -> Export:
    """The same list for the other marketplace that is run from there."""
    return replace(ORDERS, name=channel, channel=channel)


__all__ = ["DESCRIPTION", "LABEL", "ORDERS", "SOURCE", "TABLES", "seller_center"]
