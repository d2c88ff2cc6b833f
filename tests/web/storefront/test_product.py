import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from niaga.kernel.permissions import GUEST
from niaga.store.catalog.models import Attribute, AttributeValue, Category, Product, Variant
from niaga.store.orders.models import Order
from niaga.store.reviews.actions import write_review
from tests.store import factories
from tests.web.storefront import goods

pytestmark = pytest.mark.django_db
Statements = Callable[[Callable[[], Any]], list[str]]


@pytest.fixture
def men() -> Category:
    return goods.category("pria", "Pria", english="Men")


def structured(page: Any) -> list[dict[str, Any]]:
    text = page.content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    data: list[dict[str, Any]] = json.loads(found[1])
    return data


def test_price_former_price_and_stock_words(client: Client, men: Category) -> None:
    goods.product("a", within=men, price=459_000, was=529_000, sizes={"41": 0, "42": 2, "43": 9})
    text = client.get("/p/a/").content.decode()
    assert "Rp459.000" in text
    assert "Rp529.000" in text
    sizes = re.findall(r'<label class="size.*?</label>', text, re.DOTALL)
    assert ["disabled" in size for size in sizes] == [True, False, False]
    assert "habis" in sizes[0]
    assert "sisa 2" in sizes[1]
    assert "sisa" not in sizes[2]


def test_colours_are_links_that_work_without_a_script(client: Client, men: Category) -> None:
    item = goods.product("a", within=men, sizes={"41": 0})
    blue = Variant.objects.create(
        product=item, sku="A-BIRU-41", size="41", colour_id="Biru Tua", colour_en="Navy",
        price=500_000, weight=800, position=9,
    )  # fmt: skip
    factories.receive(blue, 4)
    page = client.get("/p/a/")
    assert 'href="?warna=hitam"' in page.content.decode()
    assert page.context["colour_name"] == "Biru Tua"  # the first that can be bought
    black = client.get("/p/a/?warna=hitam")
    assert black.context["colour_name"] == "Hitam"
    assert "Sedang habis" in black.content.decode()
    assert client.get("/p/a/?warna=ungu").context["colour_name"] == "Biru Tua"


def test_a_used_pair_tells_its_grade_and_every_defect(client: Client) -> None:
    unit = factories.used_pair()
    address = f"/p/{unit.variant.product.slug}/"
    text = client.get(address).content.decode()
    assert "Bekas · Grade A" in text
    assert "Sol sedikit aus" in text
    assert unit.code in text
    assert "Hanya ada satu pasang ini" in text
    factories.order("bank_transfer", (unit.variant, 1))
    assert "Pasang ini sudah terjual." in client.get(address).content.decode()


def test_a_used_pair_in_english(english: Client) -> None:
    unit = factories.used_pair()
    assert "Slight sole wear" in english.get(f"/p/{unit.variant.product.slug}/").content.decode()


def test_structured_data_is_what_the_page_says(client: Client, men: Category) -> None:
    goods.product("a", within=men, price=459_000, sizes={"41": 0, "42": 2}, about="</script><b>")
    page = client.get("/p/a/")
    item, crumbs = structured(page)
    assert item["@type"] == "Product"
    assert [(o["price"], o["priceCurrency"], o["availability"]) for o in item["offers"]] == [
        (459_000, "IDR", "https://schema.org/OutOfStock"),
        (459_000, "IDR", "https://schema.org/InStock"),
    ]
    assert item["description"] == "</script><b>"
    assert [entry["name"] for entry in crumbs["itemListElement"]] == ["Pria", "A"]
    assert "aggregateRating" not in item


def test_reviews_and_their_weighted_score(client: Client, men: Category) -> None:
    item = goods.product("a", within=men)
    order = factories.paid_order("cod", (item.variants.get(), 1))
    Order.objects.filter(pk=order.pk).update(state="completed")
    write_review(order.lines.get().pk, rating=5, text="Pas & nyaman <3", actor=GUEST)
    page = client.get("/p/a/")
    text = page.content.decode()
    assert "Pas &amp; nyaman &lt;3" in text
    assert "Siti R." in text
    assert structured(page)[0]["aggregateRating"] == {
        "@type": "AggregateRating", "ratingValue": 5.0, "reviewCount": 1,
    }  # fmt: skip


def test_properties_by_their_kind(client: Client, men: Category) -> None:
    item = goods.product("a", within=men)
    for code, kind, value, unit in (
        ("Bahan", "text", {"text_id": "Kulit sapi"}, ""),
        ("Tinggi sol", "number", {"number": "3.50"}, "cm"),
        ("Tahan air", "yes_no", {"yes_no": False}, ""),
    ):
        attribute = Attribute.objects.create(
            code=code.lower().replace(" ", "-"), label_id=code, kind=kind, unit=unit
        )
        AttributeValue.objects.create(product=item, attribute=attribute, **value)
    text = client.get("/p/a/").content.decode()
    assert "<dd>Kulit sapi</dd>" in text
    assert "<dd>3,5 cm</dd>" in text
    assert "<dd>Tidak</dd>" in text


def test_at_most_eight_statements(client: Client, men: Category, statements: Statements) -> None:
    goods.product("a", within=men, sizes={str(n): 3 for n in range(36, 46)})
    Product.objects.update(rating_sum=9, rating_count=2)
    unit = factories.used_pair()
    client.get("/")  # a process that has seen its first page
    assert len(statements(lambda: client.get("/p/a/"))) <= 8
    assert len(statements(lambda: client.get(f"/p/{unit.variant.product.slug}/"))) <= 8


def test_unknown_and_withdrawn_are_not_found(client: Client, men: Category) -> None:
    goods.product("a", within=men)
    Product.objects.update(status="draft")
    assert client.get("/p/a/").status_code == 404
    page = client.get("/p/tidak-ada/")
    assert page.status_code == 404
    assert "Halaman tidak ditemukan" in page.content.decode()
