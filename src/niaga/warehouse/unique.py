"""One row for each key: the later row stands, in the place of the earlier."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def unique(table: pa.Table, key: Sequence[str]) -> tuple[pa.Table, int]:
    """The last row of each key, and how many rows that left out. Nulls are equal to each other."""
    rows = table.num_rows
    keys = table.select(list(key)).append_column("place", pa.array(np.arange(rows)))
    last = keys.group_by(list(key), use_threads=False).aggregate([("place", "max")])
    if last.num_rows == rows:
        return table, 0
    places = pc.sort_indices(last["place_max"])
    return table.take(last["place_max"].take(places)), rows - last.num_rows
