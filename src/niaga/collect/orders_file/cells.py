"""The columns of a file as typed values, each distinct text read once.

What a row cannot do without and cannot be read is a fault of that row; what it can do without
becomes empty and is counted. Amounts become whole smallest units, prices exact fractions of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from niaga.collect.named import AmbiguousDays
from niaga.collect.orders_file.fields import field_named
from niaga.collect.tabular import dates, numbers
from niaga.collect.tabular.layout import Layout, shown
from niaga.collect.tabular.rows import Columns, read_columns
from niaga.kernel.money import round_half_up

NOT_MONEY = frozenset({"non tunai", "gratis", "free"})  # stand in columns of money; worth nothing
EXACT = frozenset({"unit_price", "paid_price"})
ESSENTIAL = frozenset({"ordered_at", "quantity"})
Parsed = tuple[list[Any], list[str]]  # of each distinct text: its value, and its fault or ""


@dataclass
class Cells:
    """`values`: field → the value of each row, None where its cell is empty. `faults`: row (its
    place among those read) → column and reason. `written`: how the dates of a field are. `unread`:
    field → cells that were left out.
    """

    layout: Layout
    columns: Columns
    mapping: Mapping[str, str]
    amounts: numbers.AmountStyle
    written: dict[str, dates.DateStyle] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)
    faults: dict[int, tuple[str, str]] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    rounded: int = 0
    discount_is_rate: bool = False

    def get(self, name: str) -> list[Any]:
        """The field's values; all None when the file has no such column."""
        return self.values.get(name) or [None] * len(self.columns.numbers)

    def differs_by_line(self, name: str) -> bool:
        """Whether a charge is of each line: in some order its rows tell different ones."""
        values, ids = self.values.get(name), self.values.get("order_id")
        if values is None or ids is None:
            return True
        first: dict[Any, Any] = {}
        for order_id, value in zip(ids, values, strict=True):
            if value is not None and first.setdefault(order_id, value) != value:
                return True
        return False


def read_cells(
    layout: Layout,
    mapping: Mapping[str, str],
    columns: Columns | None = None,
    *,
    exponent: int,
    zone: str,
    decimal: str = "",
    order: str = "",
    today: date | None = None,
) -> Cells:
    """`decimal`, `order`: how amounts and dates are written, where a person has said so.

    Raises an ImportRefused, AmbiguousDays when nobody can tell day from month.
    """
    columns = columns or read_columns(layout, list(mapping.values()))
    style, styles = _amount_styles(columns, mapping, decimal)
    cells = Cells(layout, columns, mapping, style)
    for name, column in mapping.items():
        texts, at = columns.texts[column]
        kind = field_named(name).kind
        if kind == "text":
            parsed: Parsed = ([shown(text) for text in texts], [""] * len(texts))
        elif kind == "instant":
            parsed = _instants(cells, name, texts, at, ZoneInfo(zone), order, today)
        elif kind == "quantity":
            parsed = _each(texts, lambda text: _quantity(text, style))
        else:
            parsed = _money(cells, name, texts, exponent, styles[name])
        _spread(cells, name, column, parsed, at)
    return cells


def _quantity(text: str, style: numbers.AmountStyle) -> tuple[Fraction | int | None, str]:
    value, reason = numbers.quantity(text, numbers.AmountStyle(style.decimal))
    reason = "not_a_number" if reason == "not_an_amount" else reason
    return (int(value) if value is not None and value.denominator == 1 else value), reason


def _amount_styles(
    columns: Columns, mapping: Mapping[str, str], decimal: str
) -> tuple[numbers.AmountStyle, dict[str, numbers.AmountStyle]]:
    """Of the file, to be shown, and of each column of money, by what it alone proves: one column
    may be written otherwise than its neighbour, and no money has three decimals throughout.
    """
    money = [name for name in mapping if field_named(name).kind == "amount"]
    if decimal in (".", ","):
        told = numbers.AmountStyle(decimal, sure=True)
        return told, dict.fromkeys(money, told)
    own = {name: numbers.decide(columns.texts[mapping[name]][0]) for name in money}
    whole = numbers.decide(text for name in money for text in columns.texts[mapping[name]][0])
    mixed = any(style.mixed for style in own.values())
    return numbers.AmountStyle(whole.decimal, whole.sure, mixed), own


def _each(texts: Sequence[str], read: Callable[[str], tuple[Any, str]]) -> Parsed:
    pairs = [read(text) for text in texts]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _instants(
    cells: Cells,
    name: str,
    texts: Sequence[str],
    at: np.ndarray,
    zone: ZoneInfo,
    order: str,
    today: date | None,
) -> Parsed:
    told = at[at >= 0]
    _places, first = np.unique(told, return_index=True)
    in_file_order = [texts[place] for place in told[np.sort(first)].tolist()]
    style = dates.decide(in_file_order, order, today)
    if style.ambiguous and name != "ordered_at" and "ordered_at" in cells.written:
        style = dates.DateStyle(cells.written["ordered_at"].order, cells.written["ordered_at"].by)
    if style.ambiguous and name == "ordered_at":
        example = next(text for text in in_file_order if dates.looks_dated(text))
        raise AmbiguousDays(
            file=cells.layout.path.name, column=cells.mapping[name], example=shown(example)
        )
    cells.written[name] = style

    def read(text: str) -> tuple[datetime | None, str]:
        moment, reason = dates.instant(text, style)
        if moment is not None and moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone).astimezone(UTC)
        return moment, reason

    return _each(texts, read)


def _money(
    cells: Cells, name: str, texts: Sequence[str], exponent: int, style: numbers.AmountStyle
) -> Parsed:
    factor = 10**exponent
    if name == "discount" and _are_rates(texts, style):
        cells.discount_is_rate = True
        return _each(texts, lambda text: numbers.percent(text, style))
    rounded = [0]

    def read(text: str) -> tuple[Any, str]:
        if text.lower() in NOT_MONEY:
            return None, ""
        value, reason = numbers.number(text, style)
        if value is None:
            return None, reason
        units = value * factor
        if units.denominator != 1:
            rounded[0] += 1
            return (units if name in EXACT else round_half_up(units)), ""
        return int(units), ""

    parsed = _each(texts, read)
    cells.rounded += rounded[0]
    return parsed


def _are_rates(texts: Sequence[str], style: numbers.AmountStyle) -> bool:
    """Discounts that are shares: each at most one, some a real fraction; or all with a %."""
    if texts and all(text.endswith("%") or text in ("0", f"{numbers.NATIVE}0") for text in texts):
        return any(text.endswith("%") for text in texts)
    values = [numbers.number(text, style)[0] for text in texts]
    known = [value for value in values if value is not None]
    return (
        bool(known)
        and all(0 <= value <= 1 for value in known)
        and any(value.denominator != 1 for value in known)
    )


def _spread(cells: Cells, name: str, column: str, parsed: Parsed, at: np.ndarray) -> None:
    values, reasons = parsed
    listed = [*values, None]  # place -1: an empty cell
    places = at.tolist()
    cells.values[name] = [listed[place] for place in places]
    bad = {place for place, reason in enumerate(reasons) if reason}
    if not bad:
        return
    kind = field_named(name).kind
    essential = name in ESSENTIAL or kind == "amount"
    for row in np.flatnonzero(np.isin(at, list(bad))).tolist():
        if essential:
            cells.faults.setdefault(row, (column, reasons[places[row]]))
        else:
            cells.unread[name] += 1


def whole(value: Fraction | int) -> int:
    """A price as whole smallest units that are not below it."""
    return -int(-value // 1)
