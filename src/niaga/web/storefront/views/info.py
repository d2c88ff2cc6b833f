"""Pages that explain: shipping, returns, grades, privacy."""

from django.http import HttpRequest, HttpResponse

from niaga.store.customers.queries import find_regions
from niaga.store.payments.queries import payment_methods
from niaga.store.shipping.queries import shipping_options
from niaga.web.storefront.pages import render


def shipping(request: HttpRequest) -> HttpResponse:
    """With what a parcel of one kilogram costs to a place, when one is asked for."""
    sought = request.GET.get("ke", "").strip()[:80]
    place = next(iter(find_regions(sought, limit=1)), None) if sought else None
    return render(
        request,
        "storefront/info/shipping.html",
        {
            "offered": {method.code for method in payment_methods()},
            "sought": sought,
            "place": place,
            "options": shipping_options(place.code, 1000) if place else [],
        },
    )


def returns(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/info/returns.html", {})


def grades(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/info/grades.html", {})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/info/privacy.html", {})
