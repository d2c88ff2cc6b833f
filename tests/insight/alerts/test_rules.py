"""Each rule speaks on a case made for it, and is silent on that case's twin."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from niaga.insight.alerts import Severity, rules

DAY = date(2026, 3, 21)  # a Saturday
PERIOD = (date(2026, 2, 1), date(2026, 3, 1))
USUAL = [100_000, 121_000, 90_000, 110_000, 95_000, 105_000, 115_000, 100_000]


def rupiah(amount: int) -> str:
    return f"Rp{amount}"


@pytest.mark.parametrize(
    ("late", "of", "severity"),
    [(3, 40, Severity.WATCH), (4, 40, Severity.URGENT), (10, 500, Severity.URGENT)],
)
def test_open_orders_over_their_promise(late: int, of: int, severity: Severity) -> None:
    found = rules.late_orders(late, of)
    assert found is not None
    assert found.severity is severity
    assert str(late) in found.sentence
    assert found.way.metric == "open_late_orders"


def test_no_open_order_is_late() -> None:
    assert rules.late_orders(0, 40) is None


def test_a_day_below_its_usual_range() -> None:
    # square roots: mean 322.9, sd 16.2; low end 322.9 − 2.365 × 16.2 × 1.061 = 282 → 79.6 thousand
    found = rules.sales_drop(DAY, 79_000, USUAL, rupiah)
    assert found is not None
    assert found.severity is Severity.WATCH
    assert "Sabtu, 21 Mar 2026 Rp79000" in found.sentence
    assert found.way.period == (DAY, DAY + timedelta(days=1))
    nothing_sold = rules.sales_drop(DAY, 0, USUAL, rupiah)
    assert nothing_sold is not None
    assert nothing_sold.severity is Severity.URGENT


def test_a_day_inside_its_usual_range() -> None:
    assert rules.sales_drop(DAY, 82_000, USUAL, rupiah) is None
    assert rules.sales_drop(DAY, 500_000, USUAL, rupiah) is None


def test_too_short_or_too_wild_a_history_says_nothing() -> None:
    assert rules.sales_drop(DAY, 0, USUAL[:7], rupiah) is None
    assert rules.sales_drop(DAY, 0, [0, 0, 0, 900_000, 0, 0, 0, 0], rupiah) is None


def test_a_target_in_danger_and_one_at_hand() -> None:
    month, end = date(2026, 3, 1), date(2026, 3, 22)
    found = rules.target_in_danger(month, end, 0.79, 1_000_000, rupiah)
    assert found is not None
    assert found.severity is Severity.URGENT
    assert "Maret 2026 menuju Rp790000, 79% dari target Rp1000000" in found.sentence
    assert found.way.period == (month, end)
    near = rules.target_in_danger(month, end, 0.94, 1_000_000, rupiah)
    assert near is not None
    assert near.severity is Severity.WATCH
    assert rules.target_in_danger(month, end, 0.95, 1_000_000, rupiah) is None
    assert rules.target_in_danger(month, end, None, 1_000_000, rupiah) is None
    assert rules.target_in_danger(month, end, 0.2, None, rupiah) is None


def test_a_feed_that_stands_still() -> None:
    assert rules.stale_feed("shop", timedelta(minutes=14)) is None
    slow, dead = (rules.stale_feed("shop", timedelta(minutes=n)) for n in (15, 180))
    assert slow is not None
    assert dead is not None
    assert (slow.severity, dead.severity) == (Severity.WATCH, Severity.URGENT)
    assert "15 menit" in slow.sentence
    assert "3 jam" in dead.sentence


def test_a_source_that_failed_says_why() -> None:
    found = rules.failing_source(
        "spend", "berkas terpotong.", 3, datetime(2026, 3, 21, 3, tzinfo=UTC)
    )
    assert found.severity is Severity.URGENT
    assert "spend" in found.sentence
    assert "berkas terpotong." in found.sentence
    assert found.way.page == "sources"


def test_returns_that_jump_and_returns_that_do_not() -> None:
    # 12 of 200 against 18 of 900: z = (0.06 − 0.02)/√(0.02727·0.97273·(1/200 + 1/900)) = 3.14
    found = rules.rate_spike("return_rate", "Tingkat retur", (12, 200), (18, 900), PERIOD)
    assert found is not None
    assert "6,0%" in found.sentence
    assert "2,0%" in found.sentence
    assert found.way.period == PERIOD
    assert rules.rate_spike("return_rate", "Tingkat retur", (11, 200), (18, 900), PERIOD) is None
    assert rules.rate_spike("return_rate", "Tingkat retur", (4, 5), (0, 900), PERIOD) is None
    assert rules.rate_spike("return_rate", "Tingkat retur", (0, 200), (18, 900), PERIOD) is None
    assert rules.rate_spike("return_rate", "Tingkat retur", (9, 20), (0, 0), PERIOD) is None


def test_money_that_meets_no_order() -> None:
    found = rules.unmatched_payouts(2, 150_000, PERIOD, rupiah)
    assert found is not None
    assert "2 baris" in found.sentence
    assert "Rp150000" in found.sentence
    assert rules.unmatched_payouts(0, 0, PERIOD, rupiah) is None
    waiting = rules.unsettled_payments(99_000, PERIOD, rupiah)
    assert waiting is not None
    assert waiting.way.metric == "unsettled_payments"
    assert rules.unsettled_payments(0, PERIOD, rupiah) is None


def test_numbers_are_written_in_the_readers_language() -> None:
    with translation.override("en"):
        found = rules.rate_spike("return_rate", "Return rate", (12, 200), (18, 900), PERIOD)
    assert found is not None
    assert "6.0%" in found.sentence


@pytest.mark.parametrize(
    ("out", "kept", "severity"),
    [(1, 400, Severity.WATCH), (20, 400, Severity.URGENT), (2, 40, Severity.URGENT)],
)
def test_what_people_order_is_sold_out(out: int, kept: int, severity: Severity) -> None:
    found = rules.sold_out(out, kept)
    assert found is not None
    assert (found.severity, found.way.metric) == (severity, "variants_out_wanted")
    assert f"{out} varian" in found.sentence


def test_nothing_is_sold_out_or_soon() -> None:
    assert rules.sold_out(0, 40) is None
    assert rules.soon_sold_out(0) is None


def test_what_is_gone_in_two_weeks() -> None:
    found = rules.soon_sold_out(15)
    assert found is not None
    assert "15 varian" in found.sentence


def test_a_source_that_told_less_than_usual() -> None:
    found = rules.odd_volume("spend", "Banyaknya baris seperti biasa", "12", "40..300")
    assert "12 baris, biasanya 40–300" in found.sentence
    assert found.key == "odd_volume:sources:source=spend"
