"""What every page of the storefront shows around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from niaga.kernel.shop import Shop, current_shop
from niaga.web.storefront.catalogue import current_catalogue
from niaga.web.storefront.frame import frame

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
    line = tagline(shop)
    around = frame(
        request,
        current_catalogue(),
        shop,
        tagline=line,
        logo=media_url("logo.svg") if (settings.MEDIA_ROOT / "logo.svg").is_file() else "",
        query=context.get("query", ""),
        cart_count=context.get("cart_count", cart_count(request)),
    )
    page = {
        "shop": shop,
        "tagline": line,
        "frame": around,
        "csrf_token": around.csrf_token,
        "canonical": absolute(request.path),
        "private": private,
        "media": settings.MEDIA_URL,
        **context,
    }
    response = HttpResponse(render_to_string(template, page, request=request), status=status)
    response["Cache-Control"] = "private, no-store" if private else "private, no-cache"
    return response
