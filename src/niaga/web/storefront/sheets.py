"""What a product's page shows besides prices and stock: read and rendered once, then kept.

A change of words, pictures or reviews is seen within seconds, when the catalogue's snapshot is
made anew.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from niaga.store.catalog.models import Product
from niaga.store.catalog.queries import ShownPicture, shown_attributes, shown_pictures
from niaga.store.reviews.models import Review
from niaga.store.reviews.queries import reviews_of
from niaga.web.storefront.cards import stars_html
from niaga.web.storefront.catalogue import Catalogue

SHOWN_REVIEWS = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """`attributes` and `reviews_html` are rendered, and empty where there is nothing to show."""

    pictures: tuple[ShownPicture, ...]
    attributes: SafeString
    reviews: tuple[Review, ...]
    reviews_html: SafeString


def _make(product: Product) -> Sheet:
    attributes = shown_attributes(product.pk)
    reviews = reviews_of(product.pk, limit=SHOWN_REVIEWS) if product.rating_count else []
    return Sheet(
        pictures=tuple(shown_pictures(product.pk)),
        attributes=render_to_string("storefront/parts/attributes.html", {"attributes": attributes})
        if attributes
        else SafeString(),
        reviews=tuple(reviews),
        reviews_html=render_to_string(
            "storefront/parts/reviews.html",
            {"reviews": [(review, stars_html(review.rating)) for review in reviews]},
        )
        if reviews
        else SafeString(),
    )


def sheet_of(catalogue: Catalogue, product: Product) -> Sheet:
    """Three statements for the first reader of a language, none for the next."""
    key = ("sheet", product.pk, get_language() or "id")
    return catalogue.kept(key, lambda: _make(product))
