"""Columns of a test's table as values, each judged once for every different text."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import numpy as np

from niaga.collect.ab.columns import NO, YES
from niaga.collect.tabular import dates, numbers
from niaga.collect.tabular.layout import shown
from niaga.collect.tabular.rows import Columns

HIGHEST = 2**31  # an outcome whose square no longer fits a whole number of 64 bits
MISSING, DAYLESS = -(2**63), -(2**31)


@dataclass
class Faults:
    """Rows that cannot be used: the first reason found is the row's."""

    rows: int
    reasons: dict[int, tuple[str, str]] = field(default_factory=dict)  # row → column, reason

    def add(self, mask: np.ndarray, column: str, reason: str) -> None:
        for at in np.flatnonzero(mask):
            self.reasons.setdefault(int(at), (column, reason))

    @property
    def good(self) -> np.ndarray:
        mask = np.ones(self.rows, dtype=bool)
        mask[list(self.reasons)] = False
        return mask


def texts(table: Columns, column: str) -> tuple[list[str], np.ndarray]:
    """Different texts and each row's place among them; -1: empty."""
    known, places = table.texts[column]
    return [shown(text) for text in known], places


def is_yes_no(table: Columns, column: str) -> bool:
    """Nearly all say yes or no, and what does not is no number: a few rows may be spoilt."""
    known, places = texts(table, column)
    told = np.array([text.lower() in YES | NO for text in known], dtype=bool)
    if not told.any():
        return False
    strays = [text for text, is_told in zip(known, told, strict=True) if not is_told]
    if any(numbers.number(text, numbers.AmountStyle())[0] is not None for text in strays[:50]):
        return False
    return bool(told[places[places >= 0]].mean() >= 0.8)


def is_number(table: Columns, column: str) -> bool:
    known = table.texts[column][0]
    style = numbers.decide(known)
    readable = sum(numbers.number(text, style)[0] is not None for text in known[:2000])
    return bool(known) and readable >= 0.8 * min(len(known), 2000)


def yes_no(table: Columns, column: str, faults: Faults) -> np.ndarray:
    known, places = texts(table, column)
    worth = [1 if text.lower() in YES else 0 if text.lower() in NO else MISSING for text in known]
    values = _placed(worth, places)
    faults.add(places < 0, column, "missing_value")
    faults.add((values == MISSING) & (places >= 0), column, "unknown_value")
    return values


def whole(
    table: Columns, column: str, faults: Faults, factor: int = 1, blank: int | None = None
) -> np.ndarray:
    """Whole numbers, or amounts times `factor`: the smallest unit. `blank`: what an empty cell is
    worth; None: it is missing.
    """
    known, places = table.texts[column]
    style = numbers.decide(known)
    reasons: list[str] = []
    worth: list[int] = []
    for text in known:
        value, reason = numbers.number(text, style)
        exact = value * factor if value is not None else Fraction(0)
        if value is not None and exact.denominator != 1:
            reason = "not_an_integer" if factor == 1 else "not_an_amount"
        elif abs(exact) > HIGHEST:
            reason = "out_of_range"
        reasons.append(reason)
        worth.append(MISSING if reason else int(exact))
    if blank is None:
        faults.add(places < 0, column, "missing_value")
    values = _placed(worth, places, MISSING if blank is None else blank)
    for reason in sorted(set(reasons) - {""}):
        wrong = [place for place, each in enumerate(reasons) if each == reason]
        faults.add(np.isin(places, wrong), column, reason)
    return values


def days(table: Columns, column: str, faults: Faults) -> tuple[np.ndarray, np.ndarray]:
    """Each row's day, as days since 1970, and a number that orders rows by their time."""
    known, places = table.texts[column]
    style = dates.decide(known)
    worth, order = [], []
    for text in known:
        moment, _reason = dates.instant(text, style)
        worth.append((moment.date() - date(1970, 1, 1)).days if moment else DAYLESS)
        order.append(int(moment.timestamp()) if moment else 0)
    values = _placed(worth, places, DAYLESS)
    faults.add(places < 0, column, "missing_value")
    faults.add((values == DAYLESS) & (places >= 0), column, "unreadable_date")
    return values, _placed(order, places, 0)


def _placed(worth: list[int], places: np.ndarray, empty: int = MISSING) -> np.ndarray:
    return np.array([*worth, empty], dtype=np.int64)[places]
