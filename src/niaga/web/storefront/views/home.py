"""The front page: what is new, what is used, what sells."""

from django.http import HttpRequest, HttpResponse

from niaga.web.storefront.cards import cards_html
from niaga.web.storefront.catalogue import (
    BEST_SELLING,
    CONDITION,
    NEWEST,
    Catalogue,
    Offer,
    current_catalogue,
)
from niaga.web.storefront.pages import media_url, render
from niaga.web.storefront.structured import organisation

_TILES = 4
_ROW = 4


def _top(catalogue: Catalogue, within: int, order: str, size: int) -> tuple[Offer, ...]:
    found = catalogue.listing.select(within=within, order=order, size=size).items
    return tuple(offer for offer in found if not offer.sold_out)


def home(request: HttpRequest) -> HttpResponse:
    catalogue = current_catalogue()
    listing = catalogue.listing
    new = listing.having(CONDITION, ["new"])
    used = listing.having(CONDITION, ["used"])
    best = _top(catalogue, new, BEST_SELLING, 2 * _ROW)
    newest = _top(catalogue, new, NEWEST, 2 * _ROW)
    pairs = _top(catalogue, used, NEWEST, _ROW)
    # the dearest of the best sellers: what the shop is proud of, and people do buy
    hero = max((o for o in best if o.product.picture), key=lambda o: o.product.price, default=None)
    tiles = []
    for node in catalogue.filled_roots[:_TILES]:
        within = catalogue.within(node)
        first = _top(catalogue, within & ~used or within, BEST_SELLING, 1)
        picture = node.picture or (first[0].product.picture if first else "")
        tiles.append({"node": node, "picture": media_url(picture), "count": within.bit_count()})
    return render(
        request,
        "storefront/home.html",
        {
            "hero": hero,
            "hero_picture": media_url(hero.product.picture) if hero else "",
            "hero_category": "/cari/?kondisi=new&urut=terbaru",
            "used_url": "/cari/?kondisi=used&urut=terbaru" if pairs else "",
            "counts": {"new": new.bit_count(), "used": used.bit_count()},
            "categories": tiles,
            "newest": cards_html(newest),
            "used": cards_html(pairs),
            "best": cards_html(best[:_ROW]),
            "structured": organisation(),
        },
    )
