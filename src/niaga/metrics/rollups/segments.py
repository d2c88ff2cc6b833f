"""Who is in which segment as of a day, kept for as long as that day is asked about.

Several questions of a page need it, and of a big shop it takes seconds to work out. A file's name
is made of the day, of the statement and of the data files, as of any rollup.
"""

import hashlib
import os
import time
from pathlib import Path

from django.conf import settings

from niaga.metrics.rollups.declared import ROLLUPS
from niaga.metrics.views import VIEWS
from niaga.warehouse import snapshot
from niaga.warehouse.engines import duckdb
from niaga.warehouse.schema import Table
from niaga.warehouse.snapshot import ShopEntry

BUYER_SEGMENTS = "buyer_segments"  # the view that it holds
TABLE = Table(BUYER_SEGMENTS, "", VIEWS[BUYER_SEGMENTS].columns, ("customer_key",), monthly=False)
MOST_FILES = 4  # a file of millions of buyers has a hundred megabytes


def kept_table(view: str) -> Table:
    """The shape of a view's rows as they are kept."""
    return TABLE if view == BUYER_SEGMENTS else ROLLUPS[view].table


def segments_as_of(sql: str, entry: ShopEntry, as_of: str) -> str:
    """The path of the file, made now if it is lacking. Raises OSError, FilesLost."""
    path = _path(sql, entry, as_of)
    if path.exists():
        os.utime(path)  # asked for last, deleted last
        return str(path)
    folder = snapshot.warehouse_folder()
    read = {"orders": [str(folder / each) for each in entry.files.get("orders", ())]}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}-{time.monotonic_ns()}")
    try:
        duckdb.save(sql, read, {"shop": entry.code, "as_of": as_of}, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    _tidy(path.parent)
    return str(path)


def forget_segments(sql: str, entry: ShopEntry, as_of: str) -> None:
    """Delete the file: it cannot be read."""
    _path(sql, entry, as_of).unlink(missing_ok=True)


def _path(sql: str, entry: ShopEntry, as_of: str) -> Path:
    made_of = (duckdb.versions(), sql, entry.code, as_of, sorted(entry.files.get("orders", ())))
    mark = hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]
    return Path(settings.NIAGA_HOME) / "cache" / "segments" / f"{mark}.parquet"


def _tidy(folder: Path) -> None:
    files = sorted(folder.glob("*.parquet"), key=lambda file: file.stat().st_mtime)
    for file in files[: max(0, len(files) - MOST_FILES)]:
        file.unlink(missing_ok=True)
