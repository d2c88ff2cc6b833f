"""Rows of one file that name rows of another: those whose target exists, and the others refused."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.stage import StagedFile
from niaga.collect.staging import REJECTS


class References:
    """Keeps the rows whose reference exists; the others join the rejects of their file."""

    def __init__(self, files: Mapping[str, StagedFile]) -> None:
        self._files = files
        self._rejects = [staged.rejects() for staged in files.values()]

    def keep(
        self, name: str, column: str, targets: pa.Table, table: pa.Table | None = None
    ) -> pa.Table:
        """`targets` has a column of the same name, with every value that may be named."""
        staged = self._files[name]
        table = staged.table() if table is None else table
        known = pc.is_in(table[column], value_set=targets[column].combine_chunks())
        lost = table.filter(pc.invert(known))
        if lost.num_rows:
            self._rejects.append(
                pa.table(
                    {
                        "file": pa.repeat(staged.spec.filename, lost.num_rows),
                        "row": lost["source_row"],
                        "column": pa.repeat(column, lost.num_rows),
                        "reason": pa.repeat("unknown_reference", lost.num_rows),
                        "raw": pc.binary_join_element_wise(
                            '{"', column, '": "', lost[column], '"}', ""
                        ),
                    },
                    schema=REJECTS,
                )
            )
        return table.filter(known)

    def rejects(self) -> pa.Table:
        return pa.concat_tables(self._rejects).sort_by(
            [("file", "ascending"), ("row", "ascending")]
        )

    def count(self) -> dict[str, int]:
        """Rejected rows by file."""
        counts = pc.value_counts(self.rejects()["file"]).to_pylist()
        return {entry["values"]: entry["counts"] for entry in counts}
