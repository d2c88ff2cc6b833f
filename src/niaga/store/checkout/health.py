"""What must hold between orders and the catalogue."""

from collections.abc import Iterable

from django.db.models import Min, Q, Sum

from niaga.kernel.health import Fault, check
from niaga.store.catalog.models import Product
from niaga.store.orders.models import OrderLine, OrderState


@check("S-9", "a product's lowest price and pieces sold are what its rows say")
def product_projections() -> Iterable[Fault]:
    sold = dict(
        OrderLine.objects.filter(order__state__in=[OrderState.CONFIRMED, OrderState.COMPLETED])
        .values_list("variant__product_id")
        .annotate(n=Sum("quantity"))
        .order_by()
    )
    lowest = Min("variants__price", filter=Q(variants__is_active=True))
    for pk, slug, price, pieces, cheapest in Product.objects.annotate(cheapest=lowest).values_list(
        "pk", "slug", "price_from", "sold", "cheapest"
    ):
        if price != (cheapest or 0):
            yield Fault(slug, f"price from {price}, variants from {cheapest}")
        if pieces != sold.get(pk, 0):
            yield Fault(slug, f"sold {pieces}, order lines {sold.get(pk, 0)}")
