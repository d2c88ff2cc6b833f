"""The arithmetic of an order holds for every price, quantity and rate."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niaga.store.orders.calculations import (
    NO_TAX,
    Priced,
    TaxRate,
    demand,
    sum_order,
    tax_within,
    transfer_code_of,
)

PPN = TaxRate(Fraction(12, 100), Fraction(11, 12))
PPN_2022 = TaxRate(Fraction(11, 100))

PRICES = st.integers(1, 50_000_000)
RATES = st.sampled_from([NO_TAX, PPN, PPN_2022, TaxRate(Fraction(1, 3))])
LINES = st.lists(
    st.builds(
        Priced,
        variant_id=st.integers(1, 9),
        quantity=st.integers(1, 99),
        unit_price=PRICES,
        weight=st.integers(1, 5_000),
    ),
    min_size=1,
    max_size=8,
)


@given(st.integers(0, 10**12), RATES)
def test_tax_is_a_part_of_the_price_and_closes_by_subtraction(gross, rate):
    tax = tax_within(gross, rate)
    before = gross - tax
    assert 0 <= tax <= gross
    assert abs(before * (1 + rate.effective) - gross) <= (1 + rate.effective) / 2


@pytest.mark.parametrize(
    ("gross", "rate", "tax"),
    [
        (111_000, PPN, 11_000),
        (450_000, PPN, 44_595),  # 450,000 / 1.11 = 405,405.405…
        (1, PPN, 0),
        (0, PPN, 0),
        (100_000, NO_TAX, 0),
        (111_000, PPN_2022, 11_000),
    ],
)
def test_ppn_of_known_prices(gross, rate, tax):
    assert tax_within(gross, rate) == tax


@given(LINES, st.integers(0, 500_000), st.integers(0, 999), RATES)
def test_the_lines_add_up_to_the_order_exactly(lines, shipping, discount, rate):
    sums = sum_order(lines, shipping=shipping, discount=discount, tax=rate)

    gross = [line.unit_price * line.quantity for line in lines]
    assert sums.items_total == sum(gross)
    assert sums.discount_total == min(discount, sum(gross))
    assert sums.total == sums.items_total - sums.discount_total + shipping
    assert sum(part.tax for part in sums.lines) == sums.tax_total
    assert sum(part.discount for part in sums.lines) == sums.discount_total
    assert sum(part.shipping_share for part in sums.lines) == shipping
    assert sum(part.net for part in sums.lines) == sums.total - shipping - sums.tax_total
    for line, part in zip(gross, sums.lines, strict=True):
        assert part.net + part.tax + part.discount == line
        assert min(part.net, part.tax, part.discount, part.shipping_share) >= 0


@given(LINES, st.integers(0, 500_000))
def test_the_customer_pays_the_prices_that_are_shown(lines, shipping):
    sums = sum_order(lines, shipping=shipping, discount=0, tax=PPN)
    assert sums.total == sum(line.unit_price * line.quantity for line in lines) + shipping


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 20)), max_size=20), st.randoms())
def test_demand_does_not_know_how_a_cart_was_split(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)
    in_ones = [(variant, 1) for variant, quantity in shuffled for _ in range(quantity)]
    assert demand(lines) == demand(shuffled) == demand(in_ones)


@given(st.text(max_size=40))
def test_a_transfer_code_has_three_digits_at_most_and_stays_the_same(key):
    code = transfer_code_of(key)
    assert 1 <= code <= 499
    assert transfer_code_of(key) == code
