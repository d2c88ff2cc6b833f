"""Coming in and going out. Too many wrong tries are stopped by axes, with a page that says so."""

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from niaga.kernel.shop import current_shop
from niaga.store.customers.actions import choose_password as choose
from niaga.store.customers.errors import PasswordWrong
from niaga.store.customers.models import User
from niaga.web.backoffice.access import page
from niaga.web.backoffice.forms.sign_in import ChoosePasswordForm, SignInForm
from niaga.web.backoffice.pages import show
from niaga.web.backoffice.requests import StaffRequest


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else reverse("backoffice:home")


@sensitive_post_parameters("password")
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """A customer's account is refused here even with the right password."""
    if isinstance(request.user, User) and request.user.is_staff:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if isinstance(user, User) and user.is_staff:
            begin_session(request, user)
            return redirect(_next(request))
        form.add_error(
            None,
            _("Akun ini bukan akun staf. Pelanggan masuk lewat toko.")
            if user
            else _("E-mail, nomor telepon, atau kata sandi keliru."),
        )
    context = {
        "form": form,
        "heading": _("Masuk ke kantor"),
        "shop": current_shop(),
        "next": _next(request),
    }
    return render(request, "backoffice/login.html", context, status=403 if form.errors else 200)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    end_session(request)
    return redirect("backoffice:login")


@sensitive_post_parameters("old", "new")
@page(None)
def choose_password(request: StaffRequest) -> HttpResponse:
    form = ChoosePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose(request.user, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except PasswordWrong as error:
            form.add_error("old", str(error))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Kata sandi sudah diganti."))
            return redirect("backoffice:home")
    return show(request, "password.html", _("Ganti kata sandi"), {"form": form})
