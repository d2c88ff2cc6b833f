"""The Orders report of Analytics, whose rows name all products of an order in one cell."""

import re
from pathlib import Path

import numpy as np

from niaga.collect.problems import ImportRefused
from niaga.collect.tabular import numbers
from niaga.collect.tabular.layout import Layout, plain, sniff
from niaga.collect.tabular.rows import Columns, read_columns
from niaga.kernel.money import allocate

PRODUCTS = "Product(s)"
_ITEM = re.compile(r"(\d+)\s*[×x]\s*(.+?)(?=,\s*\d+\s*[×x]\s|$)")
_SIGNATURE = ("Date", "Order #", PRODUCTS, "Items sold")
_SUMS = ("Net Sales", "N. Revenue", "Net Revenue", "N. Revenue (formatted)")
COLUMNS = ("order", "date", "status", "product", "units", "net")


def report_orders(path: Path) -> tuple[Layout, Columns] | None:
    """The report with a row for each product, its share of the revenue by units; None when the
    file is no such report. A row whose products or revenue cannot be read keeps them empty.
    """
    try:
        layout = sniff(path, known=frozenset(map(plain, (*_SIGNATURE, *_SUMS))))
    except ImportRefused:
        return None
    have = {plain(name): name for name in reversed(layout.columns)}
    sums = next((have[plain(name)] for name in _SUMS if plain(name) in have), None)
    if sums is None or any(plain(name) not in have for name in _SIGNATURE):
        return None
    wanted = {
        "order": have[plain("Order #")],
        "date": have["date"],
        "status": have.get("status", ""),
        "product": have[plain(PRODUCTS)],
        "net": sums,
    }
    told = read_columns(layout, [name for name in wanted.values() if name])
    style = numbers.decide(told.texts[sums][0])
    rows: list[tuple[int, dict[str, str]]] = []
    for row, number in enumerate(told.numbers.tolist()):
        cells = {key: _cell(told, name, row) for key, name in wanted.items()}
        rows += [(number, line) for line in _lines(cells, style)]
    return _table(layout, told, rows)


def _cell(told: Columns, name: str, row: int) -> str:
    if not name:
        return ""
    texts, at = told.texts[name]
    return texts[at[row]] if at[row] >= 0 else ""


def _lines(cells: dict[str, str], style: numbers.AmountStyle) -> list[dict[str, str]]:
    head = {name: cells[name] for name in ("order", "date", "status")}
    items = [(int(units), name.strip()) for units, name in _ITEM.findall(cells["product"])]
    value, _reason = numbers.number(cells["net"], style) if cells["net"] else (None, "")
    if not items or value is None:
        return [{**head, "product": cells["product"], "units": "1" if items else "", "net": ""}]
    shares = allocate(round(value * 10_000), [units for units, _name in items])
    return [
        {
            **head,
            "product": name,
            "units": f"{numbers.NATIVE}{units}",
            "net": f"{numbers.NATIVE}{share / 10_000:.4f}",
        }
        for (units, name), share in zip(items, shares, strict=True)
    ]


def _table(
    layout: Layout, told: Columns, rows: list[tuple[int, dict[str, str]]]
) -> tuple[Layout, Columns]:
    texts: dict[str, tuple[list[str], np.ndarray]] = {}
    for name in COLUMNS:
        places: dict[str, int] = {}
        at = [places.setdefault(line[name], len(places)) if line[name] else -1 for _n, line in rows]
        texts[name] = (list(places), np.array(at, dtype=np.int64))
    sample = tuple(tuple(line[name] for name in COLUMNS) for _n, line in rows[:200])
    made = Layout(
        layout.path,
        COLUMNS,
        layout.header_row,
        layout.data_row,
        encoding=layout.encoding,
        separator=layout.separator,
        sample=sample,
    )
    numbers_ = np.array([number for number, _line in rows], dtype=np.int64)
    return made, Columns(texts, numbers_, told.misshapen, told.blank)
