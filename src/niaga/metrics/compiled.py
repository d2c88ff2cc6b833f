"""SQL of each shape of question, compiled once and kept in the data home.

The file's name is made of the shape, of the source text of everything that decides the SQL, and of
the engine's versions, so a change of any of them never meets old SQL.
"""

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

import niaga.metrics
import niaga.warehouse.schema
from niaga.kernel.shop import current_shop
from niaga.metrics import behind, builder, origins
from niaga.metrics.builder import RollupShape, RowShape, SegmentShape, Shape
from niaga.metrics.rollups import ROLLUPS
from niaga.warehouse.engines import engine

_PLACE = re.compile(r"'\$\$(\w+)\$\$'")
_asked: dict[Shape, None] = {}


def asked() -> list[Shape]:
    """The shapes that this process has been asked for, rows behind numbers left out."""
    return list(_asked)


def sql(shape: Shape | RowShape | RollupShape | SegmentShape) -> str:
    """The engine's SQL with `$name` parameters."""
    if isinstance(shape, Shape):
        _asked[shape] = None
    path = folder() / f"{hashlib.sha256(repr(shape).encode()).hexdigest()[:32]}.sql"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        pass
    if isinstance(shape, Shape):
        expression = builder.expression(shape)
    elif isinstance(shape, RollupShape):
        expression = builder.rollup_expression(ROLLUPS[shape.rollup])
    elif isinstance(shape, SegmentShape):
        expression = origins.segments_expression()
    else:
        expression = behind.row_expression(shape)
    text = _PLACE.sub(r"$\1", engine().compile_expression(expression))
    if isinstance(shape, RowShape):
        text += " LIMIT $limit OFFSET $offset"
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
    return text


def folder() -> Path:
    """Where SQL is kept that may be used with this source and this engine."""
    return (
        Path(settings.NIAGA_HOME)
        / "cache"
        / "sql"
        / _source_mark(f"{engine().versions()} {current_shop().refunded_starts_cohort}")
    )


@lru_cache(maxsize=2)
def _source_mark(versions: str) -> str:
    digest = hashlib.sha256(versions.encode())
    package = Path(niaga.metrics.__path__[0])
    sources = [
        package / f"{name}.py"
        for name in (
            "behind",
            "builder",
            "dimensions",
            "facts",
            "measuring",
            "metric",
            "origins",
            "survival",
        )
    ]
    for folder in ("catalogue", "views", "rollups"):
        sources += sorted((package / folder).glob("*.py"))
    sources += sorted(Path(niaga.warehouse.schema.__path__[0]).glob("*.py"))
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
