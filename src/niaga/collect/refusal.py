"""Refusing rows whose cells can each be read but together make no sense."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from niaga.collect.named import Rows
from niaga.collect.problems import TooManyRejected, reason_text
from niaga.collect.tabular.rows import LIMIT

NO_MONEY = "no_money"  # a row that is understood and brings nothing: refused, yet no fault


class Refused(Exception):
    """One row is not taken: the field, and a key of `problems.REASONS`."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason

    def reject(self, path: Path, row: int, column: str) -> dict[str, Any]:
        """As in `staging.REJECTS`, without what the row said: it may be about a person."""
        return {
            "file": path.name, "row": row, "column": column, "reason": self.reason, "raw": "{}",
        }  # fmt: skip


def judged(rows: Rows, path: Path) -> pa.Table:
    """The table of rejects. Raises TooManyRejected when they say that this is another kind."""
    rows.rejects.sort(key=lambda each: each["row"])
    faults = [each for each in rows.rejects if each["reason"] != NO_MONEY]
    if faults and len(faults) * 100 > rows.rows_in * LIMIT:
        raise TooManyRejected(
            file=path.name,
            rejected=len(faults),
            rows=rows.rows_in,
            limit=LIMIT,
            row=faults[0]["row"],
            column=faults[0]["column"],
            reason=reason_text(faults[0]["reason"]),
        )
    return rows.rejects_table()
