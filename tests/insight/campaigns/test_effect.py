"""Effects beside those held out, and recommendations, on counts that a pencil can check."""

import pytest

from niaga.insight.campaigns import ArmCounts, arms
from niaga.insight.recommendation import PairCounts, PreferenceCounts, offers


def test_the_published_e_mail_campaign() -> None:
    mens, control = arms(
        [
            ArmCounts("E-mail", "Mens", 21_307, 267, 21_307, 3_031_169, 0),
            ArmCounts("E-mail", "control", 21_306, 122, 21_306, 1_390_833, 0),
        ]
    )
    assert mens.rate == pytest.approx(0.012531, abs=1e-6)
    assert control.rate == pytest.approx(0.005726, abs=1e-6)
    assert control.effect is None
    assert mens.effect is not None
    assert mens.effect.conversion.difference == pytest.approx(0.006805, abs=1e-6)
    assert mens.effect.extra[0] == pytest.approx(145.0, abs=0.1)
    assert mens.effect.conversion.low > 0


def test_spending_has_its_own_interval() -> None:
    # four people each: 0, 0, 10, 10 against 0, 0, 0, 4
    mine, _control = arms(
        [
            ArmCounts("c", "letter", 4, 2, 4, 20, 200),
            ArmCounts("c", "control", 4, 1, 4, 4, 16),
        ]
    )
    assert mine.effect is not None
    assert mine.effect.value is not None
    assert mine.effect.value.difference == pytest.approx(4.0)
    assert mine.effect.extra_value is not None
    assert mine.effect.extra_value[0] == pytest.approx(16.0)
    assert mine.is_few


def test_without_a_control_group_there_is_no_effect() -> None:
    (alone,) = arms([ArmCounts("c", "letter", 100, 10)])
    assert alone.effect is None
    assert alone.low < 0.1 < alone.high
    assert arms([ArmCounts("c", "letter", 0, 0)])[0].rate is None


def test_nobody_converting_anywhere_is_no_effect() -> None:
    mine, _control = arms([ArmCounts("c", "letter", 50, 0), ArmCounts("c", "control", 50, 0)])
    assert mine.effect is None


def test_support_confidence_and_lift() -> None:
    # 100 baskets: A in 20, B in 10, both in 8: confidence 0.4, lift 0.4 ÷ 0.1 = 4
    pair = PairCounts("champion", "a", "A", "b", "B", 8, 20, 10, 100)
    (offer,) = offers([pair], [])["champion"]
    assert (offer.name, offer.because) == ("B", "A")
    assert (offer.support, offer.confidence) == (0.08, 0.4)
    assert offer.lift == pytest.approx(4.0)


def test_what_all_like_is_no_preference_and_a_product_is_offered_once() -> None:
    common = PreferenceCounts("new", "p", "P", 50, 100, 500, 1_000)
    liked = PreferenceCounts("new", "q", "Q", 30, 100, 100, 1_000)
    rare = PreferenceCounts("new", "r", "R", 4, 100, 4, 1_000)
    pair = PairCounts("new", "a", "A", "q", "Q", 8, 20, 10, 100)
    assert [o.product for o in offers([], [common, liked, rare])["new"]] == ["q"]
    assert [o.kind for o in offers([pair], [liked])["new"]] == ["pair"]
