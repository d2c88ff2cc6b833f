from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from niaga.store.catalog.models import Category, Product
from niaga.web.storefront.catalogue import PriceBand, forget_catalogue, price_bands
from tests.store import factories
from tests.web.storefront import goods

pytestmark = pytest.mark.django_db
Statements = Callable[[Callable[[], Any]], list[str]]


@pytest.fixture
def men() -> Category:
    return goods.category("pria", "Pria", english="Men")


@pytest.fixture
def runners(men: Category) -> Category:
    return goods.category("lari", "Lari", men, english="Running")


def names(page: Any) -> list[str]:
    """The products of a page, in their order."""
    text = page.content.decode()
    return [part.partition("/")[0] for part in text.split('card-product__name"><a href="/p/')[1:]]


def test_an_empty_shop_has_a_home_page(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Toko Saya" in page.content.decode()


def test_home_shows_new_used_and_categories(client: Client, runners: Category) -> None:
    goods.product("gerak", within=runners, name="Gerak", price=429_000)
    factories.used_pair()
    page = client.get("/").content.decode()
    assert "Gerak" in page
    assert "Rp429.000" in page
    assert "Bekas · Grade A" in page
    assert 'href="/k/pria/"' in page


def test_a_category_shows_what_is_in_it_and_below(
    client: Client, men: Category, runners: Category
) -> None:
    women = goods.category("wanita", "Wanita")
    goods.product("gerak", within=runners)
    goods.product("resmi", within=men)
    goods.product("anggun", within=women)
    assert sorted(names(client.get("/k/pria/"))) == ["gerak", "resmi"]
    assert names(client.get("/k/pria/lari/")) == ["gerak"]


def test_another_path_to_a_category_leads_to_its_own(client: Client, runners: Category) -> None:
    page = client.get("/k/lari/")
    assert (page.status_code, page["Location"]) == (301, "/k/pria/lari/")
    assert client.get("/k/tidak-ada/").status_code == 404


def test_filters_ride_in_the_address_and_can_be_taken_off(client: Client, men: Category) -> None:
    goods.product("a", within=men, sizes={"41": 1, "42": 2})
    goods.product("b", within=men, sizes={"43": 1})
    goods.product("c", within=men, brand="Velodra", sizes={"42": 1})
    page = client.get("/k/pria/?ukuran=42&merek=tapaka")
    assert names(page) == ["a"]
    text = page.content.decode()
    assert 'href="/k/pria/?merek=tapaka"' in text  # without the size
    assert 'href="/k/pria/?ukuran=42"' in text  # without the brand
    assert (
        names(client.get("/k/pria/?ukuran=42&ukuran=43")) == ["a", "b", "c"]
        or len(names(client.get("/k/pria/?ukuran=42&ukuran=43"))) == 3
    )


def test_a_facet_counts_what_choosing_it_would_leave(client: Client, men: Category) -> None:
    goods.product("a", within=men, sizes={"41": 1, "42": 2})
    goods.product("b", within=men, sizes={"42": 1})
    goods.product("c", within=men, brand="Velodra", sizes={"41": 1})
    facets = {
        facet.name: {value.value: value.count for value in facet.values}
        for facet in client.get("/k/pria/?ukuran=41").context["facets"]
    }
    assert facets["ukuran"] == {"41": 2, "42": 2}  # its own choice does not narrow it
    assert facets["merek"] == {"tapaka": 1, "velodra": 1}


def test_a_size_that_is_sold_out_is_no_match(client: Client, men: Category) -> None:
    goods.product("a", within=men, sizes={"41": 0, "42": 2})
    goods.product("b", within=men, sizes={"41": 1})
    assert names(client.get("/k/pria/?ukuran=41")) == ["b"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("terlaris", ["b", "c", "a", "habis"]),
        ("terbaru", ["c", "a", "b", "habis"]),
        ("termurah", ["a", "b", "c", "habis"]),
        ("termahal", ["c", "b", "a", "habis"]),
        ("tidak-ada", ["b", "c", "a", "habis"]),
    ],
)
def test_orders_put_what_is_sold_out_last(
    client: Client, men: Category, order: str, expected: list[str]
) -> None:
    goods.product("a", within=men, price=100_000, sold=1, days_old=2)
    goods.product("b", within=men, price=200_000, sold=9, days_old=3)
    goods.product("c", within=men, price=300_000, sold=5, days_old=1)
    goods.product("habis", within=men, price=50_000, sold=99, days_old=0, sizes={"42": 0})
    assert names(client.get(f"/k/pria/?urut={order}")) == expected


