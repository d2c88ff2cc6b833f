"""What a metric can be split and filtered by, and the column that holds it in each fact."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Dimension:
    """`columns`: fact → column. `lists`: facts whose column is a list, which can only filter."""

    name: str
    label: str | Promise
    doc: str
    columns: Mapping[str, str]
    lists: Mapping[str, str] | None = None


_ORDER_FACTS = ("orders", "order_lines", "sales_events", "payments", "shipments", "reviews")


def _same(column: str, *facts: str) -> dict[str, str]:
    return dict.fromkeys(facts, column)


DIMENSIONS: Mapping[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension(
            "status",
            _("Status pesanan"),
            "the order's status as the source says it now",
            _same("status", "orders", "order_lines")
            | _same("order_status", "payments", "shipments", "reviews"),
        ),
        Dimension(
            "region",
            _("Wilayah"),
            "state or province of delivery",
            _same("region", *_ORDER_FACTS, "customers"),
        ),
        Dimension("channel", _("Kanal"), "where it was sold", _same("channel", *_ORDER_FACTS)),
        Dimension(
            "category",
            _("Kategori"),
            "category of the product; as a filter on orders: orders that contain it",
            _same("category", "order_lines", "sales_events"),
            {"orders": "categories"},
        ),
        Dimension(
            "condition",
            _("Kondisi"),
            "new or used",
            _same("condition", "order_lines", "sales_events"),
        ),
        Dimension(
            "product", _("Produk"), "product id", _same("product_id", "order_lines", "sales_events")
        ),
        Dimension(
            "seller",
            _("Penjual"),
            "seller id; as a filter on orders: orders with a line of the seller",
            _same("seller_id", "order_lines", "sales_events"),
            {"orders": "sellers"},
        ),
        Dimension(
            "customer_type",
            _("Jenis pembeli"),
            "new: the person's first counted order over all history; returning: any later one",
            _same("customer_type", "orders"),
        ),
        Dimension(
            "uncounted_reason",
            _("Alasan tidak dihitung"),
            "why an order is not counted: test, unpaid, cancelled",
            _same("uncounted_reason", "orders"),
        ),
        Dimension(
            "order",
            pgettext_lazy("one", "Pesanan"),
            "order id; a filter only",
            _same("order_id", *_ORDER_FACTS),
        ),
        Dimension("method", _("Cara bayar"), "payment method", _same("method", "payments")),
        Dimension("score", _("Nilai ulasan"), "1 to 5", _same("score", "reviews")),
    )
}
