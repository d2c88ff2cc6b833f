"""What can be asked of the catalogue. Each query says how many statements it takes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from niaga.kernel.prepared import Prepared
from niaga.store.catalog.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Picture,
    Product,
    ProductStatus,
    Variant,
)


def _is_english() -> bool:
    return (get_language() or "id").startswith("en")


def _in_language(indonesian: str, english: str) -> str:
    return (english if _is_english() else "") or indonesian


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category in its tree. `path` is the slugs from the root; `below` has all descendants."""

    id: int
    slug: str
    name_id: str
    name_en: str
    picture: str
    parent_id: int | None
    path: str
    below: frozenset[int]
    children: tuple[int, ...]

    @property
    def name(self) -> str:
        return _in_language(self.name_id, self.name_en)


def category_tree() -> dict[int, CategoryNode]:
    """Every category by its key, parents before children, in their order. One statement."""
    rows = list(
        Category.objects.order_by("position", "id").values_list(
            "id", "parent_id", "slug", "name_id", "name_en", "picture"
        )
    )
    children: dict[int | None, list[int]] = {}
    for pk, parent, *_rest in rows:
        children.setdefault(parent, []).append(pk)
    texts = {row[0]: row for row in rows}
    tree: dict[int, CategoryNode] = {}

    def descend(pk: int, above: str) -> frozenset[int]:
        _pk, parent, slug, name_id, name_en, picture = texts[pk]
        path = f"{above}{slug}"
        tree[pk] = CategoryNode(
            pk, slug, name_id, name_en, picture, parent, path, frozenset(), ()
        )  # its place in the order, before its children's
        own = tuple(children.get(pk, ()))
        below = frozenset(own).union(*(descend(child, f"{path}/") for child in own))
        tree[pk] = CategoryNode(pk, slug, name_id, name_en, picture, parent, path, below, own)
        return below

    for root in children.get(None, ()):
        descend(root, "")
    return tree


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """What a list shows of a product. Prices are whole rupiah, tax included."""

    id: int
    slug: str
    name_id: str
    name_en: str
    brand: str
    brand_slug: str
    category_id: int
    condition: str
    price: int
    was_price: int | None
    rating_sum: int
    rating_count: int
    sold: int
    published_at: datetime
    picture: str
    alt_id: str
    alt_en: str
    hover_picture: str

    @property
    def name(self) -> str:
        return _in_language(self.name_id, self.name_en)

    @property
    def alt(self) -> str:
        return _in_language(self.alt_id, self.alt_en)


def listed_products() -> list[ListedProduct]:
    """All products on sale, with their first two pictures. Two statements."""
    pictures: dict[int, list[tuple[str, str, str]]] = {}
    for product_id, path, alt_id, alt_en in (
        Picture.objects.filter(product__status=ProductStatus.ACTIVE)
        .order_by("product_id", "position", "id")
        .values_list("product_id", "path", "alt_id", "alt_en")
    ):
        pictures.setdefault(product_id, []).append((path, alt_id, alt_en))
    nothing = ("", "", "")
    listed = []
    rows = (
        Product.objects.filter(status=ProductStatus.ACTIVE)
        .order_by("id")
        .values_list(
            "id",
            "slug",
            "name_id",
            "name_en",
            "brand__name",
            "brand__slug",
            "category_id",
            "condition",
            "price_from",
            "was_price_from",
            "rating_sum",
            "rating_count",
            "sold",
            "published_at",
        )
    )
    for row in rows:
        first, second = (*pictures.get(row[0], ()), nothing, nothing)[:2]
        facts: tuple[Any, ...] = (*row, *first, second[0])
        listed.append(ListedProduct(*facts))
    return listed


def product_on_sale(slug: str) -> Product | None:
    """With its brand. One statement."""
    return _on_sale.first(slug)


_on_sale = Prepared(
    lambda slug: Product.objects.select_related("brand").filter(
        slug=slug, status=ProductStatus.ACTIVE
    )[:1],
    str,
)


@dataclass(frozen=True, slots=True)
class OfferedVariant:
    """A variant as its page shows it, in the reader's language. Prices in whole rupiah."""

    id: int
    sku: str
    size: str
    colour: str
    colour_key: str  # the same in every language
    price: int
    was_price: int | None
    weight: int  # grams

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.colour, self.size) if part)


