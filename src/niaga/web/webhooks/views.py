"""The ears of the shop: what providers tell is stored and answered at once, understood later.

The answers are chosen for how Midtrans tries again: never after 2xx, once after 500, four times
after 503, five times after most others, over some hours. So what could not be stored is a 503,
and what is not signed a 403: nobody tries that for ever, and a shop whose key was wrong for a
while still gets what it missed.
"""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from niaga.store.payments.errors import NotificationRefused
from niaga.store.payments.inbox import receive_notification

LARGEST = 64 * 1024  # bytes; Midtrans' own have about one thousand

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def midtrans(request: HttpRequest) -> HttpResponse:
    body = _body(request)
    if body is None:
        return HttpResponse(status=413)
    try:
        receive_notification("midtrans", body, request.headers)
    except NotificationRefused:
        return HttpResponse(status=403)
    except DatabaseError:
        logger.exception("a notification could not be stored")
        return HttpResponse(status=503)
    return HttpResponse(status=200)


def _body(request: HttpRequest) -> bytes | None:
    """None for one that is too large."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        return None
    try:
        return request.read(LARGEST + 1)
    except (OSError, RawPostDataException):
        return None
