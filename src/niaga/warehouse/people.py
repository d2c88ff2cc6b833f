"""Who is the same person: told by several sources, or by one under several references.

People who share a normalised e-mail address or telephone number (as keyed hashes) are one; so are
their neighbours' neighbours. A contact that more than SHARED_BY people have belongs to nobody (a
marketplace's mask, a courier's or an office's number), and a group of more than GROUP is left as it
is: too many links for one person. What is merged is worked out anew from all evidence each time, so
that people part again when the evidence goes.
"""

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from niaga.collect.staging import Staged
from niaga.warehouse.pseudonym import pseudonyms
from niaga.warehouse.unique import unique

SHARED_BY = 8
GROUP = 24
RULES = ("email", "phone")
EVIDENCE = ("person_key", "email_key", "phone_key")


@dataclass(frozen=True)
class Merge:
    """`merged` is now `into`; `rule` and `evidence` say by what it is linked to the group."""

    merged: str
    into: str
    rule: str
    evidence: str


@dataclass(frozen=True)
class Resolution:
    """`crowded`: contacts that belong to too many people to say anything of any of them."""

    merges: tuple[Merge, ...] = ()
    crowded: int = 0

    @cached_property
    def _merged(self) -> pa.Array:
        return pa.array([each.merged for each in self.merges], pa.string())

    @cached_property
    def _into(self) -> pa.Array:
        return pa.array([each.into for each in self.merges], pa.string())

    def apply(self, person_keys: pa.ChunkedArray | pa.Array) -> pa.Array:
        """The customer key of each person key; null stays null."""
        if isinstance(person_keys, pa.ChunkedArray):
            person_keys = person_keys.combine_chunks()
        if not self.merges:
            return person_keys
        places = pc.index_in(person_keys, value_set=self._merged)
        return pc.coalesce(self._into.take(places), person_keys)


def told(staged: Staged) -> pa.Table:
    """The people of a hand-over; whoever only an order, visit or campaign names is one of them."""
    shop = staged.shop.code
    people = staged.table("customers")
    columns = ["region", "city", "email_key", "phone_key", "source_row"]
    named = people.select(columns).append_column(
        "person_key", pseudonyms(shop, people["customer_ref"])
    )
    known = named["person_key"].combine_chunks()
    more = [named]
    for name in ("orders", "sessions", "contacts", "surveys"):
        table = staged.table(name)
        if not table.num_rows:
            continue
        keys = pseudonyms(shop, table["customer_ref"])
        absent = pc.and_(pc.is_valid(keys), pc.invert(pc.is_in(keys, value_set=known)))
        rows = pa.table(
            {
                each: table[each] if each in table.column_names else pa.nulls(len(keys), kind)
                for each, kind in zip(columns, named.schema.types, strict=False)
            }
        ).append_column("person_key", keys)
        rows, _count = unique(rows.filter(absent), ("person_key",))
        more.append(rows)
        known = pa.concat_arrays([known, rows["person_key"].combine_chunks()])
    everyone, _count = unique(pa.concat_tables(more), EVIDENCE)
    return everyone.filter(pc.is_valid(everyone["person_key"]))


def resolve(everyone: pa.Table) -> Resolution:
    """Who is whom among rows with EVIDENCE columns. The least key of a group stands for it."""
    links: list[tuple[str, str, str]] = []  # person, rule, contact
    crowded = 0
    for rule in RULES:
        contact = f"{rule}_key"
        pairs = everyone.select(["person_key", contact])
        pairs = pairs.filter(pc.is_valid(pairs[contact])).group_by(pairs.column_names).aggregate([])
        counts = pairs.group_by(contact).aggregate([("person_key", "count")])
        shared = counts.filter(pc.greater(counts["person_key_count"], 1))
        fits = pc.less_equal(shared["person_key_count"], SHARED_BY)
        crowded += shared.num_rows - (pc.sum(fits).as_py() or 0)
        contacts = shared.filter(fits)[contact].combine_chunks()
        linked = pairs.filter(pc.is_in(pairs[contact], value_set=contacts))
        links += [
            (person, rule, key)
            for person, key in zip(
                linked["person_key"].to_pylist(), linked[contact].to_pylist(), strict=True
            )
        ]
    merges, oversized = _grouped(sorted(links))
    return Resolution(merges, crowded + oversized)


def _grouped(links: list[tuple[str, str, str]]) -> tuple[tuple[Merge, ...], int]:
    """Union-find over people who share a contact; how many groups are too large to be believed."""
    parent: dict[str, str] = {}

    def root(person: str) -> str:
        while parent[person] != person:
            parent[person] = parent[parent[person]]
            person = parent[person]
        return person

    holder: dict[tuple[str, str], str] = {}
    evidence: dict[str, tuple[str, str]] = {}
    for person, rule, key in links:
        parent.setdefault(person, person)
        evidence.setdefault(person, (rule, key))
        other = holder.setdefault((rule, key), person)
        least, most = sorted((root(person), root(other)))
        parent[most] = least
    groups: dict[str, list[str]] = {}
    for person in parent:
        groups.setdefault(root(person), []).append(person)
    merges = [
        Merge(person, least, *evidence[person])
        for least, people in groups.items()
        if len(people) <= GROUP
        for person in people
        if person != least
    ]
    oversized = sum(len(people) > GROUP for people in groups.values())
    return tuple(sorted(merges, key=lambda each: each.merged)), oversized
