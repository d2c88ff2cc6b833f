"""What search engines read of a page: schema.org as JSON-LD."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from niaga.kernel.shop import current_shop
from niaga.store.catalog.models import Product
from niaga.store.catalog.queries import CategoryNode, OfferedVariant, ShownPicture
from niaga.store.reviews.models import Review
from niaga.web.storefront.pages import absolute, media_url


def as_script(data: Any) -> SafeString:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return SafeString(text)


def organisation() -> SafeString:
    shop = current_shop()
    return as_script(
        [
            {
                "@context": "https://schema.org",
                "@type": "OnlineStore",
                "name": shop.name,
                "url": settings.NIAGA_URL,
                "email": shop.email,
                "telephone": shop.phone,
                "address": shop.address,
            },
            {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "url": settings.NIAGA_URL,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": f"{settings.NIAGA_URL}/cari/?q={{search_term_string}}",
                    "query-input": "required name=search_term_string",
                },
            },
        ]
    )


def breadcrumb(way: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """From (text, address) pairs, root first."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": text, "item": absolute(url)}
            for n, (text, url) in enumerate(way, 1)
        ],
    }


def crumbs_of(way: Sequence[CategoryNode]) -> list[tuple[str, str]]:
    return [(node.name, f"/k/{node.path}/") for node in way]


def product_page(
    product: Product,
    variants: Sequence[OfferedVariant],
    available: dict[int, int],
    pictures: Sequence[ShownPicture],
    reviews: Sequence[Review],
    way: Sequence[tuple[str, str]],
) -> SafeString:
    """Product, with an offer for each variant that is in stock, and its breadcrumb."""
    shop = current_shop()
    url = absolute(f"/p/{product.slug}/")
    used = product.condition == "used"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "description": product.description,
        "url": url,
        "brand": {"@type": "Brand", "name": product.brand.name},
        "image": [absolute(media_url(picture.path)) for picture in pictures[:6]],
        "itemCondition": f"https://schema.org/{'Used' if used else 'New'}Condition",
        "offers": [
            {
                "@type": "Offer",
                "sku": variant.sku,
                "name": variant.label,
                "price": variant.price,
                "priceCurrency": shop.currency,
                "availability": "https://schema.org/"
                + ("InStock" if available.get(variant.id) else "OutOfStock"),
                "url": url,
            }
            for variant in variants
        ],
    }
    if product.rating_count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(product.rating_sum / product.rating_count, 2),
            "reviewCount": product.rating_count,
        }
        data["review"] = [
            {
                "@type": "Review",
                "author": {"@type": "Person", "name": review.display_name},
                "datePublished": review.created_at.date().isoformat(),
                "reviewBody": review.text,
                "reviewRating": {"@type": "Rating", "ratingValue": review.rating},
            }
            for review in reviews[:5]
        ]
    return as_script([data, breadcrumb([*way, (product.name, f"/p/{product.slug}/")])])
