"""No text of a request holds a NUL: nobody types one, PostgreSQL keeps none, SQLite cuts there."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NUL = "\0"


class NulMiddleware:
    """Answers 400. Behind the one against forgery, which has read the form already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            NUL in request.path_info
            or "%00" in request.META.get("QUERY_STRING", "")
            or any(NUL in value for value in request.COOKIES.values())
        ):
            raise BadRequest("a NUL in the request")
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _named: Any
    ) -> None:
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return
        if any(NUL in value for values in request.POST.lists() for value in values[1]):
            raise BadRequest("a NUL in the form")
