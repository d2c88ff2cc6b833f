"""The Delta tables on disk: written whole per shop and source, or month by month.

A live feed rewrites just the months that its orders belong to, one file for each, so that tables do
not fill with crumbs and need no compaction. Superseded files stay for an hour for readers that
still hold an older snapshot; the files of every published version stay until it is superseded.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from deltalake import DeltaTable, Schema, write_deltalake

from niaga.warehouse import log
from niaga.warehouse.files import is_whole
from niaga.warehouse.problems import FilesLost
from niaga.warehouse.schema import TABLES, Table
from niaga.warehouse.snapshot import LAYOUT, warehouse_folder

ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "flag": pa.bool_(),
    "date": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
    "wall": pa.timestamp("us"),
    "texts": pa.list_(pa.string()),
}
VACUUM_EVERY = 50  # versions


def arrow_schema(table: Table) -> pa.Schema:
    return pa.schema([pa.field(c.name, ARROW_TYPES[c.kind]) for c in table.columns])


def shaped(name: str, rows: pa.Table) -> pa.Table:
    """With the table's columns alone, in its order and types."""
    schema = arrow_schema(TABLES[name])
    return rows.select(schema.names).cast(schema)


def table_path(name: str) -> Path:
    return warehouse_folder() / f"v{LAYOUT}" / name


@dataclass(frozen=True)
class Written:
    """A table after a commit: its version, and the shop's data files, below the warehouse."""

    version: int
    files: tuple[str, ...]


Scope = Mapping[str, Collection[str] | None]  # source → its months, or None: all of it


def write(name: str, shop: str, data: pa.Table, scope: Scope, ahead: Iterable[str] = ()) -> Written:
    """Replace a shop's rows of the sources and months in `scope` by `data`, in one atomic commit.

    `ahead`: files of earlier writes that are not published yet; all others that the snapshot does
    not name are of a load that was killed, and go. The caller holds the writer's lock.
    """
    table, path = TABLES[name], table_path(name)
    data = data.select([c.name for c in table.columns]).cast(arrow_schema(table))
    predicate = f"shop = '{shop}'"
    if "source" in table.partitions:
        predicate += f" AND ({' OR '.join(map(_of_source, scope.items()))})"
    delta = log.opened(path, arrow_schema(table), table.partitions, ahead)
    _widen(delta, data.schema)
    data = _with_unknown(delta, data)
    if data.num_rows:
        write_deltalake(delta, data, mode="overwrite", predicate=predicate)
    else:
        delta.delete(predicate)
    uris = delta.file_uris(file_pruning_predicate=[("shop", "=", shop)])
    paths = sorted(f"v{LAYOUT}/{name}/{_below(name, uri)}" for uri in uris)
    return Written(int(delta.version()), tuple(paths))


def _of_source(entry: tuple[str, Collection[str] | None]) -> str:
    source, parts = entry
    if parts is None:
        return f"source = '{source}'"
    listed = ", ".join(f"'{part}'" for part in sorted(set(parts)))
    return f"(source = '{source}' AND part IN ({listed}))"


def within(paths: Iterable[str], scope: Scope) -> list[str]:
    """Those of a table's paths that lie in the scope."""
    wanted = []
    for path in paths:
        values = dict(step.partition("=")[::2] for step in path.split("/") if "=" in step)
        parts = scope.get(values.get("source", ""), ())
        if parts is None or values.get("part") in parts:
            wanted.append(path)
    return wanted


def _widen(delta: DeltaTable, schema: pa.Schema) -> None:
    """Give an older table the columns that it lacks."""
    known = {field.name for field in delta.schema().fields}
    missing = pa.schema([field for field in schema if field.name not in known])
    if len(missing):
        delta.alter.add_columns(list(Schema.from_arrow(missing).fields))


def _with_unknown(delta: DeltaTable, data: pa.Table) -> pa.Table:
    """With nulls in columns that another version of Niaga has given the table.

    Such a load has the mark of this version, so that the other asks for it again.
    """
    for name in (field.name for field in delta.schema().fields):
        if name not in data.column_names:
            kind = pa.schema(delta.schema().to_arrow()).field(name).type
            data = data.append_column(name, pa.nulls(data.num_rows, kind))
    return data


def _below(name: str, uri: str) -> str:
    """The file's place in its table's folder; the way to that folder is escaped in an address."""
    return uri.rpartition(f"/{name}/")[2]


def read(
    name: str,
    paths: Iterable[str],
    columns: list[str] | None = None,
    below: Path | None = None,
) -> pa.Table:
    """Rows of the given files with their partition columns, in the table's schema.

    `below`: the folder that the paths are in, when it is another than the warehouse's.

    Raises FilesLost when one is not there or not whole.
    """
    table = TABLES[name]
    wanted = columns or [c.name for c in table.columns]
    schema = arrow_schema(table)
    folder = below or warehouse_folder()
    listed = [str(folder / path) for path in paths]
    if not listed:
        return pa.schema([schema.field(c) for c in wanted]).empty_table()
    partitioning = ds.partitioning(
        pa.schema([pa.field(c, pa.string()) for c in table.partitions]), flavor="hive"
    )
    try:
        dataset = ds.dataset(
            listed,
            schema=schema,
            format="parquet",
            partitioning=partitioning,
            partition_base_dir=str(folder / f"v{LAYOUT}" / name),
        )
        return dataset.to_table(columns=wanted)
    except (OSError, pa.ArrowInvalid) as error:
        gone = [path for path in listed if not is_whole(Path(path))]
        if not gone:
            raise
        raise FilesLost(files=", ".join(gone[:3])) from error


def tidy(name: str, version: int) -> None:
    """Now and then delete files that nobody can still be reading."""
    if version and version % VACUUM_EVERY == 0:
        log.tidy(table_path(name))


def content_hash(name: str, paths: Iterable[str]) -> str:
    """The same rows give the same text, in whatever files and order they lie."""
    table = read(name, paths)
    keys = [(c, "ascending") for c in TABLES[name].key]
    table = table.sort_by(keys) if table.num_rows else table
    digest = hashlib.sha256()
    for column in table.columns:
        values: Any = column.combine_chunks()
        if pa.types.is_list(column.type):
            values = pc.binary_join(values, "\0")
        digest.update(repr(values.to_pylist()).encode())
    return digest.hexdigest()
