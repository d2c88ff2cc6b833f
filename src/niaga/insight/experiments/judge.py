"""From what was seen to what may be said: reject, fail to reject, keep running, or invalid.

A test is decided at its planned looks and nowhere else. "Fail to reject" is said at the last look
only; before it there is just "keep running". Without a plan a finished test has had one look, at
its end; a running one is decided by the confidence sequence alone. A sample-ratio mismatch makes
all of it invalid.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from niaga.insight.experiments import distributions as d
from niaga.insight.experiments import looks
from niaga.insight.experiments.compare import compare
from niaga.insight.experiments.comparison import Comparison
from niaga.insight.experiments.course import Day, Novelty, course, novelty
from niaga.insight.experiments.plan import Plan
from niaga.insight.experiments.power import detectable, power_at
from niaga.insight.experiments.reasons import NoComparison, NoDays, NoPlan, NotEnoughData, Reason
from niaga.insight.experiments.samples import Sample, added
from niaga.insight.experiments.several import benjamini_hochberg, holm
from niaga.insight.experiments.srm import Srm, mismatch

Decision = Literal["reject", "fail", "running", "invalid"]
Why = Literal["boundary", "single", "sequence", "final", "waiting", "mismatch", "nothing"]


@dataclass(frozen=True)
class Seen:
    """What an experiment saw: outcome → variant → day → sample; the day None: not told."""

    plan: Plan
    outcomes: Mapping[str, Mapping[str, Mapping[date | None, Sample]]]

    def total(self, outcome: str, variant: str) -> Sample | None:
        parts = list(self.outcomes.get(outcome, {}).get(variant, {}).values())
        return _sum(parts) if parts else None

    def visitors(self, outcome: str) -> dict[str, int]:
        totals = {name: self.total(outcome, name) for name in self.outcomes.get(outcome, {})}
        return {name: total.visitors for name, total in totals.items() if total}

    def by_day(self, outcome: str, variant: str) -> dict[date, Sample]:
        known = self.outcomes.get(outcome, {}).get(variant, {})
        return {day: sample for day, sample in known.items() if day is not None}

    @property
    def days(self) -> tuple[date, ...]:
        variants = self.outcomes.get(self.plan.primary, {}).values()
        return tuple(sorted({day for days in variants for day in days if day is not None}))


@dataclass(frozen=True)
class Look:
    """A planned look. `statistic` None: it has not been yet. `edge`: |z| that decides there."""

    number: int
    share: float
    day: date | None
    edge: float
    statistic: float | None = None
    at: Day | None = None

    @property
    def crossed(self) -> bool:
        return self.statistic is not None and abs(self.statistic) > self.edge


@dataclass(frozen=True)
class Verdict:
    """`comparison`: what the decision rests on, its interval at the level that decided; while the
    test runs, of the confidence sequence, and `p` always valid: neither may be mistaken for those
    of a test that has ended. `p` is adjusted for several variants. `planned_power`: at the planned
    effect with the visitors so far. `detectable`: the effect, in the outcome's unit, that those
    visitors show with the planned power.
    """

    variant: str
    decision: Decision
    why: Why
    comparison: Comparison | Reason
    p: float | None
    planned_power: float | NoPlan
    detectable: float | None
    looks: tuple[Look, ...]
    course: tuple[Day, ...] | NoDays
    novelty: Novelty | Reason

    @property
    def difference(self) -> float | None:
        return self.comparison.difference if isinstance(self.comparison, Comparison) else None

    @property
    def next_look(self) -> Look | None:
        if self.decision != "running":
            return None
        return next((look for look in self.looks if look.statistic is None), None)

    @property
    def decided_at(self) -> Look | None:
        return next((look for look in self.looks if look.crossed), None)


@dataclass(frozen=True)
class Other:
    """An outcome that does not decide; `p` by Benjamini–Hochberg over all of them."""

    outcome: str
    variant: str
    comparison: Comparison | Reason
    p: float | None


@dataclass(frozen=True)
class Judgement:
    plan: Plan
    finished: bool
    srm: Srm | Reason
    verdicts: tuple[Verdict, ...]
    others: tuple[Other, ...]

    @property
    def decision(self) -> Decision:
        """Of the whole: one variant that wins or loses is enough to reject."""
        decisions = [verdict.decision for verdict in self.verdicts] or ["invalid"]
        order: tuple[Decision, ...] = ("invalid", "reject", "running", "fail")
        return next(each for each in order if each in decisions)

    @property
    def leading(self) -> Verdict | None:
        """The variant to speak of first: the one decided, and of those the strongest."""
        rank = {"reject": 0, "running": 1, "fail": 1, "invalid": 2}
        known = sorted(self.verdicts, key=lambda v: (rank[v.decision], 1.0 if v.p is None else v.p))
        return known[0] if known else None


def judge(seen: Seen, today: date) -> Judgement:
    """`today`: the shop's business day; what it has of visitors may still grow."""
    plan = seen.plan
    finished = is_finished(seen, today)
    visitors = seen.visitors(plan.primary)
    srm = mismatch(visitors, plan.weights)
    treatments = [name for name in plan.treatments if plan.weights[name] > 0]
    verdicts = [_verdict(seen, name, finished, today, len(treatments), srm) for name in treatments]
    return Judgement(plan, finished, srm, _adjusted(plan, verdicts), _others(seen, treatments))


