"""An export of a marketplace or a shop system, declared as data: which column means what.

The columns of an export change with the years; each layout that circulates is one `Export` with its
version, told apart by the columns that it must have.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from niaga.collect.orders_file.statuses import Meaning
from niaga.collect.tabular.layout import Layout, plain


@dataclass(frozen=True)
class Export:
    """`columns`: field → the names under which it may stand; the first that the file has counts.
    `signature`: columns without which a file is another. `zone`: of its times, "" for the shop's.
    `statuses`: keys made `plain`. `status_starts`: beginnings of statuses that carry a date or a
    reason. `prices_with_tax`: taxes are inside the prices; None: to be seen from the order's sums.
    `notes`: what is to be known of every file of this kind.
    """

    name: str
    version: str
    channel: str
    signature: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, Meaning] = field(default_factory=dict)
    status_starts: Mapping[str, Meaning] = field(default_factory=dict)
    zone: str = ""
    prices_with_tax: bool | None = True
    decimal: str = ""
    dates: str = ""
    notes: tuple[str | Promise, ...] = ()

    def fits(self, layout: Layout) -> bool:
        have = {plain(name) for name in layout.columns}
        return all(plain(name) in have for name in self.signature)

    def mapping(self, layout: Layout) -> dict[str, str]:
        """Field → the column of this file."""
        have = {plain(name): name for name in reversed(layout.columns)}
        found = {}
        for name, candidates in self.columns.items():
            column = next((have[plain(each)] for each in candidates if plain(each) in have), None)
            if column is not None:
                found[name] = column
        return found

    @property
    def known(self) -> frozenset[str]:
        names = [name for names in self.columns.values() for name in names]
        return frozenset(plain(name) for name in (*names, *self.signature))


def statuses(**words: str) -> dict[str, Meaning]:
    """`statuses(paid="Perlu Dikirim, Dikemas")`: meaning by status."""
    return {
        plain(word): meaning  # type: ignore[misc]
        for meaning, listed in words.items()
        for word in listed.split(",")
    }
