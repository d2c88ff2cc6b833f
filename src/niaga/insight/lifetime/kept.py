"""Results that take long, kept in the data home for every process that needs them again.

A file's name is made of what the result follows from, and of the source text of the models and of
the metrics that they learn from: where one of these is another, so is the file. A result that
cannot be kept is only worked out again.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from niaga.metrics import compiled

MOST_FILES = 400
Kept = TypeVar("Kept")


def kept(kinds: tuple[type[Any], ...], inputs: Any, make: Callable[[], Kept]) -> Kept:
    """What was kept of the same inputs, else what `make` makes, which is kept.

    `inputs`: with a `repr` that tells all of it. `kinds`: the dataclasses that the result is made
    of, beside numbers, texts, days, tuples and dictionaries with texts as keys.
    """
    path = _path(inputs)
    known = {kind.__name__: kind for kind in kinds}
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found: Kept = _decoded(json.loads(path.read_bytes()), known)
        return found
    result = make()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps(_encoded(result)), encoding="utf-8")
        partial.replace(path)
        _tidy(path.parent)
    return result


def _path(inputs: Any) -> Path:
    mark = hashlib.sha256(f"{_source_mark()} {inputs!r}".encode()).hexdigest()[:40]
    return Path(settings.NIAGA_HOME) / "cache" / "models" / f"{mark}.json"


def _source_mark() -> str:
    return f"{compiled.folder().name} {_models_mark()}"


@lru_cache(maxsize=1)
def _models_mark() -> str:
    digest = hashlib.sha256(f"{version('scipy')} {version('numpy')}".encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _tidy(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[: max(0, len(files) - MOST_FILES)]:
        file.unlink(missing_ok=True)


def _encoded(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        own = {field.name: _encoded(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, "is": own}
    if isinstance(value, date):
        return {"kind": "day", "is": value.isoformat()}
    if isinstance(value, tuple):
        return [_encoded(each) for each in value]
    if isinstance(value, dict):
        return {"kind": "by", "is": {name: _encoded(each) for name, each in value.items()}}
    return value


def _decoded(told: Any, known: dict[str, type[Any]]) -> Any:
    if isinstance(told, list):
        return tuple(_decoded(each, known) for each in told)
    if not isinstance(told, dict):
        return told
    kind, own = told["kind"], told["is"]
    if kind == "day":
        return date.fromisoformat(own)
    read = {name: _decoded(each, known) for name, each in own.items()}
    return read if kind == "by" else known[kind](**read)
