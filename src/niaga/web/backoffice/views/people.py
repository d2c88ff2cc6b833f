"""Customers, and what they write of products."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from niaga.kernel.permissions import may
from niaga.kernel.shop import current_shop
from niaga.store.checkout.order_lists import ListedOrder, find_customers, orders_of_customer
from niaga.store.customers.models import Customer
from niaga.store.reviews.actions import hide_review
from niaga.store.reviews.models import Review
from niaga.store.reviews.queries import find_reviews
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.people import CustomerSearchForm, ReviewSearchForm
from niaga.web.backoffice.pages import crumb, paged, show
from niaga.web.backoffice.requests import StaffRequest


@page("customers.view")
def customers(request: StaffRequest) -> HttpResponse:
    form = CustomerSearchForm(request.GET)
    form.is_valid()
    found = find_customers(form.cleaned_data.get("q", "").strip())
    return show(
        request,
        "customers.html",
        _("Pelanggan"),
        {"form": form, "page": paged(request, found)},
    )


@page("customers.view")
def customer(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Customer.objects.select_related("user"), pk=pk)
    actor = request.user.actor
    orders = orders_of_customer(pk)
    context = {
        "customer": row,
        "addresses": list(row.addresses.select_related("region")),
        "orders": orders if may(actor, "orders.view") else None,
        "profile": _profile(orders) if may(actor, "customers.profile") else "",
    }
    return show(
        request, "customer.html", row.name, context, crumbs=[crumb(_("Pelanggan"), "customers")]
    )


def _profile(orders: list[ListedOrder]) -> str:
    """The customer's page among the dashboards, found by their last order; empty before it."""
    if not orders:
        return ""
    numbers = [current_shop().code, orders[0].order.number]
    return reverse("dashboards:customer_of_order", args=numbers)


@page("reviews.moderate")
def reviews(request: StaffRequest) -> HttpResponse:
    form = ReviewSearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    hidden = {"ya": False, "tidak": True}.get(asked.get("tampil", ""))
    found = find_reviews(rating=asked.get("bintang"), hidden=hidden)
    return show(request, "reviews.html", _("Ulasan"), {"form": form, "page": paged(request, found)})


@deed("reviews.moderate")
def set_hidden(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(Review, pk=pk)
    hidden = request.POST.get("hidden") == "1"
    hide_review(pk, hidden=hidden, actor=request.user.actor)
    text = _("Ulasan disembunyikan.") if hidden else _("Ulasan ditampilkan lagi.")
    return done(request, text, reverse("backoffice:reviews"))
