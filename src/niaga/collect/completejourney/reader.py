"""From the six files to the hand-over of `collect.staging`.

Decisions that the files force:

- A basket is an order, a household a customer. Times are UTC in the files; business days are those
  of the grocer's zone. Goods are paid and taken home at the till, so an order is captured and
  delivered, and has no payments, parcels or stages to measure.
- `sales_value` is what the grocer receives. The price before discounts is sales_value +
  retail_disc + coupon_match_disc; these two are the grocer's own discounts. `coupon_disc` is paid
  by the maker of the goods and reduces nothing that the grocer receives.
- Cents do not always divide by the quantity. Such a row becomes two lines, one cent apart in their
  unit price, so that units and money are exact.
- Of fuel, `quantity` is a measure (thousandths of a gallon): a filling is one unit. A row with
  money and quantity 0 is one unit too. A row with neither money nor quantity sold nothing and is
  rejected.
- Products that the product file does not know are kept without name and category.
- Who was sent a campaign's coupons is its contact, on the day that the campaign began; redeeming
  one of its coupons is the conversion; the value is what the household spent from its first to its
  last day, whether it redeemed or not. Nobody was held out.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext_lazy as _

from niaga.collect.completejourney.files import FILES, path_of, read_columns, require
from niaga.collect.staging import INSTANT, REJECTS, SourceShop, Staged, table_of

SHOP = SourceShop("completejourney", "The Complete Journey", "USD", "America/New_York")
READER_VERSION = "1"  # part of the fingerprint: a changed reading is a new load
LABEL = _("Keranjang, kupon, dan kampanye (The Complete Journey)")
DESCRIPTION = _(
    "Folder berisi enam berkas Parquet: setahun belanja rumah tangga di toko swalayan, kampanye "
    "kupon, dan penukarannya."
)
TABLES = ("orders", "lines", "products", "customers", "contacts")
FUEL = "GASOLINE"
Numbers = Any  # a numpy array


def detect(path: Path) -> float:
    """1 when the folder has the files' names, else 0."""
    return float(path.is_dir() and all(path_of(path, name).is_file() for name in FILES))


