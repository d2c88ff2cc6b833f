"""Amounts as people and tills write them, and what is refused rather than guessed."""

from fractions import Fraction

import pytest

from niaga.collect.tabular import numbers
from niaga.collect.tabular.numbers import NATIVE, AmountStyle


def read(*texts: str) -> list[tuple[Fraction | None, str]]:
    style = numbers.decide(texts)
    return [numbers.number(text, style) for text in texts]


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["Rp 82.500", "Rp1.250.000"], [82_500, 1_250_000]),
        (
            ["82.500", "90.000"],
            [82_500, 90_000],
        ),  # alone: thousands, as no money has three decimals
        (["82,500"], [82_500]),
        (["82500.00"], [82_500]),
        (["1.234,50", "82.500"], [Fraction("1234.5"), 82_500]),
        (["1,234.50", "0.125"], [Fraction("1234.5"), Fraction("0.125")]),
        (["19.95", "7"], [Fraction("19.95"), 7]),
        (["R$ 1.234,56", "R$ 3,5"], [Fraction("1234.56"), Fraction("3.5")]),
        (["(1.250)", "-Rp 500", "500-"], [-1_250, -500, -500]),
        (["Rp82.500,-", "€ 5,00"], [82_500, 5]),
        (["Rp1,25 jt", "75rb", "2k", "-3 ribu"], [1_250_000, 75_000, 2_000, -3_000]),
        (["1,980円", "¥500", "12元"], [1_980, 500, 12]),
        (["1 234 567,8"], [Fraction("1234567.8")]),
        ([f"{NATIVE}82500.5", f"{NATIVE}3"], [Fraction("82500.5"), 3]),
    ],
)
def test_read(texts: list[str], values: list[Fraction | int]) -> None:
    assert read(*texts) == [(value, "") for value in values]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rp1.250 jt", "shortened_amount"),
        ("1,5 m", "shortened_amount"),
        ("2 miliar", "shortened_amount"),
        ("dua", "not_an_amount"),
        ("1.23.4", "not_an_amount"),
        ("Rp", "missing_value"),
        ("12a", "not_an_amount"),
        ("2,5²", "not_an_amount"),  # a digit, but none to count with
    ],
)
def test_refused(text: str, reason: str) -> None:
    assert read(text) == [(None, reason)]


def test_a_column_of_both_kinds_reads_what_is_clear_and_refuses_the_rest() -> None:
    assert read("1.234,50", "1,234.50", "82.500") == [
        (Fraction("1234.5"), ""),
        (Fraction("1234.5"), ""),
        (None, "ambiguous_amount"),
    ]


def test_shares() -> None:
    style = AmountStyle(",", sure=True)
    assert (
        numbers.percent("11 %", style)[0] == numbers.percent("0,11", style)[0] == Fraction(11, 100)
    )
