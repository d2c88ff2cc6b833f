"""Addresses that tiles and pages point to."""

from django.urls import reverse

from niaga.web.dashboards.selection import Selection


def rows_behind(metric: str, selection: Selection, **changes: str | None) -> str:
    """The page of the rows behind a number of the selection, with some of it changed."""
    return f"{reverse('dashboards:rows', args=[metric])}?{selection.query(**changes)}"


def order_page(shop: str, order_id: str) -> str:
    return reverse("dashboards:order", args=[shop, order_id])
