"""Spark in local mode, over the same Parquet files; an optional extra.

It answers the same expressions as DuckDB, slower, and stands for any cluster that speaks Spark: the
way out for a warehouse that one machine no longer holds. Needs `pip install niaga[spark]` and Java
17 or 21.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError
from niaga.warehouse.schema import TABLES, Table

if TYPE_CHECKING:
    import ibis

_PLACE = re.compile(r"\$([a-z]\w*)")
_TYPES = {
    "text": "STRING",
    "whole": "BIGINT",
    "flag": "BOOLEAN",
    "date": "DATE",
    "instant": "TIMESTAMP",
    "wall": "TIMESTAMP_NTZ",
    "texts": "ARRAY<STRING>",
}
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.log.level": "ERROR",
}


class SparkIsMissing(NiagaError):
    code = "spark_is_missing"
    message = _("Spark belum siap: %(missing)s tidak ada. Pasang niaga[spark] dan Java 17 atau 21.")


def missing() -> str | None:
    """What has to be installed before Spark can answer; None: nothing."""
    if find_spec("pyspark") is None:
        return "pyspark"
    return None if shutil.which("java") else "java"


def versions() -> str:
    names = ("ibis-framework", "sqlglot", "pyspark")
    try:
        return " ".join(f"{name} {version(name)}" for name in names)
    except PackageNotFoundError:
        return "no spark"


@lru_cache(maxsize=1)
def _session() -> Any:
    """Raises SparkIsMissing. Starting it takes many seconds, once in a process."""
    lacking = missing()
    if lacking:
        raise SparkIsMissing(missing=lacking)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("niaga")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


@lru_cache(maxsize=1)
def _backend() -> Any:
    import ibis

    return ibis.pyspark.connect(_session())


def compile_expression(expression: "ibis.Table") -> str:
    """The SQL of an Ibis expression over unbound tables that are named as in the schema."""
    return str(_backend().compile(expression))


def rows(
    sql: str, files: Mapping[str, Sequence[str]], parameters: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """As the function of the same name in `duckdb`."""
    session = _session()
    for name, paths in files.items():
        _table(session, TABLES[name], paths).createOrReplaceTempView(name)
    filled = _PLACE.sub(lambda place: _literal(parameters[place[1]]), sql)
    return [tuple(row) for row in session.sql(filled).collect()]


def _table(session: Any, table: Table, paths: Sequence[str]) -> Any:
    schema = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in table.kinds.items())
    if not paths:
        return session.createDataFrame([], schema)
    first = Path(paths[0])
    while "=" in first.parent.name:
        first = first.parent
    reader = session.read.schema(schema).option("basePath", str(first.parent))
    return reader.parquet(*paths)


def _literal(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def stop() -> None:
    """End the session and its Java process, if there is one."""
    if _session.cache_info().currsize:
        _session().stop()
        _session.cache_clear()
        _backend.cache_clear()
