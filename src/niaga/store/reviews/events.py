from dataclasses import dataclass

from niaga.kernel.journal import event


@event("review.written", aggregate="review")
@dataclass(frozen=True)
class ReviewWritten:
    review_id: int
    order_id: int
    product_id: int
    rating: int


@event("review.hidden", aggregate="review")
@dataclass(frozen=True)
class ReviewHidden:
    review_id: int
    order_id: int
    hidden: bool