def test_pages_of_twenty_four(client: Client, men: Category) -> None:
    for n in range(26):
        goods.product(f"p{n}", within=men)
    first, second = client.get("/k/pria/?ukuran=42"), client.get("/k/pria/?ukuran=42&halaman=2")
    assert (len(names(first)), len(names(second))) == (24, 2)
    assert not set(names(first)) & set(names(second))
    assert "?ukuran=42&amp;halaman=2" in first.content.decode()
    assert client.get("/k/pria/?halaman=3").status_code == 404
    assert client.get("/k/pria/?halaman=-1&ukuran=%01&merek='").status_code == 200


def test_a_used_pair_that_is_sold_leaves_the_lists(client: Client) -> None:
    unit = factories.used_pair()
    assert len(names(client.get("/cari/?kondisi=used"))) == 1
    factories.order("bank_transfer", (unit.variant, 1))
    forget_catalogue()
    assert names(client.get("/cari/?kondisi=used")) == []


def test_english_words_for_an_english_reader(english: Client, runners: Category) -> None:
    goods.product("gerak", within=runners, name="Gerak", english="Gerak Runner", price=1_429_000)
    page = english.get("/k/pria/lari/").content.decode()
    assert '<html lang="en"' in page
    assert "Gerak Runner" in page
    assert "Rp1,429,000" in page


def test_browsing_asks_nothing_of_the_database(
    client: Client, men: Category, statements: Statements
) -> None:
    for n in range(24):
        goods.product(f"p{n}", within=men)
    client.get("/k/pria/")
    for address in ("/", "/k/pria/", "/k/pria/?ukuran=42&urut=termurah", "/cari/?q=sepatu"):
        client.get(address)
        assert statements(lambda address=address: client.get(address)) == []


def test_the_first_category_page_of_a_process_takes_eight_statements(
    client: Client, men: Category, statements: Statements
) -> None:
    goods.product("a", within=men)
    assert len(statements(lambda: client.get("/k/pria/"))) <= 8


def test_reading_leaves_no_session(client: Client, men: Category) -> None:
    goods.product("a", within=men)
    for address in ("/", "/k/pria/", "/p/a/", "/cari/?q=a", "/keranjang/", "/pesanan/"):
        assert "sessionid" not in client.get(address).cookies


def test_search_forgives_a_slip_and_says_so(client: Client, runners: Category) -> None:
    goods.product("gerak", within=runners, name="Sepatu Lari Gerak", english="Gerak Running Shoes")
    goods.product("anggun", within=goods.category("heels", "Heels"), name="Anggun Heels")
    assert names(client.get("/cari/?q=lari")) == ["gerak"]
    assert names(client.get("/cari/?q=running")) == ["gerak"]
    page = client.get("/cari/?q=gerk")
    assert names(page) == ["gerak"]
    assert "“gerk”" in page.content.decode()
    nothing = client.get("/cari/?q=zzzzzz")
    assert "Belum ada yang cocok" in nothing.content.decode()
    assert len(names(nothing)) == 2  # best sellers in its place


def test_search_text_is_shown_as_text(client: Client) -> None:
    page = client.get("/cari/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in page


def test_sitemap_and_robots(client: Client, runners: Category) -> None:
    goods.product("gerak", within=runners)
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/p/gerak/</loc>" in sitemap
    assert "/k/pria/lari/</loc>" in sitemap
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /bayar/" in robots
    assert "/sitemap.xml" in robots


def test_a_product_taken_off_sale_is_gone(client: Client, men: Category) -> None:
    item = goods.product("a", within=men)
    Product.objects.filter(pk=item.pk).update(status="archived")
    assert client.get("/p/a/").status_code == 404


def test_price_bands_are_round_and_hold_every_price() -> None:
    prices = [149_000, 189_000, 249_000, 299_000, 349_000, 449_000, 899_000, 1_499_000]
    bands = price_bands(prices)
    assert all(sum(band.holds(price) for band in bands) == 1 for price in prices)
    assert all(band.low % 50_000 == 0 for band in bands)
    assert price_bands([1, 2, 3]) == (PriceBand(0, None),)
    assert price_bands([100] * 50) == (PriceBand(0, 100), PriceBand(100, None))
