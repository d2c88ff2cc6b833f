"""What can be done with reviews."""

from django.db import IntegrityError
from django.db.models import F

from niaga.kernel import clock
from niaga.kernel.journal import record
from niaga.kernel.permissions import Actor, require
from niaga.kernel.transactions import unit_of_work
from niaga.store.catalog.models import Product
from niaga.store.orders.models import OrderLine, OrderState
from niaga.store.reviews.calculations import display_name
from niaga.store.reviews.errors import ReviewNotPossible
from niaga.store.reviews.events import ReviewHidden, ReviewWritten
from niaga.store.reviews.models import Review


def write_review(line_id: int, *, rating: int, text: str, actor: Actor) -> Review:
    """One review of a delivered order line; the caller has made sure whose order it is.

    Raises ReviewNotPossible for a second one or before delivery, ValueError for a rating outside
    1 to 5.
    """
    if not 1 <= rating <= 5:
        raise ValueError("a rating is from 1 to 5")
    try:
        with unit_of_work():
            line = OrderLine.objects.select_related("order__customer", "variant").get(pk=line_id)
            if line.order.state != OrderState.COMPLETED:
                raise ReviewNotPossible()
            review = Review.objects.create(
                line=line,
                product_id=line.variant.product_id,
                customer=line.order.customer,
                rating=rating,
                text=text.strip()[:2000],
                display_name=display_name(line.order.customer.name),
                created_at=clock.now(),
            )
            _count(review, +1)
            record(
                ReviewWritten(review.pk, line.order_id, review.product_id, rating),
                review.pk,
                actor=actor,
            )
            return review
    except IntegrityError:
        raise ReviewNotPossible() from None


def hide_review(review_id: int, *, hidden: bool, actor: Actor) -> Review:
    """Take a review out of the shop and of the score, or put it back. Raises NotAllowed."""
    require(actor, "reviews.moderate")
    with unit_of_work():
        changed = Review.objects.filter(pk=review_id, is_hidden=not hidden).update(is_hidden=hidden)
        review = Review.objects.select_related("line").get(pk=review_id)
        if changed:
            _count(review, -1 if hidden else +1)
            record(ReviewHidden(review.pk, review.line.order_id, hidden), review.pk, actor=actor)
        return review


def _count(review: Review, sign: int) -> None:
    Product.objects.filter(pk=review.product_id).update(
        rating_sum=F("rating_sum") + sign * review.rating, rating_count=F("rating_count") + sign
    )
