"""What the storefront tells the log of visits, and no more than the visitor agreed to."""

import re
import secrets
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from niaga.collect.visits import events
from niaga.collect.visits.devices import device_of
from niaga.collect.visits.events import AGREED, Payload
from niaga.collect.visits.log import visit_log
from niaga.web.storefront.visits.visitor import OFF, Visitor, visitor_of

# name of the address → kind of page; what is not here is no page
PAGES = {
    "home": "home",
    "category": "category",
    "product": "product",
    "search": "search",
    "cart": "cart",
    "checkout": "checkout",
    "find_order": "order",
    "order": "order",
    "account": "account",
    "sign_in": "account",
    "register": "account",
    "new_address": "account",
    "address": "account",
    "shipping_info": "info",
    "returns_info": "info",
    "grades_info": "info",
    "privacy_info": "info",
}
KINDS = frozenset(PAGES.values())
_PRIVATE = {"order": "/pesanan/", "address": "/akun/alamat/"}  # who has the address has the order
_NAMES = {
    "product": events.PRODUCT_SEEN,
    "search": events.SEARCH_MADE,
    "checkout": events.CHECKOUT_OPENED,
}
_TOKEN = re.compile(r"[0-9a-f]{16}")
_WORDS = re.compile(r"(^|&)q=[^&]")  # without words the search shows the whole catalogue
_LONGEST = 200


def kind_of(match: ResolverMatch | None, query: str = "") -> str:
    """The kind of a page of the storefront; empty for any other address."""
    if match is None or match.namespace != "storefront":
        return ""
    kind = PAGES.get(match.url_name or "", "")
    return "category" if kind == "search" and not _WORDS.search(query) else kind


def view_token(request: HttpRequest) -> str:
    """Names this rendering of the page in its picture. Empty for who is not counted as a person,
    and for a page that was counted when its visitor agreed on it."""
    token: str | None = getattr(request, "niaga_view", None)
    if token is None:
        visitor = visitor_of(request)
        counted = visitor.audience in events.PEOPLE and not visitor.fresh
        token = secrets.token_hex(8) if counted else ""
        request.niaga_view = token  # type: ignore[attr-defined]
    return token


def is_token(text: str) -> bool:
    return bool(_TOKEN.fullmatch(text))


def outside_referrer(request: HttpRequest) -> str:
    """The host that the visitor came from; empty when it is the shop itself, or none was told."""
    host = urlsplit(request.META.get("HTTP_REFERER", "")).hostname or ""
    own = request.get_host().partition(":")[0]
    return "" if host == own else host.removeprefix("www.")[:_LONGEST]


def tell_view(request: HttpRequest) -> None:
    visitor = visitor_of(request)
    if visitor.audience == OFF:
        return
    page = kind_of(request.resolver_match, request.META.get("QUERY_STRING", ""))
    name = _NAMES.get(page, events.PAGE_SEEN)
    if visitor.audience != AGREED:
        told = Payload(page=page, audience=visitor.audience, view=view_token(request))
    else:
        told = _known(request, visitor, page, request.get_full_path(), outside_referrer(request))
    visit_log().tell(name, told)


def tell_shown(request: HttpRequest, token: str, page: str) -> None:
    """The picture of a page was asked for; the page's address is in the request's Referer."""
    visitor = visitor_of(request)
    if visitor.audience not in events.PEOPLE:
        return
    told = Payload(page=page, audience=visitor.audience, view=token)
    if visitor.audience == AGREED:
        told = _known(request, visitor, page, request.META.get("HTTP_REFERER", ""), "", token)
    visit_log().tell(events.PAGE_SHOWN, told)


def tell_consent(
    request: HttpRequest, visitor: Visitor, *, page: str, token: str, address: str, referrer: str
) -> None:
    """Somebody agreed on a page: their visit begins there."""
    told = _known(request, visitor, page, address, referrer[:_LONGEST], token)
    visit_log().tell(events.CONSENT_GIVEN, told)


def tell_deed(request: HttpRequest, name: str, *, order: str = "", customer: int = 0) -> None:
    """Something was done on a page. Told of visitors who agreed, and of nobody else."""
    visitor = visitor_of(request)
    if visitor.audience == AGREED:
        told = Payload(
            audience=AGREED,
            visitor=visitor.id,
            visit=visitor.visit,
            device=_device(request),
            order=order,
            customer=customer,
            user=_user(request),
        )
        visit_log().tell(name, told)


def visit_of(request: HttpRequest) -> str:
    """What an order is stored with; empty for who did not agree."""
    return visitor_of(request).visit


def _known(
    request: HttpRequest, visitor: Visitor, page: str, address: str, referrer: str, token: str = ""
) -> Payload:
    parts = urlsplit(address)
    utm = _utm(parts.query)
    return Payload(
        page=page,
        audience=AGREED,
        view=token or view_token(request),
        visitor=visitor.id,
        visit=visitor.visit,
        path=public_path(parts.path),
        referrer=referrer,
        utm_source=utm.get("utm_source", ""),
        utm_medium=utm.get("utm_medium", ""),
        utm_campaign=utm.get("utm_campaign", ""),
        device=_device(request),
        user=_user(request),
    )


def public_path(path: str) -> str:
    """The path of a page, without what only its visitor may know; empty for any other address."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if not kind_of(match):
        return ""
    return _PRIVATE.get(match.url_name or "", path)[:_LONGEST]


def _utm(query: str) -> dict[str, str]:
    """The campaign that a link names; the rest of the query is not looked at."""
    if "utm_" not in query:
        return {}
    try:
        told = parse_qs(query, max_num_fields=50)
    except ValueError:
        return {}
    return {
        name: values[0].strip()[:_LONGEST]
        for name, values in told.items()
        if name in ("utm_source", "utm_medium", "utm_campaign")
    }


def _device(request: HttpRequest) -> str:
    return device_of(request.META.get("HTTP_USER_AGENT", "")[:500])


def _user(request: HttpRequest) -> int:
    """Who is signed in, if the page had to know; it is not asked for this."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None and user.is_authenticated else 0
