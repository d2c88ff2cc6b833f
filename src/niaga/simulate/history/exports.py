"""What other systems tell of the demo shop: files as they export them, which come into the
warehouse through the readers, as a shop would bring them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from niaga.simulate.history import marketing, payouts, survey, trials
from niaga.simulate.history.making import History

FOLDER = "exports"


@dataclass(frozen=True)
class Written:
    kind: str
    path: Path
    options: Mapping[str, str]


def write_exports(history: History, home: Path) -> tuple[Written, ...]:
    """The same history gives the same bytes."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        Written(export.kind, export.write(folder), export.options)
        for system in (marketing, survey, payouts, trials)
        for export in system.exports(history)
    )
