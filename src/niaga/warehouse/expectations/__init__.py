"""Declared expectations of the canonical tables, and running them.

`run` answers a Finding for each expectation of the tables that are there. `warehouse.load` asks it
of every hand-over before publishing, `warehouse.quality` of the tables as they lie.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from niaga.warehouse.expectations import reach, selling, stock
from niaga.warehouse.expectations.declared import Expectation

EXPECTATIONS: Mapping[tuple[str, str], Expectation] = {
    (each.table, each.name): each
    for each in (*selling.EXPECTATIONS, *reach.EXPECTATIONS, *stock.EXPECTATIONS)
}

# Tested by code, because they compare with other loads, weeks or sources
ONE_SOURCE = Expectation(
    "orders", "one_source", _("Tiap pesanan datang dari satu sumber saja"), "error", ""
)
VOLUME = Expectation(
    "loads", "rows_as_usual", _("Banyaknya baris seperti pada muatan sebelumnya"), "warning", ""
)
WEEKLY = Expectation(
    "orders", "week_as_usual", _("Pesanan minggu lalu sebanyak biasanya"), "warning", ""
)
DECLARED = (ONE_SOURCE, VOLUME, WEEKLY)

# SQL and the tables that it reads → its one row
Ask = Callable[[str, Collection[str]], Sequence[int]]


@dataclass(frozen=True)
class Finding:
    """`failing`: rows that break it, of `rows`."""

    expectation: Expectation
    rows: int
    failing: int

    @property
    def passed(self) -> bool:
        return self.failing <= self.rows * self.expectation.tolerated

    @property
    def is_fatal(self) -> bool:
        return not self.passed and self.expectation.severity == "error"


def run(ask: Ask, rows: Mapping[str, int], only_errors: bool = False) -> list[Finding]:
    """`rows`: tables that can be read → how many rows they hold. An empty one breaks nothing.

    One statement for each table that has rows.
    """
    findings = []
    for table in dict.fromkeys(each.table for each in EXPECTATIONS.values()):
        asked = [
            each
            for each in EXPECTATIONS.values()
            if each.table == table
            and set(each.needs) <= set(rows)
            and (each.severity == "error" or not only_errors)
        ]
        if not rows.get(table) or not asked:
            continue
        sql = "SELECT " + ", ".join(f"({each.failing})" for each in asked)
        needed = {table, *(name for each in asked for name in each.needs)}
        findings += [
            Finding(each, rows[table], int(failing))
            for each, failing in zip(asked, ask(sql, needed), strict=True)
        ]
    return findings


__all__ = [
    "DECLARED",
    "EXPECTATIONS",
    "ONE_SOURCE",
    "VOLUME",
    "WEEKLY",
    "Expectation",
    "Finding",
    "run",
]
