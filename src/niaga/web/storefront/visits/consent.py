"""Asking whether a visit may be known, once and plainly, and keeping the answer."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from niaga.collect.visits.events import AGREED, DECLINED, PEOPLE, UNASKED
from niaga.web.storefront.visits.telling import (
    KINDS,
    is_token,
    kind_of,
    outside_referrer,
    tell_consent,
    view_token,
)
from niaga.web.storefront.visits.visitor import (
    NO,
    YES,
    Visitor,
    forget,
    new_visitor,
    refuses_by_signal,
    remember,
    remember_answer,
    visitor_of,
)

# What stands in a rendered part until it is filled in; no text of a shop contains it.
_TOKEN, _HERE, _FROM, _VIEW, _PAGE = (
    f"\ue000{name}\ue000" for name in ("token", "here", "from", "view", "page")
)
_UNASKED_ON = frozenset({"checkout"})  # nobody is asked while they pay
_FROM_LONGEST = 200


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the answer and go back to the page that it was given on."""
    address = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    address = address if safe and address.startswith("/") else "/"
    response = HttpResponseRedirect(address)
    response.status_code = 303
    answer = request.POST.get("jawaban", "")
    if answer == NO:
        remember_answer(response, NO)
        forget(request, response)
    elif answer == YES and settings.NIAGA_VISITS and not refuses_by_signal(request):
        _agree(request, response, address)
    return response


def _agree(request: HttpRequest, response: HttpResponse, address: str) -> None:
    known = visitor_of(request)
    if known.audience == AGREED:  # pressed twice
        remember(response, known)
        return
    visitor = Visitor(AGREED, new_visitor().id, 1, fresh=True)
    remember_answer(response, YES)
    remember(response, visitor)
    token, page = request.POST.get("lihat", ""), request.POST.get("halaman", "")
    if known.audience in PEOPLE and is_token(token) and page in KINDS:
        tell_consent(
            request,
            visitor,
            page=page,
            token=token,
            address=address,
            referrer=request.POST.get("dari", "")[:_FROM_LONGEST],
        )


def parts(request: HttpRequest, csrf_token: str) -> tuple[str, str]:
    """HTML for the end of a page (question and picture), and for its foot (the answer so far)."""
    visitor, page = (
        visitor_of(request),
        kind_of(request.resolver_match, request.META.get("QUERY_STRING", "")),
    )
    state = visitor.audience
    if state == DECLINED and refuses_by_signal(request):
        state = "signal"
    ends, foot = _rendered(state, page not in _UNASKED_ON, get_language() or "id")
    token = view_token(request) if page else ""
    return tuple(  # type: ignore[return-value]
        part.replace(_TOKEN, csrf_token)
        .replace(_HERE, escape(request.get_full_path()))
        .replace(_FROM, escape(outside_referrer(request)) if state == UNASKED else "")
        .replace(_VIEW, token)
        .replace(_PAGE, page)
        for part in (ends if token or state == AGREED else "", foot)
    )


@lru_cache(maxsize=40)
def _rendered(state: str, may_ask: bool, _language: str) -> tuple[str, str]:
    about = {
        "state": state,
        "asked": state == UNASKED and may_ask,
        "csrf_token": _TOKEN,
        "here": _HERE,
        "from": _FROM,
        "view": _VIEW,
        "page": _PAGE,
    }
    return (
        render_to_string("storefront/visits/ends.html", about).strip(),
        render_to_string("storefront/visits/foot.html", about).strip(),
    )
