"""Product cards: rendered once for each state and language, then kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from niaga.web.storefront.catalogue import Offer
from niaga.web.storefront.pages import media_url

GRADE_NAMES: dict[str, Promise] = {
    "like_new": _("Seperti baru"),
    "a": _("Grade A"),
    "b": _("Grade B"),
    "c": _("Grade C"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows, and nothing that changes without being seen."""

    url: str
    name: str
    brand: str
    used: bool
    grade: str
    price: int
    was_price: int | None
    picture: str
    hover: str
    alt: str
    stars: float  # 0 for none
    reviews: int
    sold_out: bool
    eager: bool

    @property
    def grade_name(self) -> str | Promise:
        return GRADE_NAMES.get(self.grade, "")


@lru_cache(maxsize=4_000)
def _html(card: Card, _language: str) -> SafeString:
    return SafeString(get_template("storefront/parts/card.html").render({"card": card}).strip())


@lru_cache(maxsize=6)
def stars_html(rating: int) -> SafeString:
    """Five stars, the first `rating` of them filled; words for them belong beside it."""
    return SafeString(get_template("storefront/parts/stars.html").render({"rating": rating}))


def card_html(offer: Offer, eager: bool = False) -> SafeString:
    """`eager` pictures are above the fold: the browser is not told to wait with them."""
    product = offer.product
    count = product.rating_count
    card = Card(
        url=f"/p/{product.slug}/",
        name=product.name.removeprefix(f"{product.brand} "),  # it stands above the name
        brand=product.brand,
        used=product.condition == "used",
        grade=offer.grade,
        price=product.price,
        was_price=product.was_price,
        picture=media_url(product.picture),
        hover=media_url(product.hover_picture),
        alt=product.alt,
        stars=round(product.rating_sum / count, 1) if count else 0.0,
        reviews=count,
        sold_out=offer.sold_out,
        eager=eager,
    )
    return _html(card, get_language() or "id")


def cards_html(offers: Iterable[Offer], eager: int = 0) -> SafeString:
    """The items of a grid; the first `eager` of them load at once."""
    return mark_safe("\n".join(card_html(o, n < eager) for n, o in enumerate(offers)))  # noqa: S308
