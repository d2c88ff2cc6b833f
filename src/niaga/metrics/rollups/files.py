"""The files of rollups: one for each month and source of a big shop, or one of all months that are
over; made when first needed.

A file's name is made of the statement that makes it and of the data files that it is made of.
Where it cannot be written, the facts themselves answer, only slower.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from niaga.metrics.facts import tables_of
from niaga.metrics.formulas import day_after_known
from niaga.metrics.periods import start_of
from niaga.metrics.rollups.declared import Rollup
from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.warehouse.files import of_months_before
from niaga.warehouse.snapshot import ShopEntry

WORTH = 24_000_000  # bytes of the fact's tables: below it the facts answer as fast
KEEP = 3_600  # seconds that a file stays for those who read an older snapshot
Files = Mapping[str, tuple[str, ...]]


def is_worth(entry: ShopEntry, fact: str) -> bool:
    """Whether the shop has so much of the fact that its sums are kept."""
    return _size(
        tuple(path for table in tables_of(fact) for path in entry.files.get(table, ()))
    ) > (WORTH)


@lru_cache(maxsize=256)
def _size(paths: tuple[str, ...]) -> int:
    folder, total = snapshot.warehouse_folder(), 0
    for path in paths:
        try:
            total += (folder / path).stat().st_size
        except OSError:
            return 0  # lost: let the question say so
    return total


def made(rollup: Rollup, sql: str, entry: ShopEntry) -> list[str]:
    """The paths of its files, those that were lacking made now. Raises OSError, FilesLost."""
    folder = _folder(rollup, sql)
    paths = []
    is_new = False
    for name, files in _parts(rollup, entry):
        path = folder / name
        if not path.exists():
            _make(path, sql, files, entry)
            is_new = True
        paths.append(str(path))
    if is_new:
        _tidy(rollup, folder)
    return paths


def _make(path: Path, sql: str, files: Files, entry: ShopEntry) -> None:
    folder = snapshot.warehouse_folder()
    read = {table: [str(folder / each) for each in paths] for table, paths in files.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}-{time.monotonic_ns()}")
    try:
        duckdb.save(sql, read, {"shop": entry.code, **values_of(entry)}, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def values_of(entry: ShopEntry) -> dict[str, str]:
    """What fills a rollup's statement beside its shop."""
    # The moment bears on nothing that a rollup holds (`Rollup.has_rest`).
    return {"moment": "1970-01-01T00:00:00Z", "known": f"{_month(entry)}"}


def kept(rollup: Rollup, sql: str, entry: ShopEntry) -> Iterator[tuple[Path, Files]]:
    """Where each of its files of the shop is, or will be, and the data files that it is made of."""
    for name, files in _parts(rollup, entry):
        yield _folder(rollup, sql) / name, files


def forget(rollup: Rollup, sql: str, entry: ShopEntry) -> None:
    """Delete its files of the shop: one of them cannot be read."""
    for path, _files in kept(rollup, sql, entry):
        path.unlink(missing_ok=True)


def _folder(rollup: Rollup, sql: str) -> Path:
    mark = hashlib.sha256(f"{duckdb.versions()} {sql}".encode()).hexdigest()[:12]
    return Path(settings.NIAGA_HOME) / "cache" / "rollups" / f"{rollup.name}-{mark}"


def _parts(rollup: Rollup, entry: ShopEntry) -> Iterator[tuple[str, Files]]:
    """Name of the file → the data files that it is made of, by table."""
    parts: dict[str, dict[str, list[str]]] = {}
    names, month = tables_of(rollup.fact), _month(entry)
    for table in names:
        paths = entry.files.get(table, ())
        for path in of_months_before(paths, month) if rollup.whole else paths:
            place = "" if rollup.whole else path.partition("/source=")[2].rpartition("/")[0]
            parts.setdefault(place, {each: [] for each in names})[table].append(path)
    for files in parts.values():
        read = {table: tuple(sorted(paths)) for table, paths in files.items()}
        made_of = repr((sorted(read.items()), month) if rollup.whole else sorted(read.items()))
        yield f"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}.parquet", read


def _month(entry: ShopEntry) -> date:
    """The first day of the month that runs, or of that after all that is known."""
    return start_of(day_after_known(entry), "month")


def _tidy(rollup: Rollup, folder: Path) -> None:
    """Delete what no shop's facts name any more, and what an older statement made."""
    named = {
        name
        for entry in snapshot.current().shops.values()
        for name, _files in _parts(rollup, entry)
    }
    until = time.time() - KEEP
    for other in folder.parent.glob(f"{rollup.name}-*"):
        for file in other.iterdir():
            if (other != folder or file.name not in named) and file.stat().st_mtime < until:
                file.unlink(missing_ok=True)
