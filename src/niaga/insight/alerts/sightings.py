"""Since when a finding holds: `alerts/<shop>.json` in the data home, kept by the worker.

A finding that was gone and comes back is a new one. Lost or damaged, the file is made anew: ages
then begin again.
"""

import contextlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings


def _path(shop: str) -> Path:
    return Path(settings.NIAGA_HOME) / "alerts" / f"{shop}.json"


def read(shop: str) -> dict[str, datetime]:
    """Key of a finding → when it was first seen."""
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        told = json.loads(_path(shop).read_text(encoding="utf-8"))
        return {key: datetime.fromisoformat(moment) for key, moment in told.items()}
    return {}


def write(shop: str, keys: Iterable[str], now: datetime) -> Mapping[str, datetime]:
    """Keep what is still found, add what is new, and forget the rest."""
    before = read(shop)
    seen = {key: before.get(key, now) for key in sorted(set(keys))}
    if seen != before:
        path = _path(shop)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".tmp")
        partial.write_text(
            json.dumps({key: moment.isoformat() for key, moment in seen.items()}), encoding="utf-8"
        )
        partial.replace(path)
    return seen
