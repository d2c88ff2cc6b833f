"""Money: whole numbers of a currency's smallest unit, split without loss, written as people do."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

# Digits after the comma of the unit that is stored. ISO 4217 says 2 for the rupiah; nobody pays
# sen, so the rupiah is whole here: 1 = Rp1.
_EXPONENTS = {"IDR": 0, "JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3}
_SYMBOLS = {"IDR": "Rp", "BRL": "R$", "USD": "US$", "EUR": "€"}


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum."""


def exponent(currency: str) -> int:
    """Digits after the comma: amounts are whole numbers of 10^-exponent of the currency."""
    return _EXPONENTS.get(currency, 2)


@dataclass(frozen=True, order=False, slots=True)
class Money:
    """An amount in the smallest unit of `currency` (IDR: whole rupiah; BRL: centavos)."""

    amount: int
    currency: str = "IDR"

    def __post_init__(self) -> None:
        if not isinstance(self.amount, int) or isinstance(self.amount, bool):
            raise TypeError(f"an amount is a whole number, not {type(self.amount).__name__}")

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __bool__(self) -> bool:
        return self.amount != 0


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` in proportion to `weights`, by largest remainder; the only way to split money.

    The parts sum to `total` and each lies within 1 of its exact share; equal remainders go to the
    earlier part. All weights zero: an equal split. Raises ValueError for no parts or a negative
    weight.
    """
    if not weights:
        raise ValueError("nothing to allocate to")
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    sign = -1 if total < 0 else 1
    shares = [Fraction(abs(total) * weight, whole) for weight in weights]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], i))
    for i in by_remainder[: abs(total) - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]


def round_half_up(value: Fraction) -> int:
    """Nearest whole number; a half goes away from zero (PER-11/PJ/2025 art. 129 for taxes)."""
    sign = -1 if value < 0 else 1
    return sign * int(abs(value) + Fraction(1, 2))


def _group(digits: str, separator: str) -> str:
    head = len(digits) % 3
    groups = ([digits[:head]] if head else []) + [
        digits[i : i + 3] for i in range(head, len(digits), 3)
    ]
    return separator.join(groups)


def format_money(money: Money, language: str = "id") -> str:
    """Exact, as a shop writes it: `Rp1.250.000` in Indonesian, `Rp1,250,000` in English."""
    thousands, comma = (".", ",") if language.startswith("id") else (",", ".")
    digits = exponent(money.currency)
    units, rest = divmod(abs(money.amount), 10**digits)
    text = _group(str(units), thousands) + (f"{comma}{rest:0{digits}d}" if digits else "")
    symbol = _SYMBOLS.get(money.currency, f"{money.currency}\N{NO-BREAK SPACE}")
    return f"{'-' if money.amount < 0 else ''}{symbol}{text}"


_SCALES = {
    "id": ((10**12, "T"), (10**9, "M"), (10**6, "jt"), (10**3, "rb")),
    "en": ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")),
}


def format_money_compact(money: Money, language: str = "id") -> str:
    """Three significant digits for cards and axes: `Rp1,25 jt`; `Rp1.25 M` in English."""
    key = "id" if language.startswith("id") else "en"
    value = Fraction(abs(money.amount), 10 ** exponent(money.currency))
    symbol = _SYMBOLS.get(money.currency, f"{money.currency}\N{NO-BREAK SPACE}")
    sign = "-" if money.amount < 0 else ""
    for scale, suffix in _SCALES[key]:
        if value >= scale:
            shown = (
                f"{float(value / scale):.3g}"
                if value / scale < 999.5
                else str(round(value / scale))
            )
            if key == "id":
                shown = shown.replace(".", ",")
            return f"{sign}{symbol}{shown}\N{NO-BREAK SPACE}{suffix}"
    return f"{sign}{symbol}{round(value)}"
