"""Reviews: of what was bought and delivered, once, and counted right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niaga.kernel.errors import NotAllowed
from niaga.kernel.permissions import GUEST
from niaga.store.catalog.models import Product
from niaga.store.orders.models import OrderLine
from niaga.store.reviews.actions import hide_review, write_review
from niaga.store.reviews.calculations import bayesian_score, display_name
from niaga.store.reviews.errors import ReviewNotPossible
from niaga.store.reviews.queries import reviews_of
from niaga.store.shipping.actions import record_tracking
from tests.store import factories as make


def delivered() -> OrderLine:
    order = make.paid_order("cod")
    record_tracking(make.send(order).pk, source_key="1", code="delivered")
    return order.lines.get()


def score(line: OrderLine) -> tuple[int, int]:
    product = Product.objects.get(pk=line.variant.product_id)
    return product.rating_sum, product.rating_count


@pytest.mark.django_db
def test_what_was_delivered_is_reviewed_once(refused):
    line = delivered()
    review = write_review(line.pk, rating=4, text="  Nyaman dipakai.  ", actor=GUEST)
    assert (review.text, review.display_name, review.rating) == ("Nyaman dipakai.", "Siti R.", 4)
    assert score(line) == (4, 1)
    with refused(ReviewNotPossible):
        write_review(line.pk, rating=1, text="", actor=GUEST)


@pytest.mark.django_db
def test_what_is_on_its_way_is_not_reviewed(refused):
    order = make.paid_order("cod")
    make.send(order)
    line = order.lines.get()
    with refused(ReviewNotPossible):
        write_review(line.pk, rating=5, text="", actor=GUEST)


@pytest.mark.django_db
@pytest.mark.parametrize("rating", [0, 6, -1])
def test_stars_are_from_one_to_five(refused, rating):
    line = delivered()
    with refused(ValueError):
        write_review(line.pk, rating=rating, text="", actor=GUEST)


@pytest.mark.django_db
def test_a_hidden_review_is_neither_shown_nor_counted(refused):
    line = delivered()
    review = write_review(line.pk, rating=2, text="", actor=GUEST)
    for actor in (GUEST, make.WAREHOUSE):
        with refused(NotAllowed):
            hide_review(review.pk, hidden=True, actor=actor)
    for _ in range(2):
        hide_review(review.pk, hidden=True, actor=make.OWNER)
    assert score(line) == (0, 0)
    assert reviews_of(review.product_id) == []
    for _ in range(2):
        hide_review(review.pk, hidden=False, actor=make.OWNER)
    assert score(line) == (2, 1)
    assert reviews_of(review.product_id) == [review]


@given(st.lists(st.integers(1, 5), max_size=50), st.floats(1, 5))
def test_few_reviews_lean_on_the_mean_and_many_on_themselves(ratings, mean):
    found = bayesian_score(sum(ratings), len(ratings), mean)
    own = sum(ratings) / len(ratings) if ratings else mean
    assert min(own, mean) - 1e-9 <= found <= max(own, mean) + 1e-9


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Siti Nur Rahma", "Siti R."), ("Budi", "Budi"), ("  ", "—"), ("siti rahma", "siti R.")],
)
def test_a_full_name_is_never_shown(name, shown):
    assert display_name(name) == shown
