"""Numbers as the reader's language writes them: short on cards, exact in tables."""

from dataclasses import dataclass

from django.utils.translation import get_language

from niaga.kernel.money import Money, format_money, format_money_compact


def _language() -> str:
    return get_language() or "id"


def _localised(text: str) -> str:
    """From 1,234.5 to 1.234,5 where the language does so."""
    if not _language().startswith("id"):
        return text
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float | None, signed: bool = False) -> str:
    """0.123 as 12,3%. A share of ten and more is written without decimals."""
    if share is None:
        return "—"
    value = share * 100
    digits = 0 if abs(value) >= 1000 else 1
    return _localised(f"{value:{'+' if signed else ''},.{digits}f}").replace("-", "−") + "%"


def points(difference: float | None) -> str:
    """A difference of two rates, in percentage points."""
    if difference is None:
        return "—"
    unit = "poin" if _language().startswith("id") else "pp"
    return _localised(f"{difference * 100:+,.1f}").replace("-", "−") + f" {unit}"


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

    def signed(self, value: int | float | None) -> str:
        if value is None:
            return "—"
        text = self.short(abs(value))
        return f"{'−' if value < 0 else '+'}{text}"

    def _short_count(self, value: int | float) -> str:
        indonesian = _language().startswith("id")
        for scale, suffix in (
            (10**6, "jt" if indonesian else "M"),
            (10**3, "rb" if indonesian else "K"),
        ):
            if abs(value) >= scale * 10:
                return _localised(f"{value / scale:.3g}") + f"\N{NO-BREAK SPACE}{suffix}"
        return _localised(f"{round(value):,}")
