"""Effects by segment: what is corrected how, and when segments truly differ."""

from math import sqrt

import pytest

from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.samples import Proportion, Sample
from niaga.insight.experiments.segments import MOST, REST, BySegment, by_segment


def plan(*planned: str) -> Plan:
    return Plan("uji", "Uji", "a", "Beli", {"a": 1, "b": 1}, segments=frozenset(planned))


def pair(control: int, treatment: int, visitors: int = 1_000) -> dict[str, Sample]:
    return {"a": Proportion(visitors, control), "b": Proportion(visitors, treatment)}


COUNTRIES: BySegment = {"ID": pair(100, 140), "MY": pair(100, 128), "SG": pair(100, 104)}


def test_planned_segments_are_held_to_holm_and_others_to_benjamini_hochberg() -> None:
    """z-tests of 10 % against 14.0, 12.8 and 10.4 %: p 0.00592, 0.04883 and 0.76759."""
    (planned,) = by_segment(plan("country"), {"country": COUNTRIES})
    single = [0.005916, 0.048834, 0.767586]
    assert [e.p for e in planned.effects] == pytest.approx(
        [3 * single[0], 2 * single[1], single[2]], abs=2e-5
    )
    assert [e.is_found for e in planned.effects] == [True, False, False]
    (looked,) = by_segment(plan(), {"country": COUNTRIES})
    assert [e.p for e in looked.effects] == pytest.approx(
        [3 * single[0], 1.5 * single[1], single[2]], abs=2e-5
    )
    assert (planned.planned, looked.planned) == (True, False)


def test_intervals_cover_together() -> None:
    """Bonferroni: of three at 5 % each is as wide as one at 1.67 %, 2.394 standard errors."""
    (kind,) = by_segment(plan(), {"country": COUNTRIES})
    found = kind.effects[0].comparison
    assert isinstance(found, Comparison)
    error = sqrt(0.1 * 0.9 / 1_000 + 0.14 * 0.86 / 1_000)
    assert found.high - found.difference == pytest.approx(2.39398 * error, rel=1e-4)


def test_cochrans_q_asks_whether_segments_differ() -> None:
    """Two segments: Q = (d1 − d2)² / (SE1² + SE2²), one degree."""
    kinds: dict[str, BySegment] = {"device": {"HP": pair(100, 160), "laptop": pair(100, 100)}}
    (kind,) = by_segment(plan(), kinds)
    variance = 0.1 * 0.9 / 1_000 + 0.16 * 0.84 / 1_000 + 2 * 0.1 * 0.9 / 1_000
    z = 0.06 / sqrt(variance)
    assert z == pytest.approx(2.98363, abs=1e-3)
    assert kind.differs == {"b": pytest.approx(0.002849, abs=2e-6)}
    (same,) = by_segment(plan(), {"device": {"HP": pair(100, 130), "laptop": pair(101, 131)}})
    assert same.differs["b"] > 0.99


def test_small_segments_stand_together_and_what_is_not_told_stands_last() -> None:
    cities: dict[str | None, dict[str, Sample]] = {
        f"kota {n}": pair(10, 12, 100 + n) for n in range(MOST + 3)
    }
    cities[None] = pair(10, 12, 900)
    (kind,) = by_segment(plan(), {"city": cities})
    names = [effect.segment for effect in kind.effects]
    assert names[0] == f"kota {MOST + 2}"
    assert names[-2:] == [REST, None]
    assert len(names) == MOST + 2
    assert kind.effects[-2].visitors == 2 * (100 + 101 + 102)


def test_a_segment_without_one_of_the_variants_tells_nothing() -> None:
    kinds: dict[str, BySegment] = {"device": {"HP": pair(100, 160), "TV": {"a": Proportion(9, 1)}}}
    (kind,) = by_segment(plan(), kinds)
    assert [(e.segment, e.visitors, e.p is None) for e in kind.effects] == [
        ("HP", 2_000, False), ("TV", 9, True),
    ]  # fmt: skip
    assert kind.differs == {}
