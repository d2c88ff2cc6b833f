"""Answers, as they cross the border."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Row(NamedTuple):
    """`key`: values of the result's `by`, in that order; None: the source does not tell.

    `value` is None where there is no number, which is not zero. `partial`: the period still runs.
    A tuple, since a question by product has a hundred thousand of them.
    """

    key: tuple[Any, ...]
    value: int | float | None
    numerator: int | None = None
    denominator: int | None = None
    partial: bool = False


@dataclass(frozen=True)
class Result:
    """One metric's answer. `unit`: a currency's code, count, ratio, days or score."""

    metric: str
    shop: str
    unit: str
    by: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def values(self) -> Mapping[Any, int | float | None]:
        """Key → value; with one dimension the key is its bare value."""
        if len(self.by) == 1:
            return {row.key[0]: row.value for row in self.rows}
        return {row.key: row.value for row in self.rows}

    @property
    def value(self) -> int | float | None:
        """Of a question without split: the number."""
        return self.rows[0].value if self.rows else None
