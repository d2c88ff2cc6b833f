"""Logs of decisions in the data home: a JSON object a line, which is only ever added to.

They are small, and what a back-up has to keep. A line is on the disk before `append` returns.
"""

import errno
import fcntl
import json
import os
from functools import lru_cache
from io import FileIO
from pathlib import Path
from typing import Any


def append(path: Path, values: dict[str, Any]) -> None:
    """`values` must be plain JSON. Several processes may write at once. Raises OSError, with
    nothing added, as when the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(values, ensure_ascii=False).encode() + b"\n"
    with path.open("a+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = _end_of_lines(file)
        try:
            if file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), end)
            raise


def _end_of_lines(file: FileIO) -> int:
    """Where the whole lines end. A part of one behind them, left by a process that was killed, was
    never said to be kept: it goes, or the next line would be read as its end."""
    end = size = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - 4096)
        file.seek(start)
        if (at := file.read(end - start).rfind(b"\n")) >= 0:
            end = start + at + 1
            break
        end = start
    if end < size:
        file.truncate(end)
    return end


def read(path: Path) -> tuple[dict[str, Any], ...]:
    """Oldest first; nothing where there is no log yet. The objects are shared: do not change them.

    Whole lines only: the last one may be being written.
    """
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return ()
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=32)
def _read(path: Path, _stamp: int, size: int) -> tuple[dict[str, Any], ...]:
    text = path.read_bytes()[:size].decode("utf-8", errors="replace")
    return tuple(json.loads(line) for line in text.split("\n")[:-1] if line.strip())
