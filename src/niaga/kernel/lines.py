"""Logs of decisions in the data home: a JSON object a line, which is only ever added to.

They are small, and what a back-up has to keep. A line is on the disk before `append` returns.
"""

import fcntl
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any


def append(path: Path, values: dict[str, Any]) -> None:
    """`values` must be plain JSON. Several processes may write at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(values, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


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
