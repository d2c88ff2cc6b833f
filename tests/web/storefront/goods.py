"""Goods for a shop front: products with colours and sizes, in a tree of categories."""

from datetime import timedelta

from niaga.kernel import clock
from niaga.store.catalog.models import Brand, Category, Condition, Picture, Product, Variant
from niaga.store.inventory.actions import take_in_unit
from niaga.store.inventory.models import Grade, Unit
from tests.store import factories


def category(slug: str, name: str, parent: Category | None = None, english: str = "") -> Category:
    return Category.objects.create(slug=slug, name_id=name, name_en=english, parent=parent)


def product(
    slug: str,
    *,
    within: Category,
    name: str = "",
    english: str = "",
    brand: str = "Tapaka",
    price: int = 450_000,
    was: int | None = None,
    sizes: dict[str, int] | None = None,
    colour: tuple[str, str] = ("Hitam", "Black"),
    sold: int = 0,
    days_old: int = 1,
    condition: str = Condition.NEW,
    about: str = "",
) -> Product:
    """On sale; `sizes` says how many pieces of each lie on the shelf."""
    location, now = factories.shop(), clock.now()
    maker, _ = Brand.objects.get_or_create(slug=brand.lower(), defaults={"name": brand})
    made = Product.objects.create(
        slug=slug,
        brand=maker,
        category=within,
        name_id=name or slug.replace("-", " ").title(),
        name_en=english,
        description_id=about,
        condition=condition,
        status="active",
        created_at=now,
        published_at=now - timedelta(days=days_old),
        price_from=price,
        was_price_from=was,
        sold=sold,
    )
    for position, (size, stock) in enumerate((sizes or {"42": 5}).items()):
        variant = Variant.objects.create(
            product=made,
            sku=f"{slug}-{colour[0]}-{size}".upper(),
            size=size,
            colour_id=colour[0],
            colour_en=colour[1],
            price=price,
            was_price=was,
            weight=800,
            position=position,
        )
        if stock and condition == Condition.USED:
            take_in(variant)
        elif stock:
            factories.receive(variant, stock, location)
    Picture.objects.create(
        product=made,
        path=f"{slug}.svg",
        alt_id=f"{made.name_id}, dari samping",
        width=1200,
        height=1200,
    )
    return made


def take_in(variant: Variant, defects: tuple[str, ...] = ("Sol sedikit aus.",)) -> Unit:
    """The one used pair of a variant comes to the shelf."""
    return take_in_unit(
        variant,
        f"U-{variant.pk}",
        Grade.A,
        defects_id=list(defects),
        defects_en=[],
        bought_for=100_000,
        actor=factories.WAREHOUSE,
    )
