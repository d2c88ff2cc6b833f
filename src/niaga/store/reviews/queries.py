from niaga.store.reviews.calculations import bayesian_score
from niaga.store.reviews.models import Review


def reviews_of(product_id: int, limit: int = 20) -> list[Review]:
    """The latest that are shown. One statement."""
    return list(Review.objects.filter(product_id=product_id, is_hidden=False)[:limit])


def weighted_score(rating_sum: int, count: int, shop_mean: float) -> float:
    """Stars from 1 to 5 by which products compare: few reviews lean on the shop's mean."""
    return bayesian_score(rating_sum, count, shop_mean)
