"""The catalogue's upkeep, through its forms."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from niaga.kernel.journal import JournalEvent
from niaga.store.catalog.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Picture,
    Product,
    Variant,
)
from tests.store import factories

pytestmark = pytest.mark.django_db


def photo(
    size: tuple[int, int] = (900, 700), kind: str = "JPEG", name: str = "sepatu.jpg", **how: Any
) -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size, (180, 120, 60)).save(content, kind, **how)
    return SimpleUploadedFile(name, content.getvalue())


def send(client: Client, view: str, /, *keys: object, **data: object) -> str:
    answer = client.post(reverse(f"backoffice:{view}", args=keys), data, follow=True)
    assert answer.status_code in {200, 422}
    return answer.content.decode()


def texts(**changes: object) -> dict[str, object]:
    brand, _ = Brand.objects.get_or_create(slug="tapaka", defaults={"name": "Tapaka"})
    category, _ = Category.objects.get_or_create(slug="sneakers", defaults={"name_id": "Sneakers"})
    return {
        "name_id": "Sepatu Kanvas",
        "name_en": "Canvas Shoe",
        "slug": "sepatu-kanvas",
        "brand": brand.pk,
        "category": category.pk,
        "condition": "new",
        "description_id": "",
        "description_en": "",
    } | changes


def test_from_draft_to_shop_window(owner: Client) -> None:
    send(owner, "new_product", **texts())
    product = Product.objects.get()
    assert (product.status, product.name_en) == ("draft", "Canvas Shoe")

    assert "belum ada varian aktif" in send(owner, "set_status", product.pk, status="active")
    variant = {
        "baru-sku": "TPK-42",
        "baru-size": "42",
        "baru-weight": "900",
        "baru-is_active": "on",
    }
    prices = {"baru-price": "Rp450.000", "baru-was_price": "500.000"}
    send(owner, "add_variant", product.pk, **variant | prices)
    assert "belum ada foto" in send(owner, "set_status", product.pk, status="active")
    send(owner, "add_picture", product.pk, **{"unggah-picture": photo()})
    assert "sekarang tayang" in send(owner, "set_status", product.pk, status="active")

    product.refresh_from_db()
    assert (product.status, product.price_from, product.was_price_from) == (
        "active",
        450_000,
        500_000,
    )
    topics = JournalEvent.objects.values_list("topic", flat=True)
    assert list(topics) == ["product.changed"] * 4
    assert JournalEvent.objects.exclude(actor__startswith="staff:").count() == 0


def test_an_address_left_empty_is_made_of_the_name(owner: Client) -> None:
    send(owner, "new_product", **texts(slug="", name_id="Sepatu Lari, Ringan!"))
    assert Product.objects.get().slug == "sepatu-lari-ringan"
    send(owner, "add_brand", name="Tapak Baru", slug="")
    assert Brand.objects.get(name="Tapak Baru").slug == "tapak-baru"
    assert "notice--danger" in send(owner, "add_brand", name="!!!", slug="")


def test_nobody_writes_over_what_somebody_else_has_just_saved(owner: Client) -> None:
    product = factories.variant().product
    brand, category = product.brand_id, product.category_id
    opened = owner.get(reverse("backoffice:product", args=[product.pk])).context["form"]
    given = texts(brand=brand, category=category, slug=product.slug, seen=opened["seen"].initial)
    send(owner, "product", product.pk, **given | {"name_id": "Yang pertama"})
    html = send(owner, "product", product.pk, **given | {"name_id": "Yang kedua"})
    assert "baru saja diubah orang lain" in html
    product.refresh_from_db()
    assert product.name_id == "Yang pertama"


def test_an_address_in_use_is_refused_on_the_form(owner: Client) -> None:
    send(owner, "new_product", **texts())
    html = send(owner, "new_product", **texts(name_id="Lain"))
    assert "sudah dipakai" in html
    assert Product.objects.count() == 1


def test_the_price_of_a_variant_is_changed_by_its_own_deed(owner: Client) -> None:
    variant = factories.variant(price=450_000)
    prefix = f"harga{variant.pk}"
    changed = {f"{prefix}-price": "399.000", f"{prefix}-was_price": "450.000"}
    send(owner, "set_price", variant.pk, **changed)
    variant.refresh_from_db()
    assert (variant.price, variant.was_price) == (399_000, 450_000)
    assert JournalEvent.objects.filter(topic="price.changed").count() == 1

    lower = {f"{prefix}-price": "399.000", f"{prefix}-was_price": "300.000"}
    assert "lebih tinggi" in send(owner, "set_price", variant.pk, **lower)
    smuggled = {
        f"varian{variant.pk}-sku": "NEU-1",
        f"varian{variant.pk}-weight": "700",
        f"varian{variant.pk}-is_active": "on",
        f"varian{variant.pk}-price": "1",
    }
    send(owner, "save_variant", variant.pk, **smuggled)
    variant.refresh_from_db()
    assert (variant.sku, variant.price, variant.was_price) == ("NEU-1", 399_000, 450_000)


def test_two_variants_of_one_size_are_refused(owner: Client) -> None:
    first = factories.variant()
    again = {"baru-sku": "X-1", "baru-size": "42", "baru-weight": "1", "baru-price": "1"}
    assert "sudah dipakai" in send(owner, "add_variant", first.product_id, **again)
    assert Variant.objects.count() == 1


def test_a_photo_is_written_anew_and_carries_nothing_along(owner: Client) -> None:
    product = factories.variant().product
    exif = Image.Exif()
    exif[0x010F] = "Kamera rahasia"
    upload = photo((3000, 2000), exif=exif)
    send(owner, "add_picture", product.pk, **{"unggah-picture": upload})
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (1600, 1067)
    stored = Path(settings.MEDIA_ROOT) / picture.path
    assert b"Kamera rahasia" not in stored.read_bytes()
    with Image.open(stored) as image:
        assert image.format == "WEBP"
    assert picture.alt_id == product.name_id


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "JPEG, PNG"),
        (SimpleUploadedFile("x.jpg", b"\xff\xd8\xff\xe0 not a picture"), "JPEG, PNG"),
        (photo(kind="GIF", name="x.jpg"), "JPEG, PNG"),
        (photo((120, 900)), "300 piksel"),
        (SimpleUploadedFile("x.jpg", photo().read() + b"\0" * 12_000_000), "12 MB"),
    ],
    ids=["svg", "rubbish", "gif", "small", "heavy"],
)
def test_what_is_no_good_photo_is_refused_in_words(
    upload: SimpleUploadedFile, why: str, owner: Client
) -> None:
    product = factories.variant().product
    assert why in send(owner, "add_picture", product.pk, **{"unggah-picture": upload})
    assert Picture.objects.count() == 0


def test_pictures_are_described_ordered_and_taken_away(owner: Client) -> None:
    product = factories.variant().product
    for colour in (10, 200):
        upload = io.BytesIO()
        Image.new("RGB", (400, 400), (colour, 0, 0)).save(upload, "PNG")
        file = SimpleUploadedFile("a.png", upload.getvalue())
        send(owner, "add_picture", product.pk, **{"unggah-picture": file})
    first, second = Picture.objects.filter(product=product)
    send(owner, "picture_first", second.pk)
    assert list(Picture.objects.filter(product=product)) == [second, first]
    send(owner, "describe_picture", first.pk, **{f"foto{first.pk}-alt_id": "Sol dari bawah"})
    assert Picture.objects.get(pk=first.pk).alt_id == "Sol dari bawah"
    send(owner, "remove_picture", first.pk)
    assert "belum ada foto" in send(owner, "remove_picture", second.pk)
    assert list(Picture.objects.filter(product=product)) == [second]


def test_attributes_are_of_their_kind(owner: Client) -> None:
    product = factories.variant().product
    text = Attribute.objects.create(code="bahan", label_id="Bahan", kind="text")
    number = Attribute.objects.create(code="tinggi", label_id="Tinggi", kind="number", unit="cm")
    yes_no = Attribute.objects.create(code="air", label_id="Tahan air", kind="yes_no")
    given = {f"a{text.pk}": "kulit", f"a{text.pk}_en": "leather", f"a{yes_no.pk}": "tidak"}

    wrong = send(owner, "set_attributes", product.pk, **given | {f"a{number.pk}": "tinggi"})
    assert "notice--danger" in wrong
    assert AttributeValue.objects.count() == 0

    send(owner, "set_attributes", product.pk, **given | {f"a{number.pk}": "3.5"})
    values = {value.attribute_id: value for value in AttributeValue.objects.all()}
    assert (values[text.pk].text_en, values[yes_no.pk].yes_no) == ("leather", False)
    assert str(values[number.pk].number) == "3.50"

    send(owner, "set_attributes", product.pk, **{f"a{text.pk}": "kanvas"})
    assert [v.text_id for v in AttributeValue.objects.all()] == ["kanvas"]
    assert "masih dipakai" in send(owner, "remove_attribute", text.pk)
    send(owner, "remove_attribute", number.pk)
    assert Attribute.objects.count() == 2


def test_categories_make_a_tree_without_loops(owner: Client) -> None:
    send(owner, "add_category", name_id="Pria", slug="pria", position=0)
    root = Category.objects.get()
    send(owner, "add_category", name_id="Boots", slug="boots", parent=root.pk, position=0)
    child = Category.objects.get(slug="boots")
    loop = {"name_id": "Pria", "slug": "pria", "position": 0, "parent": child.pk}
    assert "di bawah dirinya sendiri" in send(owner, "save_category", root.pk, **loop)
    root.refresh_from_db()
    assert root.parent_id is None
    assert "sudah dipakai" in send(owner, "add_category", name_id="B", slug="boots", position=0)
    assert "masih dipakai" in send(owner, "remove_category", root.pk)
    send(owner, "remove_category", child.pk)
    assert list(Category.objects.all()) == [root]


def test_brands_are_kept_as_long_as_products_are_of_them(owner: Client) -> None:
    brand = factories.variant().product.brand
    assert "masih dipakai" in send(owner, "remove_brand", brand.pk)
    assert "sudah dipakai" in send(owner, "add_brand", name="merek", slug="lain")
    send(owner, "save_brand", brand.pk, name="Merek Baik", slug="merek-baik")
    brand.refresh_from_db()
    assert brand.name == "Merek Baik"


def test_products_are_found_by_name_brand_and_sku(owner: Client) -> None:
    variant = factories.variant()
    for text in (variant.sku, variant.product.name_id, "merek"):
        html = owner.get(reverse("backoffice:products"), {"q": text}).content.decode()
        assert variant.product.name_id in html
    html = owner.get(reverse("backoffice:products"), {"status": "draft"}).content.decode()
    assert variant.product.name_id not in html
