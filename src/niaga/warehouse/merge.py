"""What a hand-over changes in its shop: for each table the new content of what it touches.

A source owns its rows. Beside them a load moves only what is said of people over all sources: who
they are (`customer_key`), the rank of their orders, and the tables made from all sources.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import Lineage, Staged
from niaga.kernel import clock
from niaga.warehouse import facts, people, tables
from niaga.warehouse.people import Merge, Resolution
from niaga.warehouse.prepare import prepared, with_lineage
from niaga.warehouse.reach import WITH_PEOPLE, reach
from niaga.warehouse.schema import ORDER_FACTS, REACH_FACTS, TABLES
from niaga.warehouse.snapshot import ShopEntry
from niaga.warehouse.tables import Scope
from niaga.warehouse.unique import unique

DERIVED = "derived"  # the source of rows that are made from all sources
WITH_CUSTOMERS = ("order_lines", "sales_events")  # follow their order's customer
# A row of these never leaves its month, so that no other month is looked through for its key.
SETTLED = ("sessions", "page_views", "spend", "social")
# A hand-over is all that its source has to say of a test: read again, nothing of it stays behind.
WHOLES: Mapping[str, str] = {"exposures": "experiment", "experiments": "experiment"}
_HISTORY = (
    *facts.RANK_COLUMNS, "person_key", "is_test", "date_local", "order_rank", "source", "part",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """New content of a table for one shop: of what lies in `scope`."""

    rows: pa.Table
    scope: Scope


@dataclass
class Changes:
    """`fresh`: the canonical rows of the hand-over; `written`: how many. `duplicates`: rows that
    a later one replaced, or that another source tells too; of customers, who are another.
    `claimed`: orders of the hand-over that another source tells already. `crowded`: contacts of
    too many people to merge by.
    """

    tables: dict[str, Change] = field(default_factory=dict)
    fresh: dict[str, pa.Table] = field(default_factory=dict)
    claimed: int = 0
    written: dict[str, int] = field(default_factory=dict)
    duplicates: dict[str, int] = field(default_factory=dict)
    crowded: int = 0


def changes(shop: ShopEntry | None, staged: Staged, lineage: Lineage, whole: bool) -> Changes:
    """`whole`: the hand-over is all that its source has to say of the shop."""
    return _Merging(shop, staged, lineage, whole).run()


class _Merging:
    def __init__(
        self, shop: ShopEntry | None, staged: Staged, lineage: Lineage, whole: bool
    ) -> None:
        self.files: Mapping[str, tuple[str, ...]] = shop.files if shop else {}
        self.staged, self.lineage, self.whole = staged, lineage, whole
        self.source = lineage.source
        self.result = Changes()

    def run(self) -> Changes:
        everyone, moved_people = self._people(self._read("identities"))
        resolution = self.resolution
        inputs = prepared(self.staged, resolution)
        fresh = facts.unranked(inputs) if self._has_orders() else {}
        history = self._read("orders", columns=list(_HISTORY))
        told = fresh["orders"]["order_id"].combine_chunks() if fresh else _texts()
        is_own = pc.equal(history["source"], self.source)
        is_told = is_own if self.whole else pc.and_(is_own, pc.is_in(history["order_id"], told))
        old, kept = history.filter(is_told), history.filter(pc.invert(is_told))
        self.result.claimed = pc.sum(pc.is_in(kept["order_id"], value_set=told)).as_py() or 0
        if fresh or old.num_rows or moved_people:
            self._orders(fresh, old, kept, resolution)
        self._reach(resolution, kept, fresh, moved_people)
        self._things()
        self._customers(everyone, kept, fresh, resolution)
        return self.result

    # Reading what is there, writing what is new

    def _read(
        self, name: str, scope: Scope | None = None, columns: list[str] | None = None
    ) -> pa.Table:
        paths = self.files.get(name, ())
        return tables.read(name, paths if scope is None else tables.within(paths, scope), columns)

    def _has_rows(self, name: str) -> bool:
        return bool(tables.within(self.files.get(name, ()), {self.source: None}))

    def _canonical(self, name: str, rows: pa.Table) -> pa.Table:
        """Fresh rows with their lineage, in the table's shape."""
        shaped = tables.shaped(name, with_lineage(rows, self.staged.shop, self.lineage))
        self.result.fresh[name] = shaped
        return shaped

    def _set(self, name: str, rows: list[pa.Table], scope: Scope) -> None:
        self.result.tables[name] = Change(pa.concat_tables(rows), scope)

    def _count(self, name: str, rows: int, duplicates: int = 0) -> None:
        if rows:
            self.result.written[name] = rows
        if duplicates:
            self.result.duplicates[name] = self.result.duplicates.get(name, 0) + duplicates

    # People

    def _people(self, before: pa.Table) -> tuple[pa.Table, frozenset[str]]:
        """Everyone whom the sources tell of, and the person keys who are another customer now."""
        told = self._canonical("people", people.told(self.staged))
        everyone = self._read("people")
        is_own = pc.equal(everyone["source"], self.source)
        own, others = everyone.filter(is_own), everyone.filter(pc.invert(is_own))
        self._count("customers", len(told["person_key"].unique()))
        stood = _merges(before)
        self.resolution = Resolution(stood)
        same = pc.is_in(own["person_key"], value_set=told["person_key"].combine_chunks())
        near = own.filter(same)
        is_known = _holds(near, told, people.EVIDENCE)
        is_known = is_known and not self.whole
        if is_known and _holds(near, told, (*people.EVIDENCE, "region", "city")):
            return everyone, frozenset()
        mine = told
        if not self.whole:
            mine, _replaced = unique(pa.concat_tables([own, told]), people.EVIDENCE)
        if mine.num_rows or own.num_rows:
            self._set("people", [mine], {self.source: None})
        everyone = pa.concat_tables([others, mine])
        if is_known:
            return everyone, frozenset()
        self.resolution = people.resolve(everyone)
        self.result.crowded = self.resolution.crowded
        if self.resolution.merges != stood:
            self._set("identities", [self._trail(before)], {DERIVED: None})
        self._count("customers", 0, len(self.resolution.merges))
        was = {each.merged: each.into for each in stood}
        now = {each.merged: each.into for each in self.resolution.merges}
        moved = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
        return everyone, frozenset(moved)

    def _trail(self, before: pa.Table) -> pa.Table:
        """One row for each merge; one that stood before keeps its time and its load."""
        columns = ("merged_key", "customer_key", "rule", "evidence")
        stood = {tuple(row[c] for c in columns): row for row in before.to_pylist()}
        rows = [
            stood.get((each.merged, each.into, each.rule, each.evidence))
            or {
                "shop": self.staged.shop.code,
                "source": DERIVED,
                "load_id": self.lineage.load_id,
                "merged_key": each.merged,
                "customer_key": each.into,
                "rule": each.rule,
                "evidence": each.evidence,
                "merged_at": clock.now(),
            }
            for each in self.resolution.merges
        ]
        return pa.Table.from_pylist(rows, schema=tables.arrow_schema(TABLES["identities"]))

    # Orders and what belongs to them

    def _has_orders(self) -> bool:
        return self.staged.table("orders").num_rows > 0

    def _orders(
        self,
        fresh: dict[str, pa.Table],
        old: pa.Table,
        kept: pa.Table,
        resolution: Resolution,
    ) -> None:
        customer_now = resolution.apply(kept["person_key"])
        is_rekeyed = _differs(customer_now, kept["customer_key"].combine_chunks())
        rekeyed = kept.filter(is_rekeyed)
        kept = _with(kept, "customer_key", customer_now)
        parts = [
            old["customer_key"],
            rekeyed["customer_key"],
            kept.filter(is_rekeyed)["customer_key"],
        ]
        if fresh:
            parts.append(fresh["orders"]["customer_key"])
        concerned = pa.chunked_array([c for part in parts for c in part.chunks], pa.string())
        neighbours = kept.filter(pc.is_in(kept["customer_key"], value_set=concerned.unique()))
        ranked = [neighbours.select(facts.RANK_COLUMNS)]
        if fresh:
            ranked.append(fresh["orders"].select(facts.RANK_COLUMNS).cast(ranked[0].schema))
        ranks = facts.rank(pa.concat_tables(ranked))
        moved = _moved(neighbours, ranks)
        elsewhere = pa.concat_tables(
            [moved.select(["source", "part"]), rekeyed.select(["source", "part"])]
        )
        touched = old["order_id"].combine_chunks()
        own = self._own_scope(fresh, old)
        for name in ORDER_FACTS:
            scope = dict(own)
            if name == "orders":
                scope = _widened(scope, elsewhere)
            elif name in WITH_CUSTOMERS:
                scope = _widened(scope, rekeyed.select(["source", "part"]))
            rest = self._rest(name, scope, touched)
            if name == "orders":
                again = pa.concat_arrays(
                    [moved["order_id"].combine_chunks(), rekeyed["order_id"].combine_chunks()]
                )
                rest = self._ranked_again(rest, again, ranks, resolution)
            elif name in WITH_CUSTOMERS and rekeyed.num_rows:
                rest = _rekeyed(rest, kept.filter(is_rekeyed))
            rows = [rest]
            if fresh:
                new = fresh[name]
                new = facts.with_rank(new, ranks) if name == "orders" else new
                rows.append(self._canonical(name, new))
                self._count(name, new.num_rows)
            if scope:
                self._set(name, rows, scope)

    def _own_scope(self, fresh: dict[str, pa.Table], old: pa.Table) -> dict[str, set[str] | None]:
        if self.whole:
            return {self.source: None} if fresh or old.num_rows else {}
        parts = set(old["part"].to_pylist())
        parts |= set(fresh["orders"]["part"].to_pylist()) if fresh else set()
        return {self.source: parts} if parts else {}

    def _rest(self, name: str, scope: Scope, touched: pa.Array) -> pa.Table:
        """The rows in the scope that are not of the orders handed over or replaced."""
        if self.whole:
            scope = {source: parts for source, parts in scope.items() if source != self.source}
        rest = self._read(name, scope)
        mine = pc.and_(
            pc.equal(rest["source"], self.source), pc.is_in(rest["order_id"], value_set=touched)
        )
        return rest.filter(pc.invert(mine))

    def _ranked_again(
        self, rest: pa.Table, order_ids: pa.Array, ranks: pa.Table, resolution: Resolution
    ) -> pa.Table:
        again = pc.is_in(rest["order_id"], value_set=order_ids)
        changed = rest.filter(again)
        changed = _with(changed, "customer_key", resolution.apply(changed["person_key"]))
        changed = tables.shaped("orders", facts.with_rank(changed, ranks))
        return pa.concat_tables([rest.filter(pc.invert(again)), changed])

    # What reaches people

    def _reach(
        self,
        resolution: Resolution,
        kept: pa.Table,
        fresh: dict[str, pa.Table],
        moved_people: frozenset[str],
    ) -> None:
        made = reach(self.staged, resolution, lambda ids: self._order_facts(ids, fresh, resolution))
        for name in (*REACH_FACTS, "experiments", "purchase_totals"):
            rows, duplicates = None, 0
            if name in made:
                rows = self._canonical(name, made[name])
                rows, duplicates = unique(rows, TABLES[name].key)
                self.result.fresh[name] = rows
                self._count(name, rows.num_rows, duplicates)
            if rows is not None or (self.whole and self._has_rows(name)):
                self._replace_reach(name, rows)
            if moved_people and name in WITH_PEOPLE:
                self._move_people(name, resolution, moved_people)

    def _replace_reach(self, name: str, rows: pa.Table | None) -> None:
        if rows is None:
            rows = tables.arrow_schema(TABLES[name]).empty_table()
        if self.whole:
            self._set(name, [rows], {self.source: None})
            return
        scope: Scope = {self.source: None}
        if name in SETTLED:
            scope = {self.source: set(rows["part"].to_pylist())}
        before = self._read(name, scope)
        if column := WHOLES.get(name):
            told = rows[column].combine_chunks()
            before = before.filter(pc.invert(pc.is_in(before[column], value_set=told)))
        merged, _replaced = unique(pa.concat_tables([before, rows]), TABLES[name].key)
        self._set(name, [merged], scope)

    def _move_people(self, name: str, resolution: Resolution, moved_people: frozenset[str]) -> None:
        """Rows of people who are another customer now, in whatever source and month they lie."""
        keys = pa.array(sorted(moved_people), pa.string())
        places = self._read(name, columns=["person_key", "source", "part"])
        places = places.filter(pc.is_in(places["person_key"], value_set=keys))
        planned = self.result.tables.get(name)
        scope: dict[str, set[str] | None] = {}
        for source, parts in _widened({}, places).items():
            done = planned.scope.get(source, ()) if planned else ()
            if done is not None and parts is not None and parts - set(done):
                scope[source] = parts - set(done)
        rows = [self._read(name, scope)]
        if planned is not None:
            rows.append(planned.rows)
            for source, done in planned.scope.items():
                more = scope.get(source) or set()
                scope[source] = None if done is None else set(done) | more
        if scope:
            table = pa.concat_tables(rows)
            table = _with(table, "customer_key", resolution.apply(table["person_key"]))
            self._set(name, [table], scope)

    def _order_facts(
        self, ids: pa.Array, fresh: dict[str, pa.Table], resolution: Resolution
    ) -> pa.Table:
        columns = ["order_id", "region", "channel", "person_key", "customer_key"]
        found = self._read("orders", columns=columns)
        found = found.filter(pc.is_in(found["order_id"], value_set=ids.drop_null()))
        found = _with(found, "customer_key", resolution.apply(found["person_key"]))
        if fresh:
            found = pa.concat_tables(
                [fresh["orders"].select(columns).cast(found.schema), found.select(columns)]
            )
        return found

    # Things and people of all sources

    def _things(self) -> None:
        for name in ("products", "sellers"):
            told = self._canonical(name, self.staged.table(name))
            told, duplicates = unique(told, TABLES[name].key)
            self.result.fresh[name] = told
            self._count(name, told.num_rows, duplicates)
            if not told.num_rows and not (self.whole and self._has_rows(name)):
                continue
            key = TABLES[name].key[0]
            rest = self._read(name)
            again = pc.is_in(rest[key], value_set=told[key].combine_chunks())
            foreign = pc.invert(pc.equal(rest["source"], self.source))
            stays = pc.and_(foreign, pc.invert(again))
            if not self.whole:
                stays = pc.invert(again)
            lost = rest.filter(pc.and_(foreign, again))
            scope: dict[str, None] = {self.source: None}
            scope |= dict.fromkeys(lost["source"].unique().to_pylist())
            self._count(name, told.num_rows, lost.num_rows)
            kept = rest.filter(stays)
            kept = kept.filter(pc.is_in(kept["source"], value_set=pa.array(list(scope))))
            self._set(name, [kept, told], scope)

    def _customers(
        self,
        everyone: pa.Table,
        kept: pa.Table,
        fresh: dict[str, pa.Table],
        resolution: Resolution,
    ) -> None:
        """One row per person over all sources; the place is that of the key that stands for all."""
        if not {"people", "orders"} & set(self.result.tables):
            return
        own_first = everyone.append_column("customer_key", resolution.apply(everyone["person_key"]))
        is_other = pc.invert(pc.equal(own_first["person_key"], own_first["customer_key"]))
        ordered = own_first.append_column("is_other", is_other).sort_by(
            [("is_other", "descending"), ("person_key", "descending"), ("source", "descending")]
        )
        persons, _merged = unique(ordered, ("customer_key",))
        columns = ["customer_key", "is_test", "counted", "date_local"]
        kept = _with(kept, "customer_key", resolution.apply(kept["person_key"])).select(columns)
        placed = [kept]
        if fresh:
            placed.append(fresh["orders"].select(columns).cast(kept.schema))
        rows = facts.customers(
            pa.concat_tables(placed),
            persons.select(["customer_key", "region", "city", "source_row"]),
        )
        derived = Lineage(DERIVED, self.lineage.load_id, self.lineage.started_at)
        made = with_lineage(rows, self.staged.shop, derived)
        self._set("customers", [tables.shaped("customers", made)], {DERIVED: None})


