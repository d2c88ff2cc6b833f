"""What a parcel costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niaga.store.shipping.calculations import billed_kilograms, parcel_price


@pytest.mark.parametrize(
    ("grams", "kilograms"),
    [(1, 1), (1000, 1), (1300, 1), (1301, 2), (2300, 2), (2301, 3), (10_000, 10), (10_301, 11)],
)
def test_each_started_kilogram_is_billed_but_for_its_first_300_grams(grams, kilograms):
    assert billed_kilograms(grams) == kilograms


@given(st.integers(1, 200_000), st.integers(1, 200_000))
def test_more_weight_never_costs_less(a, b):
    low, high = sorted((a, b))
    assert parcel_price(low, 10_000, 9_000) <= parcel_price(high, 10_000, 9_000)


@given(st.integers(1, 200_000), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_price_is_the_first_kilogram_and_each_further_one(grams, first, following):
    further = billed_kilograms(grams) - 1
    assert parcel_price(grams, first, following) == first + following * further
    assert 1000 * further <= max(grams - 301, 0) + 1000
