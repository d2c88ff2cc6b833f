"""A customer's account: sign in, register, orders, addresses."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from niaga.kernel.errors import NiagaError
from niaga.store.customers import actions
from niaga.store.customers.queries import addresses_of, find_regions, region
from niaga.store.orders.queries import orders_of
from niaga.web.storefront.forms.account import AddressForm, RegisterForm, SignInForm
from niaga.web.storefront.pages import render
from niaga.web.storefront.visitor import signed_in_customer, signed_in_user


def _see(address: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else reverse("storefront:account")


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    return _see(f"{reverse('storefront:sign_in')}?{urlencode({'next': request.get_full_path()})}")


def account(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    if user is None:
        return _ask_to_sign_in(request)
    customer = signed_in_customer(request)
    return render(
        request,
        "storefront/account/home.html",
        {
            "user": user,
            "customer": customer,
            "orders": orders_of(customer.pk) if customer else [],
            "addresses": addresses_of(customer.pk) if customer else [],
        },
        private=True,
    )


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(
            request, username=form.cleaned_data["username"], password=form.cleaned_data["password"]
        )
        if user is not None:
            login(request, user)
            return _see(_next(request))
        form.add_error(None, _("E-mail, nomor telepon, atau kata sandinya keliru."))
    return render(
        request,
        "storefront/account/sign_in.html",
        {"form": form, "next": _next(request)},
        private=True,
        status=422 if form.errors else 200,
    )


@sensitive_post_parameters("password")
def register(request: HttpRequest) -> HttpResponse:
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = actions.register(
                name=data["nama"],
                email=data["email"],
                phone=data["telepon"],
                password=data["password"],
            )
        except NiagaError as error:
            form.add_error(None, str(error))
        else:
            login(request, user, backend="niaga.store.customers.authentication.EmailOrPhoneBackend")
            messages.success(request, _("Akun Anda sudah jadi."))
            return _see(_next(request))
    return render(
        request,
        "storefront/account/register.html",
        {"form": form, "next": _next(request)},
        private=True,
        status=422 if form.errors else 200,
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return _see("/")


def address(request: HttpRequest, address_id: int = 0) -> HttpResponse:
    """Add an address, or change one of one's own; the kelurahan is searched without a script."""
    customer = signed_in_customer(request)
    if customer is None:
        return _ask_to_sign_in(request)
    known = next((a for a in addresses_of(customer.pk) if a.pk == address_id), None)
    values: dict[str, str] = dict.fromkeys(AddressForm.base_fields, "")
    form: AddressForm | None = None
    if request.method == "POST":
        values = {name: request.POST.get(name, "").strip() for name in AddressForm.base_fields}
        deed = request.POST.get("aksi", "")
        if deed == "ubah":
            values["wilayah"] = ""
        elif deed == "simpan":
            form = AddressForm(values)
            if form.is_valid() and _save(request, form, customer.pk, known.pk if known else None):
                return _see(reverse("storefront:account"))
    elif known:
        values |= {
            "penerima": known.recipient,
            "telepon": known.phone,
            "alamat": known.line,
            "patokan": known.landmark,
            "wilayah": known.region_id,
            "utama": "on" if known.is_default else "",
        }
    else:
        values |= {"penerima": customer.name, "telepon": customer.phone}
    sought = request.POST.get("lokasi", "").strip()[:80]
    place = region(values["wilayah"]) if values["wilayah"] else None
    return render(
        request,
        "storefront/account/address.html",
        {
            "form": form or AddressForm(initial=values),
            "values": values,
            "known": known,
            "place": place,
            "sought": sought,
            "found": find_regions(sought) if sought and place is None else [],
        },
        private=True,
        status=422 if form and form.errors else 200,
    )


def _save(
    request: HttpRequest, form: AddressForm, customer_id: int, address_id: int | None
) -> bool:
    customer = signed_in_customer(request)
    place = region(form.cleaned_data["wilayah"])
    if customer is None or customer.pk != customer_id or place is None:
        form.add_error("wilayah", _("Cari lalu pilih kelurahan."))
        return False
    data = form.cleaned_data
    actions.save_address(
        customer,
        recipient=data["penerima"],
        phone=data["telepon"],
        line=data["alamat"],
        landmark=data["patokan"],
        region_code=place.code,
        postal_code=place.postal_code,
        address_id=address_id,
        make_default=data["utama"],
    )
    messages.success(request, _("Alamat disimpan."))
    return True


@require_POST
def remove_address(request: HttpRequest, address_id: int) -> HttpResponse:
    customer = signed_in_customer(request)
    if customer is None:
        return _ask_to_sign_in(request)
    actions.remove_address(customer, address_id)
    messages.success(request, _("Alamat dihapus."))
    return _see(reverse("storefront:account"))
