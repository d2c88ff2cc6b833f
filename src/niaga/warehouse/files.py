"""Whether the files that the snapshot names are there and whole, without reading them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from niaga.warehouse.snapshot import ShopEntry, warehouse_folder

_MAGIC = b"PAR1"  # a Parquet file begins and ends with it; the last four bytes are written last


def is_whole(path: Path) -> bool:
    """Whether a Parquet file is there and was written to its end."""
    try:
        with path.open("rb") as file:
            begins = file.read(4)
            file.seek(-8, 2)
            size = int.from_bytes(file.read(4), "little")
            return begins == file.read(4) == _MAGIC and 0 < size < file.tell()
    except OSError:
        return False


def lost(entry: ShopEntry, source: str | None = None) -> list[str]:
    """The paths of a shop, or of one of its sources, that are not there or not whole."""
    folder = warehouse_folder()
    return [path for path in named(entry, source) if not is_whole(folder / path)]


def named(entry: ShopEntry, source: str | None = None) -> Iterable[str]:
    """All paths of a shop, or of one of its sources, below the warehouse's folder."""
    part = f"/source={source}/"
    for paths in entry.files.values():
        yield from (path for path in paths if source is None or part in path)


def source_of(path: str) -> str:
    """The source whose rows a file holds; empty for what is of the whole shop."""
    return path.partition("/source=")[2].partition("/")[0]


def of_months_before(paths: Iterable[str], day: date) -> list[str]:
    """Those whose rows may be of a month before that of `day`, in order."""
    month = f"{day:%Y-%m}"
    parts = ((path, path.partition("/part=")[2].partition("/")[0]) for path in paths)
    return sorted(path for path, part in parts if part < month)
