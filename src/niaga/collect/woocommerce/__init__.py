"""WooCommerce: the orders of its REST interface as JSON, and the Orders report of Analytics.

The report tells no price for each product: the revenue of an order with several is shared over
them by their units. The JSON tells every line, and is to be preferred.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from niaga.collect.orders_file import TABLES
from niaga.collect.orders_file.export import Export, statuses
from niaga.collect.orders_file.notes import BY_UNITS
from niaga.collect.orders_file.source import Source
from niaga.collect.tabular.layout import Layout
from niaga.collect.tabular.rows import Columns
from niaga.collect.woocommerce.report import report_orders
from niaga.collect.woocommerce.rest import COLUMNS, rest_orders

LABEL = _("WooCommerce: pesanan (JSON) atau laporan Analytics")
DESCRIPTION = _(
    "Jawaban REST /wp-json/wc/v3/orders yang disimpan sebagai JSON, atau laporan Orders dari "
    "Analytics (CSV)."
)
_STATUSES = statuses(
    unpaid="pending, on-hold, On hold, Pending payment, failed, Failed, checkout-draft, Draft",
    paid="processing, Processing",
    delivered="completed, Completed",
    cancelled="cancelled, Cancelled, trash",
    returned="refunded, Refunded",
)

REST = Export(
    name="woocommerce",
    version="rest-v3",
    channel="woocommerce",
    decimal=".",
    dates="dmy",
    prices_with_tax=False,
    signature=("order number", "line total", "date created gmt"),
    columns={name: (column,) for name, column in COLUMNS.items()},
    statuses=_STATUSES,
)
REPORT = Export(
    name="woocommerce",
    version="analytics",
    channel="woocommerce",
    signature=("order", "product", "units", "net"),
    prices_with_tax=False,
    columns={
        "order_id": ("order",),
        "ordered_at": ("date",),
        "status": ("status",),
        "product_name": ("product",),
        "quantity": ("units",),
        "line_total": ("net",),
    },
    statuses=_STATUSES,
    notes=(BY_UNITS,),
)


def _orders(path: Path) -> tuple[Layout, Columns] | None:
    return rest_orders(path) or report_orders(path)


SOURCE = Source((REST, REPORT), other=_orders)

__all__ = ["DESCRIPTION", "LABEL", "REPORT", "REST", "SOURCE", "TABLES"]
