"""The pictures and beats by which a page tells that it is being looked at; no script is needed.

Each page carries a picture of one pixel that no cache may keep: it says that a browser painted the
page, also when the page itself came from a cache. For visitors who agreed, a style sheet asks for
another after 10, 30 and 60 seconds, and a small script, where there is one, beats while somebody
reads.
"""

from base64 import b64decode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from niaga.collect.visits.events import AGREED, HEARTBEAT
from niaga.web.storefront.visits.telling import KINDS, is_token, tell_deed, tell_shown
from niaga.web.storefront.visits.visitor import remember, visitor_of

PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@require_safe
def shown(request: HttpRequest, token: str) -> HttpResponse:
    page = request.GET.get("h", "")
    if not is_token(token) or page not in KINDS:
        raise Http404
    tell_shown(request, token, page)
    return _unkept(HttpResponse(PIXEL, content_type="image/gif"))


@require_safe
def beat_picture(request: HttpRequest) -> HttpResponse:
    return _beaten(request, HttpResponse(PIXEL, content_type="image/gif"))


@csrf_exempt  # sent as a page closes, without a form; it changes nothing but a visit's length
@require_http_methods(["POST"])
def beat(request: HttpRequest) -> HttpResponse:
    return _beaten(request, HttpResponse(status=204))


def _beaten(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    tell_deed(request, HEARTBEAT)
    visitor = visitor_of(request)
    if visitor.audience == AGREED:
        remember(response, visitor)
    return _unkept(response)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