def fingerprint(path: Path, _options: object) -> str:
    require(path)
    digest = hashlib.sha256(READER_VERSION.encode())
    for name in FILES:
        with path_of(path, name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


def read(path: Path, _work: Path, shop: SourceShop, _options: object) -> Staged:
    """Stage the folder. Raises an ImportRefused when a file is not what it should be."""
    require(path)
    bought = read_columns(path, "transactions")
    products = read_columns(path, "products")
    sold, rejects = _sold(bought)
    orders = _orders(sold, shop)
    contacts = _contacts(path, sold, shop)
    tables = {
        "orders": orders,
        "lines": _lines(sold, products),
        "products": _products(products, sold),
        "customers": _customers(bought, contacts),
        "contacts": contacts,
        "rejects": rejects,
    }
    return Staged(
        shop=shop,
        tables=tables,
        rows_in=bought.num_rows + products.num_rows + contacts.num_rows,
        rejected={"transactions.parquet": rejects.num_rows} if rejects.num_rows else {},
    )


def _cents(dollars: pa.ChunkedArray) -> Numbers:
    return np.rint(dollars.to_numpy() * 100).astype(np.int64)


def _sold(bought: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows that sold something, with cents, and the rejects."""
    received = _cents(bought["sales_value"])
    discount = _cents(bought["retail_disc"]) + _cents(bought["coupon_match_disc"])
    quantity = bought["quantity"].to_numpy()
    kept = (quantity > 0) | (received > 0)
    table = bought.select(
        ["household_id", "store_id", "basket_id", "product_id", "transaction_timestamp"]
    )
    table = table.append_column("quantity", pa.array(np.maximum(quantity, 1)))
    table = table.append_column("discount", pa.array(discount))
    table = table.append_column("gross", pa.array(received + discount))
    numbers = np.arange(1, bought.num_rows + 1, dtype=np.int64)
    table = table.append_column("source_row", pa.array(numbers))
    lost = bought.filter(pa.array(~kept))
    rejects = pa.table(
        {
            "file": pa.repeat("transactions.parquet", lost.num_rows),
            "row": pa.array(numbers[~kept]),
            "column": pa.repeat("quantity", lost.num_rows),
            "reason": pa.repeat("nothing_sold", lost.num_rows),
            "raw": pc.binary_join_element_wise(
                '{"basket_id": ',
                lost["basket_id"].cast(pa.string()),
                ', "product_id": ',
                lost["product_id"].cast(pa.string()),
                ', "quantity": 0}',
                "",
            ),
        },
        schema=REJECTS,
    )
    return table.filter(pa.array(kept)), rejects


def _orders(sold: pa.Table, shop: SourceShop) -> pa.Table:
    heads = sold.group_by("basket_id").aggregate(
        [("household_id", "min"), ("transaction_timestamp", "min"), ("source_row", "min")]
    )
    heads = heads.sort_by("source_row_min")
    rows = heads.num_rows
    placed = pc.assume_timezone(heads["transaction_timestamp_min"], "UTC").cast(INSTANT)
    nothing = pa.repeat(pa.scalar(0, pa.int64()), rows)
    yes, no = pa.repeat(True, rows), pa.repeat(False, rows)
    return table_of(
        "orders",
        order_id=heads["basket_id"].cast(pa.string()),
        customer_ref=heads["household_id_min"].cast(pa.string()),
        channel=pa.repeat("store", rows),
        status=pa.repeat("completed", rows),
        is_test=no,
        captured=yes,
        cancelled_before_shipment=no,
        delivered=yes,
        placed_at=placed,
        sale_at=placed,
        discount=nothing,
        shipping=nothing,
        tax=nothing,
        source_row=heads["source_row_min"],
    )


def _lines(sold: pa.Table, products: pa.Table) -> pa.Table:
    fuel = products.filter(pc.starts_with(products["product_type"], FUEL))["product_id"]
    is_fuel = pc.is_in(sold["product_id"], value_set=fuel.combine_chunks()).to_numpy()
    quantity = np.where(is_fuel, 1, sold["quantity"].to_numpy())
    gross, discount = sold["gross"].to_numpy(), sold["discount"].to_numpy()
    price = gross // quantity
    dear = gross - price * quantity  # so many units cost a cent more
    cheap_gross = price * (quantity - dear)
    cheap_discount = np.where(dear > 0, discount * cheap_gross // np.maximum(gross, 1), discount)
    split = np.flatnonzero(dear)
    at = np.concatenate([np.arange(sold.num_rows), split])
    second = np.concatenate([np.zeros(sold.num_rows, dtype=bool), np.ones(len(split), dtype=bool)])
    baskets = sold["basket_id"].to_numpy()[at]
    order = np.lexsort((second, at, baskets))
    at, second, baskets = at[order], second[order], baskets[order]
    units = np.where(second, dear[at], (quantity - dear)[at])
    off = np.where(second, (discount - cheap_discount)[at], cheap_discount[at])
    starts = np.flatnonzero(np.r_[True, baskets[1:] != baskets[:-1]])
    line = np.arange(len(at)) - np.repeat(starts, np.diff(np.r_[starts, len(at)])) + 1
    rows = len(at)
    nothing = pa.repeat(pa.scalar(0, pa.int64()), rows)
    return table_of(
        "lines",
        order_id=pa.array(baskets).cast(pa.string()),
        line_no=pa.array(line),
        product_id=pa.array(sold["product_id"].to_numpy()[at]).cast(pa.string()),
        quantity=pa.array(units),
        unit_price=pa.array(price[at] + second),
        discount=pa.array(off),
        shipping=nothing,
        tax=nothing,
        tax_included=pa.repeat(False, rows),
        source_row=pa.array(sold["source_row"].to_numpy()[at]),
    )


def _products(products: pa.Table, sold: pa.Table) -> pa.Table:
    numbers = pa.array(np.arange(1, products.num_rows + 1, dtype=np.int64))
    size = pc.if_else(pc.is_valid(products["package_size"]), products["package_size"], "")
    name = pc.utf8_trim(pc.binary_join_element_wise(products["product_type"], size, " "), " ")
    known = table_of(
        "products",
        product_id=products["product_id"].cast(pa.string()),
        name=name,
        category=products["product_category"],
        condition=pa.repeat("new", products.num_rows),
        source_row=numbers,
    )
    ids = products["product_id"].combine_chunks()
    strangers = sold.filter(pc.invert(pc.is_in(sold["product_id"], value_set=ids)))
    named = strangers.group_by("product_id").aggregate([("source_row", "min")])
    unknown = table_of(
        "products",
        product_id=named["product_id"].cast(pa.string()),
        condition=pa.repeat("new", named.num_rows),
        source_row=named["source_row_min"],
    )
    return pa.concat_tables([known, unknown])


def _customers(bought: pa.Table, contacts: pa.Table) -> pa.Table:
    """Households that bought or were written to. Their place is not told."""
    refs = pa.chunked_array(
        [
            *bought["household_id"].cast(pa.string()).chunks,
            *contacts["customer_ref"].chunks,
        ]
    ).unique()
    return table_of(
        "customers",
        customer_ref=refs,
        source_row=refs.cast(pa.int64()),
    )


def _contacts(path: Path, sold: pa.Table, shop: SourceShop) -> pa.Table:
    sent = read_columns(path, "campaigns")
    told = read_columns(path, "campaign_descriptions")
    redeemed = read_columns(path, "coupon_redemptions").group_by(["campaign_id", "household_id"])
    used = redeemed.aggregate([]).append_column(
        "converted", pa.repeat(True, redeemed.aggregate([]).num_rows)
    )
    people = read_columns(path, "demographics")
    sent = sent.append_column(
        "source_row", pa.array(np.arange(1, sent.num_rows + 1, dtype=np.int64))
    )
    table = sent.join(told, "campaign_id").join(used, ["campaign_id", "household_id"])
    table = table.join(people, "household_id").sort_by("source_row")
    number = table["campaign_id"].cast(pa.string())
    return table_of(
        "contacts",
        campaign_id=number,
        campaign=pc.binary_join_element_wise(number, table["campaign_type"], " · "),
        channel=pa.repeat("coupon", table.num_rows),
        arm=pa.repeat("coupon", table.num_rows),
        customer_ref=table["household_id"].cast(pa.string()),
        day=table["start_date"].cast(pa.date32()),
        converted=pc.fill_null(table["converted"], False),
        value=pa.array(_spent(table, sold, shop)),
        segment=table["income"],
        source_row=table["source_row"],
    )


def _spent(table: pa.Table, sold: pa.Table, shop: SourceShop) -> Numbers:
    """Of each contact: what its household spent from the campaign's first to its last day."""
    wall = pc.local_timestamp(
        pc.assume_timezone(sold["transaction_timestamp"], "UTC").cast(
            pa.timestamp("us", tz=shop.time_zone)
        )
    )
    days = wall.cast(pa.date32(), safe=False).cast(pa.int32()).to_numpy().astype(np.int64)
    place = sold["household_id"].to_numpy() * 1_000_000 + days
    order = np.argsort(place, kind="stable")
    paid = (sold["gross"].to_numpy() - sold["discount"].to_numpy())[order]
    place, sums = place[order], np.concatenate([[0], np.cumsum(paid)])
    people = table["household_id"].to_numpy() * 1_000_000
    first = table["start_date"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    last = table["end_date"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    begin = np.searchsorted(place, people + first, side="left")
    end = np.searchsorted(place, people + last, side="right")
    spent: Numbers = sums[end] - sums[begin]
    return spent
