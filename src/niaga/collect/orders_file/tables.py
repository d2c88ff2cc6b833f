"""Rows put together to the tables of `collect.staging`."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from niaga.collect.staging import OPTIONAL, STAGING

Row = tuple[Any, ...]


def arrow(name: str, rows: Sequence[Row]) -> pa.Table:
    told = list(STAGING[name])
    if rows and len(rows[0]) < len(told):
        told = [each for each in told if each.name not in OPTIONAL.get(name, ())]
    schema = pa.schema(told)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(column, each.type) for column, each in zip(columns, schema, strict=True)],
        schema=schema,
    )
