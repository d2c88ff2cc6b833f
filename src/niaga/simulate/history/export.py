"""A file that another system exports."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Row = tuple[object, ...]


@dataclass(frozen=True)
class Export:
    """`kind` reads the file, told `options` as a person would tell them."""

    kind: str
    name: str
    head: tuple[str, ...]
    rows: Iterable[Row]
    options: Mapping[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        path = folder / self.name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.head)
            writer.writerows(self.rows)
        return path
