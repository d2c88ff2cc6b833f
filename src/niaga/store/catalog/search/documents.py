"""What the index holds of each product: read from the catalogue, in five statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from niaga.store.catalog.models import (
    AttributeValue,
    Category,
    Condition,
    Product,
    ProductStatus,
    Variant,
)


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """`title` weighs more than `body`; `popularity` is units ever sold."""

    product_id: int
    title: str
    body: str
    popularity: int


def _category_names() -> dict[int, str]:
    """Both names of each category and of all above it."""
    rows = {
        pk: (parent, f"{name_id} {name_en}")
        for pk, parent, name_id, name_en in Category.objects.order_by().values_list(
            "pk", "parent_id", "name_id", "name_en"
        )
    }
    names = {}
    for pk in rows:
        texts, at = [], pk
        while at is not None:
            parent, text = rows[at]
            texts.append(text)
            at = parent
        names[pk] = " ".join(texts)
    return names


def documents(product_ids: Iterable[int] | None = None) -> Iterator[SearchDocument]:
    """Every product on sale, or those of `product_ids` that are."""
    products = Product.objects.filter(status=ProductStatus.ACTIVE)
    variants = Variant.objects.filter(is_active=True, product__status=ProductStatus.ACTIVE)
    values = AttributeValue.objects.filter(product__status=ProductStatus.ACTIVE)
    if product_ids is not None:
        wanted = list(product_ids)
        products = products.filter(pk__in=wanted)
        variants = variants.filter(product__in=wanted)
        values = values.filter(product__in=wanted)
    categories = _category_names()
    looks: dict[int, dict[str, None]] = defaultdict(dict)
    sizes: dict[int, dict[str, None]] = defaultdict(dict)
    for pk, size, colour_id, colour_en in (
        variants.order_by().values_list("product_id", "size", "colour_id", "colour_en").distinct()
    ):
        sizes[pk][size] = None
        looks[pk][f"{colour_id} {colour_en}"] = None
    properties: dict[int, list[str]] = defaultdict(list)
    for pk, text_id, text_en in values.order_by().values_list("product_id", "text_id", "text_en"):
        properties[pk].append(f"{text_id} {text_en}")
    rows = products.order_by().values_list(
        "pk",
        "name_id",
        "name_en",
        "brand__name",
        "category_id",
        "condition",
        "description_id",
        "description_en",
        "sold",
    )
    for pk, name_id, name_en, brand, category, condition, about_id, about_en, sold in rows:
        state = "bekas used" if condition == Condition.USED else "baru"
        yield SearchDocument(
            product_id=pk,
            title=" ".join((name_id, name_en, brand, categories[category], state, *looks[pk])),
            body=" ".join((*properties[pk], *sizes[pk], about_id, about_en)),
            popularity=sold,
        )
