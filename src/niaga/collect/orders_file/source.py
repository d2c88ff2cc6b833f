"""A kind of source that is one of several declared exports: the deeds that the registry wants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from niaga.collect.orders_file.export import Export
from niaga.collect.orders_file.plan import Options
from niaga.collect.orders_file.reader import (
    Reading,
    cells_of,
    content_mark,
    declared,
    lying,
    staged_of,
)
from niaga.collect.problems import ImportRefused
from niaga.collect.staging import SourceShop, Staged
from niaga.collect.tabular.layout import Layout
from niaga.collect.tabular.rows import Columns


@dataclass(frozen=True)
class Source:
    """`exports`: the layouts that circulate, the newest first. `sure`: how sure `detect` is of a
    file that has their columns. `other`: reads what is no table, where the path is such a file.
    """

    exports: tuple[Export, ...]
    sure: float = 0.95
    other: Callable[[Path], tuple[Layout, Columns] | None] = lambda path: None

    def examine(self, path: Path, shop: SourceShop, options: Options) -> Reading:
        """Raises an ImportRefused, UnknownExport among them."""
        told = self.other(path)
        layout = told[0] if told else lying(path, self.exports, options)
        plan = declared(layout, self.exports, options, shop)
        cells = cells_of(layout, plan, shop, told[1] if told else None)
        return staged_of(layout, plan, cells, shop)

    def read(self, path: Path, work: Path, shop: SourceShop, options: Options) -> Staged:
        return self.examine(path, shop, options).staged

    def fingerprint(self, path: Path, options: Options) -> str:
        names: Sequence[str] = [f"{each.name} {each.version}" for each in self.exports]
        return content_mark(path, " ".join(names), options)

    def detect(self, path: Path) -> float:
        try:
            told = self.other(path)
            layout = told[0] if told else lying(path, self.exports)
        except (ImportRefused, OSError):
            return 0.0
        return self.sure if any(each.fits(layout) for each in self.exports) else 0.0
