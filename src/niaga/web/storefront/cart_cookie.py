"""Which cart is this visitor's: its token in a signed cookie, and its count in a plain one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from niaga.web.storefront.pages import CART_COUNT_COOKIE

CART_COOKIE = "niaga_cart"
_DAYS_60 = 60 * 24 * 3600


def cart_token(request: HttpRequest) -> str:
    """Empty for a visitor without a cart, and for a cookie that we did not sign."""
    return request.get_signed_cookie(CART_COOKIE, default="", salt=CART_COOKIE) or ""


def remember_cart(response: HttpResponse, token: str) -> None:
    response.set_signed_cookie(
        CART_COOKIE,
        token,
        salt=CART_COOKIE,
        max_age=_DAYS_60,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def remember_count(response: HttpResponse, pieces: int) -> None:
    if pieces:
        response.set_cookie(
            CART_COUNT_COOKIE,
            str(pieces),
            max_age=_DAYS_60,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    else:
        response.delete_cookie(CART_COUNT_COOKIE)
