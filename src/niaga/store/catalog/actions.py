"""What can be done with the catalogue."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from niaga.kernel import clock
from niaga.kernel.idempotency import fingerprint
from niaga.kernel.journal import record
from niaga.kernel.permissions import Actor, may, require
from niaga.kernel.transactions import unit_of_work
from niaga.store.catalog.errors import (
    CannotPublish,
    CategoryLoop,
    ChangedMeanwhile,
    NameTaken,
    StillUsed,
)
from niaga.store.catalog.events import (
    AttributeChanged,
    BrandChanged,
    CategoryChanged,
    PriceChanged,
    ProductChanged,
)
from niaga.store.catalog.locks import lock_product
from niaga.store.catalog.models import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Brand,
    Category,
    Condition,
    Picture,
    Product,
    ProductStatus,
    Variant,
)
from niaga.store.catalog.pictures import StoredPicture

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
_COLUMNS = {"brand": "brand_id", "category": "category_id"}


def version_of(product: Product) -> str:
    """Names what the page says now; another once any of it has been edited."""
    return fingerprint({name: getattr(product, _COLUMNS.get(name, name)) for name in _EDITABLE})


def save_product(product: Product, *, actor: Actor, seen: str = "", **changes: Any) -> Product:
    """Make or edit a product's page. `seen` is `version_of` the page that the editor opened.

    Raises NotAllowed, ChangedMeanwhile, NameTaken for a slug in use, and TypeError for a field not
    editable.
    """
    require(actor, "catalog.edit")
    if unknown := set(changes) - set(_EDITABLE):
        raise TypeError(f"not editable here: {sorted(unknown)}")
    slug = changes.get("slug", product.slug)
    with unit_of_work():
        if product.pk is not None and seen:
            lock_product(product.pk)
            product.refresh_from_db()
            if version_of(product) != seen:
                raise ChangedMeanwhile(name=product.name)
        if Product.objects.filter(slug=slug).exclude(pk=product.pk).exists():
            raise NameTaken(name=slug)
        fields = [
            name
            for name, value in changes.items()
            if product.pk is None or getattr(product, name) != value
        ]
        made = product.pk is None
        if made:
            product.created_at = clock.now()
        for name in fields:
            setattr(product, name, changes[name])
        # Only what was edited: what is counted beside it may have moved on since it was read.
        product.save(update_fields=None if made else fields)
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
                raise CannotPublish(name=product.name, lacks=_("varian aktif"))
            if not product.pictures.exists():
                raise CannotPublish(name=product.name, lacks=_("foto"))
            product.published_at = product.published_at or clock.now()
        product.status = status
        product.save(update_fields=["status", "published_at"])
        record(ProductChanged(product.pk, ["status"]), product.pk, actor=actor)
        return product


def save_variant(variant: Variant, *, actor: Actor, **changes: Any) -> Variant:
    """Make or edit a variant but for its price, which `set_price` changes.

    Raises NotAllowed, and NameTaken for an SKU, or a size and colour, that is there already.
    """
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
        if _variant_is_there(variant):
            raise NameTaken(name=variant.label or variant.sku)
        variant.save(update_fields=None if made else list(changes))
        project_prices(variant.product_id)
        record(ProductChanged(variant.product_id, ["variants"]), variant.product_id, actor=actor)
        return variant


def _variant_is_there(variant: Variant) -> bool:
    same = Variant.objects.filter(sku=variant.sku) | Variant.objects.filter(
        product_id=variant.product_id, size=variant.size, colour_id=variant.colour_id
    )
    return same.exclude(pk=variant.pk).exists()


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
    """Write what the lists show: the lowest price of the active variants, and its former price.

    Two who change variants of one product wait here for each other, and see each other's prices.
    """
    lock_product(product_id)
    cheapest = (
        Variant.objects.filter(product_id=product_id, is_active=True)
        .order_by("price", "pk")
        .values_list("price", "was_price")
        .first()
    )
    price, was = cheapest or (0, None)
    Product.objects.filter(pk=product_id).update(price_from=price, was_price_from=was)


def save_brand(brand: Brand, *, name: str, slug: str, actor: Actor) -> Brand:
    """Raises NotAllowed, NameTaken."""
    require(actor, "catalog.edit")
    with unit_of_work():
        same = Brand.objects.filter(name__iexact=name) | Brand.objects.filter(slug=slug)
        if same.exclude(pk=brand.pk).exists():
            raise NameTaken(name=name)
        brand.name, brand.slug = name, slug
        brand.save()
        record(BrandChanged(brand.pk, "saved"), brand.pk, actor=actor)
        return brand


def remove_brand(brand: Brand, *, actor: Actor) -> None:
    """Raises NotAllowed, StillUsed."""
    require(actor, "catalog.edit")
    with unit_of_work():
        key = brand.pk
        if brand.products.exists():
            raise StillUsed(name=brand.name)
        brand.delete()
        record(BrandChanged(key, "removed"), key, actor=actor)


def save_category(category: Category, *, actor: Actor, **changes: Any) -> Category:
    """Make, rename or move a category: `slug`, `name_id`, `name_en`, `parent`, `position`.

    Raises NotAllowed, NameTaken, CategoryLoop, and TypeError for another field.
    """
    require(actor, "catalog.edit")
    if unknown := set(changes) - {"slug", "name_id", "name_en", "parent", "position"}:
        raise TypeError(f"not editable here: {sorted(unknown)}")
    with unit_of_work():
        for name, value in changes.items():
            setattr(category, name, value)
        if Category.objects.filter(slug=category.slug).exclude(pk=category.pk).exists():
            raise NameTaken(name=category.slug)
        above, seen = category.parent, 0
        while above is not None:
            if above.pk == category.pk or seen > 20:
                raise CategoryLoop()
            above, seen = above.parent, seen + 1
        category.save()
        record(CategoryChanged(category.pk, "saved"), category.pk, actor=actor)
        return category


def remove_category(category: Category, *, actor: Actor) -> None:
    """Only one without products and without categories below. Raises NotAllowed, StillUsed."""
    require(actor, "catalog.edit")
    with unit_of_work():
        key = category.pk
        if category.products.exists() or Category.objects.filter(parent=category).exists():
            raise StillUsed(name=category.name)
        category.delete()
        record(CategoryChanged(key, "removed"), key, actor=actor)


def save_attribute(attribute: Attribute, *, actor: Actor, **changes: Any) -> Attribute:
    """Make or rename a property of products. Its kind is fixed once products have values of it.

    Raises NotAllowed, NameTaken, StillUsed, and TypeError for another field.
    """
    require(actor, "catalog.edit")
    if unknown := set(changes) - {"code", "label_id", "label_en", "kind", "unit", "position"}:
        raise TypeError(f"not editable here: {sorted(unknown)}")
    with unit_of_work():
        kind = changes.get("kind", attribute.kind)
        if attribute.pk and kind != attribute.kind and attribute.values.exists():
            raise StillUsed(name=attribute.label)
        for name, value in changes.items():
            setattr(attribute, name, value)
        if Attribute.objects.filter(code=attribute.code).exclude(pk=attribute.pk).exists():
            raise NameTaken(name=attribute.code)
        attribute.save()
        record(AttributeChanged(attribute.pk, "saved"), attribute.pk, actor=actor)
        return attribute


def remove_attribute(attribute: Attribute, *, actor: Actor) -> None:
    """Raises NotAllowed, StillUsed."""
    require(actor, "catalog.edit")
    with unit_of_work():
        key = attribute.pk
        if attribute.values.exists():
            raise StillUsed(name=attribute.label)
        attribute.delete()
        record(AttributeChanged(key, "removed"), key, actor=actor)


@dataclass(frozen=True)
class Value:
    """What a product's attribute is: one of the three, as the attribute's kind says."""

    text_id: str = ""
    text_en: str = ""
    number: Decimal | None = None
    yes_no: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self.text_id == "" and self.number is None and self.yes_no is None


def set_attribute_values(product: Product, values: dict[int, Value], *, actor: Actor) -> None:
    """Bring the product's values of these attributes (by key) to `values`; an empty one is removed.

    Raises NotAllowed, and ValueError for a value of another kind than its attribute's.
    """
    require(actor, "catalog.edit")
    with unit_of_work():
        known = {value.attribute_id: value for value in product.attribute_values.all()}
        attributes = Attribute.objects.in_bulk(list(values))
        changed = False
        for key, value in sorted(values.items()):
            old = known.get(key)
            now = Value(old.text_id, old.text_en, old.number, old.yes_no) if old else Value()
            if value == now:
                continue
            changed = True
            if value.is_empty:
                product.attribute_values.filter(attribute_id=key).delete()
                continue
            _require_kind(attributes[key], value)
            AttributeValue.objects.update_or_create(
                product=product,
                attribute_id=key,
                defaults={
                    "text_id": value.text_id,
                    "text_en": value.text_en,
                    "number": value.number,
                    "yes_no": value.yes_no,
                },
            )
        if changed:
            record(ProductChanged(product.pk, ["attributes"]), product.pk, actor=actor)


def _require_kind(attribute: Attribute, value: Value) -> None:
    fits = {
        AttributeKind.TEXT: value.text_id != "" and value.number is None and value.yes_no is None,
        AttributeKind.NUMBER: value.number is not None and not value.text_id,
        AttributeKind.YES_NO: value.yes_no is not None and not value.text_id,
    }
    if not fits[AttributeKind(attribute.kind)]:
        raise ValueError(f"{attribute.code} is of the kind {attribute.kind}")


def add_picture(
    product: Product,
    image: StoredPicture,
    *,
    alt_id: str,
    alt_en: str = "",
    variant: Variant | None = None,
    actor: Actor,
) -> Picture:
    """Show a picture that `pictures.store_picture` has kept, after those that are there.

    Whoever takes in used pairs may add pictures of one, which are its variant's. Raises NotAllowed.
    """
    of_used_pair = variant is not None and product.condition == Condition.USED
    if not (of_used_pair and may(actor, "stock.adjust")):
        require(actor, "catalog.edit")
    with unit_of_work():
        last = product.pictures.aggregate(last=Max("position"))["last"]
        picture = Picture.objects.create(
            product=product,
            variant=variant,
            path=image.path,
            width=image.width,
            height=image.height,
            alt_id=alt_id,
            alt_en=alt_en,
            position=0 if last is None else last + 1,
        )
        record(ProductChanged(product.pk, ["pictures"]), product.pk, actor=actor)
        return picture


def describe_picture(picture: Picture, *, alt_id: str, alt_en: str, actor: Actor) -> Picture:
    """Say in words what the picture shows. Raises NotAllowed."""
    require(actor, "catalog.edit")
    with unit_of_work():
        picture.alt_id, picture.alt_en = alt_id, alt_en
        picture.save(update_fields=["alt_id", "alt_en"])
        record(ProductChanged(picture.product_id, ["pictures"]), picture.product_id, actor=actor)
        return picture


def show_picture_first(picture: Picture, *, actor: Actor) -> None:
    """Lists and search results show a product by its first picture. Raises NotAllowed."""
    require(actor, "catalog.edit")
    with unit_of_work():
        others = Picture.objects.filter(product_id=picture.product_id).exclude(pk=picture.pk)
        for position, pk in enumerate([picture.pk, *others.values_list("pk", flat=True)]):
            Picture.objects.filter(pk=pk).update(position=position)
        record(ProductChanged(picture.product_id, ["pictures"]), picture.product_id, actor=actor)


def remove_picture(picture: Picture, *, actor: Actor) -> None:
    """Its file is kept: pages that were sent out a moment ago still show it.

    Raises NotAllowed, and CannotPublish when a product on sale would be left without one.
    """
    require(actor, "catalog.edit")
    with unit_of_work():
        product = picture.product
        others = product.pictures.exclude(pk=picture.pk)
        if product.status == ProductStatus.ACTIVE and not others.exists():
            raise CannotPublish(name=product.name, lacks=_("foto"))
        picture.delete()
        record(ProductChanged(product.pk, ["pictures"]), product.pk, actor=actor)