def is_finished(seen: Seen, today: date) -> bool:
    """Ended, or at its planned end by days or visitors; what tells no days cannot run."""
    plan, days = seen.plan, seen.days
    if not days:
        return True
    if plan.ended_on is not None and plan.ended_on < today:
        return True
    if plan.days and plan.started_on and today >= plan.started_on + timedelta(days=plan.days):
        return True
    total = sum(seen.visitors(plan.primary).values())
    return bool(plan.visitors and not plan.days and total >= plan.visitors)


def _verdict(
    seen: Seen, variant: str, finished: bool, today: date, of: int, srm: Srm | Reason
) -> Verdict:
    plan = seen.plan
    alpha = plan.alpha / of  # looks and sequence: shared out; a single look: Holm, see `_adjusted`
    a, b = (seen.total(plan.primary, name) for name in (plan.control, variant))
    if a is None or b is None:
        return _silent(variant, NoComparison())
    days = course(
        plan,
        seen.by_day(plan.primary, plan.control),
        seen.by_day(plan.primary, variant),
        alpha,
    )
    comparison = compare(a, b, plan.alpha)
    taken = _looks(seen, days, finished, today, alpha) if isinstance(days, tuple) else ()
    error = comparison.error if isinstance(comparison, Comparison) else None
    effect = abs((plan.effect or 0.0) * (a.estimate or 0.0))
    power: float | NoPlan = NoPlan()
    if effect and error:
        power = float(power_at(effect, error, plan.alpha))
    decision, why, shown = _decide(plan, comparison, days, taken, finished, srm)
    return Verdict(
        variant=variant,
        decision=decision,
        why=why,
        comparison=shown,
        p=shown.p if isinstance(shown, Comparison) else None,
        planned_power=power,
        detectable=detectable(error, plan.alpha, plan.power) if error else None,
        looks=taken,
        course=days,
        novelty=novelty(days) if isinstance(days, tuple) else days,
    )


def _silent(variant: str, reason: Reason) -> Verdict:
    return Verdict(
        variant, "invalid", "nothing", reason, None, NoPlan(), None, (), NoDays(), NoDays()
    )


def _decide(
    plan: Plan,
    comparison: Comparison | Reason,
    days: tuple[Day, ...] | NoDays,
    taken: tuple[Look, ...],
    finished: bool,
    srm: Srm | Reason,
) -> tuple[Decision, Why, Comparison | Reason]:
    if isinstance(srm, Srm) and srm.failed:
        return "invalid", "mismatch", comparison
    if isinstance(srm, NoComparison):
        return "invalid", "nothing", comparison
    if not isinstance(comparison, Comparison):
        return ("invalid" if finished else "running"), "nothing", comparison
    if plan.is_told and len(taken) > 1:
        crossed = next((look for look in taken if look.crossed), None)
        if crossed is not None:
            return "reject", "boundary", _at_look(crossed, comparison)
        if finished:
            return "fail", "final", _at_look(taken[-1], comparison)
        return "running", "waiting", _so_far(days, comparison)
    if finished:
        rejected = comparison.p < plan.alpha
        return ("reject" if rejected else "fail"), "single", comparison
    if not plan.is_told and isinstance(days, tuple):
        least = days[-1].always_p
        if least is not None and least < plan.alpha:
            return "reject", "sequence", _so_far(days, comparison)
    return "running", "waiting", _so_far(days, comparison)


def _so_far(days: tuple[Day, ...] | NoDays, comparison: Comparison) -> Comparison:
    """With interval and p that are valid on any day."""
    last = days[-1] if isinstance(days, tuple) else None
    if last is None or last.low is None or last.high is None or last.always_p is None:
        return comparison
    return replace(comparison, low=last.low, high=last.high, p=last.always_p)


def _at_look(look: Look, latest: Comparison) -> Comparison:
    """The comparison as it stood at the look, its interval as wide as the look demands: a repeated
    confidence interval (Jennison and Turnbull 2000, chapter 9).
    """
    if look.at is None:
        return latest
    then = compare(look.at.control, look.at.treatment, latest.alpha)
    if not isinstance(then, Comparison):
        return latest
    reach = look.edge * then.error
    return replace(then, low=then.difference - reach, high=then.difference + reach)