def offered_variants(product_id: int) -> list[OfferedVariant]:
    """In their order. One statement."""
    english = _is_english()
    return [
        OfferedVariant(
            pk,
            sku,
            size,
            (english and colour_en) or colour_id,
            colour_id,
            price,
            was,
            weight,
        )
        for pk, sku, size, colour_id, colour_en, price, was, weight in _offered.rows(product_id)
    ]


_offered = Prepared(
    lambda product_id: Variant.objects.filter(product_id=product_id, is_active=True).values_list(
        "id", "sku", "size", "colour_id", "colour_en", "price", "was_price", "weight"
    ),
    int,
)


def pictures_of(product_id: int) -> list[Picture]:
    """One statement."""
    return list(Picture.objects.filter(product_id=product_id))


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """`path` is below MEDIA_ROOT; `variant_id` is set where it shows one variant (or colour)."""

    path: str
    alt: str
    variant_id: int | None
    width: int
    height: int


def shown_pictures(product_id: int) -> list[ShownPicture]:
    """In their order. One statement."""
    english = _is_english()
    return [
        ShownPicture(path, (english and alt_en) or alt_id, variant_id, width, height)
        for path, alt_id, alt_en, variant_id, width, height in _pictures.rows(product_id)
    ]


_pictures = Prepared(
    lambda product_id: Picture.objects.filter(product_id=product_id).values_list(
        "path", "alt_id", "alt_en", "variant_id", "width", "height"
    ),
    int,
)


def attribute_values_of(product_id: int) -> list[AttributeValue]:
    """In the order of the attributes. One statement."""
    return list(
        AttributeValue.objects.filter(product_id=product_id)
        .select_related("attribute")
        .order_by("attribute__position", "attribute_id")
    )


@dataclass(frozen=True, slots=True)
class ShownAttribute:
    """A property of a product: exactly one of `text`, `number`, `yes_no` is set."""

    label: str
    text: str
    number: Decimal | None
    yes_no: bool | None
    unit: str

    @property
    def figure(self) -> str:
        """The number as the reader's language writes it, without idle zeros: `3,5`."""
        text = f"{self.number:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text if (get_language() or "id").startswith("en") else text.replace(".", ",")


def shown_attributes(product_id: int) -> list[ShownAttribute]:
    """In the order of the attributes. One statement."""
    english = _is_english()
    return [
        ShownAttribute(
            (english and label_en) or label_id,
            (english and text_en) or text_id,
            number,
            yes_no,
            unit,
        )
        for label_id, label_en, text_id, text_en, number, yes_no, unit in _attributes.rows(
            product_id
        )
    ]


_attributes = Prepared(
    lambda product_id: (
        AttributeValue.objects.filter(product_id=product_id)
        .order_by("attribute__position", "attribute_id")
        .values_list(
            "attribute__label_id",
            "attribute__label_en",
            "text_id",
            "text_en",
            "number",
            "yes_no",
            "attribute__unit",
        )
    ),
    int,
)


def find_products(
    text: str = "",
    *,
    status: str = "",
    condition: str = "",
    category_ids: frozenset[int] = frozenset(),
) -> QuerySet[Product]:
    """All products, the latest first, with brand, category, first picture (`picture`) and number of
    variants (`variant_count`). `text` is part of a name, a brand or an SKU."""
    first = Picture.objects.filter(product=OuterRef("pk")).order_by("position", "pk")
    found = (
        Product.objects.select_related("brand", "category")
        .annotate(
            picture=Subquery(first.values("path")[:1]),
            variant_count=Count("variants", filter=Q(variants__is_active=True), distinct=True),
        )
        .order_by("-created_at", "-pk")
    )
    if text:
        found = found.filter(
            Q(name_id__icontains=text)
            | Q(name_en__icontains=text)
            | Q(brand__name__icontains=text)
            | Q(pk__in=Variant.objects.filter(sku__icontains=text).values("product_id"))
        )
    if status:
        found = found.filter(status=status)
    if condition:
        found = found.filter(condition=condition)
    if category_ids:
        found = found.filter(category_id__in=category_ids)
    return found


def brands() -> QuerySet[Brand]:
    """By name; `product_count` counts products of any status."""
    return Brand.objects.annotate(product_count=Count("products")).order_by("name")


def category_product_counts() -> dict[int, int]:
    """Products of any status that are directly in a category. One statement."""
    return dict(Product.objects.order_by().values_list("category_id").annotate(n=Count("pk")))


def attributes() -> QuerySet[Attribute]:
    """In their order; `value_count` counts the products that have one."""
    return Attribute.objects.annotate(value_count=Count("values")).order_by("position", "pk")
