"""What every page of the back office has around its own content."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from niaga.kernel.permissions import permissions_of
from niaga.kernel.shop import current_shop
from niaga.web.backoffice.menu import navigation
from niaga.web.backoffice.requests import StaffRequest

PER_PAGE = 50


def show(
    request: StaffRequest,
    template: str,
    heading: object,
    context: dict[str, Any] | None = None,
    *,
    crumbs: Sequence[tuple[object, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The page with its menu; `crumbs` are the pages above it, as pairs of text and address.

    `can` maps permissions to True for what the reader may do: `{% if can.orders_cancel %}`.
    """
    permissions = permissions_of(request.user.actor.role)
    page = {
        "heading": heading,
        "crumbs": [*crumbs, (heading, "")] if crumbs else [],
        "navigation": navigation(request.path, permissions),
        "can": {name.replace(".", "_"): True for name in permissions},
        "shop": current_shop(),
        "here": request.get_full_path(),
        **(context or {}),
    }
    return render(request, f"backoffice/{template}", page, status=status)


def paged(request: StaffRequest, rows: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The asked-for page of `rows`; a number that does not exist is the nearest one."""
    return Paginator(rows, per_page).get_page(request.GET.get("halaman"))


def crumb(text: object, name: str, *args: object) -> tuple[object, str]:
    return text, reverse(f"backoffice:{name}", args=args)
