"""Head and foot of every page: rendered once for a language and a menu, then only filled in."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from niaga.kernel.shop import Shop
from niaga.web.storefront.catalogue import Catalogue
from niaga.web.storefront.visits.consent import parts as visit_parts

# What stands in a rendered part until it is filled in; no text of a shop contains it.
_QUERY, _CART, _TOKEN, _HERE, _VISITS = (
    f"\ue000{name}\ue000" for name in ("query", "cart", "token", "here", "visits")
)


@dataclass(frozen=True)
class Frame:
    head: SafeString
    foot: SafeString
    csrf_token: str


@dataclass(frozen=True)
class _Parts:
    catalogue: Catalogue
    head: str
    foot: str


_known: dict[tuple[Shop, str, str], _Parts] = {}


def _menu(catalogue: Catalogue) -> SafeString:
    roots = [
        {
            "node": root,
            "children": [
                catalogue.tree[pk] for pk in root.children if catalogue.within(catalogue.tree[pk])
            ],
        }
        for root in catalogue.filled_roots
    ]
    return render_to_string("storefront/parts/menu.html", {"roots": roots})


def _parts(catalogue: Catalogue, shop: Shop, tagline: str, logo: str) -> _Parts:
    key = (shop, logo, get_language() or "id")
    parts = _known.get(key)
    if parts is None or parts.catalogue is not catalogue:
        about = {"shop": shop, "tagline": tagline, "logo": logo, "menu": _menu(catalogue)}
        parts = _Parts(
            catalogue,
            render_to_string(
                "storefront/parts/head.html", {**about, "query": _QUERY, "cart_button": _CART}
            ),
            render_to_string(
                "storefront/parts/foot.html",
                {**about, "csrf_token": _TOKEN, "here": _HERE, "visits": _VISITS},
            ),
        )
        if len(_known) > 8:
            _known.clear()
        _known[key] = parts
    return parts


@lru_cache(maxsize=200)
def _cart_button(count: int, _language: str) -> str:
    return render_to_string("storefront/parts/cart_button.html", {"cart_count": count}).strip()


def frame(
    request: HttpRequest,
    catalogue: Catalogue,
    shop: Shop,
    *,
    tagline: str,
    logo: str,
    query: str,
    cart_count: int,
) -> Frame:
    parts = _parts(catalogue, shop, tagline, logo)
    token = get_token(request)
    head = parts.head.replace(_QUERY, escape(query)).replace(
        _CART, _cart_button(cart_count, get_language() or "id")
    )
    ends, visits = visit_parts(request, token)
    foot = parts.foot.replace(_TOKEN, token).replace(_HERE, escape(request.get_full_path()))
    foot = ends + foot.replace(_VISITS, visits)
    return Frame(SafeString(head), SafeString(foot), token)
