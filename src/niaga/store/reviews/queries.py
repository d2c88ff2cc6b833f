from django.db.models import QuerySet

from niaga.store.reviews.calculations import bayesian_score
from niaga.store.reviews.models import Review


def reviews_of(product_id: int, limit: int = 20) -> list[Review]:
    """The latest that are shown. One statement."""
    return list(Review.objects.filter(product_id=product_id, is_hidden=False)[:limit])


def weighted_score(rating_sum: int, count: int, shop_mean: float) -> float:
    """Stars from 1 to 5 by which products compare: few reviews lean on the shop's mean."""
    return bayesian_score(rating_sum, count, shop_mean)


def find_reviews(*, rating: int | None = None, hidden: bool | None = None) -> QuerySet[Review]:
    """All, hidden ones too, the latest first, each with its product and order."""
    found = Review.objects.select_related("product", "line__order").order_by("-created_at", "-pk")
    if rating is not None:
        found = found.filter(rating=rating)
    return found if hidden is None else found.filter(is_hidden=hidden)
