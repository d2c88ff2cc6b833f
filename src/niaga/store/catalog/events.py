from dataclasses import dataclass

from niaga.kernel.journal import event


@event("product.changed", aggregate="product")
@dataclass(frozen=True)
class ProductChanged:
    """A product was made, edited, published or archived; `fields` names what differs."""

    product_id: int
    fields: list[str]


@event("price.changed", aggregate="variant")
@dataclass(frozen=True)
class PriceChanged:
    """Whole smallest units, tax included; `was_price` is None where no former price is shown."""

    variant_id: int
    product_id: int
    old: int
    new: int
    was_price: int | None


@event("brand.changed", aggregate="brand")
@dataclass(frozen=True)
class BrandChanged:
    brand_id: int
    deed: str  # saved, removed


@event("category.changed", aggregate="category")
@dataclass(frozen=True)
class CategoryChanged:
    category_id: int
    deed: str  # saved, removed


@event("attribute.changed", aggregate="attribute")
@dataclass(frozen=True)
class AttributeChanged:
    attribute_id: int
    deed: str  # saved, removed
