"""The Delta log of each table, kept in step with the snapshot.

The snapshot is what readers follow, so it is the truth: a log that is lost or damaged, or that went
ahead of it when a load was killed, is set to the files that the snapshot names before anything more
is written. Where no log can be read a new one begins, at a version above all that were told, since
answers are remembered by version.
"""

import contextlib
import json
import logging
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, create_table_with_add_actions

from niaga.warehouse import snapshot

logger = logging.getLogger(__name__)
CONFIGURATION = {
    "delta.checkpointInterval": "20",
    "delta.logRetentionDuration": "interval 2 hours",
    "delta.deletedFileRetentionDuration": "interval 1 hours",
}
KEEP_HOURS = 1
_FAR = 1_000  # versions beyond the highest that is known of


def opened(
    path: Path, schema: pa.Schema, partitions: Iterable[str], ahead: Iterable[str] = ()
) -> DeltaTable:
    """The table, its log as the snapshot says. The caller holds the writer's lock.

    `ahead`: files, below the warehouse, that the caller has written and will publish.
    """
    listed = list(partitions)
    published = named(path) | _inside(path, ahead)
    try:
        delta = DeltaTable(str(path))
        active = {each.rpartition(f"/{path.name}/")[2] for each in delta.file_uris()}
    except (DeltaError, OSError, ValueError) as error:
        if published or (path / "_delta_log").exists():
            logger.error("%s has no readable log (%s): a new one begins", path, error)
        return _begun(path, schema, listed, published)
    if active == published:
        return delta
    delta.create_write_transaction(
        _added(path, published), mode="overwrite", schema=delta.schema(), partition_by=listed
    )
    return DeltaTable(str(path))


def named(path: Path) -> set[str]:
    """The files of a table that the snapshot names and that are there, of all shops."""
    paths = [
        each
        for entry in snapshot.for_writing().shops.values()
        for each in entry.files.get(path.name, ())
    ]
    return {each for each in _inside(path, paths) if (path / each).exists()}


def _inside(path: Path, paths: Iterable[str]) -> set[str]:
    below = f"{path.parent.name}/{path.name}/"
    return {each.removeprefix(below) for each in paths if each.startswith(below)}


def tidy(path: Path) -> None:
    """Delete files that were superseded an hour ago, unless the snapshot names them."""
    delta = DeltaTable(str(path))
    gone = delta.vacuum(retention_hours=KEEP_HOURS, dry_run=True, enforce_retention_duration=False)
    for each in set(gone) - named(path):
        (path / each).unlink(missing_ok=True)


def _begun(path: Path, schema: pa.Schema, partitions: list[str], files: set[str]) -> DeltaTable:
    """A new log, of the given files. It is made apart and takes its place in one rename."""
    log = path / "_delta_log"
    if not files and not log.exists():
        return DeltaTable.create(
            str(path),
            schema=schema,
            partition_by=partitions,
            name=path.name,
            configuration=CONFIGURATION,
        )
    apart = path.parent / f".{path.name}-log"
    shutil.rmtree(apart, ignore_errors=True)
    create_table_with_add_actions(
        str(apart),
        Schema.from_arrow(schema),
        _added(path, files),
        partition_by=partitions,
        name=path.name,
        configuration=CONFIGURATION,
    )
    DeltaTable(str(apart)).create_checkpoint()
    _renumbered(apart / "_delta_log", _highest(path) + _FAR)
    shutil.rmtree(log, ignore_errors=True)
    path.mkdir(parents=True, exist_ok=True)
    (apart / "_delta_log").rename(log)
    shutil.rmtree(apart, ignore_errors=True)
    return DeltaTable(str(path))


def _added(path: Path, files: Iterable[str]) -> list[AddAction]:
    actions = []
    for each in sorted(files):
        stat = (path / each).stat()
        values = dict(step.partition("=")[::2] for step in each.split("/") if "=" in step)
        actions.append(
            AddAction(
                path=each,
                size=stat.st_size,
                partition_values={key: unquote(value) for key, value in values.items()},
                modification_time=int(stat.st_mtime * 1000),
                data_change=True,
                stats=json.dumps({"numRecords": _rows(path / each)}),
            )
        )
    return actions


def _rows(path: Path) -> int:
    with contextlib.suppress(OSError, pa.ArrowInvalid):
        return int(pq.read_metadata(path).num_rows)
    return 0


def _highest(path: Path) -> int:
    told = [
        entry.tables[path.name]
        for entry in snapshot.for_writing().shops.values()
        if path.name in entry.tables
    ]
    log = path / "_delta_log"
    listed = [each.name[:20] for each in log.iterdir()] if log.exists() else []
    return max([0, *told, *(int(each) for each in listed if each.isdigit())])


def _renumbered(log: Path, version: int) -> None:
    """Version 0, which is a checkpoint of itself, becomes `version`."""
    for each in list(log.iterdir()):
        if each.name.startswith("0" * 20):
            each.rename(log / f"{version:020}{each.name[20:]}")
    pointer = log / "_last_checkpoint"
    told = json.loads(pointer.read_text(encoding="utf-8"))
    pointer.write_text(json.dumps({**told, "version": version}), encoding="utf-8")
