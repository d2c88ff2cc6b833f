import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from niaga.kernel.journal import record
from niaga.kernel.journal.models import JournalEvent
from niaga.kernel.permissions import SYSTEM
from niaga.kernel.transactions import unit_of_work
from niaga.store.catalog.events import ProductChanged
from niaga.store.catalog.models import Attribute, AttributeValue, Product
from niaga.store.catalog.search import forget_open_index, rebuild, rebuild_if_stale, search
from niaga.store.catalog.search.index import folder
from niaga.store.catalog.search.words import stem, within_distance, words
from tests.web.storefront import goods


@pytest.fixture(autouse=True)
def empty_folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.NIAGA_SEARCH = tmp_path / "search"
    yield
    forget_open_index()


@pytest.fixture
def shelf(db: None) -> dict[str, int]:
    """Slug to key of a few products."""
    men = goods.category("pria", "Pria", english="Men")
    made = [
        goods.product(
            "bayu",
            within=men,
            name="Sepatu Lari Bayu",
            english="Bayu Running Shoes",
            brand="Velodra",
        ),
        goods.product(
            "adicipta",
            within=men,
            name="Adicipta Derby Kulit",
            english="Adicipta Leather Derby",
            colour=("Cokelat", "Brown"),
            about="Dipakai ke kantor setiap hari.",
        ),
        goods.product("teduh", within=men, name="Teduh Sandal Jepit", english="Teduh Flip-flops"),
        goods.product(
            "wangi", within=men, name="Wangi Heels", english="Wangi High Heels", brand="Kirasol"
        ),
        goods.product("bekas", within=men, name="Senja Sneakers", condition="used"),
    ]
    return {product.slug: product.pk for product in made}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("sepatu lari", "bayu"),
        ("running shoes", "bayu"),
        ("runing", "bayu"),
        ("berlari", "bayu"),
        ("sepetu lari", "bayu"),
        ("Velodra", "bayu"),
        ("veldora", "bayu"),
        ("kulit", "adicipta"),
        ("leather", "adicipta"),
        ("lether brown", "adicipta"),
        ("coklat", "adicipta"),
        ("sendal", "teduh"),
        ("sandl", "teduh"),
        ("flip flop", "teduh"),
        ("hak tinggi", "wangi"),
        ("high heels", "wangi"),
        ("used", "bekas"),
        ("seken", "bekas"),
        ("second hand", "bekas"),
        ("snekers", "bekas"),
        ("sne", "bekas"),
    ],
)
def test_what_people_type_finds_what_they_mean(
    shelf: dict[str, int], typed: str, slug: str
) -> None:
    assert search(typed).product_ids[0] == shelf[slug]


def test_a_known_word_is_not_read_as_another(shelf: dict[str, int]) -> None:
    # `lari` and `hari` differ in one letter, and a description says `hari`
    assert shelf["adicipta"] not in search("lari").product_ids


def test_all_words_first_then_some(shelf: dict[str, int]) -> None:
    both = search("kulit derby")
    assert (both.product_ids, both.relaxed) == ((shelf["adicipta"],), False)
    some = search("kulit sandal")
    assert some.relaxed
    assert set(some.product_ids) == {shelf["adicipta"], shelf["teduh"]}


def test_nothing_for_nonsense_and_for_no_words(shelf: dict[str, int]) -> None:
    assert search("qqqqzz").product_ids == ()
    assert search("qqqqzz").unknown == ("qqqqzz",)
    assert search("   ").product_ids == ()
    assert search("dan yang the").product_ids == ()
    search("a" * 500 + ' "(+-^~*?:\\/')


def test_what_sells_comes_first_among_equals(shelf: dict[str, int]) -> None:
    men = Product.objects.get(slug="bayu").category
    other = goods.product("fajar", within=men, name="Sepatu Lari Fajar", sold=5_000)
    rebuild()
    assert search("sepatu lari").product_ids == (other.pk, shelf["bayu"])


def test_properties_are_found(shelf: dict[str, int]) -> None:
    attribute = Attribute.objects.create(code="sol", label_id="Sol", kind="text")
    AttributeValue.objects.create(
        product_id=shelf["teduh"], attribute=attribute, text_id="Karet alam", text_en="Gum rubber"
    )
    rebuild()
    assert search("rubber").product_ids == (shelf["teduh"],)


def test_the_index_follows_the_catalogue(shelf: dict[str, int]) -> None:
    rebuild()
    assert not rebuild_if_stale()
    Product.objects.filter(pk=shelf["bayu"]).update(status="archived")
    with unit_of_work():
        record(ProductChanged(shelf["bayu"], ["status"]), shelf["bayu"], actor=SYSTEM)
    assert rebuild_if_stale()
    assert shelf["bayu"] not in search("lari").product_ids
    assert not rebuild_if_stale()


def test_a_missing_index_is_built_by_the_first_search(shelf: dict[str, int]) -> None:
    assert not folder().exists()
    assert search("kulit").product_ids == (shelf["adicipta"],)
    shutil.rmtree(folder())
    forget_open_index()
    assert search("kulit").product_ids == (shelf["adicipta"],)


def test_a_damaged_index_is_built_anew(shelf: dict[str, int]) -> None:
    rebuild()
    for file in folder().glob("*"):
        if file.name != "stamp.json":
            file.write_bytes(b"rubbish")
    forget_open_index()
    assert search("kulit").product_ids == (shelf["adicipta"],)


def test_stems_and_words() -> None:
    assert stem("berlari") == "lari"
    assert stem("sneakers") == "sneaker"
    assert stem("42") == "42"
    assert words("Sepatu “Café” dan T-shirt, ukuran 42!") == [
        "sepatu", "cafe", "t-shirt", "ukuran", "42",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("sepatu", "sepatu", 0),
        ("sepatu", "sepetu", 1),
        ("sepatu", "septau", 1),  # two letters swapped count once
        ("sepatu", "spatu", 1),
        ("lari", "larii", 1),
        ("running", "runing", 1),
        ("kulit", "sulit", 1),
        ("kulit", "sumit", 2),
    ],
)
def test_distance_of_slips(one: str, other: str, distance: int) -> None:
    assert within_distance(one, other, distance)
    assert distance == 0 or not within_distance(one, other, distance - 1)


def test_events_of_the_catalogue_only(shelf: dict[str, int]) -> None:
    rebuild()
    assert JournalEvent.objects.filter(topic="stock.moved").exists()
    assert not rebuild_if_stale()
