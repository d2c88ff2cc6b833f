"""The bit sets answer what filtering one by one would."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from niaga.store.catalog.listing import Listing


@dataclass(frozen=True)
class Item:
    key: int
    sizes: frozenset[str]
    brand: str
    price: int


items = st.lists(
    st.builds(
        Item,
        key=st.integers(1, 10_000),
        sizes=st.frozensets(st.sampled_from("abcd")),
        brand=st.sampled_from("xyz"),
        price=st.integers(1, 5),
    ),
    max_size=40,
    unique_by=lambda item: item.key,
)
choices = st.lists(st.sampled_from("abcde"), unique=True, max_size=3)
brands = st.lists(st.sampled_from("xyzw"), unique=True, max_size=2)


def listing(given: list[Item]) -> Listing[Item]:
    return Listing(
        given,
        key=lambda item: item.key,
        facets={"size": lambda item: item.sizes, "brand": lambda item: (item.brand,)},
        orders={"price": lambda item: (item.price, item.key)},
    )


@given(items, choices, brands, st.integers(0, 10), st.integers(1, 10))
def test_select_is_filter_sort_and_slice(
    given: list[Item], sizes: list[str], makers: list[str], start: int, size: int
) -> None:
    found = listing(given).select(
        chosen={"size": sizes, "brand": makers},
        order="price",
        start=start,
        size=size,
        count_facets=("size", "brand"),
    )

    def fits(item: Item, *, but: str = "") -> bool:
        by_size = but == "size" or not sizes or bool(item.sizes & set(sizes))
        return by_size and (but == "brand" or not makers or item.brand in makers)

    expected = sorted((i for i in given if fits(i)), key=lambda i: (i.price, i.key))
    assert found.count == len(expected)
    assert list(found.items) == expected[start : start + size]
    for value in found.facets["size"]:
        assert value.count == sum(value.value in i.sizes for i in given if fits(i, but="size"))
    for value in found.facets["brand"]:
        assert value.count == sum(value.value == i.brand for i in given if fits(i, but="brand"))


def test_an_order_of_its_own_and_a_part_of_the_items() -> None:
    made = listing([Item(n, frozenset("a"), "x", n) for n in (1, 2, 3, 4)])
    ranking = made.ordinals([3, 9, 1])
    found = made.select(within=made.bits(ranking), order=ranking)
    assert [item.key for item in found.items] == [3, 1]
    assert made.get(9) is None
