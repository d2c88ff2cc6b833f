"""Whose view this is, as far as they agreed to be known: consent, and the cookie of a visit.

Before a visitor agrees there is no cookie, and who says no gets one that says no. A browser that
sends Global Privacy Control or Do Not Track has said no. The visit's cookie holds a random number
for the browser, which visit of it this is, and when it was last here: `3f…a.2.1764037800`.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from niaga.collect.visits.devices import is_program
from niaga.collect.visits.events import AGREED, BOT, DECLINED, STAFF, UNASKED
from niaga.collect.visits.sessions import PAUSE
from niaga.kernel import clock

CONSENT_COOKIE = "niaga_consent"
VISIT_COOKIE = "niaga_visit"
STAFF_COOKIE = "niaga_staff"
YES, NO = "ya", "tidak"
OFF = "off"  # this shop counts no visits
ASKED_AGAIN_AFTER = timedelta(days=180)
REMEMBERED_FOR = timedelta(days=395)
_FRESH_SECONDS = 10
_VISIT = re.compile(r"([0-9a-f]{24})\.(\d{1,6})\.(\d{9,11})(\.f)?")


@dataclass(frozen=True)
class Visitor:
    """`id` and `visit` are empty unless the audience is `agreed`. `number`: of the visit, from 1.

    `fresh`: has agreed on the page that is now shown again; it was counted then.
    """

    audience: str
    id: str = ""
    number: int = 0
    fresh: bool = False

    @property
    def visit(self) -> str:
        return _visit_id(self.id, self.number) if self.id else ""


@lru_cache(maxsize=1_000)
def _visit_id(visitor: str, number: int) -> str:
    """Two pages opened at once begin the same visit, so its name follows from the cookie."""
    return sha256(f"{visitor}.{number}".encode()).hexdigest()[:24]


def refuses_by_signal(request: HttpRequest) -> bool:
    """Sec-GPC (Global Privacy Control) or DNT (Do Not Track)."""
    return request.META.get("HTTP_SEC_GPC") == "1" or request.META.get("HTTP_DNT") == "1"


def visitor_of(request: HttpRequest) -> Visitor:
    """The same for the whole request. No statement, and no session is opened for it."""
    known: Visitor | None = getattr(request, "niaga_visitor", None)
    if known is None:
        known = _visitor_of(request)
        request.niaga_visitor = known  # type: ignore[attr-defined]
    return known


def _visitor_of(request: HttpRequest) -> Visitor:
    if not settings.NIAGA_VISITS:
        return Visitor(OFF)
    if is_program(request.META.get("HTTP_USER_AGENT", "")):
        return Visitor(BOT)
    if is_staff(request):
        return Visitor(STAFF)
    if refuses_by_signal(request):
        return Visitor(DECLINED)
    answer = request.COOKIES.get(CONSENT_COOKIE)
    if answer != YES:
        return Visitor(DECLINED if answer == NO else UNASKED)
    found = _VISIT.fullmatch(request.COOKIES.get(VISIT_COOKIE, ""))
    if found is None:
        return new_visitor()
    now, number, last = clock.now().timestamp(), int(found[2]), int(found[3])
    paused = now - last > PAUSE.total_seconds()
    return Visitor(
        AGREED,
        found[1],
        number + paused,
        fresh=bool(found[4]) and now - last <= _FRESH_SECONDS,
    )


def new_visitor() -> Visitor:
    return Visitor(AGREED, secrets.token_hex(12), 1)


def is_staff(request: HttpRequest) -> bool:
    """Signed in, and seen in the back office with this browser; asks nothing of the database."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    user = getattr(request, "_cached_user", None)
    return signed_in and (STAFF_COOKIE in request.COOKIES or getattr(user, "is_staff", False))


def remember(response: HttpResponseBase, visitor: Visitor) -> None:
    """The visit goes on from now; `fresh` is told to the next page only."""
    mark = ".f" if visitor.fresh else ""
    value = f"{visitor.id}.{visitor.number}.{int(clock.now().timestamp())}{mark}"
    _set(response, VISIT_COOKIE, value, REMEMBERED_FOR)


def remember_answer(response: HttpResponseBase, answer: str) -> None:
    _set(response, CONSENT_COOKIE, answer, ASKED_AGAIN_AFTER)


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    if VISIT_COOKIE in request.COOKIES:
        response.delete_cookie(VISIT_COOKIE, samesite="Lax")


def mark_staff(response: HttpResponseBase) -> None:
    _set(response, STAFF_COOKIE, "1", None)


def _set(response: HttpResponseBase, name: str, value: str, kept: timedelta | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=kept,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
