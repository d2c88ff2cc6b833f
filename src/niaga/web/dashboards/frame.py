"""What every page of the dashboards has around its own content."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from niaga.kernel.permissions import permissions_of
from niaga.kernel.shop import current_shop
from niaga.web.backoffice.menu import navigation
from niaga.web.backoffice.pages import show as show_in_office
from niaga.web.backoffice.requests import StaffRequest


def show(
    request: StaffRequest,
    template: str,
    heading: object,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """`template` below dashboards/."""
    permissions = permissions_of(request.user.actor.role)
    frame = {
        "heading": heading,
        "navigation": navigation(request.path, permissions),
        "can_see_rows": "metrics.rows" in permissions,
        "rights": permissions,
        "shop": current_shop(),
    }
    return render(request, f"dashboards/{template}", {**frame, **context}, status=status)


def not_for_you(request: StaffRequest) -> HttpResponse:
    """The page of the back office for who may not open this one."""
    return show_in_office(request, "forbidden.html", _("Halaman ini bukan untuk Anda"), status=403)
