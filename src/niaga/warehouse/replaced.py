"""What loads replaced: kept for a while beside the tables, so that a load can be undone.

Before a load publishes, the files whose rows it replaces are linked into a folder of its own; a
link takes no room until the table lets go of the file. The folder gets its name last, so that one
that is there is whole. The Delta log forgets within hours; this does not depend on it.
"""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from niaga.warehouse import tables
from niaga.warehouse.files import is_whole
from niaga.warehouse.merge import Change
from niaga.warehouse.schema import MARK
from niaga.warehouse.snapshot import ShopEntry, warehouse_folder

GENERATIONS = 6  # of each source
_UNLINKABLE = {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK}


@dataclass(frozen=True)
class Before:
    """What there was before the load `load_id`. `whole`: all that the source had. `files`: table →
    paths below `folder`.
    """

    load_id: str
    whole: bool
    folder: Path
    files: Mapping[str, tuple[str, ...]]


def keep(
    entry: ShopEntry | None,
    source: str,
    load_id: str,
    changes: Mapping[str, Change],
    whole: bool,
) -> None:
    """Keep what `changes` will replace. The caller holds the writer's lock."""
    if entry is None:
        return
    home = _home(entry.code, source)
    partial = home / ".partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    kept: dict[str, list[str]] = {}
    for name, change in changes.items():
        for path in tables.within(entry.files.get(name, ()), change.scope):
            target = partial / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(warehouse_folder() / path, target)
            kept.setdefault(name, []).append(path)
    told = {"load_id": load_id, "whole": whole, "mark": MARK, "files": kept}
    (partial / "replaced.json").write_text(json.dumps(told), encoding="utf-8")
    numbers = [int(each.name) for each in _folders(home)]
    partial.rename(home / f"{max(numbers, default=0) + 1:06}")
    for old in _folders(home)[:-GENERATIONS]:
        shutil.rmtree(old, ignore_errors=True)


def drop_newest(shop: str, source: str) -> None:
    """The load came to nothing."""
    for newest in _folders(_home(shop, source))[-1:]:
        shutil.rmtree(newest, ignore_errors=True)


def befores(shop: str, source: str) -> list[Before]:
    """The newest first; none that is damaged or of tables of another shape."""
    found = []
    for folder in reversed(_folders(_home(shop, source))):
        with contextlib.suppress(OSError, ValueError, KeyError):
            told = json.loads((folder / "replaced.json").read_text(encoding="utf-8"))
            files = {name: tuple(paths) for name, paths in told["files"].items()}
            paths = [folder / path for listed in files.values() for path in listed]
            if told["mark"] == MARK and all(map(is_whole, paths)):
                found.append(Before(told["load_id"], told["whole"], folder, files))
    return found


def _home(shop: str, source: str) -> Path:
    return warehouse_folder() / "replaced" / shop / source


def _folders(home: Path) -> list[Path]:
    if not home.exists():
        return []
    return sorted(each for each in home.iterdir() if each.name.isdigit())


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError as error:  # a file system without links
        if error.errno not in _UNLINKABLE:
            raise
        shutil.copyfile(source, target)
