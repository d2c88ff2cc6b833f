"""Counts each page of the storefront that was given out. A fault in here never fails a page."""

import logging
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from niaga.collect.visits.events import AGREED
from niaga.web.storefront.visits.telling import kind_of, tell_view
from niaga.web.storefront.visits.visitor import (
    STAFF_COOKIE,
    forget,
    is_staff,
    mark_staff,
    remember,
    visitor_of,
)

_log = logging.getLogger(__name__)


class VisitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        try:
            _observe(request, response)
        except Exception:
            _log.exception("a visit was not counted")
        return response


def _observe(request: HttpRequest, response: HttpResponseBase) -> None:
    match = request.resolver_match
    if match is None:
        return
    if match.namespace in ("backoffice", "dashboards"):
        if STAFF_COOKIE not in request.COOKIES and is_staff(request):
            mark_staff(response)
        return
    if match.namespace != "storefront" or not kind_of(match):
        return
    visitor = visitor_of(request)
    if _is_view(request, response) and not visitor.fresh:
        tell_view(request)
    if visitor.audience == AGREED:
        remember(response, replace(visitor, fresh=False))
    else:
        forget(request, response)


def _is_view(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and "HTTP_HX_REQUEST" not in request.META
        and "prefetch" not in request.META.get("HTTP_SEC_PURPOSE", "")
        and "prefetch" not in request.META.get("HTTP_PURPOSE", "")
        and response.get("Content-Type", "").startswith("text/html")
    )
