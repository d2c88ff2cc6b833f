"""Money: whole numbers, split without loss, and written as people write it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niaga.kernel.money import (
    CurrencyMismatch,
    Money,
    allocate,
    exponent,
    format_money,
    format_money_compact,
    round_half_up,
)

AMOUNTS = st.integers(-(10**12), 10**12)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


@given(AMOUNTS, WEIGHTS)
def test_parts_sum_to_the_total_and_lie_within_one_of_their_exact_share(total, weights):
    parts = allocate(total, weights)

    assert sum(parts) == total
    whole = sum(weights) or len(weights)
    for part, weight in zip(parts, weights if sum(weights) else [1] * len(weights), strict=True):
        assert abs(part - Fraction(total * weight, whole)) < 1


@given(AMOUNTS, WEIGHTS)
def test_nothing_weighed_gets_nothing(total, weights):
    if any(weights):
        assert all(
            part == 0 for part, w in zip(allocate(total, weights), weights, strict=True) if w == 0
        )


@given(AMOUNTS, WEIGHTS)
def test_a_refund_is_split_as_its_payment_was(total, weights):
    assert allocate(-total, weights) == [-part for part in allocate(total, weights)]


@given(AMOUNTS, WEIGHTS, st.integers(1, 1000))
def test_only_the_proportion_of_the_weights_counts(total, weights, times):
    assert allocate(total, [weight * times for weight in weights]) == allocate(total, weights)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [1, 2, 3, 4], [1, 2, 3, 4]),
        (1, [1, 1], [1, 0]),
        (2, [0, 0, 0], [1, 1, 0]),
        (0, [5, 7], [0, 0]),
        (7, [3], [7]),
    ],
)
def test_equal_remainders_go_to_the_earlier_part(total, weights, parts):
    assert allocate(total, weights) == parts


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_no_parts_and_negative_weights_are_refused(weights):
    with pytest.raises(ValueError):
        allocate(100, weights)


@given(st.fractions(-1000, 1000))
def test_rounding_is_to_the_nearest_and_a_half_goes_away_from_zero(value):
    rounded = round_half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    if abs(rounded - value) == Fraction(1, 2):
        assert abs(rounded) > abs(value)


@given(AMOUNTS, AMOUNTS)
def test_sums_of_one_currency(a, b):
    assert Money(a) + Money(b) == Money(a + b)
    assert Money(a) - Money(b) == Money(a - b)
    assert (Money(a) < Money(b)) == (a < b)


def test_currencies_do_not_mix():
    for deed in (Money.__add__, Money.__sub__, Money.__lt__):
        with pytest.raises(CurrencyMismatch):
            deed(Money(1, "IDR"), Money(1, "BRL"))


@pytest.mark.parametrize("amount", [1.5, 1.0, "1", True, None])
def test_an_amount_is_a_whole_number(amount):
    with pytest.raises(TypeError):
        Money(amount)


def test_the_rupiah_has_no_sen():
    assert (exponent("IDR"), exponent("BRL"), exponent("JPY")) == (0, 2, 0)


@pytest.mark.parametrize(
    ("money", "indonesian", "english"),
    [
        (Money(0), "Rp0", "Rp0"),
        (Money(999), "Rp999", "Rp999"),
        (Money(1_250_000), "Rp1.250.000", "Rp1,250,000"),
        (Money(-50_000), "-Rp50.000", "-Rp50,000"),
        (Money(123_456, "BRL"), "R$1.234,56", "R$1,234.56"),
        (Money(5, "BRL"), "R$0,05", "R$0.05"),
    ],
)
def test_money_is_written_as_shops_write_it(money, indonesian, english):
    assert format_money(money, "id") == indonesian
    assert format_money(money, "en") == english


@given(AMOUNTS)
def test_what_is_written_can_be_read_back(amount):
    text = format_money(Money(amount), "id")
    assert int(text.replace("Rp", "").replace(".", "")) == amount


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (950, "Rp950", "Rp950"),
        (12_300, "Rp12,3\N{NO-BREAK SPACE}rb", "Rp12.3\N{NO-BREAK SPACE}K"),
        (1_250_000, "Rp1,25\N{NO-BREAK SPACE}jt", "Rp1.25\N{NO-BREAK SPACE}M"),
        (3_000_000_000, "Rp3\N{NO-BREAK SPACE}M", "Rp3\N{NO-BREAK SPACE}B"),
        (-2_000_000_000_000, "-Rp2\N{NO-BREAK SPACE}T", "-Rp2\N{NO-BREAK SPACE}T"),
    ],
)
def test_cards_show_three_digits(amount, indonesian, english):
    assert format_money_compact(Money(amount), "id") == indonesian
    assert format_money_compact(Money(amount), "en") == english
