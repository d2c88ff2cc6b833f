"""All experiments of a shop together: how many run, how they ended, how long they took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from niaga.insight.experiments.judge import Judgement
from niaga.insight.experiments.srm import Srm


@dataclass(frozen=True)
class Portfolio:
    """`decided`: rejected or failed to reject, at any time; `undated` of them tell no days. `won`:
    rejected in favour of a variant. `median_days` None: no decided test tells its days.
    """

    running: int
    decided: int
    decided_lately: int
    undated: int
    won: int
    invalid: int
    mismatched: int
    median_days: float | None


def portfolio(judgements: Sequence[Judgement], since: date) -> Portfolio:
    """`since`: the first day of what counts as lately."""
    decided = [each for each in judgements if each.decision in ("reject", "fail")]
    ends = [last_day(each) for each in decided]
    lengths = [days for each in decided if (days := length(each)) is not None]
    return Portfolio(
        running=sum(each.decision == "running" for each in judgements),
        decided=len(decided),
        decided_lately=sum(end is not None and end >= since for end in ends),
        undated=sum(end is None for end in ends),
        won=sum(is_won(each) for each in decided),
        invalid=sum(each.decision == "invalid" for each in judgements),
        mismatched=sum(isinstance(each.srm, Srm) and each.srm.failed for each in judgements),
        median_days=float(median(lengths)) if lengths else None,
    )


def is_won(judgement: Judgement) -> bool:
    """A variant is better than the control."""
    return any(v.decision == "reject" and (v.difference or 0.0) > 0 for v in judgement.verdicts)


def last_day(judgement: Judgement) -> date | None:
    """When it was decided, or the last day that is known of it."""
    leading = judgement.leading
    if leading is None:
        return None
    if leading.decision == "reject" and leading.decided_at is not None:
        return leading.decided_at.day
    return leading.course[-1].day if isinstance(leading.course, tuple) else None


def length(judgement: Judgement) -> int | None:
    """Days from its start to `last_day`, both counted."""
    end, start = last_day(judgement), judgement.plan.started_on
    leading = judgement.leading
    if start is None and leading is not None and isinstance(leading.course, tuple):
        start = leading.course[0].day
    return (end - start).days + 1 if end is not None and start is not None else None
