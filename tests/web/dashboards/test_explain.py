import pytest
from hypothesis import given
from hypothesis import strategies as st

from niaga.web.dashboards.explain import logarithmic_mean, split

positive = st.floats(min_value=1e-3, max_value=1e6)


@given(st.lists(st.tuples(positive, positive), min_size=1, max_size=4))
def test_the_parts_sum_to_the_change(pairs: list[tuple[float, float]]) -> None:
    before, after = [old for old, _new in pairs], [new for _old, new in pairs]
    product_before = product_after = 1.0
    for old, new in pairs:
        product_before, product_after = product_before * old, product_after * new
    parts = split(before, after)
    assert parts is not None
    scale = max(product_before, product_after)
    assert sum(parts) == pytest.approx(product_after - product_before, rel=1e-6, abs=1e-6 * scale)


def test_a_factor_that_stays_has_no_part() -> None:
    assert split([10, 5], [20, 5]) == pytest.approx([50, 0])


def test_by_hand() -> None:
    # 100 × 2 = 200 to 150 × 3 = 450: L(450, 200) = 250 / ln 2.25 = 308.3
    assert split([100, 2], [150, 3]) == pytest.approx([125.0, 125.0])


def test_no_split_without_positive_factors() -> None:
    assert split([0, 5], [1, 5]) is None
    assert split([None, 5], [1, 5]) is None


def test_the_mean_of_two_alike_is_either() -> None:
    assert logarithmic_mean(3, 3) == 3
