"""From Olist's nine files to the hand-over of `collect.staging`.

Decisions that the files force:

- A person is `customer_unique_id`; `customer_id` is new with every order.
- Times are São Paulo wall times. Approval is blank for most orders, so a sale is dated by the
  purchase, for all orders alike.
- Money counts as captured when the order has a payment and was approved; `canceled` and
  `unavailable` count as cancelled before shipment. When that was is not told, so they enter the
  ledger neither as a sale nor as its reversal.
- Freight is per item and becomes the line's shipping. Each item is one unit.
- A category without translation keeps its Portuguese name; a product without category has none.
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext_lazy as _

from niaga.collect import stage
from niaga.collect.olist.files import FILES
from niaga.collect.references import References
from niaga.collect.staging import SourceShop, Staged

SHOP = SourceShop("olist", "Olist", "BRL", "America/Sao_Paulo")
READER_VERSION = "2"  # part of the fingerprint: a changed reading is a new load
NEVER_SHIPPED = pa.array(["canceled", "unavailable"])
LABEL = _("Olist: sembilan berkas")
DESCRIPTION = _(
    "Folder berisi sembilan CSV data publik Olist: pesanan, barang, pembayaran, ulasan, produk, "
    "penjual, dan pelanggan sebuah lokapasar di Brasil."
)
TABLES = (
    "orders", "lines", "payments", "shipments", "reviews", "products", "sellers", "customers",
)  # fmt: skip


def detect(path: Path) -> float:
    """Sure when most of the nine files are there."""
    if not path.is_dir():
        return 0.0
    return sum((path / spec.filename).is_file() for spec in FILES) / len(FILES)


def fingerprint(directory: Path, _options: Mapping[str, str]) -> str:
    stage.require_files(directory, FILES)
    return stage.fingerprint(directory, FILES, READER_VERSION)


def read(directory: Path, work: Path, _shop: SourceShop, _options: Mapping[str, str]) -> Staged:
    """Stage the nine files below `work`. Raises an ImportRefused when a file is not what it should
    be.
    """
    stage.require_files(directory, FILES)
    files = stage.stage_files(directory, FILES, work)
    references = References(files)
    orders = references.keep("orders", "customer_id", files["customers"].table())
    known = pa.table({"order_id": orders["order_id"]})
    items = references.keep("items", "order_id", known)
    items = references.keep("items", "product_id", files["products"].table(), items)
    items = references.keep("items", "seller_id", files["sellers"].table(), items)
    payments = references.keep("payments", "order_id", known)
    reviews = references.keep("reviews", "order_id", known)
    tables = {
        "orders": _orders(orders, files["customers"].table(), payments),
        "lines": _lines(items),
        "payments": _payments(payments),
        "shipments": _shipments(orders),
        "reviews": _reviews(reviews),
        "products": _products(files["products"].table(), files["translations"].table()),
        "sellers": _sellers(files["sellers"].table()),
        "customers": _customers(files["customers"].table()),
        "rejects": references.rejects(),
    }
    return Staged(
        shop=SHOP,
        tables=tables,
        rows_in=sum(staged.rows for staged in files.values()),
        rejected=references.count(),
    )


def _instant(local: pa.ChunkedArray) -> pa.ChunkedArray:
    """Wall time in São Paulo to UTC. The hour that autumn repeats is taken as its first pass."""
    zoned = pc.assume_timezone(local, SHOP.time_zone, ambiguous="earliest", nonexistent="latest")
    return zoned.cast(pa.timestamp("us", tz="UTC"))


def _constant(value: object, kind: pa.DataType, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, kind), rows)


def _orders(orders: pa.Table, customers: pa.Table, payments: pa.Table) -> pa.Table:
    people = customers.select(
        ["customer_id", "customer_unique_id", "customer_city", "customer_state"]
    )
    table = orders.join(people, "customer_id").sort_by("source_row")
    rows, status = table.num_rows, table["order_status"]
    has_payment = pc.is_in(table["order_id"], value_set=payments["order_id"].combine_chunks())
    captured = pc.and_(has_payment, pc.not_equal(status, "created"))
    cancelled = pc.is_in(status, value_set=NEVER_SHIPPED)
    placed = _instant(table["order_purchase_timestamp"])
    sold = pc.and_(captured, pc.invert(cancelled))
    nothing = _constant(0, pa.int64(), rows)
    return pa.table(
        {
            "order_id": table["order_id"],
            "customer_ref": table["customer_unique_id"],
            "channel": _constant("olist", pa.string(), rows),
            "status": status,
            "region": table["customer_state"],
            "city": table["customer_city"],
            "is_test": _constant(False, pa.bool_(), rows),
            "captured": captured,
            "cancelled_before_shipment": cancelled,
            "delivered": pc.equal(status, "delivered"),
            "placed_at": placed,
            "sale_at": pc.if_else(sold, placed, None),
            "paid_at": _instant(table["order_approved_at"]),
            "discount": nothing,
            "shipping": nothing,
            "tax": nothing,
            "source_row": table["source_row"],
        }
    )


def _lines(items: pa.Table) -> pa.Table:
    rows = items.num_rows
    return pa.table(
        {
            "order_id": items["order_id"],
            "line_no": items["order_item_id"],
            "product_id": items["product_id"],
            "seller_id": items["seller_id"],
            "quantity": _constant(1, pa.int64(), rows),
            "unit_price": items["price"],
            "discount": _constant(0, pa.int64(), rows),
            "shipping": items["freight_value"],
            "tax": _constant(0, pa.int64(), rows),
            "tax_included": _constant(False, pa.bool_(), rows),
            "source_row": items["source_row"],
        }
    )


def _payments(payments: pa.Table) -> pa.Table:
    rows = payments.num_rows
    return pa.table(
        {
            "order_id": payments["order_id"],
            "payment_no": payments["payment_sequential"],
            "method": payments["payment_type"],
            "installments": payments["payment_installments"],
            "amount": payments["payment_value"],
            "status": _constant("recorded", pa.string(), rows),
            "captured": _constant(True, pa.bool_(), rows),
            "paid_at": _constant(None, pa.timestamp("us", tz="UTC"), rows),
            "source_row": payments["source_row"],
        }
    )


def _shipments(orders: pa.Table) -> pa.Table:
    """One parcel per order that has any time of one; how many there really were is not told."""
    known = pc.or_(
        pc.is_valid(orders["order_delivered_carrier_date"]),
        pc.is_valid(orders["order_delivered_customer_date"]),
    )
    table = orders.filter(pc.or_(known, pc.is_valid(orders["order_estimated_delivery_date"])))
    rows = table.num_rows
    return pa.table(
        {
            "order_id": table["order_id"],
            "shipment_id": table["order_id"],
            "carrier": _constant(None, pa.string(), rows),
            "packed_at": _constant(None, pa.timestamp("us", tz="UTC"), rows),
            "shipped_at": _instant(table["order_delivered_carrier_date"]),
            "delivered_at": _instant(table["order_delivered_customer_date"]),
            "promised_at": _instant(table["order_estimated_delivery_date"]),
            "source_row": table["source_row"],
        }
    )


def _reviews(reviews: pa.Table) -> pa.Table:
    return pa.table(
        {
            "review_id": reviews["review_id"],
            "order_id": reviews["order_id"],
            "product_id": _constant(None, pa.string(), reviews.num_rows),
            "score": reviews["review_score"],
            "written_at": _instant(reviews["review_creation_date"]),
            "source_row": reviews["source_row"],
        }
    )


def _products(products: pa.Table, translations: pa.Table) -> pa.Table:
    english = translations.select(["product_category_name", "product_category_name_english"])
    table = products.join(english, "product_category_name").sort_by("source_row")
    return pa.table(
        {
            "product_id": table["product_id"],
            "name": _constant(None, pa.string(), table.num_rows),
            "category": pc.coalesce(
                table["product_category_name_english"], table["product_category_name"]
            ),
            "condition": _constant("new", pa.string(), table.num_rows),
            "source_row": table["source_row"],
        }
    )


def _sellers(sellers: pa.Table) -> pa.Table:
    return pa.table(
        {
            "seller_id": sellers["seller_id"],
            "region": sellers["seller_state"],
            "city": sellers["seller_city"],
            "source_row": sellers["source_row"],
        }
    )


def _customers(customers: pa.Table) -> pa.Table:
    """A person once, with the place of the last row that tells of them."""
    last = customers.group_by("customer_unique_id").aggregate([("source_row", "max")])
    table = customers.filter(
        pc.is_in(customers["source_row"], value_set=last["source_row_max"].combine_chunks())
    )
    return pa.table(
        {
            "customer_ref": table["customer_unique_id"],
            "region": table["customer_state"],
            "city": table["customer_city"],
            "source_row": table["source_row"],
        }
    )
