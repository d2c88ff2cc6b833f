"""What a source says without one of its loads: the rows that stay, and those that come back.

An order comes back as it stood in the newest kept state that is of no undone load; so does any
other row, by its key. A product, seller or person that is still spoken of stays.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from niaga.warehouse import tables
from niaga.warehouse.merge import REACH, THINGS
from niaga.warehouse.people import EVIDENCE
from niaga.warehouse.replaced import Before, befores
from niaga.warehouse.schema import ORDER_FACTS, TABLES, WHOLES
from niaga.warehouse.snapshot import ShopEntry

_BELONGING = tuple(name for name in ORDER_FACTS if name != "orders")


@dataclass
class Content:
    """`tables`: all that the source says then. `is_complete` false: what was replaced is lost."""

    tables: dict[str, pa.Table] = field(default_factory=dict)
    going: dict[str, int] = field(default_factory=dict)
    returning: dict[str, int] = field(default_factory=dict)
    is_complete: bool = True


def content_without(
    entry: ShopEntry, source: str, load_id: str, undone: AbstractSet[str], whole: bool
) -> Content:
    """`whole`: a load of the source is all that it says, so that all before it comes back."""
    return _Without(entry, source, load_id, undone, whole).content


class _Without:
    def __init__(
        self,
        entry: ShopEntry,
        source: str,
        load_id: str,
        undone: AbstractSet[str],
        whole: bool,
    ) -> None:
        self._entry, self._source, self._load_id = entry, source, load_id
        self._gone = pa.array(sorted({*undone, load_id}), pa.string())
        self._states = befores(entry.code, source)
        own = next((each for each in self._states if each.load_id == load_id), None)
        self.content = Content(is_complete=own is not None)
        if whole:
            self._all_before(own)
        else:
            self._orders()
            for name in REACH:
                self._by_key(name, [WHOLES[name]] if name in WHOLES else TABLES[name].key)
            self._by_key("rejects", ())
            self._by_key("people", EVIDENCE)
            for name in THINGS:
                self._by_key(name, TABLES[name].key, any_source=True)
            self._still_spoken_of()

    def _now(self, name: str) -> pa.Table:
        paths = tables.within(self._entry.files.get(name, ()), {self._source: None})
        return tables.read(name, paths)

    def _then(self, state: Before, name: str, any_source: bool = False) -> pa.Table:
        """Rows of a kept state that no undone load has told."""
        rows = tables.read(name, state.files.get(name, ()), below=state.folder)
        if not any_source:
            rows = rows.filter(pc.equal(rows["source"], self._source))
        return rows.filter(pc.invert(pc.is_in(rows["load_id"], value_set=self._gone)))

    def _tell(self, name: str, rest: pa.Table, going: int, back: Sequence[pa.Table]) -> None:
        self.content.tables[name] = pa.concat_tables([rest, *back])
        if going:
            self.content.going[name] = going
        if returning := sum(rows.num_rows for rows in back):
            self.content.returning[name] = returning

    def _split(self, name: str) -> tuple[pa.Table, pa.Table]:
        now = self._now(name)
        mine = pc.equal(now["load_id"], self._load_id)
        return now.filter(pc.invert(mine)), now.filter(mine)

    def _all_before(self, own: Before | None) -> None:
        for name in (*ORDER_FACTS, *REACH, "rejects", "people", *THINGS):
            any_source = name in THINGS
            back = self._then(own, name, any_source) if own else self._now(name).slice(0, 0)
            self._tell(name, back.slice(0, 0), self._now(name).num_rows, [back])

    def _orders(self) -> None:
        """An order comes back with all that belongs to it, from one state."""
        rest, going = self._split("orders")
        wanted = going["order_id"].combine_chunks()
        found: list[tuple[Before, pa.Table]] = []
        for state in self._states:
            if not len(wanted):
                break
            rows = self._then(state, "orders")
            rows = rows.filter(pc.is_in(rows["order_id"], value_set=wanted))
            if rows.num_rows:
                found.append((state, rows))
                told = rows["order_id"].combine_chunks()
                wanted = wanted.filter(pc.invert(pc.is_in(wanted, value_set=told)))
        self._tell("orders", rest, going.num_rows, [rows for _state, rows in found])
        for name in _BELONGING:
            stays, goes = self._split(name)
            back = []
            for state, orders in found:
                rows = self._then(state, name)
                told = orders["order_id"].combine_chunks()
                back.append(rows.filter(pc.is_in(rows["order_id"], value_set=told)))
            self._tell(name, stays, goes.num_rows, back)

    def _by_key(self, name: str, key: Sequence[str], any_source: bool = False) -> None:
        """Without a key nothing comes back."""
        rest, going = self._split(name)
        back: list[pa.Table] = []
        wanted = _joined(going, key)
        for state in self._states if key else ():
            if not len(wanted):
                break
            rows = self._then(state, name, any_source)
            keys = _joined(rows, key)
            back.append(rows.filter(pc.is_in(keys, value_set=wanted)))
            wanted = wanted.filter(pc.invert(pc.is_in(wanted, value_set=keys)))
        self._tell(name, rest, going.num_rows, back)

    def _still_spoken_of(self) -> None:
        content = self.content.tables
        for name in THINGS:
            key = TABLES[name].key[0]
            paths = self._entry.files.get("order_lines", ())
            others = tables.read("order_lines", paths, [key, "source"])
            others = others.filter(pc.invert(pc.equal(others["source"], self._source)))
            told = pa.concat_tables([content["order_lines"].select([key]), others.select([key])])
            self._keep(name, [key], told[key].combine_chunks())
        told = [
            content[name]["person_key"].combine_chunks()
            for name in ("orders", *REACH)
            if "person_key" in content[name].column_names
        ]
        self._keep("people", ["person_key"], pa.concat_arrays(told))

    def _keep(self, name: str, key: Sequence[str], spoken_of: pa.Array) -> None:
        """Of the going rows those that are spoken of and that nothing has come back for."""
        content, column = self.content.tables[name], key[0]
        going = self._split(name)[1]
        stays = going.filter(
            pc.and_(
                pc.is_in(going[column], value_set=spoken_of),
                pc.invert(pc.is_in(going[column], value_set=content[column].combine_chunks())),
            )
        )
        if stays.num_rows:
            self.content.tables[name] = pa.concat_tables([content, stays])
            self.content.going[name] -= stays.num_rows


def _joined(rows: pa.Table, key: Sequence[str]) -> pa.Array:
    """Each row's key as one text."""
    if not key:
        return pa.array([], pa.string())
    parts = [pc.fill_null(rows[column].cast(pa.string()), "\0") for column in key]
    joined = pc.binary_join_element_wise(*parts, "\x1f")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
