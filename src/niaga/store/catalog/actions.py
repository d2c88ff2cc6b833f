"""What can be done with the catalogue."""

from typing import Any

from niaga.kernel import clock
from niaga.kernel.journal import record
from niaga.kernel.permissions import Actor, require
from niaga.kernel.transactions import unit_of_work
from niaga.store.catalog.errors import CannotPublish
from niaga.store.catalog.events import PriceChanged, ProductChanged
from niaga.store.catalog.models import Product, ProductStatus, Variant

_EDITABLE = (
    "slug",
    "brand",
    "category",
    "name_id",
    "name_en",
    "description_id",
    "description_en",
    "condition",
)


def save_product(product: Product, *, actor: Actor, **changes: Any) -> Product:
    """Make or edit a product's page. Raises NotAllowed, and TypeError for a field not editable."""
    require(actor, "catalog.edit")
    if unknown := set(changes) - set(_EDITABLE):
        raise TypeError(f"not editable here: {sorted(unknown)}")
    with unit_of_work():
        fields = [
            name
            for name, value in changes.items()
            if product.pk is None or getattr(product, name) != value
        ]
        if product.pk is None:
            product.created_at = clock.now()
        for name in fields:
            setattr(product, name, changes[name])
        product.save()
        if fields:
            record(ProductChanged(product.pk, fields), product.pk, actor=actor)
        return product


def set_status(product: Product, status: ProductStatus, *, actor: Actor) -> Product:
    """Publish, withdraw or archive. Raises CannotPublish for a page that lacks what buyers need."""
    require(actor, "catalog.edit")
    with unit_of_work():
        product.refresh_from_db()
        if product.status == status:
            return product
        if status == ProductStatus.ACTIVE:
            if not product.variants.filter(is_active=True).exists():
                raise CannotPublish(name=product.name, lacks="varian aktif")
            if not product.pictures.exists():
                raise CannotPublish(name=product.name, lacks="foto")
            product.published_at = product.published_at or clock.now()
        product.status = status
        product.save(update_fields=["status", "published_at"])
        record(ProductChanged(product.pk, ["status"]), product.pk, actor=actor)
        return product


def save_variant(variant: Variant, *, actor: Actor, **changes: Any) -> Variant:
    """Make or edit a variant but for its price, which `set_price` changes."""
    require(actor, "catalog.edit")
    with unit_of_work():
        made = variant.pk is None
        for name, value in changes.items():
            if name not in {
                "sku",
                "size",
                "colour_id",
                "colour_en",
                "weight",
                "position",
                "is_active",
            } and not (made and name in {"price", "was_price"}):
                raise TypeError(f"not editable here: {name}")
            setattr(variant, name, value)
        variant.save()
        project_prices(variant.product_id)
        record(ProductChanged(variant.product_id, ["variants"]), variant.product_id, actor=actor)
        return variant


def set_price(variant_id: int, *, price: int, was_price: int | None, actor: Actor) -> Variant:
    """Whole rupiah, tax included. Orders placed before keep the price they were placed at."""
    require(actor, "catalog.edit")
    with unit_of_work():
        variant = Variant.objects.get(pk=variant_id)
        old = variant.price
        if (old, variant.was_price) == (price, was_price):
            return variant
        variant.price, variant.was_price = price, was_price
        variant.save(update_fields=["price", "was_price"])
        project_prices(variant.product_id)
        record(
            PriceChanged(variant.pk, variant.product_id, old, price, was_price),
            variant.pk,
            actor=actor,
        )
        return variant


def project_prices(product_id: int) -> None:
    """Write what the lists show: the lowest price of the active variants, and its former price."""
    cheapest = (
        Variant.objects.filter(product_id=product_id, is_active=True)
        .order_by("price", "pk")
        .values_list("price", "was_price")
        .first()
    )
    price, was = cheapest or (0, None)
    Product.objects.filter(pk=product_id).update(price_from=price, was_price_from=was)
