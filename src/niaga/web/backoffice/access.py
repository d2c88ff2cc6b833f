"""Who may open a page or do a deed here. Actions check again: a page never decides alone.

`page` and `deed` mark each view with its permission, so that the menu, the buttons and the tests
read it from one place.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from niaga.kernel.errors import NiagaError
from niaga.kernel.permissions import may
from niaga.store.customers.models import User
from niaga.warehouse.problems import DiskFull, Unreadable, is_disk_full
from niaga.web.backoffice.pages import show
from niaga.web.backoffice.requests import StaffRequest

View = Callable[..., HttpResponse]


def page(permission: str | None) -> Callable[[View], View]:
    """Let in staff whose role has `permission`; None lets in everyone who works here.

    Others are asked to sign in, or see the 403 page. Who has a password for one sign-in only is
    sent to choose an own one first. A warehouse that cannot be read is told in words (503).
    """

    def make(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                return _to_sign_in(request)
            if not isinstance(user, User) or not user.is_staff:
                raise PermissionDenied
            if permission is not None and not may(user.actor, permission):
                heading = _("Halaman ini bukan untuk Anda")
                return show(cast(StaffRequest, request), "forbidden.html", heading, status=403)
            choosing = request.path == reverse("backoffice:password")
            if user.password_is_temporary and not choosing:
                return redirect("backoffice:password")
            try:
                return view(request, *args, **kwargs)
            except Unreadable as error:
                told = {"problem": str(error)}
                heading = _("Angka belum dapat ditampilkan")
                return show(
                    cast(StaffRequest, request), "unreadable.html", heading, told, status=503
                )

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.is_deed = False  # type: ignore[attr-defined]
        return never_cache(guarded)

    return make


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A part of a page that is asked for by script sends the whole page, not itself."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(reverse("backoffice:login"))
    return redirect_to_login(request.get_full_path(), reverse("backoffice:login"))


def deed(permission: str) -> Callable[[View], View]:
    """As `page`, for a POST that calls an action: a named refusal is shown in words on the page
    that the form was on; so is a disk that is full."""

    def make(view: View) -> View:
        @wraps(view)
        def told(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except NiagaError as error:
                messages.error(request, str(error))
                return back(request)
            except (OSError, DatabaseError) as error:
                if not is_disk_full(error):
                    raise
                messages.error(request, str(DiskFull()))
                return back(request)

        guarded = require_POST(page(permission)(told))
        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.is_deed = True  # type: ignore[attr-defined]
        return guarded

    return make


def back(request: HttpRequest, to: str = "") -> HttpResponseRedirect:
    """To the page that the form was on (its hidden `next`), or to `to`, or to today's work."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return HttpResponseRedirect(target)
    return HttpResponseRedirect(to or reverse("backoffice:home"))


def done(request: HttpRequest, text: str, to: str = "") -> HttpResponseRedirect:
    """Say what was done, and go back."""
    messages.success(request, text)
    return back(request, to)
