"""Answers that took long, kept in the data home for every process that asks the same.

A file's name is made of the SQL, its values and the data files that it reads. A table that changes
has other files, so an answer is never old; one that nobody asks for any more is deleted in time.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

Rows = list[tuple[Any, ...]]
SLOW = 0.25  # seconds: what is quicker is not worth a file
MOST_ROWS = 50_000
MOST_FILES = 4_000
_PLAIN = (bool, int, float, str, type(None))


def kept(
    sql: str, paths: Mapping[str, Sequence[str]], values: Mapping[str, Any], ask: Callable[[], Rows]
) -> Rows:
    """The rows of an earlier asking, else those of `ask`, which are kept if it was slow."""
    path = _path(sql, paths, values)
    with contextlib.suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        return _decoded(json.loads(path.read_bytes()))
    began = time.monotonic()
    rows = ask()
    if time.monotonic() - began >= SLOW and len(rows) <= MOST_ROWS:
        _keep(path, rows)
    return rows


def _path(sql: str, paths: Mapping[str, Sequence[str]], values: Mapping[str, Any]) -> Path:
    read = sorted((table, *sorted(files)) for table, files in paths.items())
    mark = hashlib.sha256(repr((sql, sorted(values.items()), read)).encode()).hexdigest()[:40]
    return _folder() / f"{mark}.json"


def _folder() -> Path:
    return Path(settings.NIAGA_HOME) / "cache" / "answers"


def _keep(path: Path, rows: Rows) -> None:
    """Without a place to keep it the answer is only slow again."""
    text = _encoded(rows)
    if text is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
        _tidy(path.parent)


def _tidy(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)
    for file in files[: max(0, len(files) - MOST_FILES)]:
        file.unlink(missing_ok=True)


def _encoded(rows: Rows) -> str | None:
    """None where a column holds what JSON does not tell apart."""
    columns = list(zip(*rows, strict=True))
    kinds = [_kind(column) for column in columns]
    if None in kinds:
        return None
    told = [
        [value.isoformat() if kind != "plain" and value is not None else value for value in column]
        for kind, column in zip(kinds, columns, strict=True)
    ]
    return json.dumps({"kinds": kinds, "count": len(rows), "columns": told})


def _kind(column: tuple[Any, ...]) -> str | None:
    types = {type(value) for value in column} - {type(None)}
    if types <= {datetime}:
        return "instant" if types else "plain"
    if types <= {date}:
        return "day"
    return "plain" if types <= set(_PLAIN) else None


def _decoded(told: dict[str, Any]) -> Rows:
    readers = {"instant": datetime.fromisoformat, "day": date.fromisoformat}
    columns = [
        [None if value is None else readers[kind](value) for value in column]
        if kind in readers
        else column
        for kind, column in zip(told["kinds"], told["columns"], strict=True)
    ]
    return list(zip(*columns, strict=True)) if columns else [()] * told["count"]
