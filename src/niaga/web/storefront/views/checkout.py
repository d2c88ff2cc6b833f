"""One page from cart to order: who, where to, how it travels, how it is paid, and the total.

The page can be pressed through without a script: every answer is a whole page with all that was
typed. The total that stands before the button is sent along; another total places nothing.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niaga.collect.visits.events import CHECKOUT_STEP, ORDER_PLACED
from niaga.kernel.errors import NiagaError
from niaga.kernel.ids import new_token
from niaga.kernel.permissions import GUEST
from niaga.store.checkout.actions import CheckoutRequest, check_out, start_payment
from niaga.store.checkout.queries import quote
from niaga.store.customers.models import Region
from niaga.store.customers.queries import default_address, find_regions, region
from niaga.store.payments.queries import payment_methods
from niaga.web.storefront.cart_cookie import cart_token, remember_count
from niaga.web.storefront.forms.checkout import CheckoutForm
from niaga.web.storefront.pages import render
from niaga.web.storefront.payment_words import shown_methods
from niaga.web.storefront.visitor import signed_in_customer
from niaga.web.storefront.visits.telling import tell_deed, visit_of

PLACE, OTHER_REGION = "pesan", "ubah"

Values = dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, _first_values(request))
    values = {name: request.POST.get(name, "").strip() for name in CheckoutForm.base_fields}
    deed = request.POST.get("aksi", "")
    tell_deed(request, CHECKOUT_STEP)
    if deed == OTHER_REGION:
        values["wilayah"] = values["kode_pos"] = ""
    if deed != PLACE:
        return _page(request, values)
    form = CheckoutForm(values)
    if not form.is_valid():
        return _page(request, values, form=form)
    return _place(request, form, values)


def _first_values(request: HttpRequest) -> Values:
    values = dict.fromkeys(CheckoutForm.base_fields, "")
    customer = signed_in_customer(request)
    if customer:
        values |= {"nama": customer.name, "telepon": customer.phone, "email": customer.email}
        if address := default_address(customer.pk):
            values |= {
                "nama": address.recipient,
                "telepon": address.phone,
                "alamat": address.line,
                "patokan": address.landmark,
                "wilayah": address.region_id,
                "kode_pos": address.postal_code,
            }
    return values


def _place(request: HttpRequest, form: CheckoutForm, values: Values) -> HttpResponse:
    data = form.cleaned_data
    customer = signed_in_customer(request)
    try:
        order = check_out(
            CheckoutRequest(
                key=data["kunci"],
                name=data["nama"],
                email=data["email"],
                phone=data["telepon"],
                recipient=data["nama"],
                address_line=data["alamat"],
                landmark=data["patokan"],
                region_code=data["wilayah"],
                postal_code=data["kode_pos"],
                service=data["layanan"],
                payment_method=data["bayar"],
                shown_total=data["total"],
                note=data["catatan"],
                cart_token=cart_token(request),
                language=(get_language() or "id")[:2],
                session_id=visit_of(request),
            ),
            actor=customer.user.actor if customer and customer.user else GUEST,
            customer=customer,
        )
    except NiagaError as error:
        return _page(request, values, form=form, refusal=str(error))
    tell_deed(request, ORDER_PLACED, order=order.number, customer=order.customer_id)
    start_payment(order)
    response = HttpResponseRedirect(reverse("storefront:order", args=[order.token]))
    response.status_code = 303
    remember_count(response, 0)
    return response


def _search(values: Values, sought: str) -> tuple[Region | None, list[Region]]:
    """The chosen kelurahan, or else those that the words may mean."""
    if values["wilayah"]:
        place = region(values["wilayah"])
        if place:
            return place, []
        values["wilayah"] = ""
    return None, find_regions(sought) if sought else []


def _page(
    request: HttpRequest,
    values: Values,
    *,
    form: CheckoutForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """The page as it stands: with its errors when `form` was judged, and the total of now."""
    if not 16 <= len(values["kunci"]) <= 64:
        values["kunci"] = new_token()
    offered = [method.code for method in payment_methods()]
    if values["bayar"] not in offered:
        values["bayar"] = offered[0] if offered else ""
    sought = request.POST.get("lokasi", "").strip()[:80]
    place, found = _search(values, sought)
    if place and not values["kode_pos"]:
        values["kode_pos"] = place.postal_code
    seen = quote(
        cart_token=cart_token(request),
        region_code=place.code if place else "",
        service=values["layanan"],
        payment_method=values["bayar"],
        key=values["kunci"],
    )
    if not seen.cart.items:
        messages.info(request, _("Keranjang masih kosong."))
        return HttpResponseRedirect(reverse("storefront:cart"))
    chosen = f"{seen.chosen.courier}:{seen.chosen.service}" if seen.chosen else ""
    values |= {"layanan": chosen, "total": str(seen.total)}
    return render(
        request,
        "storefront/checkout.html",
        {
            "form": form or CheckoutForm(initial=values),
            "values": values,
            "quote": seen,
            "place": place,
            "sought": sought,
            "found": found,
            "methods": shown_methods(values["bayar"]),
            "chosen": chosen,
            "ready": bool(place and seen.chosen and seen.cart.can_be_ordered),
            "refusal": refusal,
        },
        private=True,
        status=422 if form else 200,
    )
