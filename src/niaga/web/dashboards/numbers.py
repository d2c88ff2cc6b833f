"""Numbers as the reader's language writes them: short on cards, exact in tables."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from niaga.kernel.money import Money, format_money, format_money_compact
from niaga.metrics.periods import label, shifted
from niaga.web.dashboards.columns import short
from niaga.web.dashboards.sellers.words import seller_said


def _language() -> str:
    return get_language() or "id"


def _localised(text: str) -> str:
    """From 1,234.5 to 1.234,5 where the language does so."""
    if not _language().startswith("id"):
        return text
    return text.translate(str.maketrans(",.", ".,"))


def decimal(value: float, decimals: int) -> str:
    """0.0123 as 0,012, with so many places."""
    return _localised(f"{value:,.{decimals}f}").replace("-", "−")


def percent(share: float | None, signed: bool = False, decimals: int = 1) -> str:
    """0.123 as 12,3%. A share of ten and more is written without decimals."""
    if share is None:
        return "—"
    value = share * 100
    digits = 0 if abs(value) >= 1000 else decimals
    return _signed(value, digits, "+" if signed else "") + "%"


def p_text(p: float | None) -> str:
    """A p-value: no more digits than it has sense."""
    if p is None:
        return "—"
    if p < 0.0001:
        return "< " + decimal(0.0001, 4)
    if p > 0.999:
        return "> " + decimal(0.999, 3)
    return decimal(p, 4 if p < 0.01 else 3)


def points(difference: float | None, decimals: int = 1) -> str:
    """A difference of two rates, in percentage points."""
    if difference is None:
        return "—"
    unit = "poin" if _language().startswith("id") else "pp"
    return _signed(difference * 100, decimals, "+") + f" {unit}"


def _signed(value: float, decimals: int, plus: str = "") -> str:
    """What is nought as it is shown has no sign."""
    shown = round(value, decimals) or 0.0
    return _localised(f"{shown:{plus if shown else ''},.{decimals}f}").replace("-", "−")


_TIME_UNITS = {
    "days": lambda: "hari" if _language().startswith("id") else "days",
    "hours": lambda: "jam" if _language().startswith("id") else "h",
    "minutes": lambda: "mnt" if _language().startswith("id") else "min",
}


def _count_scales() -> tuple[tuple[int, str], ...]:
    indonesian = _language().startswith("id")
    return (10**6, "jt" if indonesian else "M"), (10**3, "rb" if indonesian else "K")


def _plain(value: float) -> str:
    """Up to two decimals, without zeros at the end."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return _localised(text).replace("-", "−")


@dataclass(frozen=True)
class Writer:
    """Writes values of one unit; money in the smallest unit of `currency`."""

    unit: str
    currency: str

    def exact(self, value: int | float | None) -> str:
        if value is None:
            return "—"
        if self.unit == "money":
            return format_money(Money(round(value), self.currency), _language())
        if self.unit == "ratio":
            return percent(float(value))
        if self.unit == "count":
            return _localised(f"{round(value):,}")
        if self.unit in _TIME_UNITS:
            return _localised(f"{value:,.1f}") + f"\N{NO-BREAK SPACE}{_TIME_UNITS[self.unit]()}"
        return _localised(f"{value:,.2f}")

    def short(self, value: int | float | None) -> str:
        """Three significant digits."""
        if value is None:
            return "—"
        if self.unit == "money":
            return format_money_compact(Money(round(value), self.currency), _language())
        if self.unit == "count":
            return self._short_count(value)
        return self.exact(value)

    def tick(self, value: float) -> str:
        """Of an axis: no digits that say nothing, and thousands written alike from 1 rb on; empty
        between two whole numbers of what is counted."""
        if self.unit == "money":
            return self.short(value)
        if self.unit == "ratio":
            return _plain(value * 100) + "%"
        if self.unit == "count":
            if value != round(value):
                return ""
            for scale, suffix in _count_scales():
                if abs(value) >= scale:
                    return f"{_plain(value / scale)}\N{NO-BREAK SPACE}{suffix}"
        if self.unit in _TIME_UNITS:
            return f"{_plain(value)}\N{NO-BREAK SPACE}{_TIME_UNITS[self.unit]()}"
        return _plain(value)

    def signed(self, value: int | float | None) -> str:
        if value is None:
            return "—"
        text = self.short(abs(value))
        return f"{'−' if value < 0 else '+'}{text}"

    def _short_count(self, value: int | float) -> str:
        for scale, suffix in _count_scales():
            if abs(value) >= scale * 10:
                return _localised(f"{value / scale:.3g}") + f"\N{NO-BREAK SPACE}{suffix}"
        return _localised(f"{round(value):,}")


PERIODS = ("day", "week", "month", "quarter")
_FINE = ("fine_rate", "fine_points")


@dataclass(frozen=True)
class Cell:
    """A table's value whose unit is its own and not its column's; `short`: three digits."""

    value: int | float | None
    unit: str
    short: bool = False


def cell_text(value: Any, unit: str, currency: str) -> str:
    """A table's value as it is read. Besides a metric's units: text; day, week, month, quarter (by
    first day); id, told by its beginning; seller, by id; change (a signed share), points (of rates)
    and signed (a difference of money); fine_rate and fine_points, with two decimals; p."""
    if isinstance(value, Cell) and value.unit in _FINE:
        return cell_text(value.value, value.unit, currency)
    if isinstance(value, Cell):
        writer = Writer(value.unit, currency)
        return writer.short(value.value) if value.short else writer.exact(value.value)
    if value is None or value == "":
        return "—"
    if unit in PERIODS and isinstance(value, date):
        return period_text(value, unit)
    if unit == "change":
        return percent(float(value), signed=True)
    if unit == "p" and not isinstance(value, str):
        return p_text(float(value))
    if unit == "points":
        return points(float(value))
    if unit == "fine_rate":
        return percent(float(value), decimals=2)
    if unit == "fine_points":
        return points(float(value), decimals=2)
    if unit == "signed":
        return Writer("money", currency).signed(value)
    if unit == "signed_count":
        return Writer("count", currency).signed(value) if value else "0"
    if unit == "rank" and not isinstance(value, str):
        return f"▲ {value}" if value > 0 else f"▼ {-value}" if value else "="
    if unit == "id":
        return short(str(value))
    if unit == "seller":
        return seller_said(str(value))
    if unit == "short_money":
        return Writer("money", currency).short(value)
    if unit == "text" or isinstance(value, str):
        return str(value)
    if unit in _TIME_UNITS:
        return _localised(f"{value:,.1f}")  # the head of the column says which
    return Writer(unit, currency).exact(value)


def cell_label(value: Any, unit: str) -> Any:
    """A table's value for a file: a number stays what it is."""
    if isinstance(value, Cell):
        return value.value
    if unit in PERIODS and isinstance(value, date):
        return label(value, unit)
    return value


def period_text(start: date, grain: str) -> str:
    """21 Nov 2026; 16–22 Nov 2026; Nov 2026; 2026 Q4."""
    if grain == "day":
        return date_format(start, "j M Y")
    if grain == "month":
        return date_format(start, "M Y")
    if grain == "quarter":
        return label(start, "quarter").replace("-", " ")
    last = shifted(shifted(start, "week", 1), "day", -1)
    first = f"{start.day}" if start.month == last.month else date_format(start, "j M")
    return f"{first}–{date_format(last, 'j M Y')}"
