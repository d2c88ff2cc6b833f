"""Decisions: when they may be made, and when nothing may be read at all."""

from datetime import date, timedelta

import pytest

from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.course import Novelty, day_of_power
from niaga.insight.experiments.judge import Judgement, Seen, judge
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.portfolio import portfolio
from niaga.insight.experiments.reasons import NoComparison, NoDays, NoPlan, NotEnoughData
from niaga.insight.experiments.samples import Proportion, Sample

START = date(2026, 3, 2)
Days = dict[date | None, Sample]


def steady(days: int, visitors: int, conversions: int) -> Days:
    """The same on every day."""
    return {START + timedelta(n): Proportion(visitors, conversions) for n in range(days)}


def judged(
    control: Days,
    treatment: Days,
    today: date | None = None,
    **plan: object,
) -> Judgement:
    told = {"weights": {"a": 1, "b": 1}, "started_on": START, **plan}
    made = Plan("t", "T", "a", "beli", **told)  # type: ignore[arg-type]
    seen = Seen(made, {"beli": {"a": control, "b": treatment}})
    return judge(seen, today or START + timedelta(365))


def test_published_counts_fail_to_reject() -> None:
    found = judged({None: Proportion(145_274, 17_489)}, {None: Proportion(145_310, 17_264)})
    verdict = found.leading
    assert verdict is not None
    assert (found.decision, verdict.why) == ("fail", "single")
    assert verdict.p == pytest.approx(0.18988, abs=5e-6)
    assert verdict.course == NoDays()
    assert verdict.planned_power == NoPlan()


def test_seven_day_retention_rejects_in_favour_of_the_control() -> None:
    found = judged({None: Proportion(44_700, 8_502)}, {None: Proportion(45_489, 8_279)})
    assert found.decision == "reject"
    assert found.leading is not None
    assert (found.leading.difference or 0) < 0
    assert portfolio([found], START).won == 0


def test_a_running_test_waits_for_its_look_however_small_the_daily_p() -> None:
    # z is 2.6 after ten days: a raw p of 0.01, and the first look asked for 4.05
    found = judged(
        steady(10, 1_000, 30),
        steady(10, 1_000, 37),
        today=START + timedelta(10),
        days=28,
        effect=0.1,
    )
    verdict = found.leading
    assert verdict is not None
    assert isinstance(verdict.course, tuple)
    assert verdict.course[-1].raw_p is not None
    assert verdict.course[-1].raw_p < 0.01
    assert (found.decision, verdict.why) == ("running", "waiting")
    assert [look.statistic is not None for look in verdict.looks] == [True, False, False, False]
    assert verdict.next_look is not None
    assert verdict.next_look.day == START + timedelta(13)
    assert verdict.p == verdict.course[-1].always_p  # what is told is valid on any day
    assert verdict.p > 0.05


def test_a_look_that_crosses_decides_for_good() -> None:
    strong, none = steady(28, 1_000, 45), steady(28, 1_000, 30)
    for n in range(14, 28):  # the effect is gone after the second look
        strong[START + timedelta(n)] = Proportion(1_000, 22)
    found = judged(none, strong, days=28)
    verdict = found.leading
    assert verdict is not None
    assert (found.decision, verdict.why) == ("reject", "boundary")
    assert verdict.decided_at is not None
    assert verdict.decided_at.number == 1
    assert isinstance(verdict.comparison, Comparison)
    assert verdict.comparison.visitors == 14_000  # as it stood then
    assert verdict.comparison.low > 0  # the repeated interval agrees with the decision


def test_fail_to_reject_is_said_at_the_last_look_only() -> None:
    same = steady(28, 1_000, 30), steady(28, 1_000, 31)
    for day, decision in ((27, "running"), (28, "fail")):
        found = judged(
            {d: s for d, s in same[0].items() if d < START + timedelta(day)},
            {d: s for d, s in same[1].items() if d < START + timedelta(day)},
            today=START + timedelta(day),
            days=28,
        )
        assert found.decision == decision


def test_torn_visitors_make_it_invalid() -> None:
    found = judged(steady(14, 800, 24), steady(14, 700, 40))
    assert found.decision == "invalid"
    assert found.leading is not None
    assert found.leading.why == "mismatch"
    assert portfolio([found], START).mismatched == 1


def test_without_a_plan_a_running_test_is_decided_by_the_sequence_alone() -> None:
    today = START + timedelta(20)
    weak = judged(steady(20, 500, 15), steady(20, 500, 18), today, ended_on=None)
    strong = judged(steady(20, 500, 15), steady(20, 500, 28), today, ended_on=None)
    assert [weak.decision, strong.decision] == ["running", "reject"]
    assert strong.leading is not None
    assert strong.leading.why == "sequence"


def test_a_variant_without_visitors_is_a_reason() -> None:
    found = judged(steady(3, 500, 15), {})
    assert found.decision == "invalid"
    verdict = found.leading
    assert verdict is not None
    assert isinstance(verdict.comparison, NoComparison)


def test_nobody_converted_yet() -> None:
    found = judged(steady(3, 50, 0), steady(3, 50, 0), START + timedelta(3), days=14)
    assert found.decision == "running"
    assert found.leading is not None
    assert isinstance(found.leading.comparison, NotEnoughData)


def test_three_variants_share_the_chance_of_error() -> None:
    plan = Plan("t", "T", "a", "beli", {"a": 1, "b": 1, "c": 1})
    arms: dict[str, Days] = {
        "a": {None: Proportion(10_000, 300)},
        "b": {None: Proportion(10_000, 352)},  # p = 0.04 alone, 0.08 beside another
        "c": {None: Proportion(10_000, 300)},
    }
    found = judge(Seen(plan, {"beli": arms}), START)
    by_name = {verdict.variant: verdict for verdict in found.verdicts}
    comparison = by_name["b"].comparison
    assert isinstance(comparison, Comparison)
    assert comparison.p < 0.05 < (by_name["b"].p or 0)
    assert found.decision == "fail"


def test_the_day_on_which_the_planned_effect_can_be_seen() -> None:
    found = judged(steady(28, 1_000, 30), steady(28, 1_000, 31), days=28, effect=0.2)
    assert found.leading is not None
    days = found.leading.course
    assert isinstance(days, tuple)
    reached = day_of_power(days, 0.8)
    assert reached is not None
    assert reached.number == 13
    assert [day.power for day in days] == sorted(day.power or 0 for day in days)
    assert min(day.always_p or 1 for day in days) == days[-1].always_p


def test_an_effect_that_wears_off_is_noticed() -> None:
    fading = steady(21, 1_000, 60)
    for n in range(7, 21):
        fading[START + timedelta(n)] = Proportion(1_000, 31)
    found = judged(steady(21, 1_000, 30), fading)
    assert found.leading is not None
    assert isinstance(found.leading.novelty, Novelty)
    assert found.leading.novelty.wears_off