def _looks(
    seen: Seen, days: tuple[Day, ...], finished: bool, today: date, alpha: float
) -> tuple[Look, ...]:
    """The planned looks, and what was seen at those that have been."""
    plan = seen.plan
    if not plan.is_told:
        return ()
    reached = _reached(plan, days, finished, today)
    total = plan.visitors * _part(plan, days) if plan.visitors else None
    actual = []
    for n, day in enumerate(reached):
        known = day.visitors / total if total else plan.shares[n]
        actual.append(min(1.0, known))
    planned = plan.shares
    if finished and len(actual) < len(planned):  # ended before its time: that was the last look
        planned = (*planned[: max(0, len(actual) - 1)], 1.0)
    edges = looks.boundary(planned, actual, alpha)
    out = []
    for n, edge in enumerate(edges):
        at = reached[n] if n < len(reached) else None
        number = plan.look_days[n] if n < len(plan.look_days) else None
        out.append(
            Look(
                number=n + 1,
                share=actual[n] if n < len(actual) else planned[n],
                day=at.day if at else plan.day(number) if number else None,
                edge=edge,
                statistic=_statistic(at) if at else None,
                at=at,
            )
        )
    return tuple(out)


def _part(plan: Plan, days: tuple[Day, ...]) -> float:
    """The pair's share of all planned visitors, where there are more than two variants."""
    weight = sum(plan.weights.values()) or 1
    pair = plan.weights.get(plan.control, 0) + max(
        (plan.weights[name] for name in plan.treatments), default=0
    )
    return pair / weight


def _reached(plan: Plan, days: tuple[Day, ...], finished: bool, today: date) -> list[Day]:
    """The day whose figures each look that has been saw; a day counts when it is over."""
    over = [day for day in days if day.day < today or finished]
    if not over:
        return []
    if plan.days:
        last = over[-1].number if not finished else max(over[-1].number, plan.days)
        if finished and plan.ended_on:
            last = over[-1].number
        marks = [number for number in plan.look_days if number <= last]
        seen = [[day for day in over if day.number <= mark] for mark in marks]
        reached = [known[-1] for known in seen if known]
    else:
        total = (plan.visitors or 0) * _part(plan, days)
        found = (
            next((day for day in over if day.visitors >= share * total), None)
            for share in plan.shares
        )
        reached = [day for day in found if day is not None]
    if (
        finished
        and (not reached or reached[-1].number < over[-1].number)
        and len(reached) < len(plan.shares)
    ):
        reached.append(over[-1])
    return reached


def _statistic(day: Day) -> float | None:
    compared = compare(day.control, day.treatment)
    if not isinstance(compared, Comparison):
        return 0.0
    if compared.statistic is not None:
        return compared.statistic
    return d.normal_quantile(1 - compared.p / 2) * (1 if compared.difference > 0 else -1)


def _adjusted(plan: Plan, verdicts: list[Verdict]) -> tuple[Verdict, ...]:
    """Single looks at several variants: Holm decides."""
    single = [v for v in verdicts if v.why == "single" and v.p is not None]
    if len(single) < 2:
        return tuple(verdicts)
    adjusted = dict(
        zip((v.variant for v in single), holm([v.p or 0.0 for v in single]), strict=True)
    )
    out = []
    for verdict in verdicts:
        p = adjusted.get(verdict.variant)
        if p is not None:
            decision: Decision = "reject" if p < plan.alpha else "fail"
            verdict = replace(verdict, p=p, decision=decision)
        out.append(verdict)
    return tuple(out)


def _others(seen: Seen, treatments: list[str]) -> tuple[Other, ...]:
    plan = seen.plan
    compared: list[tuple[str, str, Comparison | Reason]] = []
    for outcome in seen.outcomes:
        if outcome == plan.primary:
            continue
        control = seen.total(outcome, plan.control)
        for variant in treatments:
            treatment = seen.total(outcome, variant)
            if control is None or treatment is None:
                compared.append((outcome, variant, NotEnoughData(needed=1, found=0)))
            else:
                compared.append((outcome, variant, compare(control, treatment, plan.alpha)))
    known = [c for _o, _v, c in compared if isinstance(c, Comparison)]
    honest = iter(benjamini_hochberg([c.p for c in known]))
    return tuple(
        Other(o, v, c, next(honest) if isinstance(c, Comparison) else None) for o, v, c in compared
    )


def _sum(parts: list[Sample]) -> Sample:
    total = parts[0]
    for part in parts[1:]:
        total = added(total, part)
    return total
