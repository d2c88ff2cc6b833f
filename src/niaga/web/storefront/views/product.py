"""The product page: pictures, variants, an honest word on stock and on a used pair's defects."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from niaga.store.catalog.models import Product
from niaga.store.catalog.queries import (
    OfferedVariant,
    ShownPicture,
    offered_variants,
    product_on_sale,
)
from niaga.store.inventory.queries import available, unit_of
from niaga.store.reviews.queries import weighted_score
from niaga.web.design.templatetags.design import whole
from niaga.web.storefront.cards import GRADE_NAMES, cards_html
from niaga.web.storefront.catalogue import current_catalogue
from niaga.web.storefront.pages import absolute, media_url, render
from niaga.web.storefront.sheets import sheet_of
from niaga.web.storefront.structured import crumbs_of, product_page

SCARCE = 3  # at or below so many the page says how many are left


@dataclass(frozen=True)
class ColourChoice:
    slug: str
    name: str
    chosen: bool
    in_stock: bool
    picture: str


@dataclass(frozen=True)
class SizeChoice:
    variant_id: int
    size: str
    left: int
    chosen: bool

    @property
    def is_scarce(self) -> bool:
        return 0 < self.left <= SCARCE


@dataclass(frozen=True)
class GalleryPicture:
    url: str
    alt: str
    width: int
    height: int

    @property
    def caption(self) -> str:
        """What this picture shows that the others do not: the end of its description."""
        text = self.alt.rpartition(", ")[2]
        return text[:1].upper() + text[1:]


_slug = lru_cache(maxsize=500)(slugify)


def _colour_slug(variant: OfferedVariant) -> str:
    return _slug(variant.colour_key)


def _choose_colour(variants: list[OfferedVariant], free: dict[int, int], asked: str) -> str:
    """The asked-for colour, else the first that can be bought, else the first."""
    slugs = list(dict.fromkeys(_colour_slug(variant) for variant in variants))
    if asked in slugs:
        return asked
    buyable = [_colour_slug(v) for v in variants if free.get(v.id)]
    return (buyable or slugs or [""])[0]


def _colours(
    variants: list[OfferedVariant],
    free: dict[int, int],
    pictures: Sequence[ShownPicture],
    chosen: str,
) -> list[ColourChoice]:
    by_variant = {p.variant_id: p.path for p in reversed(pictures) if p.variant_id}
    colours: dict[str, list[OfferedVariant]] = {}
    for variant in variants:
        colours.setdefault(_colour_slug(variant), []).append(variant)
    return [
        ColourChoice(
            slug=slug,
            name=own[0].colour,
            chosen=slug == chosen,
            in_stock=any(free.get(variant.id) for variant in own),
            picture=media_url(next((by_variant[v.id] for v in own if v.id in by_variant), "")),
        )
        for slug, own in colours.items()
    ]


def _pictures(
    pictures: Sequence[ShownPicture], variants: list[OfferedVariant], colour: str, product: Product
) -> list[GalleryPicture]:
    """Of the chosen colour and of the product as a whole; all, where none is of the colour."""
    own = {variant.id for variant in variants if _colour_slug(variant) == colour}
    fitting = [p for p in pictures if p.variant_id is None or p.variant_id in own]
    return [
        GalleryPicture(media_url(p.path), p.alt or product.name, p.width, p.height)
        for p in fitting or list(pictures)
    ]


def product(request: HttpRequest, slug: str) -> HttpResponse:
    """At most eight statements."""
    item = product_on_sale(slug)
    if item is None:
        raise Http404
    variants = offered_variants(item.pk)
    free = available([variant.id for variant in variants])
    catalogue = current_catalogue()
    sheet = sheet_of(catalogue, item)
    pictures = sheet.pictures
    used = item.condition == "used"
    unit = unit_of([variant.id for variant in variants]) if used else None
    colour = _choose_colour(variants, free, request.GET.get("warna", "")[:40])
    of_colour = [variant for variant in variants if _colour_slug(variant) == colour]
    buyable = [variant for variant in of_colour if free.get(variant.id)]
    only = of_colour[0] if len(of_colour) == 1 else None
    asked = request.GET.get("ukuran", "")
    sizes = [
        SizeChoice(v.id, v.size, free.get(v.id, 0), v is only or v.size == asked) for v in of_colour
    ]
    shown = min(buyable or of_colour, key=lambda v: v.price, default=None)
    way = crumbs_of(catalogue.path_to(item.category_id))
    gallery = _pictures(pictures, variants, colour, item)
    return render(
        request,
        "storefront/product.html",
        {
            "product": item,
            "short_name": item.name.removeprefix(f"{item.brand.name} "),
            "crumbs": [(_("Beranda"), "/"), *way, (item.name, "")],
            "gallery": gallery,
            "social_picture": absolute(gallery[0].url) if gallery else "",
            "colours": _colours(variants, free, pictures, colour),
            "colour_name": of_colour[0].colour if of_colour else "",
            "sizes": sizes,
            "only": only,
            "left_of_only": free.get(only.id, 0) if only else 0,
            "price": shown.price if shown else item.price_from,
            "was_price": shown.was_price if shown else item.was_price_from,
            "prices_differ": len({variant.price for variant in of_colour}) > 1,
            "variants": of_colour,
            "can_buy": bool(buyable),
            "used": used,
            "unit": unit,
            "grade_name": GRADE_NAMES.get(unit.grade, "") if unit else "",
            "attributes": sheet.attributes,
            "reviews": sheet.reviews_html,
            "score": round(
                weighted_score(item.rating_sum, item.rating_count, catalogue.mean_rating), 1
            ),
            "average": round(item.rating_sum / item.rating_count, 1) if item.rating_count else 0,
            "related": cards_html(catalogue.related(item.pk, item.category_id)),
            "structured": product_page(item, variants, free, pictures, sheet.reviews, way),
            "weight_text": whole(max((v.weight for v in of_colour), default=0)),
        },
    )
