"""What a metric is measured against: the business's rule, and what people decided besides."""

from niaga.metrics.targets.decisions import (
    Decision,
    MonthIsClosed,
    NoReason,
    decide,
    decisions,
    freeze,
)
from niaga.metrics.targets.rules import Target, plan_of, target_of

__all__ = [
    "Decision",
    "MonthIsClosed",
    "NoReason",
    "Target",
    "decide",
    "decisions",
    "freeze",
    "plan_of",
    "target_of",
]