def _texts() -> pa.Array:
    return pa.array([], pa.string())


def _with(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values)


def _merges(trail: pa.Table) -> tuple[Merge, ...]:
    columns = ("merged_key", "customer_key", "rule", "evidence")
    found = (Merge(*(row[column] for column in columns)) for row in trail.to_pylist())
    return tuple(sorted(found, key=lambda each: each.merged))


def _holds(rows: pa.Table, others: pa.Table, columns: Sequence[str]) -> bool:
    """Whether each of the others is among the rows, as far as the columns go."""
    distinct, _left = unique(rows.select(list(columns)), columns)
    both, _left = unique(pa.concat_tables([distinct, others.select(list(columns))]), columns)
    return both.num_rows == distinct.num_rows


def _differs(now: pa.Array, was: pa.Array) -> pa.Array:
    return pc.fill_null(pc.not_equal(now, was), False)


def _moved(kept: pa.Table, ranks: pa.Table) -> pa.Table:
    """The untouched orders whose rank is another now: a neighbour was added or cancelled."""
    places = pc.index_in(
        kept["order_id"].combine_chunks(), value_set=ranks["order_id"].combine_chunks()
    )
    now = pc.fill_null(ranks["order_rank"].combine_chunks().take(places), 0)
    was = pc.fill_null(kept["order_rank"].combine_chunks(), 0)
    return kept.filter(pc.not_equal(now, was))


def _widened(scope: Mapping[str, set[str] | None], places: pa.Table) -> dict[str, set[str] | None]:
    """The scope, and the months of the given sources."""
    wider: dict[str, set[str] | None] = dict(scope)
    distinct = places.select(["source", "part"]).group_by(["source", "part"]).aggregate([])
    for row in distinct.to_pylist():
        parts = wider.setdefault(row["source"], set())
        if parts is not None:
            wider[row["source"]] = parts | {row["part"]}
    return wider


def _rekeyed(rows: pa.Table, orders: pa.Table) -> pa.Table:
    """With the customer of the given orders."""
    places = pc.index_in(
        rows["order_id"].combine_chunks(), value_set=orders["order_id"].combine_chunks()
    )
    now = orders["customer_key"].combine_chunks().take(places)
    return _with(rows, "customer_key", pc.coalesce(now, rows["customer_key"].combine_chunks()))
