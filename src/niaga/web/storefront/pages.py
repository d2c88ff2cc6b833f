"""What every page of the storefront shows around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from niaga.kernel.shop import Shop, current_shop
from niaga.web.storefront.catalogue import Catalogue, current_catalogue

CART_COUNT_COOKIE = "niaga_cart_count"


def cart_count(request: HttpRequest) -> int:
    """Pieces in the cart, as the last answer that changed it told the browser; for the badge."""
    value = request.COOKIES.get(CART_COUNT_COOKIE, "")
    return min(int(value), 999) if value.isascii() and value.isdigit() else 0


def media_url(path: str) -> str:
    return f"{settings.MEDIA_URL}{path}" if path else ""


def absolute(path: str) -> str:
    return f"{settings.NIAGA_URL}{path}"


def tagline(shop: Shop) -> str:
    english = (get_language() or "id").startswith("en")
    return (shop.tagline_en if english else "") or shop.tagline_id


# The menu is the same for all readers of one snapshot and language.
_menus: dict[tuple[int, str], tuple[Catalogue, SafeString]] = {}


def _menu(catalogue: Catalogue) -> SafeString:
    key = (id(catalogue), get_language() or "id")
    known = _menus.get(key)
    if known and known[0] is catalogue:
        return known[1]
    html = render_to_string(
        "storefront/parts/menu.html",
        {
            "roots": [
                {
                    "node": root,
                    "children": [
                        catalogue.tree[pk]
                        for pk in root.children
                        if catalogue.within(catalogue.tree[pk])
                    ],
                }
                for root in catalogue.filled_roots
            ]
        },
    )
    if len(_menus) > 8:
        _menus.clear()
    _menus[key] = (catalogue, html)
    return html


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    private: bool = False,
) -> HttpResponse:
    """A page of the shop. `private` pages are kept by no cache and found by no search engine."""
    shop = current_shop()
    page = {
        "shop": shop,
        "tagline": tagline(shop),
        "menu": _menu(current_catalogue()),
        "cart_count": cart_count(request),
        "canonical": absolute(request.path),
        "logo": media_url("logo.svg") if (settings.MEDIA_ROOT / "logo.svg").is_file() else "",
        "private": private,
        **context,
    }
    response = HttpResponse(render_to_string(template, page, request=request), status=status)
    response["Cache-Control"] = "private, no-store" if private else "private, no-cache"
    return response
