from niaga.store.reviews.models import Review


def reviews_of(product_id: int, limit: int = 20) -> list[Review]:
    """The latest that are shown. One statement."""
    return list(Review.objects.filter(product_id=product_id, is_hidden=False)[:limit])
