"""How a column of amounts is written, and what each of its texts is worth.

The mark before the decimals is decided over all texts of a file's money columns, never for one
cell alone: "82.500" is eighty-two thousand beside "1.250.000" and eighty-two and a half beside
"19.95". A text that can only be read by guessing is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

NATIVE = "\x1f"  # before a text: the cell was a number in a workbook, written with a full stop
_SYMBOLS = re.compile(
    r"(?i)^(rp\.?|idr|r\$|brl|us\$|usd|s\$|sgd|myr|rm|eur|gbp|jpy|cny|chf|[$€£¥￥])\s*"
    r"|\s*(idr|brl|usd|eur|gbp|jpy|cny|chf|[$€£¥￥円元])$"
)
_SHORT = re.compile(r"(?i)\d\s*(rb|ribu|jt|juta|k|m|mn|mio|miliar|milyar)\b\.?$")
# Shortened as everybody reads it: at most two decimals, so that the mark cannot be for thousands.
_CLEAR = re.compile(r"(?i)^(\d{1,6})(?:[.,](\d{1,2}))?\s*(rb|ribu|k|jt|juta)\.?$")
_TIMES = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_COUNTED = re.compile(r"^(?:[x×]\s*)?(?P<n>[-+]?\d[\d.,' ]*)\s*(?P<unit>[^\W\d_]{0,10})\.?$", re.I)
_WEIGHTS = frozenset({"g", "gr", "gram", "mg", "ml", "cc"})  # whose price is of something larger
_PLAIN = re.compile(r"^\d{1,15}$")
_GROUPED = {
    mark: re.compile(rf"^\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+$") for mark in (".", ",", " ", "'")
}
_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009\t")


@dataclass(frozen=True)
class AmountStyle:
    """`decimal`: the mark before the decimals. `sure`: some text of the file proves it.

    `mixed`: other texts prove the opposite; then only texts that are clear by themselves are read.
    """

    decimal: str = "."
    sure: bool = False
    mixed: bool = False

    @property
    def example(self) -> str:
        return "1.234,50" if self.decimal == "," else "1,234.50"


def bare(text: str) -> tuple[str, bool]:
    """Without currency, blanks and sign; and whether the sign is minus."""
    text = text.translate(_SPACES).strip().replace("\u2212", "-")
    text = re.sub(r",[-–]$", "", text)  # "Rp82.500,-"
    negative = False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1].strip(), True
    for _round in range(2):  # "-Rp 5" and "Rp -5"
        if text[:1] in "+-" and text:
            negative ^= text[0] == "-"
            text = text[1:].strip()
        text = _SYMBOLS.sub("", text).strip()
    if text.endswith("-"):
        text, negative = text[:-1].strip(), not negative
    return text, negative


def evidence(text: str) -> str:
    """The mark that must be the decimal one in this text, or "" when either reading is possible."""
    if text.startswith(NATIVE):
        return ""
    body = bare(text)[0].replace(" ", "").replace("'", "")
    points, commas = body.count("."), body.count(",")
    if points and commas:
        return "." if body.rfind(".") > body.rfind(",") else ","
    if points + commas == 0:
        return ""
    mark, other = (".", ",") if points else (",", ".")
    if points + commas > 1:
        return other
    head, _, tail = body.partition(mark)
    if len(tail) != 3 or len(head) > 3 or head in ("", "0") or not (head + tail).isdecimal():
        return mark if (head + tail).isdecimal() else ""
    return ""


def decide(texts: Iterable[str]) -> AmountStyle:
    """The style of all the given texts. Without proof a single mark is taken for thousands."""
    votes = {".": 0, ",": 0}
    hint = {".": 0, ",": 0}
    for text in texts:
        if mark := evidence(text):
            votes[mark] += 1
        elif not text.startswith(NATIVE):
            hint["."] += "." in bare(text)[0]
            hint[","] += "," in text
    if votes["."] and votes[","]:
        return AmountStyle("," if votes[","] > votes["."] else ".", sure=True, mixed=True)
    if votes[","] or votes["."]:
        return AmountStyle("," if votes[","] else ".", sure=True)
    return AmountStyle("," if hint["."] > hint[","] else ".")


def number(text: str, style: AmountStyle) -> tuple[Fraction | None, str]:
    """The value, or None with the reason (a key of `collect.problems.REASONS`)."""
    if text.startswith(NATIVE):
        return _exact(text[1:])
    body, negative = bare(text)
    if not body or body == "-":
        return None, "missing_value"
    if _SHORT.search(body):
        value = _lengthened(body)
        if value is None:
            return None, "shortened_amount"
        return (-value if negative else value), ""
    if _PLAIN.match(body):
        return Fraction(int(body) * (-1 if negative else 1)), ""
    decimal = style.decimal
    if style.mixed:
        decimal = evidence(text)
        if not decimal:
            return None, "ambiguous_amount"
    elif not style.sure:  # a mark before three digits, and nothing that says more: thousands
        decimal = evidence(text) or ("," if "." in body else ".")
    value, reason = _marked(body, decimal)
    return (-value if negative and value is not None else value), reason


def _marked(body: str, decimal: str) -> tuple[Fraction | None, str]:
    whole, _, rest = body.partition(decimal)
    if rest and not rest.isdecimal():
        return None, "not_an_amount"
    thousands = "," if decimal == "." else "."
    for mark in (thousands, " ", "'"):
        if _GROUPED[mark].match(whole):
            whole = whole.replace(mark, "")
            break
    if whole == "" and rest:
        whole = "0"
    if not _PLAIN.match(whole) or len(rest) > 12:
        return None, "not_an_amount"
    return Fraction(int(whole)) + (Fraction(int(rest), 10 ** len(rest)) if rest else 0), ""


def _lengthened(body: str) -> Fraction | None:
    """75rb is 75,000 and 1,25 jt is 1,250,000; None for what could be meant in two ways."""
    match = _CLEAR.match(body)
    if match is None:
        return None
    whole, decimals, times = match[1], match[2] or "", _TIMES[match[3].lower()]
    return Fraction(int(whole + decimals), 10 ** len(decimals)) * times


def is_counted(text: str) -> bool:
    """Whether a text is a number with a unit of goods behind it, as 2 pcs."""
    match = _COUNTED.match(text.strip())
    return bool(match) and match["unit"].lower() not in _WEIGHTS  # type: ignore[index]


def quantity(text: str, style: AmountStyle) -> tuple[Fraction | None, str]:
    """As `number`, of a text that may have a unit of goods behind it."""
    match = None if text.startswith(NATIVE) else _COUNTED.match(text.strip())
    if match and match["unit"]:
        if match["unit"].lower() in _WEIGHTS:
            return None, "not_an_amount"
        text = match["n"]
    return number(text, style)


def _exact(text: str) -> tuple[Fraction | None, str]:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None, "not_an_amount"
    if not value.is_finite() or abs(value) >= 10**15:
        return None, "out_of_range"
    return Fraction(value).limit_denominator(10**6), ""


def percent(text: str, style: AmountStyle) -> tuple[Fraction | None, str]:
    """A share: "11 %" and "0,11" are the same."""
    has_sign = text.rstrip().endswith("%")
    value, reason = number(text.rstrip().removesuffix("%"), style)
    return (value / 100 if has_sign and value is not None else value), reason
