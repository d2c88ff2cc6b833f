"""What stands at an axis, and dates that are not divided."""

import pytest

from niaga.web.dashboards.numbers import Writer
from niaga.web.design.templatetags.design import whole_dates

NBSP, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("ratio", 1.0, "100%"),
        ("ratio", 0.025, "2,5%"),
        ("ratio", -0.5, "−50%"),
        ("count", 500, "500"),
        ("count", 8_000, f"8{NBSP}rb"),
        ("count", 10_000, f"10{NBSP}rb"),
        ("count", 2_500_000, f"2,5{NBSP}jt"),
        ("count", 0.5, ""),  # there is no half an order
        ("score", 4.5, "4,5"),
        ("score", 4.0, "4"),
        ("days", 2.5, f"2,5{NBSP}hari"),
    ],
)
def test_marks_of_an_axis_have_no_digit_too_many(unit: str, value: float, said: str) -> None:
    assert Writer(unit, "").tick(value) == said


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("dibanding 1–22 Okt 2026", f"dibanding 1{JOINER}–{JOINER}22{NBSP}Okt{NBSP}2026"),
        ("vs 1 Des 2024 – 2 Mei 2025", f"vs 1{NBSP}Des{NBSP}2024{NBSP}– 2{NBSP}Mei{NBSP}2025"),
        ("tanpa tanggal", "tanpa tanggal"),
    ],
)
def test_a_line_never_breaks_within_a_date(text: str, whole: str) -> None:
    assert whole_dates(text) == whole
