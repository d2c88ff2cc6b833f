"""The cart: what a visitor means to buy, with today's prices and stock."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from niaga.collect.visits.events import CART_ADDED
from niaga.kernel.errors import NiagaError
from niaga.store.cart import actions
from niaga.store.cart.queries import view_cart
from niaga.web.storefront.cart_cookie import cart_token, remember_cart, remember_count
from niaga.web.storefront.pages import cart_count, render
from niaga.web.storefront.visits.telling import tell_deed


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def _to_cart() -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse("storefront:cart"))
    response.status_code = 303
    return response


def cart(request: HttpRequest) -> HttpResponse:
    view = view_cart(cart_token(request))
    response = render(
        request, "storefront/cart.html", {"cart": view, "cart_count": view.pieces}, private=True
    )
    if view.pieces != cart_count(request):
        remember_count(response, view.pieces)
    return response


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    variant = _number(request.POST.get("variant"), 0)
    quantity = _number(request.POST.get("jumlah"), 1) or 1
    if not variant:
        messages.error(request, _("Pilih ukuran dulu."))
        return _back_to_product(request)
    token = cart_token(request)
    try:
        cart = actions.add_to_cart(token or None, variant, quantity)
    except NiagaError as error:
        messages.error(request, str(error))
        return _to_cart()
    response = _to_cart()
    if cart.token != token:
        remember_cart(response, cart.token)
    remember_count(response, cart_count(request) + quantity)
    tell_deed(request, CART_ADDED)
    return response


def _back_to_product(request: HttpRequest) -> HttpResponse:
    slug = request.POST.get("produk", "")
    response = _to_cart()
    if slug and all(c.isalnum() or c in "-_" for c in slug):
        response["Location"] = reverse("storefront:product", args=[slug])
    return response


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Set how many pieces of one variant; 0 takes it out."""
    token = cart_token(request)
    variant = _number(request.POST.get("variant"), 0)
    quantity = _number(request.POST.get("jumlah"), 1)
    if "hapus" in request.POST:
        quantity = 0
    elif "kurang" in request.POST:
        quantity -= 1
    elif "tambah" in request.POST:
        quantity += 1
    if token and variant:
        actions.set_quantity(token, variant, max(quantity, 0))
    return _to_cart()
