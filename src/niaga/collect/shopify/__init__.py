"""Shopify: the orders CSV, one row for each line item.

- The order's own cells stand on its first row only; rows belong together by `Name`.
- Whether taxes are inside the prices is seen from the order's sums.
- The day of a refund is not told: it is dated by the cancellation, else by the fulfilment, else
  by the payment.
"""

from django.utils.translation import gettext_lazy as _

from niaga.collect.orders_file import TABLES
from niaga.collect.orders_file.export import Export, statuses
from niaga.collect.orders_file.source import Source

LABEL = _("Shopify: ekspor pesanan")
DESCRIPTION = _("Berkas orders_export.csv dari halaman Orders di Shopify.")

ORDERS = Export(
    name="shopify",
    version="2024",
    channel="shopify",
    signature=("Name", "Financial Status", "Lineitem name", "Lineitem price"),
    prices_with_tax=None,
    decimal=".",
    columns={
        "order_id": ("Name",),
        "ordered_at": ("Created at",),
        "paid_at": ("Paid at",),
        "shipped_at": ("Fulfilled at",),
        "cancelled_at": ("Cancelled at",),
        "status": ("Financial Status",),
        "product_id": ("Lineitem sku",),
        "product_name": ("Lineitem name",),
        "quantity": ("Lineitem quantity",),
        "unit_price": ("Lineitem price",),
        "discount": ("Lineitem discount",),
        "order_discount": ("Discount Amount",),
        "order_subtotal": ("Subtotal",),
        "order_shipping": ("Shipping",),
        "order_tax": ("Taxes",),
        "order_total": ("Total",),
        "order_refund": ("Refunded Amount",),
        "currency": ("Currency",),
        "email": ("Email",),
        "phone": ("Phone", "Shipping Phone", "Billing Phone"),
        "city": ("Shipping City", "Billing City"),
        "region": ("Shipping Province Name", "Shipping Province", "Billing Province"),
        "country": ("Shipping Country", "Billing Country"),
        "payment_method": ("Payment Method",),
        "carrier": ("Shipping Method",),
    },
    # What is refunded was sold first; the refunded amount takes it back.
    statuses=statuses(
        paid="paid, partially_paid, refunded, partially_refunded",
        unpaid="pending, authorized, unpaid, expired",
        cancelled="voided",
    ),
)
SOURCE = Source((ORDERS,))

__all__ = ["DESCRIPTION", "LABEL", "ORDERS", "SOURCE", "TABLES"]
