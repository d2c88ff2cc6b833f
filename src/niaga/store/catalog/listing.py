"""Filtering, counting and ordering a whole catalogue in memory, by bit sets.

Each product has an ordinal; each value of a facet is an int whose bit n says whether product n has
it. A filter is a few ANDs, a facet's count is `bit_count`: microseconds for thousands of products.
Pure: what it is made of comes from queries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Selection(Generic[Item]):
    """`count` items match; `items` are the asked-for slice of them; facets count what choosing one
    more value would leave, given the choices in the other facets."""

    count: int
    items: tuple[Item, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]


class Listing(Generic[Item]):
    """Items with their facets and orders, fixed when made."""

    def __init__(
        self,
        items: Sequence[Item],
        *,
        key: Callable[[Item], int],
        facets: Mapping[str, Callable[[Item], Iterable[str]]],
        orders: Mapping[str, Callable[[Item], tuple[float, ...]]],
    ) -> None:
        self.items = tuple(items)
        self._ordinals = {key(item): n for n, item in enumerate(self.items)}
        self.everything = (1 << len(self.items)) - 1
        self.facets: dict[str, dict[str, int]] = {}
        for name, values in facets.items():
            bits: dict[str, list[int]] = {}
            for n, item in enumerate(self.items):
                for value in values(item):
                    bits.setdefault(value, []).append(n)
            self.facets[name] = {value: _from_ordinals(ns) for value, ns in bits.items()}
        self.orders = {
            name: tuple(sorted(range(len(self.items)), key=lambda n: rank(self.items[n])))
            for name, rank in orders.items()
        }

    def get(self, key: int) -> Item | None:
        ordinal = self._ordinals.get(key)
        return None if ordinal is None else self.items[ordinal]

    def ordinals(self, keys: Iterable[int]) -> list[int]:
        """Of the keys that are here, in their order."""
        return [self._ordinals[key] for key in keys if key in self._ordinals]

    def bits(self, ordinals: Iterable[int]) -> int:
        return _from_ordinals(sorted(ordinals))

    def having(self, facet: str, values: Iterable[str]) -> int:
        """The items with at least one of the values."""
        known, found = self.facets[facet], 0
        for value in values:
            found |= known.get(value, 0)
        return found

    def select(
        self,
        *,
        within: int | None = None,
        chosen: Mapping[str, Sequence[str]] | None = None,
        order: str | Sequence[int],
        start: int = 0,
        size: int = 24,
        count_facets: Sequence[str] = (),
    ) -> Selection[Item]:
        """Items in `within` that have, in each facet with choices, one of the chosen values.

        `order` is the name of an order, or ordinals in an order of their own (a search's).
        """
        base = self.everything if within is None else within
        wanted = {name: values for name, values in (chosen or {}).items() if values}
        allowed = {name: self.having(name, values) for name, values in wanted.items()}
        matching = base
        for bits in allowed.values():
            matching &= bits
        facets = {}
        for name in count_facets:
            others = base
            for other, bits in allowed.items():
                if other != name:
                    others &= bits
            facets[name] = tuple(
                FacetValue(value, count, value in wanted.get(name, ()))
                for value, bits in self.facets[name].items()
                if (count := (bits & others).bit_count()) or value in wanted.get(name, ())
            )
        sequence = self.orders[order] if isinstance(order, str) else order
        return Selection(matching.bit_count(), self._slice(matching, sequence, start, size), facets)

    def _slice(
        self, matching: int, sequence: Sequence[int], start: int, size: int
    ) -> tuple[Item, ...]:
        taken: list[Item] = []
        flags = _flags(matching, len(self.items))
        for ordinal in sequence:
            if flags[ordinal]:
                if start:
                    start -= 1
                    continue
                taken.append(self.items[ordinal])
                if len(taken) == size:
                    break
        return tuple(taken)


def _from_ordinals(ordinals: Sequence[int]) -> int:
    flags = bytearray((ordinals[-1] >> 3) + 1 if ordinals else 0)
    for n in ordinals:
        flags[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(flags, "little")


def _flags(bits: int, length: int) -> list[bool]:
    """Bit by bit as a list: testing a bit of a long int in a loop would copy it each time."""
    return [digit == "1" for digit in f"{bits:0{length}b}"[::-1]] if length else []
