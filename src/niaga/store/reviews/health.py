"""What must hold of reviews at every instant."""

from collections.abc import Iterable

from django.db.models import Count, Sum

from niaga.kernel.health import Fault, check
from niaga.store.catalog.models import Product
from niaga.store.reviews.models import Review


@check("S-9", "a product's rating is the sum of its reviews that are shown")
def ratings() -> Iterable[Fault]:
    shown = {
        product: (total, count)
        for product, total, count in Review.objects.filter(is_hidden=False)
        .values_list("product_id")
        .annotate(total=Sum("rating"), count=Count("pk"))
        .order_by()
    }
    for pk, slug, total, count in Product.objects.values_list(
        "pk", "slug", "rating_sum", "rating_count"
    ):
        if (total, count) != shown.get(pk, (0, 0)):
            yield Fault(slug, f"stored {(total, count)}, reviews {shown.get(pk, (0, 0))}")
