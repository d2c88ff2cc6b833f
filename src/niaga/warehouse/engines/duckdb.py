"""DuckDB in the process, over the Parquet files of the warehouse's tables.

The library is imported when first used, so that a web process that shows no number stays small. SQL
comes from Ibis once (`compile_expression`) and is run without it ever after (`rows`).
"""

import os
import re
import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.conf import settings

from niaga.warehouse.files import is_whole
from niaga.warehouse.problems import FilesLost
from niaga.warehouse.schema import KINDS, TABLES, Table

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

THREADS = 2
MEMORY = "1GB"
SCRATCH_MEMORY = "2GB"
_SPILL = "engine-"
_lock = threading.Lock()
_PLACE = re.compile(r"\$([a-z]\w*)")
# Sessions are in UTC, where the cast changes nothing and takes ten times as long as the rest.
_EPOCH = re.compile(r'EPOCH\(CAST\(("\w+"(?:\."\w+")?) AS TIMESTAMP\)\)')


@lru_cache(maxsize=1)
def versions() -> str:
    """What compiled SQL depends on besides the expression."""
    return " ".join(f"{name} {version(name)}" for name in ("ibis-framework", "sqlglot", "duckdb"))


def compile_expression(expression: "ibis.Table") -> str:
    """The SQL of an Ibis expression over unbound tables that are named as in the schema."""
    import ibis

    sql = str(ibis.to_sql(expression, dialect="duckdb", pretty=False))
    return _EPOCH.sub(r"EPOCH(\1)", sql)


@lru_cache(maxsize=1)
def _database() -> Any:
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": THREADS,
            "memory_limit": MEMORY,
            "temp_directory": str(_spill()),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
        },
    )
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    connection.execute("SET parquet_metadata_cache = true")
    return connection


def _spill() -> Path:
    """Where this process puts what does not fit into memory; the library makes and empties it.

    What a process left that was killed is deleted.
    """
    folder = Path(settings.NIAGA_HOME) / "cache"
    for other in folder.glob(f"{_SPILL}*"):
        owner = other.name.removeprefix(_SPILL)
        if (
            owner.isdecimal()
            and not Path(f"/proc/{owner}").exists()
            and Path("/proc/self").exists()
        ):
            shutil.rmtree(other, ignore_errors=True)
    return folder / f"{_SPILL}{os.getpid()}"


def scratch(folder: "Path") -> Any:
    """A database of its own in the folder, for work that does not fit into memory; to be closed."""
    import duckdb

    connection = duckdb.connect(
        str(folder / "scratch.duckdb"),
        config={
            "threads": THREADS,
            "memory_limit": SCRATCH_MEMORY,
            "temp_directory": str(folder),
            "preserve_insertion_order": "false",
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _cursor() -> Any:
    with _lock:
        return _database().cursor()


def rows(
    sql: str,
    files: Mapping[str, Sequence[str]],
    parameters: Mapping[str, Any],
    shapes: Mapping[str, Table] = MappingProxyType({}),
) -> list[tuple[Any, ...]]:
    """Run `sql` over the named tables. `files`: table → paths; none means an empty table.

    `parameters` fill the `$name` places. `shapes`: of the names in `files` that are no canonical
    table. Whole numbers come as int, ratios as float. Raises FilesLost when a file is not there or
    cannot be read.
    """
    return _run(sql, files, parameters, shapes)


def save(
    sql: str, files: Mapping[str, Sequence[str]], parameters: Mapping[str, Any], path: Path
) -> None:
    """Write what `sql` answers to a Parquet file. Raises OSError, FilesLost."""
    copy = f"COPY ({sql}) TO $target (FORMAT parquet)"
    try:
        _run(copy, files, {**parameters, "target": str(path)}, {})
    except _unreadable() as error:  # all that is read is there: it cannot be written
        raise OSError(str(error)) from error


def _run(
    sql: str,
    files: Mapping[str, Sequence[str]],
    parameters: Mapping[str, Any],
    shapes: Mapping[str, Table],
) -> list[tuple[Any, ...]]:
    filled = _PLACE.sub(lambda place: _literal(parameters[place[1]]), sql)
    cursor = _cursor()
    try:
        try:
            return _fetched(cursor, filled, files, shapes, _scan)
        except _unbound():  # files of an older shape: what they lack is null
            return _fetched(cursor, filled, files, shapes, _tolerant_scan)
    except _unreadable() as error:
        lost = [path for paths in files.values() for path in paths if not is_whole(Path(path))]
        if not lost:
            raise
        raise FilesLost(files=", ".join(lost[:3])) from error
    finally:
        cursor.close()


def _fetched(
    cursor: Any,
    sql: str,
    files: Mapping[str, Sequence[str]],
    shapes: Mapping[str, Table],
    scan: Callable[[Table, Sequence[str]], str],
) -> list[tuple[Any, ...]]:
    for name, paths in files.items():
        table = shapes[name] if name in shapes else TABLES[name]
        cursor.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {scan(table, paths)}')
    fetched: list[tuple[Any, ...]] = cursor.execute(sql).fetchall()
    return fetched


def _unreadable() -> tuple[type[Exception], ...]:
    import duckdb

    return (duckdb.IOException, duckdb.InvalidInputException)


def _unbound() -> type[Exception]:
    import duckdb

    return duckdb.BinderException


def _literal(value: str | int) -> str:
    """A value as SQL. The library would load all of pandas to look at a parameter's type."""
    if isinstance(value, int):
        return str(value)
    if "\0" in value:
        raise ValueError("a text for the engine has a NUL")
    return "'" + value.replace("'", "''") + "'"


def _scan(table: Table, paths: Sequence[str]) -> str:
    if not paths:
        columns = ", ".join(f'NULL::{KINDS[kind][1]} AS "{c}"' for c, kind in table.kinds.items())
        return f"SELECT {columns} WHERE false"
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    if not table.partitions:
        return f"SELECT * FROM read_parquet([{listed}])"  # noqa: S608 - our own files
    types = ", ".join(f"'{name}': VARCHAR" for name in table.partitions)
    return (
        f"SELECT * FROM read_parquet([{listed}], "  # noqa: S608 - paths from the snapshot
        f"hive_partitioning = true, hive_types = {{{types}}})"
    )


def _tolerant_scan(table: Table, paths: Sequence[str]) -> str:
    """As `_scan`, for files some or all of which lack columns."""
    strict = _scan(table, paths).replace(
        "hive_partitioning", "union_by_name = true, hive_partitioning"
    )
    return f"{strict} UNION ALL BY NAME {_scan(table, ())}"


def run_arrow(sql: str, tables: "Mapping[str, pa.Table]") -> "pa.Table":
    """Run SQL over Arrow tables in memory: how loads derive canonical rows."""
    cursor = _cursor()
    try:
        for name, table in tables.items():
            cursor.register(name, table)
        return cursor.execute(sql).to_arrow_table()
    finally:
        cursor.close()
