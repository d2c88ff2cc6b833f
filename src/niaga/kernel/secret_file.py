"""Secrets that are made once and kept in the data home, readable by their owner alone.

A file appears whole or not at all: two processes that start together agree on one secret, and a
power cut leaves none that is half written. Needs no settings, which are made of one.
"""

import os
from collections.abc import Callable
from pathlib import Path


def kept(path: Path, make: Callable[[], str]) -> str:
    """The text of the file; `make` answers it the first time. Raises OSError."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}-{os.getpid()}-{os.urandom(4).hex()}")
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
                f.write(make())
                f.flush()
                os.fsync(f.fileno())
            _named(partial, path)
        finally:
            partial.unlink(missing_ok=True)
    return path.read_text(encoding="utf-8").strip()


def _named(partial: Path, path: Path) -> None:
    try:
        os.link(partial, path)
    except FileExistsError:  # another process was faster
        pass
    except OSError:  # a disk without hard links
        partial.replace(path)
