"""Loads into Niaga the catalogue that django-oscar is measured with: as many goods, as named.

5,000 products in 20 categories of 250, each with one variant, one picture and a million in stock,
by the same random numbers; and one product more of which there are 50. `load_into` is called where
Django is set up, after `niaga migrate`, and writes what the cases need to a file.
"""

import json
import random
from pathlib import Path

from niaga.kernel import clock
from niaga.kernel.transactions import unit_of_work
from niaga.store.catalog import search
from niaga.store.catalog.models import Brand, Category, Picture, Product, ProductStatus, Variant
from niaga.store.customers.models import Region
from niaga.store.customers.regions import load_regions
from niaga.store.inventory.models import Location, MovementKind, StockBalance, StockMovement
from niaga.store.shipping.queries import shipping_options
from niaga.store.shipping.tariffs import load_tariffs

ADJECTIVES = [
    "red",
    "blue",
    "green",
    "soft",
    "bright",
    "heavy",
    "light",
    "classic",
    "modern",
    "slim",
    "wide",
    "smart",
    "eco",
    "compact",
    "deluxe",
]
NOUNS = [
    "shirt",
    "shoe",
    "lamp",
    "chair",
    "table",
    "kettle",
    "phone",
    "cable",
    "bag",
    "watch",
    "bottle",
    "knife",
    "jacket",
    "sofa",
    "mirror",
    "radio",
    "drill",
    "brush",
    "clock",
    "rug",
]
PRODUCTS, CATEGORIES = 5_000, 20
PLENTY, SCARCE = 1_000_000, 50
GRAMS = 1_000


def load() -> dict[str, object]:
    random.seed(7)
    now = clock.now()
    load_regions()
    load_tariffs()
    shelf, _ = Location.objects.get_or_create(
        is_default=True, defaults={"code": "gudang", "name": "Gudang"}
    )
    brand = Brand.objects.create(name="Goods", slug="goods")
    categories = [
        Category.objects.create(
            slug=f"category-{n:02d}", name_id=f"Category {n:02d}", name_en="", position=n
        )
        for n in range(CATEGORIES)
    ]
    titles = [
        f"{random.choice(ADJECTIVES)} {NOUNS[n % len(NOUNS)]} {n:05d}".title()
        for n in range(PRODUCTS)
    ]
    rows = [
        (title, f"SKU{n:05d}", f"A {title}. " + "Well made and tested for daily use. " * 5)
        for n, title in enumerate(titles)
    ] + [("Oversell Item", "OVERSELL", "x")]
    prices = [random.randint(100, 20_000) * 100 for _ in rows]  # whole rupiah
    products = Product.objects.bulk_create(
        Product(
            slug=title.lower().replace(" ", "-"),
            brand=brand,
            category=categories[n % CATEGORIES],
            name_id=title,
            description_id=text,
            status=ProductStatus.ACTIVE,
            created_at=now,
            published_at=now,
            price_from=prices[n],
        )
        for n, (title, _sku, text) in enumerate(rows)
    )
    variants = Variant.objects.bulk_create(
        Variant(product=product, sku=sku, price=price, weight=GRAMS)
        for product, (_title, sku, _text), price in zip(products, rows, prices, strict=True)
    )
    Picture.objects.bulk_create(
        Picture(
            product=product,
            path="products/none.webp",
            alt_id=product.name_id,
            width=600,
            height=600,
        )
        for product in products
    )
    amounts = [SCARCE if variant.sku == "OVERSELL" else PLENTY for variant in variants]
    StockMovement.objects.bulk_create(
        StockMovement(
            variant=variant,
            location=shelf,
            delta=amount,
            kind=MovementKind.RECEIPT,
            idempotency_key=f"loaded:{variant.sku}",
            occurred_at=now,
            posted_at=now,
            actor="system",
        )
        for variant, amount in zip(variants, amounts, strict=True)
    )
    StockBalance.objects.bulk_create(
        StockBalance(variant=variant, location=shelf, on_hand=amount)
        for variant, amount in zip(variants, amounts, strict=True)
    )
    place = Region.objects.filter(pk__startswith="31.").order_by("pk")[0]
    options = shipping_options(place.code, GRAMS)
    shipping = next(option for option in options if option.cash_on_delivery)
    return {
        "nouns": NOUNS,
        "categories": [f"/k/{category.slug}/" for category in categories],
        "products": [
            [variant.pk, f"/p/{product.slug}/", variant.price]
            for variant, product in zip(variants, products, strict=True)
            if variant.sku != "OVERSELL"
        ],
        "region": place.code,
        "service": shipping.key,
        "shipping": shipping.price,
        "village": place.village,
    }


def load_into(file: str) -> None:
    with unit_of_work():
        made = load()
    search.rebuild()
    Path(file).write_text(json.dumps(made))
    print(f"{PRODUCTS:,} products in {CATEGORIES} categories")
