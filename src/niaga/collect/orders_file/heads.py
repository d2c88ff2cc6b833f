"""Which order a row belongs to, in files whose rows are not all alike.

Printed reports tell the head of an order once and leave it blank on its other lines (cells that
were merged), repeat the names of their columns on each page, and add rows of totals.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from niaga.collect.orders_file.cells import Cells
from niaga.collect.tabular.layout import plain

_TOTALS = frozenset(
    [
        "total", "totals", "subtotal", "sub total", "grand total", "jumlah", "jumlah total",
        "total keseluruhan", "total semua", "total penjualan", "total harian", "total bulan",
        "summe", "gesamt", "gesamtsumme", "zwischensumme", "total general", "sous total", "somme",
        "suma", "soma", "total geral", "totaal", "totale", "合計", "小計", "总计", "合计", "小计",
    ]
)  # fmt: skip
_HEAD = ("ordered_at", "customer_id", "email", "phone", "status", "city", "region")
_GOODS = ("product_id", "product_name")
_MONEY = ("unit_price", "line_total")


@dataclass
class Heads:
    """`ids`: the order id of each row, None where there is none. `faults`: row → column and reason.
    `continued`: rows that go on with the order above them.
    """

    ids: list[str | None]
    faults: dict[int, tuple[str, str]] = field(default_factory=dict)
    continued: int = 0


def of_rows(cells: Cells) -> Heads:
    """Needs a column of order ids."""
    ids = [None if each is None else each.removesuffix(".0") for each in cells.get("order_id")]
    heads = Heads(ids)
    column = cells.mapping["order_id"]
    for row in _repeated_headers(cells):
        heads.faults[row] = (column, "repeated_header")
    totals = _totals(cells)
    told = {name: cells.values[name] for name in _HEAD if name in cells.values}
    goods = [cells.values[name] for name in _GOODS if name in cells.values]
    money = [cells.values[name] for name in _MONEY if name in cells.values]
    quantities = cells.values.get("quantity")
    above: str | None = None
    for row, order_id in enumerate(ids):
        if row in heads.faults:
            continue
        is_blank = all(values[row] is None for values in told.values())
        if row in totals and (order_id is None or is_blank):
            heads.faults[row] = (column, "total_row")
            above = None
        elif order_id is not None:
            above = order_id
        elif (
            above is not None
            and is_blank
            and any(values[row] is not None for values in goods)
            and any(values[row] is not None for values in money)
            and (quantities is None or quantities[row])
        ):
            heads.ids[row] = above
            heads.continued += 1
    return heads


def _repeated_headers(cells: Cells) -> list[int]:
    """Rows in which at least two columns say their own name, and none says anything else."""
    said: dict[int, int] = {}
    for column in cells.mapping.values():
        texts, at = cells.columns.texts[column]
        if column in texts:
            place = texts.index(column)
            for row, each in enumerate(at.tolist()):
                if each == place:
                    said[row] = said.get(row, 0) + 1
    return [row for row, count in said.items() if count >= 2]


def _totals(cells: Cells) -> set[int]:
    """Rows in which a text begins with a word for a sum."""
    found: set[int] = set()
    for name in ("order_id", "customer_id", *_GOODS):
        column = cells.mapping.get(name)
        if column is None:
            continue
        texts, at = cells.columns.texts[column]
        places = {place for place, text in enumerate(texts) if _is_total(text)}
        if places:
            found |= {row for row, each in enumerate(at.tolist()) if each in places}
    return found


def _is_total(text: str) -> bool:
    words: Sequence[str] = plain(text).split()[:2]
    return any(" ".join(words[:length]) in _TOTALS for length in (1, 2) if len(words) >= length)
