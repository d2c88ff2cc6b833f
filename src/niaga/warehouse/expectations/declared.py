"""What an expectation is, and the few ways to write one.

An expectation is data: a statement that counts the rows which break it. The engine runs it over the
rows of a hand-over before they are published, and over the tables as they lie at any time after.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALL = "all_"  # before a table's name: its rows of all sources of the shop, not of one
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Expectation:
    """`failing`: SQL for one whole number over the tables `table` and `needs`, the rows that break
    it. `tolerated`: the share of the table's rows that may. An `error` keeps a load from being
    published, because numbers made from it would be wrong; a `warning` is shown.
    """

    table: str
    name: str
    says: str | Promise
    severity: Severity
    failing: str
    needs: tuple[str, ...] = ()
    tolerated: float = 0.0


def rule(
    table: str,
    name: str,
    says: str | Promise,
    breaks: str,
    severity: Severity = "warning",
    tolerated: float = 0.0,
) -> Expectation:
    """`breaks`: a condition on one row; a row that leaves it unknown does not break it."""
    failing = f"SELECT count(*) FILTER (WHERE {breaks}) FROM {table}"  # noqa: S608 - written here
    return Expectation(table, name, says, severity, failing, (), tolerated)


def required(table: str, columns: str) -> Expectation:
    breaks = " OR ".join(f"{column} IS NULL" for column in columns.split())
    return rule(table, "required", _("Kolom wajib terisi"), breaks, "error")


def unique(table: str, key: str) -> Expectation:
    columns = ", ".join(key.split())
    failing = (
        f"SELECT coalesce(sum(n - 1), 0)::BIGINT "  # noqa: S608 - written here
        f"FROM (SELECT count(*) AS n FROM {table} GROUP BY {columns} HAVING count(*) > 1)"
    )
    return Expectation(table, "unique", _("Kunci tidak berulang"), "error", failing)


def refers(
    table: str, column: str, target: str, says: str | Promise, severity: Severity = "warning"
) -> Expectation:
    """Each value of `column` is the same column's value in some row of `target`, of any source."""
    failing = (
        f"SELECT count(*) FROM {table} ANTI JOIN {ALL}{target} USING ({column}) "  # noqa: S608
        f"WHERE {column} IS NOT NULL"
    )
    return Expectation(table, f"{column}_known", says, severity, failing, (f"{ALL}{target}",))


def same_sum(
    table: str,
    name: str,
    says: str | Promise,
    sums: str,
    severity: Severity = "error",
    needs: tuple[str, ...] = (),
) -> Expectation:
    """`sums`: SQL for how far two sums are apart; any difference counts as one row."""
    return Expectation(table, name, says, severity, f"SELECT (({sums}) <> 0)::BIGINT", needs)
